"""How a text is laid out: paragraphs, list items with the sentence that introduces them, sentences, clauses, words."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from corpus.cues import WORD

_BULLET = re.compile(r"\s*(?:[-–—•*●▪◦·✓➢]|\d{1,2}[.)]|[IVX]{1,4}\b)\s*")
_END = re.compile(r"[.!?…]+[\"'»”’)\]]*\s+")
_BREAK = re.compile(r"[;:()–—]|\s-\s")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, or one line of a list: its span, its line, and the sentence that introduces the list."""

    start: int
    end: int
    line: int
    item: bool
    intro: int | None


@dataclass(slots=True)
class Layout:
    """A text cut into sentences and words; every method takes offsets into the text."""

    text: str
    title_end: int
    sentences: list[Sentence]
    words: list[str]
    starts: list[int]
    ends: list[int]
    breaks: list[int]
    commas: list[int]
    sentence_starts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        """Index the sentences by where they start."""
        self.sentence_starts = [sentence.start for sentence in self.sentences]

    def sentence_at(self, offset: int) -> int:
        """Return the index of the sentence that holds an offset."""
        return max(0, bisect_right(self.sentence_starts, offset) - 1)

    def words_in(self, start: int, end: int) -> tuple[int, int]:
        """Return the indices (half-open) of the words that lie in a span."""
        return bisect_left(self.starts, start), bisect_left(self.starts, end)

    def breaks_between(self, left: int, right: int) -> int:
        """Count the clause breaks (semicolon, colon, dash, bracket) between two offsets."""
        return bisect_left(self.breaks, right) - bisect_left(self.breaks, left)

    def commas_between(self, left: int, right: int) -> int:
        """Count the commas between two offsets."""
        return bisect_left(self.commas, right) - bisect_left(self.commas, left)


def lay_out(text: str, *, title_end: int, names: Iterable[tuple[int, int]], abbreviations: frozenset[str]) -> Layout:
    """Cut a text; no sentence ends inside one of the `names` (spans) or after an abbreviation or initial."""
    inside = {i for start, end in names for i in range(start + 1, end)}
    sentences: list[Sentence] = []
    intro: int | None = None
    offset = 0
    for number, line in enumerate(text.split("\n")):
        if line.strip():
            item = offset > title_end and (
                bool(_BULLET.match(line)) or (intro is not None and _continues(sentences[-1], number))
            )
            spans = _sentence_spans(line, offset, inside, abbreviations)
            sentences += [Sentence(s, e, number, item, intro if item else None) for s, e in spans]
            if not item:
                intro = len(sentences) - 1
        offset += len(line) + 1
    words = [(m.group().casefold(), m.start(), m.end()) for m in WORD.finditer(text)]
    return Layout(
        text=text,
        title_end=title_end,
        sentences=sentences,
        words=[w for w, _, _ in words],
        starts=[s for _, s, _ in words],
        ends=[e for _, _, e in words],
        breaks=[m.start() for m in _BREAK.finditer(text) if m.start() not in inside],
        commas=[i for i, c in enumerate(text) if c == "," and i not in inside],
    )


def _continues(previous: Sentence, line: int) -> bool:
    """A line directly below a list's line belongs to the list, bullet or not."""
    return previous.item and previous.line == line - 1


def _sentence_spans(
    line: str, offset: int, inside: set[int], abbreviations: frozenset[str]
) -> Sequence[tuple[int, int]]:
    spans = []
    start = 0
    for match in _END.finditer(line):
        following = line[match.end() : match.end() + 1]
        if following.islower() or offset + match.start() in inside or offset + match.end() in inside:
            continue
        last = re.search(r"(\w+)$", line[start : match.start()])
        word = last.group(1) if last else ""
        if match.group().startswith(".") and ((len(word) == 1 and word.isupper()) or word.casefold() in abbreviations):
            continue
        spans.append((offset + start, offset + match.end()))
        start = match.end()
    if line[start:].strip():
        spans.append((offset + start, offset + len(line)))
    return spans
