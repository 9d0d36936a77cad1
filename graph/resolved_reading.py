"""A reading in which equal ids are one thing: every entity bears the slug of its identity."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from corpus.entity import Entity, EntityKind
from corpus.reading import Reading
from corpus.relation import Relation
from graph import iri
from graph.identity import Identity


def resolved_reading(reading: Reading, identities: Mapping[str, Identity]) -> Reading:
    """Return the reading with its entities' ids replaced by the slugs of their identities (by old id).

    Entities that are one thing become one; what then is said twice is said once. An event keeps its id, which
    counts within the announcement.
    """
    names = {
        entity.id: entity.id if entity.kind is EntityKind.EVENT else iri.code(identities[entity.id].iri)
        for entity in reading.entities
    }
    entities: dict[str, Entity] = {}
    for entity in reading.entities:
        name = names[entity.id]
        entities[name] = _joined(entities[name], entity) if name in entities else replace(entity, id=name)
    return replace(reading, entities=tuple(entities.values()), relations=tuple(_renamed(reading.relations, names)))


def _joined(first: Entity, other: Entity) -> Entity:
    mentions = sorted({*first.mentions, *other.mentions}, key=lambda mention: (mention.start, mention.end, mention.by))
    return replace(
        first,
        names=tuple(dict.fromkeys((*first.names, *other.names))),
        mentions=tuple(mentions),
        confidence=max(first.confidence, other.confidence),
    )


def _renamed(relations: tuple[Relation, ...], names: Mapping[str, str]) -> Iterator[Relation]:
    seen = set()
    for relation in relations:
        target = names[relation.object] if relation.object else None
        new = replace(relation, subject=names[relation.subject], object=target)
        key = (new.kind, new.subject, new.object, new.value)
        if key not in seen and new.subject != new.object:
            seen.add(key)
            yield new
