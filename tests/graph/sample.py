"""Three small announcements, their readings, and identities by id: what the tests of the graph build from."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from pyoxigraph import Quad

from corpus.announcement import Announcement
from corpus.entity import Entity, EntityKind
from corpus.reading import Reading, from_json
from graph import iri
from graph.dataset import add_quads, identities_by_reading, write_dataset
from graph.identity import Identity, Resolution
from graph.judgement import EntityRef
from graph.measures import measure, measures_graph
from graph.network import project
from graph.statements import statements

ASSEMBLY = "assembly-of-people-of-kazakhstan"

ENU_EN = Announcement(
    id="enu-2021-04",
    title="Round table at ENU",
    body=(
        "A round table was held at ENU in Astana on 23 April 2021, online. Natalia Kalashnikova, Head of the "
        "Department of the Assembly, ENU, Doctor of Political Science, moderated it; 165 people listened. Guests from "
        "Russia and 30 youth organizations took part. ENU and the Youth Union signed a memorandum."
    ),
    language="en",
    source="https://example.org/enu",
    publisher="ENU",
    published=date(2021, 4, 26),
)
ENU_EN_JSON: dict[str, Any] = {
    "entities": [
        {"id": "kalashnikova-natalia", "type": "person", "names": ["Natalia Kalashnikova"]},
        {"id": "enu", "type": "organisation", "class": "university", "names": ["ENU"]},
        {
            "id": "apk-department-enu",
            "type": "organisation",
            "class": "apk_department",
            "names": ["Department of the Assembly, ENU"],
        },
        {"id": "youth-union", "type": "organisation", "class": "youth_organisation", "names": ["Youth Union"]},
        {"id": "RU", "type": "country", "names": ["Russia"]},
        {"id": "astana", "type": "place", "names": ["Astana"]},
        {
            "id": "event-1",
            "type": "event",
            "names": ["Round table"],
            "kind": "round_table",
            "start": "2021-04-23",
            "mode": "online",
            "attendance": 165,
        },
    ],
    "relations": [
        {
            "type": "position",
            "person": "kalashnikova-natalia",
            "role": "Head of the Department",
            "organisation": "apk-department-enu",
        },
        {"type": "degree", "person": "kalashnikova-natalia", "degree": "Doctor of Political Science"},
        {"type": "participation", "agent": "kalashnikova-natalia", "event": "event-1", "role": "moderator"},
        {"type": "participation", "agent": "RU", "event": "event-1", "role": "represented"},
        {"type": "part_of", "child": "apk-department-enu", "parent": "enu"},
        {"type": "cooperates_with", "a": "youth-union", "b": "enu"},
        {"type": "held_in", "event": "event-1", "place": "astana"},
        {"type": "located_in", "organisation": "enu", "place": "astana"},
    ],
    "groups": [
        {"category": "youth_organisations", "text": "30 youth organizations", "role": "participant", "count": 30}
    ],
}

ENU_RU = Announcement(
    id="enu-2021-05",
    title="Встреча в ЕНУ",
    body="Наталья Калашникова, политолог, член Молодёжного союза, выступила в ЕНУ. ЕНУ и Молодёжный союз дружат.",
    language="ru",
)
ENU_RU_JSON: dict[str, Any] = {
    "entities": [
        {"id": "kalashnikova-natalia", "type": "person", "names": ["Наталья Калашникова"]},
        {"id": "enu", "type": "organisation", "class": "university", "names": ["ЕНУ"]},
        {"id": "youth-union", "type": "organisation", "class": "youth_organisation", "names": ["Молодёжный союз"]},
        {"id": "event-1", "type": "event", "names": []},
    ],
    "relations": [
        {"type": "position", "person": "kalashnikova-natalia", "role": "политолог", "organisation": None},
        {"type": "member_of", "member": "kalashnikova-natalia", "organisation": "youth-union"},
        {"type": "participation", "agent": "kalashnikova-natalia", "event": "event-1", "role": "speaker"},
        {"type": "cooperates_with", "a": "enu", "b": "youth-union", "confidence": 0.5},
    ],
}

EMPTY = Announcement(id="empty", title="Nothing", body="", language="kk")


def readings() -> list[Reading]:
    """Return the readings of the three announcements."""
    return [
        from_json(ENU_EN_JSON, ENU_EN, by="test 1"),
        from_json(ENU_RU_JSON, ENU_RU, by="test 1"),
        from_json({"entities": [], "relations": []}, EMPTY, by="test 1"),
    ]


def resolution(found: Iterable[Reading]) -> Resolution:
    """Return identities in which equal ids are one thing; events belong to their announcement."""
    members: dict[tuple[EntityKind, str], list[tuple[Reading, Entity]]] = defaultdict(list)
    for reading in found:
        for entity in reading.entities:
            event = entity.kind is EntityKind.EVENT
            name = f"{reading.announcement.id}-{entity.id}" if event else entity.id
            members[entity.kind, name].append((reading, entity))
    identities = [_identity(kind, name, named) for (kind, name), named in members.items()]
    return Resolution(identities=tuple(sorted(identities, key=lambda identity: identity.iri)), judgements=())


def _identity(kind: EntityKind, name: str, named: list[tuple[Reading, Entity]]) -> Identity:
    labels = {
        reading.announcement.language: max(entity.names or (reading.announcement.title,)) for reading, entity in named
    }
    return Identity(
        iri=iri.thing(kind.value, name),
        kind=kind,
        labels=labels,
        members=tuple(EntityRef(announcement=reading.announcement.id, entity=entity.id) for reading, entity in named),
        organisation_class=next((entity.organisation_class for _, entity in named if entity.organisation_class), None),
    )


def quads() -> list[Quad]:
    """Return all that the three announcements state."""
    found = readings()
    identities = identities_by_reading(resolution(found))
    return [quad for reading in found for quad in statements(reading, identities.get(reading.announcement.id, {}))]


def write_measured(found: list[Reading], identities: Resolution, folder: Path) -> None:
    """Write `dataset.nq` with the confidence of each fact and the measures of each thing."""
    write_dataset(found, identities, folder)
    add_quads(folder, measures_graph(measure(project(folder))))
