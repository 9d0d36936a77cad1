"""The encoder: every piece of a text as a vector that tells what it means where it stands.

A transformer of six layers whose weights come from multilingual-e5-small (Wang et al., "Multilingual E5 Text
Embeddings", 2024; MIT) and are fine-tuned on the annotated texts of all languages (`encoder_training.py`). ONNX Runtime
runs it on one core, so that a text gives the same vectors every time.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Self

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from corpus.pieces import Pieces
from ontology.errors import DataError

CONTEXT = Path(__file__).parent / "context"
"""The folder of what the encoder and its heads have learnt."""

MODEL, PIECES = "encoder.onnx", "pieces.txt"
WINDOW = 512
"""The most pieces that are seen at once; longer texts are cut between lines."""

START, STOP = 0, 2
"""The ids of what begins a window and ends a line."""

Vectors = NDArray[np.float32]
Span = tuple[int, int]
Piece = tuple[int, Span | None]
"""The id of a piece and where it stands in the text (code points, half-open); a mark stands nowhere."""

_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Laid:
    """The pieces of all windows of a text one behind the other: which are of the text, where each begins and ends."""

    size: int
    rows: Sequence[int]
    starts: Sequence[int]
    ends: Sequence[int]

    @classmethod
    def out(cls, seen: Sequence[Sequence[Piece]]) -> Self:
        """Lay out windows."""
        pieces = [piece for window in seen for piece in window]
        placed = [(row, place) for row, (_, place) in enumerate(pieces) if place is not None]
        return cls(
            size=len(pieces),
            rows=[row for row, _ in placed],
            starts=[start for _, (start, _) in placed],
            ends=[end for _, (_, end) in placed],
        )

    def at(self, span: Span) -> tuple[int, int]:
        """Return the first and the last piece that a span touches."""
        first = min(bisect_right(self.ends, span[0]), len(self.rows) - 1)
        return self.rows[first], self.rows[max(bisect_left(self.starts, span[1]) - 1, first)]


@dataclass(frozen=True, slots=True)
class Encoded:
    """A text's vectors (pieces x dimensions) and how its pieces are laid out."""

    vectors: Vectors
    laid: Laid

    def borders(self, spans: Sequence[Span]) -> Vectors:
        """Return the vectors of the first and the last piece of each span, side by side (spans x 2 dimensions)."""
        found = np.array([self.laid.at(span) for span in spans])
        return np.concatenate([self.vectors[found[:, 0]], self.vectors[found[:, 1]]], axis=1)


class Encoder:
    """Turns a text into vectors."""

    def __init__(self, folder: Path) -> None:
        """Load the model and its pieces.

        Raises:
            DataError: a file is missing or damaged.
        """
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        try:
            model = (folder / MODEL).read_bytes()
            self._session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
            self._pieces = Pieces.read(folder / PIECES)
        except Exception as error:  # the errors of ONNX Runtime have no class in common
            raise DataError(folder, "the encoder cannot be loaded", "restore the folder from the repository") from error

    @lru_cache(maxsize=1)  # noqa: B019 -- there is one encoder, and several finders ask it about the same text
    def encode(self, text: str) -> Encoded:
        """Return the vectors of a text."""
        seen = list(windows(text, self._pieces))
        ids = (np.array([[number for number, _ in window]]) for window in seen)
        vectors = [self._session.run(None, {"ids": row})[0][0] for row in ids]
        return Encoded(vectors=np.concatenate(vectors or [np.zeros((0, 0), np.float32)]), laid=Laid.out(seen))


@cache
def load_encoder(folder: Path = CONTEXT) -> Encoder:
    """Return the encoder of a folder, loaded once."""
    return Encoder(folder)


def windows(text: str, pieces: Pieces) -> Iterator[list[Piece]]:
    """Yield the pieces of as many whole lines as go into a window; a longer line fills several."""
    window: list[Piece] = [(START, None)]
    for line in _lines(text, pieces):
        if len(window) > 1 and len(window) + len(line) > WINDOW:
            yield window
            window = [(START, None)]
        while len(window) + len(line) > WINDOW:
            yield [*window, *line[: WINDOW - 2], (STOP, None)]
            line = line[WINDOW - 2 :]  # noqa: PLW2901 -- what is left of it
        window += line
    if len(window) > 1:
        yield window


def _lines(text: str, pieces: Pieces) -> Iterator[list[Piece]]:
    """Yield the pieces of each line that has any, with the mark that ends it."""
    begin = 0
    for line in text.split("\n"):
        if line.strip():
            yield [
                *(
                    (number, (begin + word.start() + start, begin + word.start() + end))
                    for word in _WORD.finditer(line)
                    for number, start, end in pieces.cut(word[0])
                ),
                (STOP, None),
            ]
        begin += len(line) + 1
