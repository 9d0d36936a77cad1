"""Which pieces of the source the encoder keeps: those that our texts hold, and every single letter of their scripts."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from corpus.annotations import ANNOUNCEMENTS
from corpus.encoder_source import Source
from corpus.marked_text import DENSE
from corpus.pieces import BEFORE, UNKNOWN, Pieces
from corpus.word_classes import CLASSES
from ontology.vocabulary import FOLDER

_SEEN = 4
"""Times that a piece must be met; fewer would take the encoder beyond 20 MB."""
_LAST_LETTER = "ԯ"
"""The end of the Cyrillic blocks, behind the Latin ones."""


def kept_pieces(source: Source, root: Path) -> list[int]:
    """Return the ids of the pieces that are kept, in order; the first are the marks and what stands for the unknown."""
    counts = Counter[int]()
    cutter = Pieces(source.pieces)
    for path in _files(root):
        for word in path.read_text(encoding="utf-8").split():
            counts.update(number for number, _, _ in cutter.cut(word))
    bare = {text.removeprefix(BEFORE): number for number, (text, _) in enumerate(source.pieces)}
    letters = {number for text, number in bare.items() if len(text) == 1 and text <= _LAST_LETTER}
    return sorted({*range(UNKNOWN + 1), *letters, *(number for number, count in counts.items() if count >= _SEEN)})


def _files(root: Path) -> Iterator[Path]:
    yield CLASSES
    yield from sorted(ANNOUNCEMENTS.glob("*/*.md"))
    yield from sorted(root.glob(f"*/{DENSE}"))
    yield from sorted(root.glob("*/*.yaml"))
    yield from sorted(FOLDER.glob("*.ttl"))


def write_pieces(source: Source, kept: Sequence[int], path: Path) -> None:
    """Write the pieces that are kept, with their scores."""
    lines = (f"{text}\t{score:.4f}" for text, score in (source.pieces[number] for number in kept))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
