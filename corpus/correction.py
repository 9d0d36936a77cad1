"""A person's correction of a reading: `STEM.json` beside an announcement, which wins over the machine.

The person says what holds; the quotes come from the text. A fact that the machine found too keeps the machine's
span, any other gets the shortest window that holds both its names. What a file says of spans is not trusted,
because the text may have changed under it.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from corpus.announcement import Announcement
from corpus.entity import Entity, EntityKind, Mention
from corpus.evaluation import match_entities, match_relations
from corpus.reading import Json, Reading, from_json, occurrences
from corpus.relation import FIELDS, Group, Relation, RelationKind
from ontology.errors import DataError

PERSON = "person"
"""Who found what a correction says, where the file names no one."""

_SPANS = ("start", "end", "mentions", "confidence", "by")


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A corrected reading, and what of the correction no longer stands in the text (and is left out)."""

    reading: Reading
    stale: tuple[str, ...] = ()


def correction_path(announcement_file: Path) -> Path:
    """Return where the correction of an announcement's file would lie."""
    return announcement_file.with_suffix(".json")


def with_corrections(
    readings: Iterable[Reading], paths: Mapping[str, Path]
) -> tuple[list[Reading], int, list[DataError]]:
    """Return the readings with every correction that lies beside an announcement in the machine's place.

    `paths` names the announcement's file; without one no correction is looked for. Beside the readings: how many
    corrections were taken, and what is wrong or stale in them.
    """
    taken, faults = 0, []
    found = []
    for reading in readings:
        path = correction_path(paths[reading.announcement.id]) if reading.announcement.id in paths else None
        if path and path.is_file():
            try:
                correction = read_correction(path, reading.announcement, reading)
            except DataError as fault:
                faults.append(fault)
            else:
                taken += 1
                faults += [DataError(path, stale, "correct it: the text has changed") for stale in correction.stale]
                reading = correction.reading  # noqa: PLW2901 -- the person's in the machine's place
        found.append(reading)
    return found, taken, faults


def read_correction(path: Path, announcement: Announcement, machine: Reading) -> Correction:
    """Return the correction that a file holds.

    Raises:
        DataError: the file is no annotation JSON of this announcement.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(path, f"cannot be read ({error})", "save it as UTF-8") from error
    except json.JSONDecodeError as error:
        raise DataError(path, f"not JSON ({error.msg})", "correct this line", line=error.lineno) from error
    try:
        _check(data, announcement)
        return corrected(data, announcement, machine)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise DataError(path, f"not an annotation ({error})", "write it as corpus/FORMAT.md says") from error


def corrected(data: Mapping[str, Any], announcement: Announcement, machine: Reading, *, by: str = PERSON) -> Correction:
    """Return the reading that a person's annotation JSON states, with a quote for every fact.

    Raises:
        KeyError, ValueError: the JSON is not of FORMAT.md's form.
    """
    stated = from_json(_without_spans(data), announcement, by=by)
    same = {person: machine_id for machine_id, person in match_entities(stated.entities, machine.entities).items()}
    found = {entity.id: entity for entity in machine.entities}
    entities = [_mentioned(entity, found.get(same.get(entity.id, "")), by) for entity in stated.entities]
    standing = {entity.id: entity for entity in entities if entity.mentions or not entity.names}
    relations = [relation for relation in stated.relations if _ends(relation) <= standing.keys()]
    reading = replace(
        stated,
        entities=tuple(standing.values()),
        relations=_quoted(relations, from_machine=machine, announcement=announcement, standing=standing),
        groups=tuple(group for group in stated.groups if group.start >= 0),
    )
    return Correction(reading=reading, stale=tuple(_stale(stated, standing)))


def _check(data: Any, announcement: Announcement) -> None:  # noqa: ANN401 -- JSON can be anything
    """Raise ValueError for what `from_json` would not see: another announcement's file, an id that names nothing."""
    if data.get("id", announcement.id) != announcement.id:
        raise ValueError(f"it is of {data['id']}")
    ids = {entity["id"] for entity in data["entities"]}
    for relation in data["relations"]:
        subject, other, _ = FIELDS[RelationKind(relation["type"])]
        for field in filter(None, (subject, other)):
            if relation[field] is not None and relation[field] not in ids:
                raise ValueError(f"no entity has the id {relation[field]}")


def _without_spans(data: Mapping[str, Any]) -> Json:
    return {
        part: [_without(item) for item in data[part]] for part in ("entities", "relations", "groups") if part in data
    }


def _without(item: Mapping[str, Any]) -> Json:
    return {name: value for name, value in item.items() if name not in _SPANS or _is_event_field(item, name)}


def _is_event_field(item: Mapping[str, Any], name: str) -> bool:
    """Tell whether `start` or `end` is an event's day, not a place in the text."""
    return item.get("type") == EntityKind.EVENT and name in {"start", "end"}


def _mentioned(entity: Entity, machine: Entity | None, by: str) -> Entity:
    """The entity with the machine's mentions added: those of names in another case than the person wrote."""
    if machine is None:
        return entity
    known = {(mention.start, mention.end) for mention in entity.mentions}
    added = [replace(mention, by=by) for mention in machine.mentions if (mention.start, mention.end) not in known]
    return replace(
        entity,
        mentions=tuple(sorted((*entity.mentions, *added), key=_place)),
        person_name=entity.person_name or machine.person_name,
        concept=entity.concept or machine.concept,
    )


def _place(mention: Mention) -> tuple[int, int]:
    return mention.start, mention.end


def _ends(relation: Relation) -> set[str]:
    return {end for end in (relation.subject, relation.object) if end is not None}


def _quoted(
    relations: list[Relation], *, from_machine: Reading, announcement: Announcement, standing: Mapping[str, Entity]
) -> tuple[Relation, ...]:
    """The relations with the machine's span where it found the same fact, else with the shortest window."""
    # `from_json` takes the mentions as they now are, and so finds the window that holds them.
    pairs = match_entities(tuple(standing.values()), from_machine.entities)
    same = {index: place for place, index in match_relations(relations, from_machine.relations, pairs).items()}
    windowed = from_json(
        {
            "entities": [_item(entity) for entity in standing.values()],
            "relations": [_relation_item(relation) for relation in relations],
        },
        announcement,
        by=PERSON,
    ).relations
    quoted = []
    for index, relation in enumerate(relations):
        spanned = from_machine.relations[same[index]] if index in same else windowed[index]
        quoted.append(replace(relation, start=spanned.start, end=spanned.end))
    return tuple(quoted)


def _item(entity: Entity) -> Json:
    mentions = [{"start": mention.start, "end": mention.end} for mention in entity.mentions]
    return {"id": entity.id, "type": entity.kind.value, "names": list(entity.names), "mentions": mentions}


def _relation_item(relation: Relation) -> Json:
    values = (relation.subject, relation.object, relation.value)
    fields = {name: value for name, value in zip(FIELDS[relation.kind], values, strict=True) if name}
    return {"type": relation.kind.value, **fields}


def _stale(stated: Reading, standing: Mapping[str, Entity]) -> Iterator[str]:
    """What a correction says that the text no longer holds."""
    text = stated.announcement.text
    for entity in stated.entities:
        if entity.id not in standing:
            yield f"{entity.kind} {entity.id}: none of its names stands in the text"
    for relation in stated.relations:
        lost = sorted(_ends(relation) - standing.keys())
        if lost:
            yield f"{relation.kind} of {relation.subject}: {', '.join(lost)} is not in the text"
    for group in stated.groups:
        if not _stands(group, text):
            yield f"group {group.category}: “{group.text}” is not in the text"


def _stands(group: Group, text: str) -> bool:
    return bool(occurrences(text, group.text)) or group.text in text
