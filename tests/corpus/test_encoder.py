from pathlib import Path

import numpy as np
import pytest

from corpus.encoder import CONTEXT, MODEL, PIECES, WINDOW, Encoder, load_encoder, windows
from corpus.pieces import Pieces
from ontology.errors import DataError

TEXT = "A meeting\n\nThe rector Айгүл Омарова opened the meeting.\n"


def test_a_text_has_the_same_vectors_every_time() -> None:
    one, other = (Encoder(CONTEXT).encode(TEXT) for _ in range(2))
    assert np.array_equal(one.vectors, other.vectors)
    assert one.laid == other.laid


def test_pieces_are_where_they_stand() -> None:
    laid = load_encoder().encode(TEXT).laid
    assert TEXT[laid.starts[0] : laid.ends[0]] == "A"
    assert all(TEXT[start:end].strip() == TEXT[start:end] for start, end in zip(laid.starts, laid.ends, strict=True))


def test_a_word_means_something_else_in_another_text() -> None:
    encoder = load_encoder()
    opened, closed = (encoder.encode(text) for text in (TEXT, TEXT.replace("opened", "left")))
    name = (TEXT.index("Айгүл"), TEXT.index(" opened"))
    assert not np.allclose(opened.borders([name]), closed.borders([name]))


def test_a_long_text_is_seen_in_windows_and_no_piece_is_lost() -> None:
    pieces = Pieces.read(CONTEXT / PIECES)
    text = "\n".join(f"Line {number} " + "of the meeting " * number for number in range(1, 90))
    seen = list(windows(text, pieces))
    assert len(seen) > 1
    assert all(len(window) <= WINDOW for window in seen)
    placed = [place for window in seen for _, place in window if place]
    assert "".join(text[start:end] for start, end in placed) == "".join(text.split())


def test_a_text_without_words_has_no_vectors() -> None:
    assert not load_encoder().encode(" \n").laid.rows


def test_a_damaged_model_is_told(tmp_path: Path) -> None:
    (tmp_path / PIECES).write_bytes((CONTEXT / PIECES).read_bytes())
    (tmp_path / MODEL).write_bytes(b"nothing")
    with pytest.raises(DataError, match="cannot be loaded"):
        Encoder(tmp_path)
