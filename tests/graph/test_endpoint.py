"""The server beside SPARQL: every IRI of the dataset at its path, the map, the ontology, labels, the editor."""

import json
import socket
from pathlib import Path
from urllib.parse import quote

import pytest
import rdflib

from graph.editor import FILES
from graph.endpoint import serve
from ontology.errors import DataError
from ontology.terms import BASE
from tests.graph.asking import KALASHNIKOVA, ask
from tests.graph.conftest import Serve


def test_a_taken_port_is_one_clear_line(gold_build: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(DataError, match=f"127.0.0.1:{port}: cannot listen there .Address already in use.; choose"):
            serve(gold_build, port=port)


def test_no_build_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="run build first"):
        serve(tmp_path, port=0)


# Every IRI of the dataset has its page.


@pytest.mark.parametrize(
    "accept", ["text/turtle", "application/ld+json", "application/n-triples", "application/rdf+xml"]
)
def test_a_thing_comes_as_data(accept: str, address: str) -> None:
    answer = ask(address, "/person/kalashnikova-natalia", Accept=accept)
    assert (answer.status, answer.kind) == (200, accept)
    graph = rdflib.Graph().parse(data=answer.body, format=accept)
    oa = rdflib.Namespace("http://www.w3.org/ns/oa#")
    assert (rdflib.URIRef(KALASHNIKOVA), rdflib.RDF.type, rdflib.FOAF.Person) in graph
    assert any("Natalia Kalashnikova" in words for words in graph.objects(None, oa.exact))


def test_a_graph_comes_as_data(address: str) -> None:
    answer = ask(address, "/announcement/zhetysu-2021-04-youth-tracks", Accept="application/n-triples")
    assert answer.body.count(b"<http://www.w3.org/ns/oa#exact>") > 20


def test_id_leads_to_the_thing(address: str) -> None:
    answer = ask(address, "/id/person/kalashnikova-natalia")
    assert (answer.status, answer.headers["Location"]) == (301, "/person/kalashnikova-natalia")


@pytest.mark.parametrize("path", ["//evil.example/x", "/%5Cevil.example", "/%2F%2Fevil.example"])
def test_id_leads_nowhere_else(path: str, address: str) -> None:
    assert ask(address, f"/id/{path}").headers["Location"].startswith(("/evil", "/x"))


def test_an_old_name_leads_to_the_new_one(serving: Serve, tmp_path: Path) -> None:
    old = f"<{BASE}person/old> <http://purl.org/dc/terms/isReplacedBy> <{BASE}person/new> <{BASE}graph/identities> .\n"
    (tmp_path / "dataset.nq").write_text(old, encoding="utf-8")
    with serving(tmp_path) as address:
        answer = ask(address, "/person/old", Accept="text/turtle")
        assert (answer.status, answer.headers["Location"]) == (301, "/person/new")


def test_the_ontology_is_at_its_address(address: str) -> None:
    page = ask(address, "/ontology", Accept="text/html")
    assert page.kind == "text/html"
    assert b"University" in page.body
    graph = rdflib.Graph().parse(data=ask(address, "/ontology", Accept="text/turtle").body, format="turtle")
    assert (rdflib.URIRef(f"{BASE}ontology#University"), rdflib.RDF.type, rdflib.OWL.Class) in graph


@pytest.mark.parametrize(
    "path",
    [
        "/person/nobody",
        "/nothing",
        "/person/%3Cscript%3E",
        "/..%2f..%2fetc/passwd",
        "/static/x",
        "/%ff",
        "/labels?kind=x",
    ],
)
def test_what_is_not_here_is_404(path: str, address: str) -> None:
    answer = ask(address, path, Accept="text/html")
    assert answer.status == 404
    assert b"<script>" not in answer.body


def test_labels_are_suggested(address: str) -> None:
    found = json.loads(ask(address, f"/labels?kind=person&start={quote('калаш')}").body)
    assert json.loads(ask(address, "/labels?kind=person&start=kalash").body) == ["Natalia Kalashnikova"]
    assert found == []


def test_the_map_is_at_the_root(address: str) -> None:
    answer = ask(address, "/")
    assert b"kalashnikova-natalia" in answer.body
    assert answer.headers["Content-Security-Policy"] is None


@pytest.mark.parametrize("name", FILES)
def test_the_editor_comes_from_its_package(name: str, address: str) -> None:
    answer = ask(address, f"/static/{name}")
    assert (answer.status, answer.kind) == (200, FILES[name])
    assert b"CodeMirror" in answer.body
