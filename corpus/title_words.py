"""Titles that persons hold, found by their words where the tagger saw none."""

from collections.abc import Iterator, Sequence

from corpus.clause import Layout
from corpus.cues import Hit

Span = tuple[int, int]
HEADS = frozenset({"head", "office"})
"""What the nouns of titles are called among their words."""
_JOINTS = {" ", "-", "–", " - "}
_LONGEST = 10
_FIELD = 4
"""Words from "doctor of" to the end of the field of a degree."""


def title_spans(layout: Layout, names: Sequence[Span], taken: Sequence[Span], words: Sequence[Hit]) -> list[Span]:
    """Return the spans of titles outside `names` (mentions) and `taken` (titles that are known), in their order.

    `words` are the words of titles in the text (`Cues.titles`). A title is a head word with the modifiers before it
    and, joined or not, the unit word after it; a head that takes a field of office ("minister of …") goes on to the
    next break or name.
    """
    found: list[Span] = []
    for first, last in sorted(_runs(layout, names, words), key=lambda run: (run[0] - run[1], run[0])):
        start, end = layout.starts[first], layout.ends[last - 1]
        if not any(start < b and a < end for a, b in (*taken, *found)):
            found.append((start, end))
    return sorted(found)


def degree_spans(layout: Layout, names: Sequence[Span], taken: Sequence[Span], words: Sequence[Hit]) -> list[Span]:
    """Return the spans of degrees and academic ranks outside `names` and `taken`, in their order.

    A degree is a phrase that is one by itself ("PhD"), or a head up to the field that ends it ("doctor of … sciences").
    What goes on to a body ("professor at …") is a title of office, not a rank.
    """
    fields = {hit.first: hit.end for hit in words if hit.name == "degree_field"}
    links = {hit.first for hit in words if hit.name == "link"}
    found: list[Span] = []
    for hit in words:
        last = hit.end if hit.name == "degree" and hit.end not in links else None
        if hit.name == "degree_of":
            last = next((fields[i] for i in range(hit.end, hit.end + _FIELD) if i in fields), None)
        span = (layout.starts[hit.first], layout.ends[last - 1]) if last else None
        if span and not any(span[0] < b and a < span[1] for a, b in (*names, *taken, *found)):
            found.append(span)
    return found


def _runs(layout: Layout, names: Sequence[Span], words: Sequence[Hit]) -> Iterator[Span]:
    at: dict[str, dict[int, int]] = {}
    for hit in words:
        at.setdefault(hit.name, {})[hit.first] = hit.end
    before = {end: first for first, end in at.get("modifier", {}).items()}
    inside = [i for a, b in names for i in range(*layout.words_in(a, b))]
    named = set(inside)
    for head in (hit for hit in words if hit.name in HEADS):
        if head.first in named:
            continue
        first, last = head.first, head.end
        while first in before and before[first] not in named and _joined(layout, first):
            first = before[first]
        last = _with_unit(layout, last, at)
        if head.name == "office" or last in at.get("field", {}):
            last = _with_field(layout, last, named, at)
        yield first, last


def _with_unit(layout: Layout, last: int, at: dict[str, dict[int, int]]) -> int:
    """Take in a unit word ("of the department"), whatever links it."""
    i = last
    while i in at.get("link", {}) and _joined(layout, i):
        i = at["link"][i]
    if i in at.get("unit", {}) and _joined(layout, i):
        return at["unit"][i]
    return last


def _with_field(layout: Layout, last: int, named: set[int], at: dict[str, dict[int, int]]) -> int:
    """Take in the field of an office, up to a break."""
    i = last
    while i < len(layout.words) and i - last < _LONGEST and _joined(layout, i) and i not in named:
        if i in at.get("end", {}):
            break
        i += 1
    while i > last and i - 1 in at.get("link", {}):
        i -= 1
    return i


def _joined(layout: Layout, word: int) -> bool:
    """Tell whether only a space or a hyphen stands before a word."""
    return 0 < word < len(layout.words) and layout.text[layout.ends[word - 1] : layout.starts[word]] in _JOINTS
