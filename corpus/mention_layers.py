"""The layers of mentions that are tagged, and their spans as tags, one for each token."""

from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Doc, Span

from corpus.entity import EntityKind
from corpus.extensions import MENTIONS
from corpus.gold_doc import DEGREE, EVENT_TITLE, ROLE

NAMES, UNITS, TITLES, TOPICS = "names", "units", "titles", "topics"
LAYERS = (NAMES, UNITS, TITLES, TOPICS)
"""The widest names, the organisations inside an organisation's name, positions and degrees, titles of events."""

OUTSIDE = "O"
BEGIN, INSIDE, LAST, UNIT = "B-", "I-", "L-", "U-"
"""Tags of the first, a middle, the last and the only token of a mention (Ratinov and Roth 2009)."""

Run = tuple[str, int, int, list[str]]
"""Layer, the first token of a run and the one after its last, the tag of each."""


def runs(doc: Doc) -> Iterator[Run]:
    """Yield every sentence with its tags, for each layer, and for the units every organisation of several words."""
    mentions = list(doc.spans[MENTIONS])
    entities = [span for span in mentions if span.label_ in set(EntityKind)]
    layers = {
        NAMES: outermost(entities),
        TITLES: [span for span in mentions if span.label_ in {ROLE, DEGREE}],
        TOPICS: outermost([span for span in mentions if span.label_ == EVENT_TITLE]),
    }
    for layer, spans in layers.items():
        tags = _tags(doc, spans)
        for sentence in doc.sents:
            yield layer, sentence.start, sentence.end, tags[sentence.start : sentence.end]
    for name in (span for span in entities if span.label_ == EntityKind.ORGANISATION and len(span) > 1):
        inside = [
            s
            for s in entities
            if s.label_ == name.label_ and name.start <= s.start and s.end <= name.end and len(s) < len(name)
        ]
        yield UNITS, name.start, name.end, _tags(doc, outermost(inside))[name.start : name.end]


def outermost(spans: Sequence[Span]) -> list[Span]:
    """Return the spans that no other, longer one meets."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start - s.end, s.start)):
        if not any(span.start < other.end and other.start < span.end for other in kept):
            kept.append(span)
    return sorted(kept, key=lambda s: s.start)


def _tags(doc: Doc, spans: Iterable[Span]) -> list[str]:
    tags = [OUTSIDE] * len(doc)
    for span in spans:
        first, last = span.start, span.end - 1
        tags[first : last + 1] = [f"{INSIDE}{span.label_}"] * len(span)
        tags[first] = f"{BEGIN if len(span) > 1 else UNIT}{span.label_}"
        if len(span) > 1:
            tags[last] = f"{LAST}{span.label_}"
    return tags
