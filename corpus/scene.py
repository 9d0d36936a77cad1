"""One announcement as the finders see it: the text's layout, who is named where, and which cues stand around."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from spacy.tokens import Doc

from corpus.announcement import Announcement
from corpus.apk_department import UNIVERSITY
from corpus.clause import Layout, lay_out
from corpus.cues import Cues, Hit
from corpus.entity import Entity, EntityKind
from corpus.extensions import MENTIONS
from corpus.reading import Reading
from corpus.relation import RelationKind
from corpus.title_words import HEADS, degree_spans, title_spans

Span = tuple[int, int]

_LOOSE = 4

PREDICATES = frozenset(
    [
        "say",
        "speak",
        "speech",
        "open",
        "greet",
        "chair",
        "organize",
        "initiate",
        "held",
        "venue",
        "receive",
        "support",
        "patron",
        "attend",
        "guest",
        "come",
        "compete",
        "get",
        "give",
        "sign",
        "pact",
        "joint",
        "represent",
        "visit",
        "found",
        "work",
        "study",
        "commemorate",
        "document",
        "news",
        "event",
    ]
)
CORE = frozenset(
    [
        "say",
        "speak",
        "speech",
        "open",
        "greet",
        "chair",
        "organize",
        "initiate",
        "venue",
        "support",
        "patron",
        "attend",
        "guest",
        "compete",
        "get",
        "sign",
        "pact",
        "represent",
        "visit",
    ]
)
_TITLES = ("role", "degree", "event_title")
_FIELDS = {EntityKind.PLACE, EntityKind.COUNTRY}
SMALL = frozenset(
    [
        "prep_in",
        "prep_at",
        "prep_by",
        "prep_with",
        "prep_of",
        "prep_to",
        "prep_for",
        "prep_between",
        "prep_under",
        "prep_on",
        "prep_as",
        "and",
        "own",
        "is",
        "article",
    ]
)


@dataclass(frozen=True, slots=True)
class Place:
    """One mention of an entity: its span, its sentence, its words (half-open), the entity whose mention holds it."""

    entity: Entity
    start: int
    end: int
    sentence: int
    first: int
    last: int
    holder: Entity | None
    oblique: bool


@dataclass(slots=True)
class Scene:
    """What every finder reads: computed once for a text.

    `announced` are the kinds of events that the title and the first sentence name, `small` the words of grammar,
    `title_heads` the nouns of titles, `main` the organisations that the text speaks for.
    """

    layout: Layout
    language: str
    publisher: str
    published: date | None
    entities: Sequence[Entity]
    places: list[Place]
    by_entity: dict[str, list[Place]]
    roles: list[Span]
    by_words: frozenset[Span]
    title_heads: frozenset[int]
    degrees: list[Span]
    titles: list[Span]
    hits: list[Hit]
    free: list[bool]
    sentence_hits: dict[int, list[Hit]]
    loose: list[bool]
    predicate_at: list[bool]
    small: frozenset[int]
    main: frozenset[str]
    announced: tuple[str, ...]
    cues: Cues

    def chain(self, place: Place) -> tuple[int, int]:
        """Return the words (half-open) of the run of coordinated names, with their titles, that holds a mention."""
        first, last = place.first, place.last
        row = [p for p in self.places if p.sentence == place.sentence and p.holder is None]
        for other in reversed([p for p in row if p.last <= first]):
            if not self._joined(other.last, first):
                break
            first = other.first
        for other in [p for p in row if p.first >= last]:
            if not self._joined(last, other.first):
                break
            last = other.last
        return self._grow(first, last)

    def _grow(self, first: int, last: int) -> tuple[int, int]:
        """Take in the titles that stand directly before or after."""
        moved = True
        while moved:
            moved = False
            for start, end in self.roles + self.degrees:
                a, b = self.layout.words_in(start, end)
                if a < first and first - 2 <= b <= last + 1 and a < first:
                    first, moved = a, True
                if b > last and first <= a <= last + 1:
                    last, moved = b, True
        return first, last

    def _joined(self, left: int, right: int) -> bool:
        """Tell whether only small words and titles stand between two words."""
        gap = [i for i in range(left, right) if self.loose[i]]
        return len(gap) <= _LOOSE and not any(self.predicate_at[i] for i in gap)

    @property
    def text(self) -> str:
        """The title and the body."""
        return self.layout.text


def set_scene(
    announcement: Announcement, entities: Iterable[Entity], titles: Mapping[str, Iterable[Span]], cues: Cues
) -> Scene:
    """Lay out a text with its entities, the cues, and the spans of `titles` by label: role, degree, event_title."""
    text, title_end = announcement.text, len(announcement.title)
    known = [entity for entity in entities if entity.kind is not EntityKind.EVENT]
    roles, degrees, events = (sorted(set(titles.get(label, ()))) for label in _TITLES)
    spans = [(m.start, m.end) for entity in known for m in entity.mentions]
    layout = lay_out(text, title_end=title_end, names=[*spans, *roles, *degrees], abbreviations=cues.abbreviations)
    barriers = [(m.start, m.end) for e in known if e.kind not in _FIELDS for m in e.mentions]
    title_words = cues.titles.find(layout.words)
    degrees = sorted([*degrees, *degree_spans(layout, barriers, [*roles, *degrees], title_words)])
    by_words = title_spans(layout, barriers, [*roles, *degrees], title_words)
    places = _places(layout, known)
    free = [True] * len(layout.words)
    for place in places:
        free[place.first : place.last] = [False] * (place.last - place.first)
    hits = [hit for hit in cues.words.find(layout.words) if free[hit.first]]
    sentence_hits: dict[int, list[Hit]] = {}
    for hit in hits:
        sentence_hits.setdefault(layout.sentence_at(layout.starts[hit.first]), []).append(hit)
    loose = free.copy()
    for start, end in (*roles, *by_words, *degrees):
        first, last = layout.words_in(start, end)
        loose[first:last] = [False] * (last - first)
    small = frozenset(i for hit in hits if hit.name in SMALL for i in range(hit.first, hit.end))
    opening = layout.words_in(0, layout.sentences[min(1, len(layout.sentences) - 1)].end)[1] if layout.sentences else 0
    loose = [value and i not in small for i, value in enumerate(loose)]
    predicate_at = [False] * len(layout.words)
    for hit in hits:
        if hit.name in PREDICATES:
            predicate_at[hit.first] = True
    by_entity: dict[str, list[Place]] = {entity.id: [] for entity in known}
    for place in places:
        by_entity[place.entity.id].append(place)
    publisher = (announcement.publisher or "").casefold()
    return Scene(
        layout=layout,
        language=announcement.language,
        publisher=publisher,
        published=announcement.published,
        entities=known,
        places=places,
        by_entity=by_entity,
        roles=sorted([*roles, *by_words]),
        by_words=frozenset(by_words),
        title_heads=frozenset(hit.first for hit in title_words if hit.name in HEADS),
        degrees=degrees,
        titles=events,
        hits=hits,
        free=free,
        sentence_hits=sentence_hits,
        loose=loose,
        predicate_at=predicate_at,
        small=small,
        main=_main(by_entity, known, publisher),
        announced=tuple(sorted({hit.name for hit in cues.kinds.find(layout.words[:opening])})),
        cues=cues,
    )


def _main(by_entity: Mapping[str, Sequence[Place]], entities: Sequence[Entity], publisher: str) -> frozenset[str]:
    """Return the organisations that a text speaks for: its publisher, or else the university that it names most."""
    organisations = [e for e in entities if e.kind is EntityKind.ORGANISATION and by_entity[e.id]]
    publishers = [e.id for e in organisations if names_publisher(e, publisher)]
    if publishers:
        return frozenset(publishers)
    universities = [e for e in organisations if e.organisation_class == UNIVERSITY]
    most = max((len(by_entity[e.id]) for e in universities), default=0)
    return frozenset(e.id for e in universities if len(by_entity[e.id]) == most)


def names_publisher(entity: Entity, publisher: str) -> bool:
    """Tell whether the publisher of a text (in small letters) bears a name of an entity."""
    return bool(publisher) and any(name.casefold() in publisher for name in entity.names)


def scene_of(doc: Doc, cues: Cues) -> Scene:
    """Return the scene of a text whose entities are linked; it is set once."""
    if doc._.scene is None:
        titles: dict[str, list[Span]] = {}
        for span in doc.spans.get(MENTIONS, ()):
            titles.setdefault(span.label_, []).append((span.start_char, span.end_char))
        doc._.scene = set_scene(doc._.announcement, doc._.entities, titles, cues)
    scene: Scene = doc._.scene
    return scene


def scene_of_reading(reading: Reading, cues: Cues) -> Scene:
    """Set the scene of an annotated text that has the places of its titles."""
    kinds = {"role": RelationKind.POSITION, "degree": RelationKind.DEGREE}
    titles = {label: [(r.start, r.end) for r in reading.relations if r.kind is kind] for label, kind in kinds.items()}
    titles["event_title"] = [
        (m.start, m.end) for entity in reading.entities if entity.kind is EntityKind.EVENT for m in entity.mentions
    ]
    return set_scene(reading.announcement, reading.entities, titles, cues)


def _places(layout: Layout, entities: Sequence[Entity]) -> list[Place]:
    mentions = sorted(
        ((m.start, m.end, entity, m.normal) for entity in entities for m in entity.mentions),
        key=lambda item: (item[0], -item[1], item[2].id),
    )
    places: list[Place] = []
    open_: list[tuple[int, Entity]] = []
    for start, end, entity, normal in mentions:
        open_ = [(stop, holder) for stop, holder in open_ if stop > start]
        around = [holder for stop, holder in open_ if stop >= end]
        if any(holder.id == entity.id for holder in around):
            continue
        first, last = layout.words_in(start, end)
        oblique = normal.casefold() != layout.text[start:end].casefold()
        places.append(
            Place(entity, start, end, layout.sentence_at(start), first, last, around[-1] if around else None, oblique)
        )
        open_.append((end, entity))
    return places


def nearest(spans: Sequence[Span], start: int, end: int) -> Span | None:
    """Return the span of sorted `spans` that lies nearest to [start, end)."""
    i = bisect_left(spans, (start, end))
    around = [spans[j] for j in (i - 1, i) if 0 <= j < len(spans)]
    return min(around, key=lambda span: max(span[0] - end, start - span[1], 0), default=None)
