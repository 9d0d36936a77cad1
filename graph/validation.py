"""Does the dataset keep the shapes? What does not is a finding: where, what, and the remedy."""

import csv
import logging
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path

import pyshacl
from pyoxigraph import BlankNode, DefaultGraph, NamedNode, QuerySolutions, Store, Triple
from pyoxigraph import Literal as Words
from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

import ontology
from graph import iri
from graph.nquads import plain, read_lines, subjects
from graph.rdf import node, value
from graph.sieve import SH, Sieve
from graph.table import write_table
from ontology.errors import DataError
from ontology.terms import PREFIXES, RDF

SHAPES = Path(ontology.__file__).with_name("shapes.ttl")

BLOCK = 2_000
"""Nodes that pySHACL is given at once: its time and memory grow with the graph."""

FILE = "findings.csv"

# A literal that is not of its datatype is a finding of the shapes: rdflib would tell it as well, with a traceback.
logging.getLogger("rdflib.term").setLevel(logging.ERROR)


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
    store: Store, dataset: Path, shapes: Path = SHAPES, among: Collection[str] | None = None
) -> tuple[Finding, ...]:
    """Return what breaks the shapes in a dataset, which the store holds, sorted; nothing when all is well.

    `among` names the nodes to look at, where that is not all of them. pySHACL is given those that do not plainly keep
    their shapes, block by block, each with what is said of it and of its values in the union of the graphs.
    """
    sieve = Sieve(_shapes(shapes), store)
    if among is None:
        told = subjects(read_lines(dataset))
        doubtful = [plain(term) for term, said in told if not sieve.keeps(said)]
    else:
        doubtful = [name for name in sorted(among) if not sieve.keeps(_said(store, name))]
    broken = chain(_broken_joins(store, shapes, among), _broken(store, doubtful, shapes))
    return ordered({(found.focus, found.path, found.message): found for found in broken}.values())


def ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings in the order of graph, node, property and message."""
    return tuple(sorted(findings, key=lambda found: (found.graph, found.focus, found.path or "", found.message)))


def home(store: Store, focus: str) -> str:
    """Return the graph that a finding is told of: the first announcement, else the first graph, that speaks of it."""
    graphs = (quad.graph_name for quad in store.quads_for_pattern(node(focus), None, None))
    return min((name.value for name in graphs if isinstance(name, NamedNode)), default=iri.IDENTITIES)


def _said(store: Store, name: str) -> dict[bytes, list[bytes]]:
    """Return what the union of the graphs says of a node."""
    said = defaultdict(list)
    for quad in store.quads_for_pattern(node(name), None, None, DefaultGraph()):
        said[str(quad.predicate).encode()].append(str(quad.object).encode())
    return said


def _broken(store: Store, doubtful: Sequence[str], shapes: Path) -> Iterator[Finding]:
    """Yield what pySHACL finds in these nodes."""
    for start in range(0, len(doubtful), BLOCK):
        block = {*doubtful[start : start + BLOCK]}
        _, report, _ = pyshacl.validate(_around(store, block), shacl_graph=_shapes(shapes), inplace=True)
        for result in report.subjects(RDF.type, SH.ValidationResult):
            focus = str(report.value(result, SH.focusNode))
            path = report.value(result, SH.resultPath)
            if focus in block:
                yield Finding(
                    graph=home(store, focus),
                    focus=focus,
                    path=str(path) if isinstance(path, URIRef) else None,
                    severity=str(report.value(result, SH.resultSeverity)).rsplit("#", 1)[-1].lower(),
                    message=str(
                        min(report.objects(result, SH.resultMessage), key=str, default="does not keep its shape")
                    ),
                )


def _around(store: Store, block: Iterable[str]) -> Graph:
    """Return what is said of nodes, and of their values, which are only partly validated then."""
    graph = Graph()
    nodes = {node(name) for name in block}
    values = {quad.object for name in nodes for quad in store.quads_for_pattern(name, None, None, DefaultGraph())}
    for name in nodes | {term for term in values if isinstance(term, NamedNode)}:
        for quad in store.quads_for_pattern(name, None, None, DefaultGraph()):
            graph.add((_term(quad.subject), _term(quad.predicate), _term(quad.object)))
    return graph


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
        for focus in {value(row["this"]) for row in rows}:
            yield Finding(graph=home(store, focus), focus=focus, path=None, severity="violation", message=message)


@cache
def _shapes(path: Path) -> Graph:
    return Graph().parse(path, format="turtle")


def _term(term: NamedNode | BlankNode | Words | Triple) -> Node:
    """Return a term as rdflib has it."""
    if not isinstance(term, Words):
        return URIRef(value(term))
    return Literal(term.value, lang=term.language, datatype=None if term.language else URIRef(term.datatype.value))
