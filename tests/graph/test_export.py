import csv
import json
from dataclasses import replace
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest
import rdflib

from graph.build import write_graph
from graph.export import FORMATS, write_graphml
from graph.gexf import write_gexf
from graph.network import NetworkMap, label
from tests.graph import gexf, sample


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, NetworkMap]:
    folder = tmp_path_factory.mktemp("export")
    readings = sample.readings()
    return folder, write_graph(readings, sample.resolution(readings), folder)[0]


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_tables_hold_nodes_edges_and_measures(build: tuple[Path, NetworkMap]) -> None:
    folder, network = build
    nodes = {row["iri"]: row for row in table(folder / "nodes.csv")}
    assert list(nodes) == [node.iri for node in network.nodes]
    person = next(row for row in nodes.values() if row["kind"] == "person")
    assert person["label_ru"] == "Наталья Калашникова"
    assert "degree: " in person["attributes"]
    edges = table(folder / "edges.csv")
    assert [row["fact"] for row in edges] == [edge.fact for edge in network.edges]
    assert all(row["quote"] for row in edges)
    measures = table(folder / "measures.csv")
    assert [int(row["degree"]) for row in measures] == [node.measures["degree"] for node in network.nodes]


@pytest.mark.parametrize("form", ["gexf", "graphml"])
def test_networkx_reads_the_network_back(build: tuple[Path, NetworkMap], form: str, tmp_path: Path) -> None:
    folder, network = build
    FORMATS[form](folder, tmp_path)
    path = tmp_path / f"network.{form}"
    graph = nx.read_gexf(path) if form == "gexf" else nx.read_graphml(path)
    assert set(graph) == {node.iri for node in network.nodes}
    assert graph.number_of_edges() == len(network.edges)
    event = next(node for node in network.nodes if dict(node.facts).get("attendance"))
    assert graph.nodes[event.iri]["start_date"] == "2021-04-23"
    assert {data["relation"] for _, _, data in graph.edges(data=True)} == {edge.relation for edge in network.edges}


def test_gexf_holds_declared_values_of_their_types(build: tuple[Path, NetworkMap]) -> None:
    folder, network = build
    nodes, edges = gexf.read(folder / "network.gexf")
    assert {name: values["label"] for name, values in nodes.items()} == {n.iri: label(n) for n in network.nodes}
    assert {(e["source"], e["target"], e["relation"], e["quote"]) for e in edges.values()} == {
        (edge.source, edge.target, edge.relation, edge.evidence[0].exact) for edge in network.edges
    }
    assert any(isinstance(values.get("latitude"), float) for values in nodes.values())
    assert any(isinstance(values.get("attendance"), int) for values in nodes.values())


def test_gexf_tells_no_time(build: tuple[Path, NetworkMap]) -> None:
    folder, _ = build
    text = (folder / "network.gexf").read_text(encoding="utf-8")
    assert "lastmodifieddate" not in text
    assert 'mode="dynamic"' not in text


@pytest.mark.parametrize("write", [write_gexf, write_graphml])
def test_names_that_xml_cannot_hold_do_no_harm(build: tuple[Path, NetworkMap], write: object, tmp_path: Path) -> None:
    _, network = build
    hostile = replace(network.nodes[0], labels={"en": "\x00<script>&\x1b]\ufffe"})
    write(replace(network, nodes=(hostile, *network.nodes[1:])), tmp_path)  # type: ignore[operator]
    (path,) = tmp_path.iterdir()
    graph = nx.read_gexf(path) if path.suffix == ".gexf" else nx.read_graphml(path)
    assert graph.nodes[hostile.iri]["label"] == "<script>&]"


def test_json_ld_holds_the_dataset_graph_by_graph(build: tuple[Path, NetworkMap], tmp_path: Path) -> None:
    folder, _ = build
    FORMATS["jsonld"](folder, tmp_path)
    path = tmp_path / "dataset.jsonld"
    data = json.loads(path.read_text(encoding="utf-8"))
    assert data["@context"]["apk"].endswith("ontology#")
    assert set(ox.parse(path=str(path), format=ox.RdfFormat.JSON_LD)) == set(ox.parse(path=str(folder / "dataset.nq")))


def test_turtle_is_the_union_as_rdflib_reads_it(build: tuple[Path, NetworkMap], tmp_path: Path) -> None:
    folder, _ = build
    FORMATS["ttl"](folder, tmp_path)
    assert (tmp_path / "graph.ttl").read_bytes() == (folder / "graph.ttl").read_bytes()
    triples = {(quad.subject, quad.predicate, quad.object) for quad in ox.parse(path=str(folder / "dataset.nq"))}
    assert len(rdflib.Graph().parse(tmp_path / "graph.ttl")) == len(triples)


def test_writing_again_gives_the_same_bytes(build: tuple[Path, NetworkMap], tmp_path: Path) -> None:
    folder, _ = build
    first, second = tmp_path / "1", tmp_path / "2"
    for target in (first, second):
        target.mkdir()
        for write in FORMATS.values():
            write(folder, target)
    for path in first.iterdir():
        assert path.read_bytes() == (second / path.name).read_bytes()
