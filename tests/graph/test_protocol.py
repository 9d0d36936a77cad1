"""The endpoint against a real running server, by the SPARQL 1.1 Protocol."""

import contextlib
import json
import socket
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pyoxigraph as ox
import pytest
import rdflib
from starlette.requests import Request

from graph.answer import TABLES
from graph.protocol import WAITING_LIMIT, Answering, RequestError
from graph.sandbox import Limits
from ontology.terms import BASE
from tests.graph.asking import ANNOUNCEMENT, ASK, CONSTRUCT, FORM, KALASHNIKOVA, QUERY, SELECT, ask, get, run
from tests.graph.conftest import Serve

# W3C SPARQL 1.1 Protocol test cases that concern a read-only service (§ 4 of its test suite, by name).


def test_query_get(address: str) -> None:
    answer = get(address, ASK)
    assert (answer.status, answer.kind) == (200, "application/sparql-results+json")
    assert json.loads(answer.body)["boolean"] is True


def test_query_post_form(address: str) -> None:
    answer = ask(address, "/sparql", method="POST", body=urlencode({"query": ASK}), Content_Type=FORM)
    assert json.loads(answer.body)["boolean"] is True


def test_query_post_direct(address: str) -> None:
    answer = ask(address, "/sparql", method="POST", body=ASK, Content_Type=QUERY)
    assert json.loads(answer.body)["boolean"] is True


@pytest.mark.parametrize(
    ("graphs", "expected"),
    [
        ({"default-graph-uri": [ANNOUNCEMENT]}, True),
        ({"default-graph-uri": [f"{BASE}graph/measures"]}, False),
        ({"default-graph-uri": [f"{BASE}graph/measures", ANNOUNCEMENT]}, True),
        ({"named-graph-uri": [ANNOUNCEMENT]}, False),
        ({"named-graph-uri": [ANNOUNCEMENT], "default-graph-uri": [ANNOUNCEMENT]}, True),
    ],
)
@pytest.mark.parametrize("way", ["get", "form", "direct"])
def test_query_dataset(way: str, graphs: dict[str, list[str]], expected: bool, address: str) -> None:  # noqa: FBT001
    query = f"ASK {{ <{KALASHNIKOVA}> a foaf:Person }}"
    parameters = urlencode(graphs, doseq=True)
    whole = f"{parameters}&{urlencode({'query': query})}"
    answer = {
        "get": lambda: ask(address, f"/sparql?{whole}"),
        "form": lambda: ask(address, "/sparql", method="POST", body=whole, Content_Type=FORM),
        "direct": lambda: ask(address, f"/sparql?{parameters}", method="POST", body=query, Content_Type=QUERY),
    }[way]()
    assert json.loads(answer.body)["boolean"] is expected


def test_query_dataset_of_named_graphs(address: str) -> None:
    query = "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?a ?b ?c } }"
    answer = ask(address, f"/sparql?{urlencode({'query': query, 'named-graph-uri': ANNOUNCEMENT})}", Accept="text/csv")
    assert answer.body == b"n\r\n1\r\n"


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("application/sparql-results+json", "application/sparql-results+json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("application/json", "application/sparql-results+json"),
        ("application/xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv"),
        ("text/tab-separated-values", "text/tab-separated-values"),
        ("text/csv;q=0.5, application/sparql-results+xml;q=0.9", "application/sparql-results+xml"),
        ("text/turtle, text/csv;q=0.1", "text/csv"),
        ("application/pdf, */*;q=0.1", "application/sparql-results+json"),
        ("text/*", "text/csv"),
    ],
)
def test_query_content_type_select(accept: str, kind: str, address: str) -> None:
    answer = get(address, SELECT, accept)
    assert (answer.status, answer.kind) == (200, kind)
    assert b"http://xmlns.com/foaf/0.1/Person" in answer.body
    assert int(answer.headers["Content-Length"]) == len(answer.body)
    assert "Accept" in answer.headers["Vary"]


@pytest.mark.parametrize("accept", ["application/sparql-results+json", "application/sparql-results+xml"])
def test_query_content_type_ask(accept: str, address: str) -> None:
    assert get(address, ASK, accept).kind == accept


@pytest.mark.parametrize(
    ("accept", "kind", "form"),
    [
        ("*/*", "text/turtle", "turtle"),
        ("text/turtle", "text/turtle", "turtle"),
        ("application/n-triples", "application/n-triples", "nt"),
        ("application/ld+json", "application/ld+json", "json-ld"),
        ("application/rdf+xml", "application/rdf+xml", "xml"),
        ("application/rdf+xml;q=0.1, application/ld+json", "application/ld+json", "json-ld"),
    ],
)
@pytest.mark.parametrize("query", [CONSTRUCT, f"DESCRIBE <{KALASHNIKOVA}>"])
def test_query_content_type_graph(query: str, accept: str, kind: str, form: str, address: str) -> None:
    answer = get(address, query, accept)
    assert (answer.status, answer.kind) == (200, kind)
    graph = rdflib.Graph().parse(data=answer.body, format=form)
    assert (rdflib.URIRef(KALASHNIKOVA), rdflib.RDF.type, rdflib.FOAF.Person) in graph


def test_query_multiple_queries(address: str) -> None:
    assert ask(address, f"/sparql?{urlencode([('query', ASK), ('query', ASK)])}").status == 400


@pytest.mark.parametrize("query", ["SELECT", "", "ASK { ?s ?p", "SELECT ?x { ?s undeclared:p ?x }", "\x00"])
def test_bad_query_syntax(query: str, address: str) -> None:
    answer = get(address, query)
    assert answer.status == 400
    assert answer.kind == "text/plain"
    assert answer.body.strip().count(b"\n") == 0


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_bad_query_method(method: str, address: str) -> None:
    answer = ask(address, f"/sparql?{urlencode({'query': ASK})}", method=method)
    assert answer.status == 405
    assert "GET" in answer.headers["Allow"]


@pytest.mark.parametrize("kind", ["text/plain", "application/json", "multipart/form-data; boundary=x", ""])
def test_bad_query_wrong_media_type(kind: str, address: str) -> None:
    assert ask(address, "/sparql", method="POST", body=ASK, Content_Type=kind).status == 415


def test_bad_query_missing_form_type(address: str) -> None:
    assert ask(address, "/sparql", method="POST", body=urlencode({"query": ASK})).status == 415


def test_bad_query_missing_direct_type(address: str) -> None:
    assert ask(address, "/sparql", method="POST", body=ASK).status == 415


def test_bad_query_non_utf8(address: str) -> None:
    body = "ASK { }".encode("utf-16")
    assert ask(address, "/sparql", method="POST", body=body, Content_Type=f"{QUERY}; charset=UTF-16").status == 415
    assert ask(address, "/sparql", method="POST", body=body, Content_Type=QUERY).status == 400
    assert ask(address, "/sparql?query=%FF%FE").status == 400


def test_bad_update_get(address: str) -> None:
    assert ask(address, f"/sparql?{urlencode({'update': 'CLEAR ALL'})}").status == 403


def test_bad_update_post(address: str) -> None:
    body = urlencode({"update": "CLEAR ALL"})
    assert ask(address, "/sparql", method="POST", body=body, Content_Type=FORM).status == 403
    answer = ask(address, "/sparql", method="POST", body="CLEAR ALL", Content_Type="application/sparql-update")
    assert answer.status == 403
    assert get(address, "CLEAR ALL").status == 403
    assert get(address, ASK).body == b'{"head":{},"boolean":true}'


def test_service_description(address: str) -> None:
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    answer = ask(address, "/sparql", Accept="text/turtle")
    graph = rdflib.Graph().parse(data=answer.body, format="turtle")
    (service,) = graph.subjects(rdflib.RDF.type, sd.Service)
    assert str(service) == f"{address}sparql"
    assert (service, sd.supportedLanguage, sd.SPARQL11Query) in graph
    assert (service, sd.feature, sd.UnionDefaultGraph) in graph
    assert len(set(graph.objects(service, sd.resultFormat))) == 8
    assert graph.value(graph.value(service, sd.defaultDataset), sd.defaultGraph) is not None


def test_head(address: str) -> None:
    answer = ask(address, f"/sparql?{urlencode({'query': ASK})}", method="HEAD")
    assert (answer.status, answer.body) == (200, b"")


# Beyond the protocol.


@pytest.mark.parametrize(("query", "accept"), [(SELECT, "text/turtle"), (CONSTRUCT, "text/csv"), (ASK, "image/png")])
def test_a_format_that_cannot_be_is_406(query: str, accept: str, address: str) -> None:
    assert get(address, query, accept).status == 406


def test_a_format_may_be_named_in_the_address(address: str) -> None:
    assert get(address, SELECT, format="csv").kind == "text/csv"
    assert get(address, CONSTRUCT, format="json").kind == "application/ld+json"
    assert get(address, SELECT, format="nonsense").status == 400


def test_a_query_without_end_is_stopped_with_an_error(address: str) -> None:
    answer = get(address, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
    assert (answer.status, answer.body) == (503, b"query: stopped after 2 seconds; ask for less, or with LIMIT\n")


def test_too_large_an_answer_is_an_error_and_not_half_an_answer(address: str) -> None:
    answer = get(address, "SELECT * { ?a ?b ?c }", "text/csv")
    assert answer.status == 503
    assert b"2,000 rows" in answer.body


def test_a_query_whose_asker_has_gone_is_stopped(gold_store: ox.Store) -> None:
    async def gone() -> dict[str, str]:
        return {"type": "http.disconnect"}

    answering = Answering(gold_store, Limits(seconds=3600))
    never = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    with pytest.raises(RequestError, match="gone away"):
        run(answering.run(Request({"type": "http"}, gone), never, table=TABLES[0]))


def test_more_queries_than_can_wait_are_told_to_come_again(serving: Serve, gold_build: Path) -> None:
    with serving(gold_build) as address, contextlib.ExitStack() as stack:
        place = urlsplit(address)
        never = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
        head = f"GET /sparql?{urlencode({'query': never})} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
        for _ in range(WAITING_LIMIT):
            connection = stack.enter_context(socket.create_connection((place.hostname or "", place.port or 0)))
            connection.sendall(head)
        told = get(address, ASK)
        while told.status == 200:  # until the last of them has arrived
            told = get(address, ASK)
        assert (told.status, told.body) == (503, b"too many queries wait already; try again later\n")


def test_nothing_leaves_the_server(address: str) -> None:
    assert get(address, "SELECT * { SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } }").status == 403
    assert get(address, "SELECT * FROM <file:///etc/hostname> { ?a ?b ?c }").status == 403
    assert get(address, "LOAD <http://127.0.0.1:9/>").status == 403


def test_a_body_has_a_limit(address: str) -> None:
    assert ask(address, "/sparql", method="POST", body="#" * 2**21, Content_Type=QUERY).status == 413


def test_the_same_answer_twice_is_the_same_bytes(address: str) -> None:
    graph = f"CONSTRUCT {{ ?s ?p ?o }} {{ GRAPH <{ANNOUNCEMENT}> {{ ?s ?p ?o }} }}"
    assert get(address, graph).body == get(address, graph).body


def test_any_page_may_read_but_not_post(address: str) -> None:
    path = f"/sparql?{urlencode({'query': ASK})}"
    assert ask(address, path, Origin="https://example.org").headers["Access-Control-Allow-Origin"] == "*"
    posted = ask(address, "/sparql", method="POST", body=ASK, Content_Type=QUERY, Origin="https://example.org")
    assert posted.status == 403
    assert posted.headers["Access-Control-Allow-Origin"] is None
    own = ask(address, "/sparql", method="POST", body=ASK, Content_Type=QUERY, Origin=address.rstrip("/"))
    assert own.status == 200
    before = ask(address, "/sparql", method="OPTIONS", Origin="https://example.org")
    assert before.status == 204
    assert before.headers["Access-Control-Allow-Methods"] == "GET, HEAD"


def test_another_host_name_is_refused(address: str) -> None:
    assert ask(address, f"/sparql?{urlencode({'query': ASK})}", Host="evil.example").status == 400
    port = urlsplit(address).port
    assert ask(address, f"/sparql?{urlencode({'query': ASK})}", Host=f"localhost:{port}").status == 200
