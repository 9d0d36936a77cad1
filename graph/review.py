"""What a person should look at: the doubtful pairs with both contexts, and why a thing is what it is."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from corpus.reading import Reading
from graph.identity import Identity, Resolution
from graph.judgement import EntityRef, Judgement

_CONTEXT = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of two things in doubt: an entity of a reading, or a concept of the vocabularies.

    `name` is what a decision writes: the entity's reference, or the concept's IRI. `quote` is the place in the text
    where the entity is named (empty for a concept), `facts` what its announcement says of it.
    """

    name: str
    iri: str
    label: str
    announcement: str = ""
    title: str = ""
    language: str = ""
    published: str = ""
    quote: str = ""
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A pair that may be one thing, how much speaks for it, and what."""

    left: Side
    right: Side
    score: float
    reasons: tuple[str, ...]


def doubts(resolution: Resolution, readings: Iterable[Reading]) -> tuple[Doubt, ...]:
    """Return the doubtful pairs that no one has decided, best first; of each two things only the best pair."""
    by_id = {reading.announcement.id: reading for reading in readings}
    home = {ref: identity for identity in resolution.identities for ref in identity.members}
    settled = {frozenset((str(told.left), str(told.right))) for told in resolution.decisions if told.decided}
    seen: set[frozenset[str]] = set()
    found = []
    for judgement in sorted(resolution.doubts, key=_best_first):
        things = frozenset(_thing(side, home) for side in (judgement.left, judgement.right))
        pair = frozenset((str(judgement.left), str(judgement.right)))
        if _is_open(judgement, home) and not (pair in settled or things in seen):
            seen.add(things)
            left, right = (_side(side, home, by_id) for side in (judgement.left, judgement.right))
            found.append(Doubt(left=left, right=right, score=judgement.score, reasons=judgement.reasons))
    return tuple(found)


def _is_open(judgement: Judgement, home: Mapping[EntityRef, Identity]) -> bool:
    """Tell whether two sides are still two things, and not both known to the vocabularies, where two are never one."""
    sides = (judgement.left, judgement.right)
    concepts = [home[side].concept if isinstance(side, EntityRef) else side for side in sides]
    return not all(concepts) and _thing(sides[0], home) != _thing(sides[1], home)


def why(resolution: Resolution, iri: str) -> tuple[str, ...]:
    """Return, line by line, every reason that made a thing what it is, and what it was not joined with.

    `iri` may be one of an earlier build. Raises KeyError when no build ever had it.
    """
    today = resolution.replaced.get(iri, iri)
    identity = next((found for found in resolution.identities if found.iri == today), None)
    if identity is None:
        raise KeyError(iri)
    lines = [f"{iri} is now {today}"] if today != iri else []
    lines.append(f"{today}: {_label(identity)} ({identity.kind})")
    lines += [f"  vocabulary concept {identity.concept}"] if identity.concept else []
    lines += [f"  names in {language}: {', '.join(names)}" for language, names in identity.aliases.items()]
    lines += [f"  found as {ref}" for ref in identity.members]
    earlier = sorted(old for old, new in resolution.replaced.items() if new == today)
    lines += [f"  replaces {old}" for old in earlier]
    members = {str(ref) for ref in identity.members} | {today}
    for judgement in sorted(chain(resolution.judgements, resolution.decisions), key=_best_first):
        if {str(judgement.left), str(judgement.right)} & members:
            lines.append(f"  {told(judgement)}")
    return tuple(lines)


def told(judgement: Judgement) -> str:
    """Return a judgement as one line."""
    reasons = "; ".join(judgement.reasons) or "no reason given"
    return f"{judgement.verdict} ({judgement.score:g}, {judgement.by}): {judgement.left} | {judgement.right}: {reasons}"


def _best_first(judgement: Judgement) -> tuple[float, str, str]:
    return -judgement.score, str(judgement.left), str(judgement.right)


def _thing(side: EntityRef | str, home: Mapping[EntityRef, Identity]) -> str:
    return home[side].iri if isinstance(side, EntityRef) and side in home else str(side)


def _side(side: EntityRef | str, home: Mapping[EntityRef, Identity], readings: Mapping[str, Reading]) -> Side:
    if not isinstance(side, EntityRef):
        return Side(name=side, iri=side, label=side.rsplit("/", 1)[-1])
    reading, identity = readings.get(side.announcement), home[side]
    if reading is None:
        return Side(name=str(side), iri=identity.iri, label=_label(identity))
    announcement = reading.announcement
    entity = next(entity for entity in reading.entities if entity.id == side.entity)
    quote = ""
    if entity.mentions:
        first = entity.mentions[0]
        quote = announcement.text[max(0, first.start - _CONTEXT) : first.end + _CONTEXT]
    return Side(
        name=str(side),
        iri=identity.iri,
        label=", ".join(entity.names) or _label(identity),
        announcement=announcement.id,
        title=announcement.title,
        language=announcement.language,
        published=announcement.published.isoformat() if announcement.published else "",
        quote=" ".join(quote.split()),
        facts=tuple(_facts(side.entity, reading)),
    )


def _facts(entity: str, reading: Reading) -> Iterator[str]:
    names = {found.id: (found.names[0] if found.names else found.id) for found in reading.entities}
    for relation in reading.relations:
        if entity in {relation.subject, relation.object}:
            parts = (names.get(relation.subject), relation.kind.value, relation.value, names.get(relation.object or ""))
            yield " – ".join(part for part in parts if part)
    for found in reading.entities:
        if found.id == entity and found.event:
            fields = (found.event.kind, found.event.start, found.event.end, found.event.mode)
            yield " – ".join(field for field in fields if field)


def _label(identity: Identity) -> str:
    return next((identity.labels[key] for key in ("en", *sorted(identity.labels)) if key in identity.labels), "")
