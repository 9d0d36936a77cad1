"""Numbers are read as people write them."""

import pytest

from corpus.clause import lay_out
from corpus.cues import CUES, load_cues
from corpus.numerals import numbers
from corpus.pipeline import LANGUAGES


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("en", "Fifty-one guests came", [51]),
        ("en", "over 2,500 people listened", [2500]),
        ("en", "about 2 thousand people", [2000]),
        ("en", "two hundred and 350 delegates", [200, 350]),
        ("en", "more than 60% of the delegates", []),
        ("en", "Eighty youngsters", [80]),
        ("ru", "Почти семьсот человек", [700]),
        ("ru", "около 2 тысяч участников", [2000]),
        ("ru", "двести пятьдесят гостей", [250]),
        ("kk", "1 мыңға жуық жас", [1000]),
        ("kk", "Елу жас", [50]),
    ],
)
def test_numbers_in_figures_and_in_words(code: str, text: str, expected: list[int]) -> None:
    layout = lay_out(text, title_end=0, names=[], abbreviations=frozenset())
    found = list(numbers(layout, load_cues(LANGUAGES / code / CUES).numbers))
    assert [number for number, _, _ in sorted(found, key=lambda each: each[1])] == expected
    assert all(0 <= start < end <= len(text) for _, start, end in found)
