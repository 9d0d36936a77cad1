import pytest

from graph.office import heads, kind_of_office, named_concept


@pytest.mark.parametrize(
    ("title", "language", "code"),
    [
        ("Rector", "en", "rector"),
        ("HEAD OF THE DEPARTMENT", "en", "head-of-department"),
        ("зав. кафедрой", "ru", "head-of-department"),
        ("төраға", "kk", "chairman"),
    ],
)
def test_a_whole_title_names_its_office(title: str, language: str, code: str) -> None:
    found = named_concept("positions", title, language)
    assert found
    assert found.code == code


@pytest.mark.parametrize("title", ["", "assistant to the rector of all rectors", "—"])
def test_a_title_that_only_contains_an_office_does_not_name_it(title: str) -> None:
    assert named_concept("positions", title, "en") is None


@pytest.mark.parametrize(
    ("title", "language", "code"),
    [
        ("vice-rector for student affairs", "en", "vice-rector"),
        ("assistant to the honorary consul", "en", "assistant"),
        ("аким Атырауской области", "ru", "akim"),
        ("облыстың жастар ісі жөніндегі кеңесшісі", "kk", "adviser"),
        ("rector of the university", "de", None),
        ("rector", "en", None),
    ],
)
def test_a_longer_title_tells_the_kind_of_office(title: str, language: str, code: str | None) -> None:
    found = kind_of_office(title, language)
    assert (found and found.code) == code


@pytest.mark.parametrize(
    ("title", "language", "names", "expected"),
    [
        ("Rector", "en", ["Turan University"], True),
        ("Vice-Rector", "en", ["Turan University"], False),
        ("Head of the Department", "en", ["Department of World History"], True),
        ("Head of the Department", "en", ["Ministry of Culture"], False),
        ("заведующая кафедрой", "ru", ["Кафедра «Ассамблея народа Казахстана»"], True),
        ("хатшылық меңгерушісі", "kk", ["ҚХА хатшылығы"], True),
        ("journalist", "en", ["Kazinform"], False),
    ],
)
def test_only_the_head_of_this_organisation_heads_it(
    title: str,
    language: str,
    names: list[str],
    expected: bool,  # noqa: FBT001 a parameter of the test
) -> None:
    assert heads(named_concept("positions", title, language), title, names) is expected
