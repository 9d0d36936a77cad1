"""The network and the dataset in the formats of other programs: CSV, GEXF, GraphML, JSON-LD, Turtle."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

import networkx as nx
import pyoxigraph as ox

from graph.dataset import FILE
from graph.gexf import edge_values, node_values, write_gexf
from graph.measures import MEASURES, measure
from graph.network import LANGUAGES, Edge, NetworkMap, Node, label, project
from graph.nquads import by_graph, write_lines
from graph.rdf import value
from graph.table import Cell, write_table
from graph.turtle import write_turtle
from ontology.terms import PREFIXES, RDF, XSD


def write_tables(network: NetworkMap, folder: Path) -> None:
    """Write `nodes.csv`, `edges.csv` and `measures.csv`."""
    labels = [f"label_{language}" for language in LANGUAGES]
    header = ["iri", "kind", "subkind", *labels, "aliases", "same_as", "facts", "attributes"]
    write_table(folder / "nodes.csv", header, map(_node_row, network.nodes))
    header = ["source", "target", "relation", "role", "confidence", "announcements", "quote", "fact"]
    write_table(folder / "edges.csv", header, map(_edge_row, network.edges))
    header = ["iri", "kind", "label", *MEASURES]
    write_table(folder / "measures.csv", header, map(_measure_row, network.nodes))


def write_graphml(network: NetworkMap, folder: Path) -> None:
    """Write `network.graphml`."""
    text = "\n".join(nx.generate_graphml(_multigraph(network)))
    write_lines(folder / "network.graphml", [text.encode(), b"\n"])


def write_jsonld(dataset: Path, folder: Path) -> None:
    """Write `dataset.jsonld`: named graphs of subjects, in a context of our prefixes; keys and values are sorted."""
    write_lines(folder / "dataset.jsonld", _jsonld(dataset, folder))


def _from_network(write: Callable[[NetworkMap, Path], None]) -> Callable[[Path, Path], None]:
    return lambda build, folder: write(measure(project(build)), folder)


FORMATS: Mapping[str, Callable[[Path, Path], None]] = {
    "gexf": _from_network(write_gexf),
    "graphml": _from_network(write_graphml),
    "csv": _from_network(write_tables),
    "jsonld": lambda build, folder: write_jsonld(build / FILE, folder),
    "ttl": lambda build, folder: write_turtle(build / FILE, folder / "graph.ttl"),
}
"""For each format what writes it: from the folder of a build into another folder."""


def _node_row(node: Node) -> list[Cell]:
    attributes = (
        ": ".join(filter(None, (item.property, item.code, " / ".join(words for _, words in item.values))))
        for item in node.attributes
    )
    return [
        node.iri,
        node.kind,
        node.subkind,
        *(node.labels.get(language) for language in LANGUAGES),
        " | ".join(node.aliases),
        " ".join(node.same_as),
        " | ".join(f"{name}: {words}" for name, words in node.facts),
        " | ".join(attributes),
    ]


def _edge_row(edge: Edge) -> list[Cell]:
    announcements = dict.fromkeys(quote.announcement for quote in edge.evidence)
    quote = edge.evidence[0].exact
    return [
        edge.source, edge.target, edge.relation, edge.role, edge.confidence, " ".join(announcements), quote, edge.fact
    ]  # fmt: skip


def _measure_row(node: Node) -> list[Cell]:
    return [node.iri, node.kind, label(node), *(node.measures[name] for name in MEASURES)]


def _multigraph(network: NetworkMap) -> "nx.MultiDiGraph[str]":
    """Return the network with every fact as an edge of its own, and only values that XML can hold."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(name="apk-network")
    for node in network.nodes:
        graph.add_node(node.iri, **node_values(node))
    for edge in network.edges:
        graph.add_edge(edge.source, edge.target, key=edge.fact, id=edge.fact, **edge_values(edge))
    return graph


def _jsonld(dataset: Path, folder: Path) -> Iterator[bytes]:
    yield b'{"@context": ' + _dump(PREFIXES) + b',\n"@graph": ['
    quads = by_graph(dataset, folder)
    for number, (graph, members) in enumerate(groupby(quads, key=lambda quad: quad.graph_name)):
        yield b",\n" if number else b"\n"
        yield b'{"@id": ' + _dump(value(graph)) + b', "@graph": ['
        for place, (subject, triples) in enumerate(groupby(members, key=lambda quad: value(quad.subject))):
            yield b",\n" if place else b"\n"
            yield _dump(_object(subject, triples))
        yield b"]}"
    yield b"\n]}\n"


def _object(subject: str, triples: Iterable[ox.Quad]) -> dict[str, Any]:
    found: dict[str, Any] = {"@id": subject}
    for triple in triples:
        if triple.predicate.value == str(RDF.type):
            found.setdefault("@type", []).append(_compact(value(triple.object)))
        else:
            found.setdefault(_compact(triple.predicate.value), []).append(_value(triple.object))
    return found


def _value(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> dict[str, str]:
    if not isinstance(term, ox.Literal):
        return {"@id": value(term)}
    if term.language:
        return {"@value": term.value, "@language": term.language}
    if term.datatype.value == str(XSD.string):
        return {"@value": term.value}
    return {"@value": term.value, "@type": _compact(term.datatype.value)}


def _compact(name: str) -> str:
    """Return an IRI with one of our prefixes, where one fits."""
    for prefix, namespace in PREFIXES.items():
        if name.startswith(namespace):
            return f"{prefix}:{name[len(namespace) :]}"
    return name


def _dump(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=False, sort_keys=True).encode()
