"""A naming: one mention on its way to becoming an entity, with all that is known of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from spacy.tokens import Doc, Span

from corpus.entity import EntityKind, Mention
from corpus.extensions import GAZETTEER, MENTIONS


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """One mention: token range and character range, kind, base form, concept of the reference data, and certainty.

    `holders` are the token ranges of the organisations' names that this one stands in, the nearest first;
    `explains` is the token range of the name that this one follows in brackets.
    """

    tokens: tuple[int, int]
    start: int
    end: int
    kind: EntityKind
    text: str
    normal: str
    concept: str | None
    by: str
    probability: float
    holders: tuple[tuple[int, int], ...] = ()
    explains: tuple[int, int] | None = None

    @property
    def mention(self) -> Mention:
        """The record that leaves the pipeline."""
        return Mention(start=self.start, end=self.end, normal=self.normal, by=self.by)


def namings(doc: Doc) -> list[Naming]:
    """Return the mentions of a text that name things (not titles), in their order."""
    concepts = _concepts(doc.spans.get(GAZETTEER, ()))
    kinds = set(EntityKind)
    spans = [span for span in doc.spans.get(MENTIONS, ()) if span.label_ in kinds]
    return [_naming(span, spans, concepts) for span in sorted(spans, key=lambda s: (s.start, -s.end, s.label_))]


def _concepts(found: Iterable[Span]) -> dict[tuple[int, int, str], str]:
    return {(span.start, span.end, span.label_): span.kb_id_ for span in found if span.kb_id_}


def _in_brackets_after(full: Span, short: Span) -> bool:
    return short.start == full.end + 1 and short.doc[full.end].text == "("


def _naming(span: Span, spans: Iterable[Span], concepts: Mapping[tuple[int, int, str], str]) -> Naming:
    kind = EntityKind(span.label_)
    concept = concepts.get((span.start, span.end, kind))
    if kind is EntityKind.COUNTRY and concept is None:
        # No code, no country: what the reference data does not know (a former state, a part of one) is a place.
        kind = EntityKind.PLACE
        concept = concepts.get((span.start, span.end, kind))
    if kind is EntityKind.ORGANISATION and concept is None:
        # A country that is known by the whole of its name is none ("State of Israel").
        concept = concepts.get((span.start, span.end, EntityKind.COUNTRY))
        kind = EntityKind.COUNTRY if concept else kind
    holders = [
        s for s in spans if s.label_ == kind and s.start <= span.start and span.end <= s.end and len(s) > len(span)
    ]
    return Naming(
        tokens=(span.start, span.end),
        start=span.start_char,
        end=span.end_char,
        kind=kind,
        text=span.text,
        normal=span._.normal or span.text,
        concept=concept,
        by=span.id_,
        probability=span._.confidence,
        explains=next(((s.start, s.end) for s in spans if s.label_ == kind and _in_brackets_after(s, span)), None),
        holders=tuple((s.start, s.end) for s in sorted(holders, key=len)),
    )
