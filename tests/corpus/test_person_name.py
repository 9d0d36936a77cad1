import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.entity import PersonName
from corpus.language_names import load_names
from corpus.person_name import PersonKey, parse_person, person_slug
from corpus.pipeline import LANGUAGES

ENGLISH = load_names(LANGUAGES / "en")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Dinara Omarova", PersonName(given="Dinara", family="Omarova")),
        ("Zh. Omarov", PersonName(family="Omarov", initials="Zh.")),
        ("N.K.Omarov", PersonName(family="Omarov", initials="N. K.")),
        ("Omarov N. K.", PersonName(family="Omarov", initials="N. K.")),
        ("Omarov Serik Boltovich", PersonName(given="Serik", patronymic="Boltovich", family="Omarov")),
        ("Serik Boltovich Omarov", PersonName(given="Serik", patronymic="Boltovich", family="Omarov")),
        ("Serik Boltovich", PersonName(given="Serik", patronymic="Boltovich")),
        ("Sokolova Vera", PersonName(given="Vera", family="Sokolova")),
        ("Anna-Maria Kim", PersonName(given="Anna-Maria", family="Kim")),
        ("Leonid V. Sokolov", PersonName(given="Leonid", family="Sokolov", initials="V.")),
        ("A.S Omarov", PersonName(family="Omarov", initials="A. S")),
        ("K.-Zh. Omarov", PersonName(family="Omarov", initials="K.-Zh.")),
        ("Prof. Hans Weber", PersonName(given="Hans", family="Weber")),
        ("Omarova", PersonName(family="Omarova")),
    ],
)
def test_a_name_is_taken_apart(text: str, parts: PersonName) -> None:
    assert parse_person(text, ENGLISH) == parts


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Dinara Omarova", "D. Omarova", True),
        ("Dinara Omarova", "Omarova", True),
        ("Yerlan Isabayev", "Erlan Isabaev", True),
        ("Serik Boltovich", "Serik Omarov", True),
        ("Leonid V. Sokolov", "L. Sokolov", True),
        ("Leonid V. Sokolov", "Sokolov", True),
        ("Kairat-Zhan Omarov", "K.-Zh. Omarov", True),
        ("Dinara Omarova", "Dinara", True),
        ("Serik Bolat Omaruly", "Serik Omaruly", True),
        ("Serik Bolat Omaruly", "Serik Sokolov", False),
        ("Dinara Omarova", "A. Omarova", False),
        ("Dinara Omarova", "Dinara Sokolova", False),
        ("Dinara Omarova", "Madina Omarova", False),
    ],
)
def test_two_mentions_of_one_person(one: str, other: str, *, same: bool) -> None:
    keys = [PersonKey.of(parse_person(name, ENGLISH)) for name in (one, other)]
    assert (keys[0].agrees(keys[1]) and not keys[0].contradicts(keys[1])) is same


def test_the_id_is_surname_first() -> None:
    assert person_slug(parse_person("Dinara Omarova", ENGLISH)) == "omarova-dinara"
    assert person_slug(parse_person("N. P. Omarova", ENGLISH)) == "omarova-n-p"
    assert person_slug(parse_person("Dinara Serikovna", ENGLISH)) == "dinara-serikovna"


@given(st.text(max_size=30))
def test_any_text_has_parts_taken_from_it(text: str) -> None:
    name = parse_person(text, ENGLISH)
    for part in (name.given, name.patronymic, name.family):
        assert all(word in text for word in part.split())
