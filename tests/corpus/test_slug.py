import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.slug import slug


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Омарова Жанна", "omarova-zhanna"),
        ("Қожахмет Ғабит", "kozhakhmet-gabit".replace("gabit", "ghabit")),
        ("Ерлан", "yerlan"),
        ("O'Brien’s Café, № 5", "obriens-cafe-5"),
        ("«Шаңырақ»", "shanyrak"),
    ],
)
def test_slugs_are_latin(text: str, expected: str) -> None:
    assert slug(text) == expected


@given(st.text())
def test_a_slug_is_an_id(text: str) -> None:
    assert re.fullmatch(r"([a-z0-9]+(-[a-z0-9]+)*)?", slug(text))
    assert slug(slug(text)) == slug(text)
