"""Where the names of a gold annotation stand in the text: annotation has names without positions, training needs spans.

A name counts wherever it stands as whole words. Of names that overlap the longer one wins; inside an organisation's
name only other organisations count (FORMAT.md, "Entities" and hard case 3).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from spacy.language import Language
from spacy.tokens import Doc, Span

from corpus.entity import Entity, EntityKind, Mention
from corpus.extensions import MENTIONS
from corpus.reading import Reading, occurrences
from corpus.relation import RelationKind

TAGGER = "mention_tagger"
ROLE, DEGREE, EVENT_TITLE = "role", "degree", "event_title"
_GOLD = "gold"


@dataclass(frozen=True, slots=True)
class _Place:
    """One place of a name: offsets, label, and the entity that it names."""

    start: int
    end: int
    label: str
    entity: str

    def holds(self, other: "_Place") -> bool:
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: "_Place") -> bool:
        return self.start < other.end and other.start < self.end


def gold_doc(nlp: Language, reading: Reading) -> Doc:
    """Return the text as the tagger meets it, with the gold's mentions and entities (events apart) in their places."""
    doc = nlp.make_doc(reading.announcement.text)
    doc._.announcement = reading.announcement
    for name, component in nlp.pipeline:
        if name == TAGGER:
            break
        doc = component(doc)
    places = _name_places(reading)
    doc.spans[MENTIONS] = [
        span
        for place in (*places, *_title_places(reading), *_role_places(reading, places))
        if (span := _span(doc, place))
    ]
    doc._.entities = tuple(
        _placed(entity, doc, places) for entity in reading.entities if entity.kind is not EntityKind.EVENT
    )
    return doc


def _name_places(reading: Reading) -> list[_Place]:
    """Places of persons, organisations, countries and places, outermost first."""
    text = reading.announcement.text
    found = {
        _Place(start, end, entity.kind.value, entity.id)
        for entity in reading.entities
        if entity.kind is not EntityKind.EVENT
        for name in entity.names
        for start, end in occurrences(text, name)
    }
    order = {entity.id: i for i, entity in enumerate(reading.entities)}
    kept: list[_Place] = []
    for place in sorted(found, key=lambda p: (p.start - p.end, p.start, order[p.entity])):
        if all(_stands_beside(place, other) for other in kept):
            kept.append(place)
    return sorted(kept, key=lambda p: (p.start, -p.end))


def _stands_beside(place: _Place, longer: _Place) -> bool:
    """Tell whether a place may be kept beside a longer one."""
    if not place.meets(longer):
        return True
    nested = longer.holds(place) and (place.start, place.end) != (longer.start, longer.end)
    both = place.label == longer.label == EntityKind.ORGANISATION
    return nested and both and place.entity != longer.entity


def _title_places(reading: Reading) -> Iterator[_Place]:
    text = reading.announcement.text
    for entity in reading.entities:
        if entity.kind is EntityKind.EVENT:
            for name in entity.names:
                for start, end in occurrences(text, name):
                    yield _Place(start, end, EVENT_TITLE, entity.id)


def _role_places(reading: Reading, names: Iterable[_Place]) -> Iterator[_Place]:
    """Places of titles and degrees, each the one nearest to a name of its person in the same paragraph."""
    text = reading.announcement.text
    found: set[_Place] = set()
    labels = {RelationKind.POSITION: ROLE, RelationKind.DEGREE: DEGREE}
    for relation in reading.relations:
        if relation.kind not in labels:
            continue
        persons = [place for place in names if place.entity == relation.subject]
        pairs = [
            (max(person.start - end, start - person.end), start, end)
            for start, end in _title_occurrences(text, relation.value or "")
            for person in persons
            if "\n\n" not in text[min(start, person.start) : max(end, person.end)]
        ]
        if pairs:
            _, start, end = min(pairs)
            found.add(_Place(start, end, labels[relation.kind], relation.subject))
    kept: list[_Place] = []
    for place in sorted(found, key=lambda p: (p.start - p.end, p.start, p.entity)):
        if not any(place.meets(other) for other in kept):
            kept.append(place)
    yield from sorted(kept, key=lambda p: p.start)


def _title_occurrences(text: str, title: str) -> list[tuple[int, int]]:
    """Places of a title as written, else of its plural (FORMAT.md hard case 10 gives shared titles in the singular)."""
    exact = occurrences(text, title)
    if exact or not title:
        return exact
    words = r"\W+".join(rf"{re.escape(word)}\w{{0,3}}" for word in title.split())
    return [match.span() for match in re.finditer(rf"(?<!\w){words}(?!\w)", text)]


def _span(doc: Doc, place: _Place) -> Span | None:
    span = doc.char_span(place.start, place.end, label=place.label, alignment_mode="expand")
    if span is not None:
        span.id_ = _GOLD
    return span


def _placed(entity: Entity, doc: Doc, places: Iterable[_Place]) -> Entity:
    """Give an entity the mentions that the projection kept, or all where it kept none."""
    mentions = tuple(
        Mention(start=p.start, end=p.end, normal=doc.text[p.start : p.end], by=_GOLD)
        for p in places
        if p.entity == entity.id
    )
    return replace(entity, mentions=mentions) if mentions else entity
