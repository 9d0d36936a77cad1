"""The clients that people use get their answers as their documentation shows."""

import shutil
import subprocess
from xml.etree import ElementTree as ET

import pytest
import rdflib
import SPARQLWrapper
from rdflib.plugins.stores.sparqlstore import SPARQLStore

from tests.graph.asking import ASK, CONSTRUCT, KALASHNIKOVA, QUERY, SELECT


@pytest.mark.parametrize("query", [ASK, SELECT])
def test_sparqlwrapper(query: str, address: str) -> None:
    client = SPARQLWrapper.SPARQLWrapper(f"{address}sparql")
    client.setQuery(f"PREFIX foaf: <http://xmlns.com/foaf/0.1/> {query}")
    for method in (SPARQLWrapper.GET, SPARQLWrapper.POST):
        for form in (SPARQLWrapper.JSON, SPARQLWrapper.XML, SPARQLWrapper.CSV):
            client.setMethod(method)
            client.setReturnFormat(form)
            assert client.query().convert()


def test_sparqlwrapper_tells_a_bad_query_from_others(address: str) -> None:
    client = SPARQLWrapper.SPARQLWrapper(f"{address}sparql")
    client.setQuery("SELECT { ?s ?p ?o")
    with pytest.raises(SPARQLWrapper.SPARQLExceptions.QueryBadFormed):
        client.query()


def test_sparqlwrapper_graph(address: str) -> None:
    client = SPARQLWrapper.SPARQLWrapper(f"{address}sparql")
    client.setQuery(CONSTRUCT)
    client.setReturnFormat(SPARQLWrapper.TURTLE)
    assert b"foaf:Person" in client.query().convert()


def test_rdflib_sparqlstore(address: str) -> None:
    graph = rdflib.Graph(SPARQLStore(f"{address}sparql"))
    found = list(graph.query(f"SELECT ?o WHERE {{ <{KALASHNIKOVA}> a ?o }}"))
    assert found == [(rdflib.FOAF.Person,)]
    assert (rdflib.URIRef(KALASHNIKOVA), rdflib.RDF.type, rdflib.FOAF.Person) in graph
    assert rdflib.FOAF.Person in set(graph.objects(rdflib.URIRef(KALASHNIKOVA), rdflib.RDF.type))


@pytest.mark.parametrize(
    "arguments",
    [
        ["--get", "--data-urlencode", f"query={SELECT}"],
        ["--data-urlencode", f"query={SELECT}"],
        ["-H", f"Content-Type: {QUERY}", "--data", SELECT],
    ],
)
def test_curl(arguments: list[str], address: str) -> None:
    curl = shutil.which("curl")
    assert curl is not None
    command = [curl, "-sS", "--fail", "-H", "Accept: application/sparql-results+xml", f"{address}sparql", *arguments]
    told = subprocess.run(command, capture_output=True, check=True).stdout
    assert ET.fromstring(told).findtext(".//{*}uri") == "http://xmlns.com/foaf/0.1/Person"  # noqa: S314 - our own answer
