import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph import iri
from ontology.terms import BASE

HOSTILE = [
    "",
    " ",
    "a b",
    'say "hi"',
    "<script>",
    "line\nbreak",
    "\x00\x1b",
    "x" * 500,
    "שלום",
    "漢字",
    "../../etc",
    "%2f",
    "a/b",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_give_valid_iris_below_the_base(name: str) -> None:
    found = iri.thing("person", name)
    ox.NamedNode(found)
    assert found.startswith(f"{BASE}person/")
    assert "/" not in found.removeprefix(f"{BASE}person/")
    assert len(found) < 200


def test_hostile_names_stay_apart() -> None:
    assert len({iri.thing("person", name) for name in HOSTILE}) == len(HOSTILE)


@given(st.text(), st.text())
def test_two_names_never_share_an_iri(first: str, second: str) -> None:
    assert (iri.announcement(first) == iri.announcement(second)) == (first == second)


@given(st.text())
def test_a_slug_is_latin_and_never_empty(text: str) -> None:
    slug = iri.slug(text)
    assert slug
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert len(slug) <= iri.SLUG_LENGTH + 9


def test_names_of_any_script_become_readable_slugs() -> None:
    assert iri.slug("Kalashnikova, Natalia P.") == "kalashnikova-natalia-p"
    assert iri.slug("Қазақстан халқы Ассамблеясы") == "qazaqstan-khalqy-assambleyasy"


def test_long_names_with_the_same_beginning_stay_apart() -> None:
    assert iri.slug("a" * 300 + "b") != iri.slug("a" * 300 + "c")


def test_codes_and_ids_stand_in_iris_as_they_are() -> None:
    assert iri.concept("organisation-class", "apk_department") == f"{BASE}organisation-class/apk_department"
    assert iri.thing("country", "KZ") == f"{BASE}country/KZ"
    assert iri.code(iri.thing("country", "KZ")) == "KZ"


@given(st.lists(st.text(), max_size=4), st.lists(st.text(), max_size=4))
def test_a_digest_tells_where_one_part_ends(first: list[str], second: list[str]) -> None:
    assert (iri.digest(*first) == iri.digest(*second)) == (first == second)
