"""Readings for tests of identity: small ones made by hand, and the gold with its ids hidden."""

import json
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from corpus.announcement import Announcement, read_announcement
from corpus.reading import Reading, from_json
from graph.identity import Identity, Resolution, resolve
from graph.judgement import EntityRef, Judgement
from ontology.vocabulary import Vocabulary, load_vocabulary, vocabulary_names

CORPUS = Path(__file__).parents[2] / "corpus"


@cache
def vocabularies() -> dict[str, Vocabulary]:
    return {name: load_vocabulary(name) for name in vocabulary_names()}


def reading(
    name: str,
    *entities: dict[str, Any],
    relations: tuple[dict[str, Any], ...] = (),
    language: str = "en",
    published: date | None = None,
    title: str = "Title",
) -> Reading:
    """A reading whose text is the names of its entities."""
    body = ". ".join(form for entity in entities for form in entity["names"])
    announcement = Announcement(id=name, title=title, body=body, language=language, published=published)
    return from_json({"entities": list(entities), "relations": list(relations)}, announcement, by="test")


def person(*names: str, id: str = "person-1") -> dict[str, Any]:  # noqa: A002
    return {"id": id, "type": "person", "names": list(names)}


UNIVERSITY = "university"


def organisation(kind: str, *names: str, id: str = "organisation-1") -> dict[str, Any]:  # noqa: A002
    return {"id": id, "type": "organisation", "class": kind, "names": list(names)}


def place(*names: str, id: str = "place-1") -> dict[str, Any]:  # noqa: A002
    return {"id": id, "type": "place", "names": list(names)}


def event(*names: str, id: str = "event-1", **fields: Any) -> dict[str, Any]:  # noqa: A002, ANN401
    return {"id": id, "type": "event", "names": list(names), **fields}


def position(role: str, organisation_id: str | None, person_id: str = "person-1") -> dict[str, Any]:
    return {"type": "position", "person": person_id, "role": role, "organisation": organisation_id}


def held_in(place_id: str, event_id: str = "event-1") -> dict[str, Any]:
    return {"type": "held_in", "event": event_id, "place": place_id}


def participation(agent: str, role: str = "participant", event_id: str = "event-1") -> dict[str, Any]:
    return {"type": "participation", "agent": agent, "event": event_id, "role": role}


def resolved(*readings: Reading, judgements: tuple[Judgement, ...] = ()) -> Resolution:
    return resolve(readings, vocabularies(), judgements)


def things(resolution: Resolution) -> dict[str, Identity]:
    """The identity of each entity, by its reference as text."""
    return {str(ref): identity for identity in resolution.identities for ref in identity.members}


def together(resolution: Resolution, left: str, right: str) -> bool:
    found = things(resolution)
    return found[left].iri == found[right].iri


def partition(resolution: Resolution) -> set[frozenset[EntityRef]]:
    return {frozenset(identity.members) for identity in resolution.identities}


@cache
def gold() -> tuple[Reading, ...]:
    """Every announcement of the corpus as its gold annotation reads it."""
    return tuple(_gold(path) for path in sorted((CORPUS / "gold").glob("*/*.json")))


@cache
def blind() -> tuple[Reading, ...]:
    """The gold with its ids replaced by labels that say nothing."""
    return tuple(_blind(path) for path in sorted((CORPUS / "gold").glob("*/*.json")))


def _announcement(path: Path) -> Announcement:
    return read_announcement(CORPUS / "announcements" / path.parent.name / f"{path.stem}.md")


def _gold(path: Path) -> Reading:
    return from_json(json.loads(path.read_text(encoding="utf-8")), _announcement(path), by="gold")


def _blind(path: Path) -> Reading:
    data = json.loads(path.read_text(encoding="utf-8"))
    counted: Counter[str] = Counter()
    labels: dict[str, str] = {}
    for entity in data["entities"]:
        counted[entity["type"]] += 1
        label = f"{entity['type']}-{counted[entity['type']]}"
        labels[entity["id"]] = entity["id"] if entity["type"] in {"event", "country"} else label
        entity["id"] = labels[entity["id"]]
    ends = ("person", "organisation", "agent", "event", "child", "parent", "member", "a", "b", "place")
    data["relations"] = [
        {key: labels.get(value, value) if key in ends else value for key, value in relation.items()}
        for relation in data["relations"]
    ]
    return from_json(data, _announcement(path), by="gold")
