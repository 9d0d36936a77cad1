"""A reading: all that one announcement says, to and from the annotation JSON of FORMAT.md."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from corpus.announcement import Announcement
from corpus.entity import Entity, EntityKind, EventDetails, Mention, PersonName
from corpus.relation import FIELDS, Group, Relation, RelationKind

Json = dict[str, Any]

_EVENT_FIELDS = ("kind", "start", "end", "mode", "attendance")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What an announcement names and states, and which pipeline (name and version) or person read it."""

    announcement: Announcement
    entities: tuple[Entity, ...]
    relations: tuple[Relation, ...]
    groups: tuple[Group, ...]
    pipeline: str


def to_json(reading: Reading) -> Json:
    """Return the annotation JSON of a reading: FORMAT.md's keys, and what a machine adds."""
    return {
        "id": reading.announcement.id,
        "language": reading.announcement.language,
        "entities": [_entity_to_json(entity) for entity in reading.entities],
        "relations": [_relation_to_json(relation) for relation in reading.relations],
        "groups": [_group_to_json(group) for group in reading.groups],
    }


def from_json(data: Mapping[str, Any], announcement: Announcement, *, by: str) -> Reading:
    """Return the reading that an annotation JSON of this announcement holds.

    An annotation made by a person has no spans: the mentions are then every place where a name stands, and the
    span of a relation is the shortest window of the text that holds both its names. `by` says who read where
    the JSON does not.

    Raises:
        KeyError, ValueError: the JSON is not of FORMAT.md's form.
    """
    text = announcement.text
    entities = tuple(_entity_from_json(item, text, by) for item in data["entities"])
    mentions = {entity.id: entity.mentions for entity in entities}
    return Reading(
        announcement=announcement,
        entities=entities,
        relations=tuple(_relation_from_json(item, text, mentions, by) for item in data["relations"]),
        groups=tuple(_group_from_json(item, text, by) for item in data.get("groups", [])),
        pipeline=by,
    )


def confident(reading: Reading, minimum: float) -> Reading:
    """Return the reading without what is less certain than `minimum`, and without facts about what is then gone."""
    entities = tuple(entity for entity in reading.entities if entity.confidence >= minimum)
    known = {entity.id for entity in entities} | {None}
    relations = tuple(
        relation
        for relation in reading.relations
        if relation.confidence >= minimum and {relation.subject, relation.object} <= known
    )
    groups = tuple(group for group in reading.groups if group.confidence >= minimum)
    return replace(reading, entities=entities, relations=relations, groups=groups)


def occurrences(text: str, name: str) -> list[tuple[int, int]]:
    """Return every place where `name` stands in `text` (code points, half-open): as whole words, else inside one."""
    if not name:
        return []
    escaped = re.escape(name)
    whole = [match.span() for match in re.finditer(rf"(?<!\w){escaped}(?!\w)", text)]
    return whole or [match.span() for match in re.finditer(escaped, text)]


def shortest_window(places: Iterable[Iterable[tuple[int, int]]]) -> tuple[int, int] | None:
    """Return the shortest span that holds one place of every list; the earliest of equals; None when one is empty."""
    lists = [sorted(spans) for spans in places]
    if not lists or not all(lists):
        return None
    ends = {span for spans in lists for span in spans}
    windows = []
    for start in sorted({span[0] for span in ends}):
        following = [[span for span in spans if span[0] >= start] for spans in lists]
        if all(following):
            windows.append((start, max(min(span[1] for span in spans) for spans in following)))
    return min(windows, key=lambda window: (window[1] - window[0], window[0]))


def _entity_to_json(entity: Entity) -> Json:
    item: Json = {"id": entity.id, "type": entity.kind.value}
    if entity.organisation_class:
        item["class"] = entity.organisation_class
    item["names"] = list(entity.names)
    if entity.event:
        fields = {key: getattr(entity.event, key) for key in _EVENT_FIELDS}
        item |= {key: value for key, value in fields.items() if value is not None}
    if entity.person_name:
        item["parts"] = {key: value for key, value in asdict(entity.person_name).items() if value}
    if entity.concept:
        item["concept"] = entity.concept
    item["mentions"] = [{"start": m.start, "end": m.end, "normal": m.normal, "by": m.by} for m in entity.mentions]
    item["confidence"] = entity.confidence
    return item


def _relation_to_json(relation: Relation) -> Json:
    item: Json = {"type": relation.kind.value}
    values = (relation.subject, relation.object, relation.value)
    item |= {name: value for name, value in zip(FIELDS[relation.kind], values, strict=True) if name}
    return item | _provenance(relation)


def _group_to_json(group: Group) -> Json:
    item: Json = {"category": group.category, "text": group.text, "role": group.role}
    if group.count is not None:
        item["count"] = group.count
    return item | _provenance(group)


def _provenance(fact: Relation | Group) -> Json:
    return {"start": fact.start, "end": fact.end, "confidence": fact.confidence, "by": fact.by}


def _entity_from_json(item: Json, text: str, by: str) -> Entity:
    kind = EntityKind(item["type"])
    names = tuple(item["names"])
    if "mentions" in item:
        mentions = tuple(
            Mention(
                start=m["start"], end=m["end"], normal=m.get("normal", text[m["start"] : m["end"]]), by=m.get("by", by)
            )
            for m in item["mentions"]
        )
    else:
        spans = sorted({span for name in names for span in occurrences(text, name)})
        mentions = tuple(Mention(start=a, end=b, normal=text[a:b], by=by) for a, b in spans)
    details = (
        EventDetails(**{key: item[key] for key in _EVENT_FIELDS if key in item}) if kind is EntityKind.EVENT else None
    )
    return Entity(
        id=item["id"],
        kind=kind,
        names=names,
        mentions=mentions,
        organisation_class=item.get("class"),
        person_name=PersonName(**item["parts"]) if "parts" in item else None,
        event=details,
        concept=item.get("concept"),
        confidence=item.get("confidence", 1.0),
    )


def _relation_from_json(item: Json, text: str, mentions: Mapping[str, tuple[Mention, ...]], by: str) -> Relation:
    kind = RelationKind(item["type"])
    subject_field, object_field, value_field = FIELDS[kind]
    subject = item[subject_field]
    object_ = item[object_field] if object_field else None
    value = item[value_field] if value_field else None
    if "start" in item:
        span = (item["start"], item["end"])
    else:
        ids = (name for name in (subject, object_) if name is not None)
        places = [[(m.start, m.end) for m in mentions[name]] for name in ids]
        if kind in {RelationKind.POSITION, RelationKind.DEGREE}:
            places.append(occurrences(text, value or ""))
        span = shortest_window(spans for spans in places if spans) or (0, len(text.split("\n", 1)[0]))
    return Relation(
        kind=kind,
        subject=subject,
        object=object_,
        value=value,
        start=span[0],
        end=span[1],
        by=item.get("by", by),
        confidence=item.get("confidence", 1.0),
    )


def _group_from_json(item: Json, text: str, by: str) -> Group:
    start = item.get("start", text.find(item["text"]))
    return Group(
        category=item["category"],
        text=item["text"],
        role=item["role"],
        count=item.get("count"),
        start=start,
        end=item.get("end", start + len(item["text"])),
        by=item.get("by", by),
        confidence=item.get("confidence", 1.0),
    )
