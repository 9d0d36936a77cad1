"""The dataset: all named graphs of a build, and the files that hold it."""

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pyoxigraph as ox
from pyoxigraph import NamedNode, Quad

from corpus.entity import PersonName
from corpus.reading import Reading
from graph import iri
from graph.identity import Identity, Resolution
from graph.judgement import EntityRef
from graph.rdf import decimal, node, text
from graph.statements import statements
from ontology.terms import APK, DCTERMS, FOAF, OWL, PREFIXES, SKOS
from ontology.vocabulary import FOLDER as VOCABULARIES


def identities_by_reading(resolution: Resolution) -> dict[str, dict[str, Identity]]:
    """Return for each announcement's id its entities' identities by entity id."""
    found: dict[str, dict[str, Identity]] = {}
    for identity in resolution.identities:
        for member in identity.members:
            found.setdefault(member.announcement, {})[member.entity] = identity
    return found


def announcement_graphs(readings: Iterable[Reading], resolution: Resolution) -> Iterator[Quad]:
    """Yield the quads of every announcement's graph."""
    identities = identities_by_reading(resolution)
    for reading in readings:
        yield from statements(reading, identities.get(reading.announcement.id, {}))


def identities_graph(resolution: Resolution) -> Iterator[Quad]:
    """Yield what holds for a thing whatever announcement names it: labels, name parts, outside identifiers."""
    graph = node(iri.IDENTITIES)
    for identity in resolution.identities:
        subject = node(identity.iri)
        for language, label in sorted(identity.labels.items()):
            yield Quad(subject, node(SKOS.prefLabel), text(label, language), graph)
        for outside in identity.same_as:
            yield Quad(subject, node(OWL.sameAs), node(outside), graph)
        if identity.person_name:
            yield from _name_parts(subject, identity.person_name, graph)
    for old, new in resolution.replaced.items():
        yield Quad(node(old), node(DCTERMS.isReplacedBy), node(new), graph)


def _name_parts(subject: NamedNode, name: PersonName, graph: NamedNode) -> Iterator[Quad]:
    if name.family:
        yield Quad(subject, node(FOAF.familyName), text(name.family), graph)
    given = name.given or name.initials
    if given:
        yield Quad(subject, node(FOAF.givenName), text(given), graph)


def confidences(quads: Iterable[Quad]) -> Iterator[Quad]:
    """Yield the confidence of each fact, the highest of its pieces of evidence, as quads of the measures graph."""
    of_evidence: dict[str, float] = {}
    facts: list[tuple[NamedNode, str]] = []
    for quad in quads:
        if quad.predicate == node(APK.confidence):
            of_evidence[quad.subject.value] = float(quad.object.value)
        elif quad.predicate == node(APK.evidence):
            facts.append((quad.subject, quad.object.value))
    highest: dict[NamedNode, float] = {}
    for fact, evidence in facts:
        highest[fact] = max(of_evidence[evidence], highest.get(fact, 0.0))
    for fact, confidence in highest.items():
        yield Quad(fact, node(APK.confidence), decimal(confidence), node(iri.MEASURES))


def vocabularies_graph() -> Iterator[Quad]:
    """Yield every scheme and concept."""
    graph = node(iri.VOCABULARIES)
    for path in sorted(VOCABULARIES.glob("*.ttl")):
        for triple in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
            yield Quad(triple.subject, triple.predicate, triple.object, graph)


def write_dataset(readings: Iterable[Reading], resolution: Resolution, folder: Path) -> None:
    """Write `dataset.nq`."""
    quads = list(announcement_graphs(readings, resolution))
    quads += confidences(quads)
    quads += identities_graph(resolution)
    quads += vocabularies_graph()
    lines = sorted(set(ox.serialize(quads, format=ox.RdfFormat.N_QUADS).split(b"\n")) - {b""})
    replace_file(folder / "dataset.nq", b"\n".join(lines) + b"\n")


def replace_file(path: Path, data: bytes) -> None:
    """Put a file in place whole or not at all."""
    temporary = path.with_name(f".{path.name}.new")
    temporary.write_bytes(data)
    os.replace(temporary, path)
