"""Does the dataset keep the shapes? What does not is a finding: where, what, and the remedy."""

import csv
import logging
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyshacl
from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, QuerySolutions, Store, Triple
from pyoxigraph import Literal as Words
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.term import Node

import ontology
from graph import iri
from graph.rdf import node, value
from graph.table import write_table
from ontology.errors import DataError
from ontology.terms import APK, BASE, PREFIXES, RDF

SHAPES = Path(ontology.__file__).with_name("shapes.ttl")

BATCH = 20_000
"""Quads of announcements validated at once: pySHACL's time and memory grow with the graph it is given."""

FILE = "findings.csv"

_EVIDENCE = node(APK.evidence)

# A literal that is not of its datatype is a finding of the shapes: rdflib would tell it as well, with a traceback.
logging.getLogger("rdflib.term").setLevel(logging.ERROR)

SH = Namespace("http://www.w3.org/ns/shacl#")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something in the dataset that a shape forbids.

    `graph` is the announcement's IRI (or that of a derived graph), `focus` the node, `path` the property where the
    shape names one; `severity` is `violation`, `warning` or `info`; `message` says what is wrong and the remedy.
    """

    graph: str
    focus: str
    path: str | None
    severity: str
    message: str


def write_findings(folder: Path, faults: Iterable[DataError], findings: Iterable[Finding]) -> None:
    """Write `findings.csv`: what was wrong in the input, then what breaks the shapes; where, what, remedy."""
    rows = [(fault.where, fault.problem, fault.remedy, "", "", "", "") for fault in faults]
    for found in findings:
        problem, _, remedy = found.message.rpartition("; ")
        where = f"{iri.code(found.graph)}: {found.focus}"
        rows.append((where, problem, remedy, found.severity, found.graph, found.focus, found.path or ""))
    write_table(folder / FILE, ("where", "what", "remedy", "severity", "graph", "node", "property"), rows)


def read_findings(folder: Path) -> tuple[Finding, ...]:
    """Return what broke the shapes in a build."""
    with (folder / FILE).open(encoding="utf-8", newline="") as file:
        return tuple(
            Finding(
                graph=row["graph"],
                focus=row["node"],
                path=row["property"] or None,
                severity=row["severity"],
                message="; ".join(filter(None, (row["what"], row["remedy"]))),
            )
            for row in csv.DictReader(file)
            if row["graph"]
        )


def validate(
    store: Store, shapes: Path = SHAPES, only: Collection[str] | None = None, changed: Collection[str] = ()
) -> tuple[Finding, ...]:
    """Return what breaks the shapes, sorted; nothing when all is well.

    `only` names the announcements to look at; then rules that need a join (SPARQL targets) are asked of what they
    speak of and of `changed`, and of the whole store otherwise. Announcements are validated in batches, each with all
    that the derived graphs say of what it names, so that the time grows with their number and no faster.
    """
    batches = _batches(store, only)
    among = None
    if only is not None:
        batches = list(batches)
        among = {*changed, *(value(quad.subject) for batch in batches for quad in batch)}
    findings = {(finding.focus, "", finding.message): finding for finding in _broken_joins(store, shapes, among)}
    for batch in batches:
        for finding in _findings(_with_derived(store, batch), batch, shapes):
            # A thing that many announcements name is found at fault in each batch, and told once.
            findings.setdefault((finding.focus, finding.path or "", finding.message), finding)
    return ordered(findings.values())


def ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings in the order of graph, node, property and message."""
    return tuple(sorted(findings, key=lambda found: (found.graph, found.focus, found.path or "", found.message)))


def _batches(store: Store, only: Collection[str] | None) -> Iterable[list[Quad]]:
    """Yield the quads of whole announcements, some `BATCH` at a time."""
    batch: list[Quad] = []
    names = sorted(name.value for name in store.named_graphs() if isinstance(name, NamedNode))
    for name in names:
        if name in iri.DERIVED_GRAPHS or (only is not None and name not in only):
            continue
        batch += store.quads_for_pattern(None, None, None, node(name))
        if len(batch) >= BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _with_derived(store: Store, batch: Iterable[Quad]) -> Iterator[Quad]:
    """Yield the quads of a batch, what the derived graphs say of every node in it, and its facts as all state them."""
    nodes: dict[NamedNode, None] = {}
    for quad in batch:
        yield quad
        nodes.update({term: None for term in (quad.subject, quad.object) if isinstance(term, NamedNode)})
    for name in nodes:
        if name.value.startswith(f"{BASE}fact/"):
            said = store.quads_for_pattern(name, None, None, DefaultGraph())
            yield from (quad for quad in said if quad.predicate != _EVIDENCE)
            continue
        for graph in iri.DERIVED_GRAPHS:
            yield from store.quads_for_pattern(name, None, None, node(graph))


def _findings(quads: Iterable[Quad], batch: Iterable[Quad], shapes: Path) -> Iterator[Finding]:
    stated_in: dict[str, str] = {}
    for quad in batch:
        stated_in.setdefault(value(quad.subject), value(quad.graph_name))
    _, report, _ = pyshacl.validate(_graph(quads), shacl_graph=_shapes(shapes), inplace=True)
    for result in report.subjects(RDF.type, SH.ValidationResult):
        focus = str(report.value(result, SH.focusNode))
        path = report.value(result, SH.resultPath)
        yield Finding(
            graph=stated_in.get(focus, iri.IDENTITIES),
            focus=focus,
            path=str(path) if isinstance(path, URIRef) else None,
            severity=str(report.value(result, SH.resultSeverity)).rsplit("#", 1)[-1].lower(),
            message=str(min(report.objects(result, SH.resultMessage), key=str, default="does not keep its shape")),
        )


def _broken_joins(store: Store, shapes: Path, among: Collection[str] | None) -> Iterator[Finding]:
    """Yield the nodes (`among` these) that SPARQL targets select: such a shape accepts none, so each is a finding.

    pySHACL would run these queries with rdflib's engine, a hundred times as slowly.
    """
    graph = _shapes(shapes)
    for shape, target in graph.subject_objects(SH.target):
        message = str(graph.value(shape, SH.message))
        select = str(graph.value(target, SH.select))
        if among is not None:
            named = " ".join(f"<{name}>" for name in sorted(among))
            select = select.replace("WHERE {", f"WHERE {{ VALUES ?this {{ {named} }} ", 1)
        found = store.query(select, prefixes=PREFIXES)
        rows = found if isinstance(found, QuerySolutions) else ()
        for focus in sorted({value(row["this"]) for row in rows}):
            graphs = (quad.graph_name for quad in store.quads_for_pattern(node(focus), None, None))
            names = [name.value for name in graphs if isinstance(name, NamedNode)]
            yield Finding(graph=min(names), focus=focus, path=None, severity="violation", message=message)


@cache
def _shapes(path: Path) -> Graph:
    return Graph().parse(path, format="turtle")


def _graph(quads: Iterable[Quad]) -> Graph:
    graph = Graph()
    for quad in quads:
        graph.add((_term(quad.subject), _term(quad.predicate), _term(quad.object)))
    return graph


def _term(term: NamedNode | BlankNode | Words | Triple) -> Node:
    """Return a term as rdflib has it."""
    if not isinstance(term, Words):
        return URIRef(value(term))
    return Literal(term.value, lang=term.language, datatype=None if term.language else URIRef(term.datatype.value))
