"""Whose title one is by the grammar of appositions."""

from pathlib import Path

import pytest

from corpus.apposition import in_apposition, runs_into
from tests.corpus.test_shared_title import scene


@pytest.mark.parametrize(
    ("code", "body", "expected"),
    [
        ("en", "{R a|Rector} {P:a|Ann Lee}, {R b>o|director} of {O:o ngo|the fund} {P:b|Bo Kim} came.", ["a", "b"]),
        ("en", "{P:a|Ann Lee}, {R a|director}, met {P:b|Bo Kim}.", [None]),
        ("en", "{P:a|Ann Lee}, {R a|director} and {P:b|Bo Kim} came.", [None]),
        ("en", "{P:a|Ann Lee} is {R a|director}. {P:b|Bo Kim} came.", [None]),
        ("ru", "{P:a|Анна Ким}, {R b>o|декан} {O:o academic_unit|факультета права} {P:b|Олег Пак} приехали.", ["b"]),
        ("ru", "{P:a|Анна Ким} – {R a|декан}, {P:b|Олег Пак} приехал.", [None]),
        ("kk", "{R a|Ректор} {P:a|Айгүл Омар}, {R b|әдіскер} {P:b|Бақыт Серік} келді.", ["a", "b"]),
        ("kk", "{P:a|Айгүл Омар} – {R a|әдіскер} мен {P:b|Бақыт Серік} келді.", [None]),
    ],
)
def test_a_title_that_runs_into_a_name_is_of_no_one_before_it(
    tmp_path: Path, code: str, body: str, expected: list[str | None]
) -> None:
    text = scene(tmp_path, code, body)
    assert [runs_into(text, span) for span in text.roles] == expected


def test_a_title_is_in_apposition_to_the_only_person_that_no_predicate_parts_from_it(tmp_path: Path) -> None:
    text = scene(tmp_path, "en", "{P:a|Ann Lee}, {R a|director}, spoke. {P:b|Bo Kim} moderated; {R c|rector} left.")
    assert in_apposition(text, "a", text.roles[0])
    assert not in_apposition(text, "b", text.roles[1])
