import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from corpus.span_borders import balanced, trimmed

VOCAB = spacy.blank("en").vocab


def doc_of(text: str) -> Doc:
    return Doc(VOCAB, words=text.split())


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("the Fund “ Dostyk ” held", "Fund “ Dostyk", "Fund “ Dostyk ”"),
        ("the Youth Network ( YN ) met", "Youth Network ( YN", "Youth Network ( YN )"),
        ("the Youth Network ( Almaty , Astana )", "Youth Network ( Almaty", "Youth Network"),
        ("said “ Dostyk is", "“ Dostyk", "Dostyk"),
        ("club « Luch » came", "Luch »", "« Luch »"),
        ('the "Luch" club " came', 'club "', "club"),
    ],
)
def test_marks_open_and_close_inside_one_name(text: str, found: str, expected: str) -> None:
    doc = doc_of(text)
    start = next(i for i in range(len(doc)) if doc[i:].text.startswith(found))
    end = start + len(found.split())
    assert doc[slice(*balanced(doc, start, end))].text == expected


@given(st.lists(st.sampled_from(["(", ")", "“", "”", "«", "»", '"', "a", "b"]), min_size=1, max_size=9), st.data())
def test_borders_stay_in_the_text(words: list[str], data: st.DataObject) -> None:
    doc = Doc(VOCAB, words=words)
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    first, last = balanced(doc, start, end)
    assert 0 <= first <= len(words)
    assert 0 <= last <= len(words)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the Luch Club ,", "Luch Club"),
        ("of Luch", "Luch"),
        ("Luch Club ; police", "Luch Club"),
        ("- Luch", "Luch"),
        ("“ Luch ”", "“ Luch ”"),
        ("of the", ""),
    ],
)
def test_small_words_and_marks_stay_outside(text: str, expected: str) -> None:
    doc = doc_of(text)
    assert doc[slice(*trimmed(doc, 0, len(doc), {"of", "the"}))].text == expected
