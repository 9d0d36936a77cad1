"""The network that the gold annotation states: real data for the page's tests, with no reader and no store."""

import json
from collections import defaultdict
from datetime import date
from pathlib import Path

from corpus.announcement import Announcement
from corpus.entity import Entity, EntityKind
from corpus.reading import Reading, from_json
from graph.network import Edge, Evidence, NetworkMap, Node, Source
from ontology.terms import BASE

CORPUS = Path(__file__).parents[2] / "corpus"


def readings(limit: int | None = None) -> list[Reading]:
    """Return the gold readings in the order of their files."""
    found = []
    for path in sorted((CORPUS / "gold").glob("*/*.json"))[:limit]:
        text = (CORPUS / "announcements" / path.parent.name / f"{path.stem}.md").read_text(encoding="utf-8")
        _, front, body = text.split("---\n", 2)
        meta = dict(line.split(": ", 1) for line in front.splitlines() if ": " in line)
        published = meta.get("date")
        announcement = Announcement(
            id=meta["id"],
            title=meta["title"],
            body=body.strip("\n"),
            language=meta["language"],
            source=meta.get("source"),
            publisher=meta.get("publisher"),
            published=date.fromisoformat(published) if published else None,
        )
        found.append(from_json(json.loads(path.read_text(encoding="utf-8")), announcement, by="gold"))
    return found


def network_of(found: list[Reading]) -> NetworkMap:
    """Merge readings by gold id into one network."""
    parts: dict[str, list[tuple[str, Entity]]] = defaultdict(list)
    degrees: dict[str, set[str]] = defaultdict(set)
    facts: dict[tuple[str, str, str, str | None], list[Evidence]] = defaultdict(list)
    sources = {}
    for reading in found:
        announcement = reading.announcement
        text, home = announcement.text, f"{BASE}announcement/{announcement.id}"
        sources[home] = Source(
            iri=home,
            title=announcement.title,
            language=announcement.language,
            published=announcement.published.isoformat() if announcement.published else None,
            publisher=announcement.publisher,
            page=announcement.source,
        )
        iris = {entity.id: _iri(entity, announcement.id) for entity in reading.entities}
        for entity in reading.entities:
            parts[iris[entity.id]].append((announcement.language, entity))
        for relation in reading.relations:
            subject = iris[relation.subject]
            if relation.object is None:
                degrees[subject].add(relation.value or "")
                continue
            evidence = Evidence(
                announcement=home,
                start=relation.start,
                end=relation.end,
                exact=text[relation.start : relation.end],
                prefix=text[max(0, relation.start - 60) : relation.start],
                suffix=text[relation.end : relation.end + 60],
            )
            facts[subject, iris[relation.object], relation.kind.value, relation.value].append(evidence)
    nodes = tuple(_node(iri, parts[iri], degrees[iri]) for iri in sorted(parts))
    edges = tuple(
        Edge(
            source=key[0],
            target=key[1],
            relation=key[2],
            role=key[3],
            fact=f"{BASE}fact/{number}",
            confidence=0.9 if len(evidence) > 1 else 0.8,
            evidence=tuple(evidence),
        )
        for number, (key, evidence) in enumerate(
            sorted(facts.items(), key=lambda item: [str(part) for part in item[0]])
        )
    )
    return NetworkMap(nodes=nodes, edges=edges, sources=dict(sorted(sources.items())))


def _iri(entity: Entity, announcement: str) -> str:
    slug = f"{announcement}-{entity.id}" if entity.kind is EntityKind.EVENT else entity.id
    return f"{BASE}{entity.kind.value}/{slug}"


def _node(iri: str, entities: list[tuple[str, Entity]], degrees: set[str]) -> Node:
    first = entities[0][1]
    labels: dict[str, str] = {}
    names: list[str] = []
    for language, entity in entities:
        names += entity.names
        if entity.names:
            labels.setdefault(language, max(entity.names, key=len))
    facts = [("degree", degree) for degree in sorted(degrees)]
    subkind = first.organisation_class
    if first.event:
        subkind = first.event.kind
        for key in ("start", "end", "mode", "attendance"):
            value = getattr(first.event, key)
            if value is not None:
                facts.append((key, str(value)))
    return Node(
        iri=iri,
        kind=first.kind.value,
        subkind=subkind,
        labels=labels,
        aliases=tuple(sorted(set(names) - set(labels.values()))),
        facts=tuple(facts),
    )
