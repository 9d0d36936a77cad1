"""The pieces of words that the encoder knows, and how a word is cut into them.

`context/pieces.txt` has a line for each piece: the piece and the logarithm of how likely it is; the number of the line
is its id. A word is cut where the product is greatest (Kudo, "Subword Regularization", ACL 2018). The pieces are those
of multilingual-e5-small (MIT) that texts of our languages hold.
"""

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Self

UNKNOWN = 3
"""The id of what no piece covers."""

BEFORE = "▁"
"""Stands before the first letter of a word."""

_UNLIKELY = -100.0
_KEPT_WORDS = 100_000


class Pieces:
    """Cuts words."""

    def __init__(self, pieces: Iterable[tuple[str, float]]) -> None:
        """Keep the pieces with their scores, in the order of their ids."""
        self._ids = {piece: (number, score) for number, (piece, score) in enumerate(pieces)}
        self._longest = max(map(len, self._ids))

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read the pieces of a file."""
        lines = path.read_text(encoding="utf-8").split("\n")[:-1]
        rows = (line.rpartition("\t") for line in lines)
        return cls((piece, float(score)) for piece, _, score in rows)

    @lru_cache(maxsize=_KEPT_WORDS)  # noqa: B019 -- there is one list of pieces
    def cut(self, word: str) -> tuple[tuple[int, int, int], ...]:
        """Return id, start and end (in letters of the word) of each piece of a word."""
        letters, origin = _plain(word)
        best: list[tuple[float, int, int]] = [(0.0, 0, UNKNOWN)]
        for end in range(1, len(letters) + 1):
            known = ((start, self._ids.get(letters[start:end])) for start in range(max(0, end - self._longest), end))
            options = [(best[start][0] + piece[1], start, piece[0]) for start, piece in known if piece]
            best.append(max(options, default=(best[end - 1][0] + _UNLIKELY, end - 1, UNKNOWN)))
        found: list[tuple[int, int, int]] = []
        end = len(letters)
        while end:
            _, start, number = best[end]
            found.append((number, origin[start], origin[end - 1] + 1))
            end = start
        return tuple(reversed(found))


def _plain(word: str) -> tuple[str, list[int]]:
    """The letters of a word in NFKC, and from which letter as written each comes."""
    pairs = [(BEFORE, 0), *((c, i) for i, letter in enumerate(word) for c in unicodedata.normalize("NFKC", letter))]
    kept = [(c, i) for c, i in pairs if not c.isspace()]
    return "".join(c for c, _ in kept), [i for _, i in kept]
