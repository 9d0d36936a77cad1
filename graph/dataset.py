"""The dataset: every named graph of a build, and the RDF files that hold it.

An announcement's graph is made from its reading alone (`statements`). What depends on all of them stands in derived
graphs: labels and judgements in `identities`, the confidence of facts and the network measures in `measures`, the
concepts in `vocabularies`, the counts in `dataset`.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby
from pathlib import Path

import pyoxigraph as ox
from pyoxigraph import NamedNode, Quad

from corpus.entity import EntityKind, PersonName
from corpus.reading import Reading
from graph import iri
from graph.identity import Identity, Resolution
from graph.judgement import EntityRef, Judgement
from graph.nquads import merge, read_lines, sort_lines, to_lines, triple_of, write_lines
from graph.rdf import decimal, integer, node, text, value
from graph.statements import statements
from ontology.terms import APK, DCTERMS, FOAF, OWL, PROV, RDF, SKOS, VOID
from ontology.vocabulary import FOLDER as VOCABULARIES

FILE = "dataset.nq"
DESCRIPTION = Path(__file__).with_name("description.ttl")

_TYPE = f" <{RDF.type}> ".encode()
_CONFIDENCE, _EVIDENCE = node(APK.confidence), node(APK.evidence)


def write_dataset(readings: Sequence[Reading], resolution: Resolution, folder: Path) -> None:
    """Write `dataset.nq` into `folder`: every graph but the network measures and the description."""
    facts: dict[str, str] = {}
    lines = sort_lines(_announcement_lines(readings, resolution, facts), folder)
    # The confidences are known only when the last announcement is written: they join in a second merge.
    write_lines(folder / FILE, lines)
    derived = (identities_graph(resolution), titles(readings, resolution), vocabularies_graph(), confidences(facts))
    add_quads(folder, chain.from_iterable(derived))


def add_quads(folder: Path, quads: Iterable[Quad]) -> None:
    """Merge quads into `dataset.nq`."""
    write_lines(folder / FILE, merge(read_lines(folder / FILE), to_lines(quads)))


def identities_by_reading(resolution: Resolution) -> dict[str, dict[str, Identity]]:
    """Return for each announcement's id the identities of its entities, by entity id."""
    found: dict[str, dict[str, Identity]] = {}
    for identity in resolution.identities:
        for member in identity.members:
            found.setdefault(member.announcement, {})[member.entity] = identity
    return found


def _announcement_lines(readings: Iterable[Reading], resolution: Resolution, facts: dict[str, str]) -> Iterator[bytes]:
    """Yield the lines of each announcement's graph, and note the highest confidence of each fact in `facts`."""
    identities = identities_by_reading(resolution)
    for reading in readings:
        quads = statements(reading, identities.get(reading.announcement.id, {}))
        _note_confidences(quads, facts)
        yield from to_lines(quads)


def _note_confidences(quads: Iterable[Quad], facts: dict[str, str]) -> None:
    of_evidence: dict[str, str] = {}
    links: list[tuple[str, str]] = []
    for quad in quads:
        predicate = quad.predicate
        if predicate == _CONFIDENCE:
            of_evidence[value(quad.subject)] = value(quad.object)
        elif predicate == _EVIDENCE:
            links.append((value(quad.subject), value(quad.object)))
    for fact, evidence in links:
        facts[fact] = max(facts.get(fact, ""), of_evidence[evidence], key=lambda digits: float(digits or -1))


def confidences(facts: Mapping[str, str]) -> Iterator[Quad]:
    """Yield the confidence of each fact: the highest of all its evidence."""
    for fact, digits in facts.items():
        yield Quad(node(fact), node(APK.confidence), decimal(float(digits)), node(iri.MEASURES))


def identities_graph(resolution: Resolution) -> Iterator[Quad]:
    """Yield what holds for a thing whatever announcement names it, and the judgements that made it one thing."""
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
    for judgement in resolution.judgements:
        yield from _judgement(judgement, graph)
    yield from _decisions(resolution, graph)


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


def _judgement(judgement: Judgement, graph: NamedNode) -> Iterator[Quad]:
    """Yield one judgement with its reasons; what it judges are entities of readings, or things."""
    subject = _judgement_iri(judgement)
    yield Quad(subject, node(RDF.type), node(APK.Judgement), graph)
    for side in _sides(judgement):
        yield Quad(subject, node(APK.judged), node(side), graph)
    yield Quad(subject, node(APK.verdict), text(judgement.verdict.value), graph)
    yield Quad(subject, node(APK.score), decimal(judgement.score), graph)
    yield Quad(subject, node(APK.decidedBy), text(judgement.by), graph)
    for reason in judgement.reasons:
        yield Quad(subject, node(APK.reason), text(reason), graph)


def _judgement_iri(judgement: Judgement) -> NamedNode:
    return node(iri.judgement(*_sides(judgement), judgement.by))


def _sides(judgement: Judgement) -> tuple[str, str]:
    """Return the IRIs of what a judgement is on."""
    left, right = (
        iri.entity(side) if isinstance(side, EntityRef) else side for side in (judgement.left, judgement.right)
    )
    return left, right


def _decisions(resolution: Resolution, graph: NamedNode) -> Iterator[Quad]:
    """Yield who made each decision, and the things that it influenced: those that it names, as they are now."""
    home = {str(member): identity.iri for identity in resolution.identities for member in identity.members}
    home |= {identity.iri: identity.iri for identity in resolution.identities}
    home |= resolution.replaced
    for judgement in resolution.judgements:
        if not judgement.decided:
            continue
        subject, agent = _judgement_iri(judgement), node(iri.agent(judgement.by))
        yield Quad(subject, node(RDF.type), node(PROV.Entity), graph)
        yield Quad(subject, node(PROV.wasAttributedTo), agent, graph)
        yield Quad(agent, node(RDF.type), node(PROV.Person), graph)
        yield Quad(agent, node(FOAF.name), text(judgement.by), graph)
        for side in (judgement.left, judgement.right):
            if str(side) in home:
                yield Quad(node(home[str(side)]), node(PROV.wasInfluencedBy), subject, graph)


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
    for triple, same in groupby(read_lines(folder / FILE), key=triple_of):
        triples += 1
        for line in same:
            version.update(line)
        if _TYPE in triple:
            classes[triple.split(_TYPE)[1][1:-4].decode()] += 1
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
