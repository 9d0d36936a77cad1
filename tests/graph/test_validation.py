import csv
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph import iri, validation
from graph.dataset import FILE
from graph.nquads import read_lines, to_lines, write_lines
from graph.store import load_store
from graph.validation import Finding, read_findings, validate, write_findings
from ontology.errors import DataError
from ontology.terms import PREFIXES
from tests.graph import sample
from tests.ontology.test_shapes import BAD, changed, results

SHAPES = """
apk:ReachableShape a sh:NodeShape ; sh:targetClass foaf:Person ;
    sh:property [ sh:path skos:prefLabel ; sh:minCount 1 ; sh:uniqueLang true ; sh:message "has no label; name it" ] .
apk:SureShape a sh:NodeShape ; sh:targetClass apk:Participation ;
    sh:property [ sh:path apk:confidence ; sh:minCount 1 ; sh:maxCount 1 ; sh:maxInclusive 1.0 ] ;
    sh:property [ sh:path apk:role ; sh:class skos:Concept ; sh:minCount 1 ] .
apk:PlaceShape a sh:NodeShape ; sh:targetClass schema:Place ; sh:severity sh:Warning ;
    sh:property [ sh:path apk:never ; sh:minCount 1 ; sh:severity sh:Warning ] .
"""


@pytest.fixture
def shapes(tmp_path: Path) -> Path:
    prefixes = "".join(f"@prefix {prefix}: <{name}> .\n" for prefix, name in PREFIXES.items())
    path = tmp_path / "shapes.ttl"
    path.write_text(f"{prefixes}@prefix sh: <http://www.w3.org/ns/shacl#> .\n{SHAPES}")
    return path


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    readings = sample.readings()
    sample.write_measured(readings, sample.resolution(readings), tmp_path)
    return tmp_path / FILE


def test_what_is_right_by_the_derived_graphs_is_no_finding(dataset: Path, shapes: Path) -> None:
    found = validate(load_store(dataset.parent), dataset, shapes)
    assert {finding.severity for finding in found} == {"warning"}
    assert [finding.focus for finding in found if finding.graph != iri.VOCABULARIES] == [iri.thing("place", "astana")]
    assert found[0].graph == iri.announcement("enu-2021-04")


@pytest.mark.parametrize("block", [1, 10**6])
def test_a_fault_is_found_once_whatever_the_blocks(
    dataset: Path, shapes: Path, block: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(validation, "BLOCK", block)
    person = iri.thing("person", "kalashnikova-natalia")
    label = f"<{person}> <{PREFIXES['skos']}prefLabel> ".encode()
    write_lines(dataset, [line for line in read_lines(dataset) if not line.startswith(label)])
    found = validate(load_store(dataset.parent), dataset, shapes)
    assert [finding for finding in found if finding.severity == "violation"] == [
        Finding(
            graph=iri.announcement("enu-2021-04"),
            focus=person,
            path=f"{PREFIXES['skos']}prefLabel",
            severity="violation",
            message="has no label; name it",
        )
    ]


@pytest.mark.parametrize("problem", [None, *BAD])
def test_what_is_found_is_what_pyshacl_finds_in_all_at_once(
    problem: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    graph = changed(*BAD[problem]) if problem else changed()
    triples = ox.parse(graph.serialize(format="nt"), format=ox.RdfFormat.N_TRIPLES)
    lines = to_lines(ox.Quad(t.subject, t.predicate, t.object, ox.NamedNode(iri.IDENTITIES)) for t in triples)
    write_lines(tmp_path / FILE, lines)
    asked = []
    original = validation._around
    monkeypatch.setattr(validation, "_around", lambda store, block: asked.append(block) or original(store, block))
    found = validate(load_store(tmp_path), tmp_path / FILE)
    assert {(finding.message, finding.focus) for finding in found} == results(graph)
    assert sum(map(len, asked)) <= 3  # most nodes are as they should be: pySHACL is not asked


def test_findings_are_rows_of_where_what_and_remedy(tmp_path: Path) -> None:
    fault = DataError("a.md", "it is empty", "write something", line=3)
    finding = Finding(
        graph=iri.announcement("enu-2021-04"),
        focus=iri.thing("person", "x"),
        path=None,
        severity="violation",
        message="has no label; name it",
    )
    write_findings(tmp_path, [fault], [finding])
    with (tmp_path / "findings.csv").open(newline="") as file:
        assert [row[:3] for row in csv.reader(file)] == [
            ["where", "what", "remedy"],
            ["a.md:3", "it is empty", "write something"],
            [f"enu-2021-04: {iri.thing('person', 'x')}", "has no label", "name it"],
        ]
    assert read_findings(tmp_path) == (finding,)
