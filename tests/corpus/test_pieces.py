from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.encoder import CONTEXT, PIECES
from corpus.pieces import UNKNOWN, Pieces

LEARNT = Pieces.read(CONTEXT / PIECES)


def cut(pieces: Pieces, word: str) -> list[str]:
    return [word[start:end] for _, start, end in pieces.cut(word)]


def test_a_word_is_cut_where_it_is_likeliest() -> None:
    pieces = Pieces(
        [("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0), ("▁a", -1.0), ("b", -1.0), ("▁ab", -1.5)]
    )
    assert cut(pieces, "ab") == ["ab"]
    assert cut(pieces, "abb") == ["ab", "b"]


def test_what_no_piece_covers_is_unknown() -> None:
    assert [number for number, _, _ in LEARNT.cut("☃")][-1] == UNKNOWN


@pytest.mark.parametrize("word", ["Assembly", "вебинаре", "Қазақстан", "№5", "«Шаңырақ»"])
def test_known_words_have_no_unknown_piece(word: str) -> None:
    assert UNKNOWN not in {number for number, _, _ in LEARNT.cut(word)}


@given(st.text(min_size=1).filter(lambda word: not any(letter.isspace() for letter in word)))
def test_the_pieces_of_a_word_follow_one_another(word: str) -> None:
    spans = [(start, end) for _, start, end in LEARNT.cut(word)]
    assert all(0 <= start <= end <= len(word) for start, end in spans)
    assert all(left[0] <= right[0] and left[1] <= right[1] for left, right in pairwise(spans))
