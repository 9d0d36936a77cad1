import pytest

from corpus.language_names import load_names
from corpus.organisation_name import OrganisationName, short_forms
from corpus.pipeline import LANGUAGES

ENGLISH = load_names(LANGUAGES / "en")


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("Faculty of History of Tugan University", "faculty"),
        ("Congress Secretariat", "secretariat"),
        ("Tugan University named after A. Omarov", "university"),
        ("OSCE", ""),
    ],
)
def test_the_head_is_what_the_name_is_built_on(name: str, head: str) -> None:
    assert OrganisationName.of(name, ENGLISH).head == head


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ('NP JSC "Tugan University"', ['"Tugan University"']),
        ("Kurdish association «Nadezhda»", ["Nadezhda"]),
        ("University of Fair Trade (UFT)", ["University of Fair Trade", "UFT"]),
        ("Tugan University", []),
        ("youth wing “Zhas” of the Party of Labour", ["Zhas"]),
        ("department of the company «Nadezhda»", []),
        ("department of the LLP «Nadezhda»", []),
    ],
)
def test_shorter_names_stand_inside_a_name(name: str, forms: list[str]) -> None:
    found = list(short_forms(name, ENGLISH))
    assert found == forms
    assert all(form in name for form in found)


def test_words_in_quotation_marks_name_what_stands_beside_them() -> None:
    kazakh, russian = load_names(LANGUAGES / "kk"), load_names(LANGUAGES / "ru")
    assert list(short_forms("«Бірлік» партиясы облыстық филиалы", kazakh)) == []
    assert list(short_forms("«Бірлік» жастар қанаты", kazakh)) == ["Бірлік"]
    assert list(short_forms("филиал партии «Дружба»", russian)) == []
    assert list(short_forms("партия «Дружба»", russian)) == ["Дружба"]


def test_a_common_noun_alone_is_no_name() -> None:
    assert OrganisationName.of("the University", ENGLISH).is_bare
    assert not OrganisationName.of("Tugan University", ENGLISH).is_bare
    assert not OrganisationName.of("ENU", ENGLISH).is_bare


def test_the_legal_form_is_no_word_of_the_name() -> None:
    name = OrganisationName.of("RPA “Birlik Union”", ENGLISH)
    assert name.form == "rpa"
    assert name.words == ("birlik", "union")
    assert not OrganisationName.of("Birlik Union", ENGLISH).form
