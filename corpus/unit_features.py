"""What the tagger of organisations inside an organisation's name knows of a token: which head words stand around."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from corpus.entity import EntityKind
from corpus.extensions import GAZETTEER
from corpus.language_names import LanguageNames

_FAR = 3
_LONG = 8


def unit_features(
    doc: Doc, text: str, features: Sequence[list[str]], tokens: tuple[int, int], names: LanguageNames
) -> list[list[str]]:
    """Return the evidence for the `tokens` (half-open) of one name: their own, how they stand in it and in `text`."""
    start, end = tokens
    name = _Name(doc, text, start, end, _heads(doc, start, end, names), _known(doc, start, end), names)
    places = [name.place(i) for i in range(start, end)]
    rows = []
    for i, place in enumerate(places):
        row = [*features[start + i], *place]
        if i:
            row += [f"-1:{value}" for value in places[i - 1]]
        if i + 1 < len(places):
            row += [f"1:{value}" for value in places[i + 1]]
        rows.append(row)
    return rows


@dataclass(frozen=True, slots=True)
class _Name:
    """An organisation's name: its tokens, the classes of its head words, the known organisations inside it."""

    doc: Doc
    text: str
    start: int
    end: int
    heads: dict[int, str]
    known: dict[int, str]
    names: LanguageNames

    def place(self, i: int) -> list[str]:
        """Return how a token stands in the name."""
        classes = list(self.heads.values()) or ["-"]
        before = [code for j, code in self.heads.items() if j < i] or ["-"]
        following = [code for j, code in self.heads.items() if j >= i] or ["-"]
        pair = f"{before[-1]}>{following[0]}"
        opens = self._opens(i)
        place = [
            f"from={min(i - self.start, _FAR)}",
            f"to={min(self.end - 1 - i, _FAR)}",
            f"length={min(self.end - self.start - 1, _LONG)}",
            f"heads={min(len(self.heads), _FAR)}",
            f"pair={pair}",
            f"first={classes[0]}",
            f"last={classes[-1]}",
        ]
        if opens:
            place += ["opens", f"opens={pair}"]
        if i in self.heads:
            place.append(f"is head={self.heads[i]}:{sum(j < i for j in self.heads)}")
        if i in self.known:
            place += [f"known={self.known[i]}", f"known={self.known[i]}<{classes[0]}", f"known:{opens}"]
        if self.start < i and self._attested(i, self.end):
            place.append("attested to the end")
        if i + 1 < self.end and self._attested(self.start, i + 1):
            place.append("attested from the start")
        return place

    def _opens(self, i: int) -> bool:
        """Tell whether a token stands after a preposition of the name, articles looked through."""
        j = i - 1
        while j > self.start and self.doc[j].lower_ in self.names.articles:
            j -= 1
        return j > self.start and self.doc[j].lower_ in self.names.prepositions

    def _attested(self, first: int, last: int) -> bool:
        """Tell whether some words of the name, with a capital letter, stand in the text outside it too."""
        words = self.text[self.doc[first].idx : self._stop(last)]
        if len(words) < _FAR or not words[0].isupper():
            return False
        start, stop = self.doc[self.start].idx, self._stop(self.end)
        return any(not start <= at < stop for at in _places(self.text, words))

    def _stop(self, end: int) -> int:
        """Return the character after the last token before `end`."""
        return self.doc[end - 1].idx + len(self.doc[end - 1])


def _heads(doc: Doc, start: int, end: int, names: LanguageNames) -> dict[int, str]:
    """Return the classes of the head words in a name, by token."""
    entries = ((i, names.head(doc[i].lower_) or names.head(doc[i].norm_)) for i in range(start, end))
    return {i: names.organisation_heads[entry] for i, entry in entries if entry}


def _known(doc: Doc, start: int, end: int) -> dict[int, str]:
    """Return where organisations of the reference data stand strictly inside a name, by token: begin, inside, last."""
    marks: dict[int, str] = {}
    for span in doc.spans.get(GAZETTEER, ()):
        inside = start <= span.start and span.end <= end and len(span) < end - start
        if span.label_ == EntityKind.ORGANISATION and inside:
            for i in range(span.start, span.end):
                marks[i] = "whole" if len(span) == 1 else "B" if i == span.start else "L" if i == span.end - 1 else "I"
    return marks


def _places(text: str, words: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)
