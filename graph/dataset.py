"""The dataset: every named graph of a build, and the RDF files that hold it.

An announcement's graph is made from its reading alone (`statements`). What depends on all of them stands in derived
graphs: labels and judgements in `identities`, the confidence of facts and the network measures in `measures`, the
concepts in `vocabularies`, the counts in `dataset`.
"""

import hashlib
import heapq
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from operator import itemgetter
from pathlib import Path
from typing import IO

import pyoxigraph as ox
from pyoxigraph import NamedNode, Quad

from corpus.entity import EntityKind, PersonName
from corpus.reading import Reading
from graph import iri
from graph.identity import Identity, Resolution
from graph.judged import decisions, judged, lines_beside
from graph.nquads import graph_of, insert, merge, read_lines, replaced, sort_lines, to_lines, write_lines
from graph.rdf import integer, node, text
from graph.statements import statements
from graph.turtle import block, blocks, prefixes
from ontology.terms import APK, DCTERMS, FOAF, OWL, PROV, RDF, SKOS, VOID
from ontology.vocabulary import FOLDER as VOCABULARIES

FILE = "dataset.nq"
TRIG = "dataset.trig"
DESCRIPTION = Path(__file__).with_name("description.ttl")

_TYPE = f" <{RDF.type}> ".encode()
_PART_LINES = 10_000
_FEW = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What can be taken from the folder of a build before: the graphs of announcements that say the same.

    `decisions` tells whether people decided the same, so that the judgements can be taken too.
    """

    folder: Path
    graphs: frozenset[bytes]
    decisions: bool


def write_dataset(readings: Sequence[Reading], resolution: Resolution, folder: Path, kept: Kept | None = None) -> None:
    """Write `dataset.nq` and `dataset.trig` into `folder`: every graph but the measures and the description."""
    derived = to_lines(chain(identities_graph(resolution), titles(readings, resolution)))
    reference = to_lines(vocabularies_graph())
    told = judged(resolution, derived, (kept.folder / FILE, kept.folder / TRIG) if kept and kept.decisions else None)
    graphs = kept.graphs if kept else frozenset()
    said = (line for line in lines_beside(kept.folder / FILE) if graph_of(line) in graphs) if kept else iter(())
    with replaced(folder / TRIG) as trig:
        trig.write(prefixes())
        made = _announcements(readings, resolution, graphs)
        taken = blocks(kept.folder / TRIG, graphs) if kept else iter(())
        lines = sort_lines(_written(made, taken, trig), folder)
        write_lines(folder / FILE, told.among(merge(said, lines, told.others, reference)))
        trig.writelines(told.trig())
        trig.write(block(reference) if reference else b"")


def add_quads(folder: Path, quads: Iterable[Quad]) -> None:
    """Merge the quads of one graph into `dataset.nq` and `dataset.trig`."""
    lines = to_lines(quads)
    if len(lines) < _FEW:
        insert(folder / FILE, lines)
    else:
        write_lines(folder / FILE, merge(read_lines(folder / FILE), lines))
    with (folder / TRIG).open("ab") as trig:
        trig.write(block(lines) if lines else b"")


def identities_by_reading(resolution: Resolution) -> dict[str, dict[str, Identity]]:
    """Return for each announcement's id the identities of its entities, by entity id."""
    found: dict[str, dict[str, Identity]] = {}
    for identity in resolution.identities:
        for member in identity.members:
            found.setdefault(member.announcement, {})[member.entity] = identity
    return found


def _announcements(
    readings: Iterable[Reading], resolution: Resolution, kept: Collection[bytes]
) -> Iterator[tuple[bytes, list[bytes]]]:
    """Yield name and lines of each announcement's graph in the order of names, but for those that are kept."""
    identities = identities_by_reading(resolution)
    named = {iri.announcement(reading.announcement.id).encode(): reading for reading in readings}
    for name in sorted(named.keys() - set(kept)):
        reading = named[name]
        yield name, to_lines(statements(reading, identities.get(reading.announcement.id, {})))


def _written(
    made: Iterable[tuple[bytes, list[bytes]]], taken: Iterable[tuple[bytes, bytes]], trig: IO[bytes]
) -> Iterator[bytes]:
    """Write the graphs that are made and those that are taken as TriG, and yield the lines of those that are made."""
    graphs: Iterator[tuple[bytes, list[bytes] | bytes]] = heapq.merge(made, taken, key=itemgetter(0))
    for _, graph in graphs:
        if isinstance(graph, bytes):
            trig.write(graph)
        else:
            trig.write(block(graph))
            yield from graph


def identities_graph(resolution: Resolution) -> Iterator[Quad]:
    """Yield what holds for a thing whatever announcement names it."""
    graph = node(iri.IDENTITIES)
    for identity in resolution.identities:
        subject = node(identity.iri)
        for language, label in identity.labels.items():
            yield Quad(subject, node(SKOS.prefLabel), text(label, language), graph)
        for outside in identity.same_as:
            yield Quad(subject, node(OWL.sameAs), node(outside), graph)
        for member in identity.members:
            yield Quad(node(iri.entity(member)), node(PROV.specializationOf), subject, graph)
        if identity.person_name:
            yield from _name_parts(subject, identity.person_name, graph)
    for old, new in resolution.replaced.items():
        yield Quad(node(old), node(DCTERMS.isReplacedBy), node(new), graph)
    yield from decisions(resolution)


def titles(readings: Iterable[Reading], resolution: Resolution) -> Iterator[Quad]:
    """Yield the title of its announcement as the label of an event that no text names.

    Of several announcements in one language the first by id gives it.
    """
    identities = identities_by_reading(resolution)
    found: dict[tuple[str, str], str] = {}
    for reading in sorted(readings, key=lambda reading: reading.announcement.id):
        for identity in identities.get(reading.announcement.id, {}).values():
            if identity.kind is EntityKind.EVENT and not identity.labels:
                found.setdefault((identity.iri, reading.announcement.language), reading.announcement.title)
    for (event, language), title in found.items():
        yield Quad(node(event), node(SKOS.prefLabel), text(title, language), node(iri.IDENTITIES))


def _name_parts(subject: NamedNode, name: PersonName, graph: NamedNode) -> Iterator[Quad]:
    given = " ".join(filter(None, (name.given or name.initials, name.patronymic)))
    for predicate, words in ((FOAF.familyName, name.family), (FOAF.givenName, given)):
        if words:
            yield Quad(subject, node(predicate), text(words), graph)


def vocabularies_graph() -> Iterator[Quad]:
    """Yield every scheme and concept, used or not: what never occurs is an answer too."""
    return _turtle(sorted(VOCABULARIES.glob("*.ttl")), iri.VOCABULARIES)


def description(folder: Path, pipelines: Iterable[str]) -> Iterator[Quad]:
    """Yield the description of a dataset without one: what it is (VoID, DCAT), its counts, its version.

    The version is a digest of all that `dataset.nq` holds, so that equal content has an equal version; `pipelines`
    are the names and versions of what read the announcements.
    """
    subject, graph = node(iri.DATASET), node(iri.DATASET)
    yield from _turtle([DESCRIPTION], iri.DATASET)
    version = hashlib.sha256()
    triples = 0
    classes: Counter[str] = Counter()
    lines = read_lines(folder / FILE)
    last = b""
    while some := list(islice(lines, _PART_LINES)):
        version.update(b"".join(some))
        said = dict.fromkeys([line[: line.rindex(b" <")] for line in some])
        said.pop(last, None)  # the first triple of this part may be the last of the one before, in another graph
        triples += len(said)
        classes.update(triple.split(_TYPE)[1][1:-1].decode() for triple in said if _TYPE in triple)
        last = next(reversed(said), last)
    yield Quad(subject, node(VOID.triples), integer(triples), graph)
    yield Quad(subject, node(OWL.versionInfo), text(version.hexdigest()), graph)
    for pipeline in sorted(set(pipelines)):
        yield Quad(subject, node(APK.pipeline), text(pipeline), graph)
    for name, count in classes.items():
        part = node(f"{iri.DATASET}#class-{iri.digest(name, length=8)}")
        yield Quad(subject, node(VOID.classPartition), part, graph)
        yield Quad(part, node(VOID["class"]), node(name), graph)
        yield Quad(part, node(VOID.entities), integer(count), graph)


def _turtle(paths: Iterable[Path], graph: str) -> Iterator[Quad]:
    """Yield the triples of Turtle files in a named graph."""
    for path in paths:
        for triple in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
            yield Quad(triple.subject, triple.predicate, triple.object, node(graph))
