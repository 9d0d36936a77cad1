import csv
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph import iri, validation
from graph.store import load_store
from graph.validation import Finding, read_findings, validate, write_findings
from ontology.errors import DataError
from ontology.terms import PREFIXES
from tests.graph import sample

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
def store(tmp_path: Path) -> ox.Store:
    readings = sample.readings()
    sample.write_measured(readings, sample.resolution(readings), tmp_path)
    return load_store(tmp_path)


def test_what_is_right_by_the_derived_graphs_is_no_finding(store: ox.Store, shapes: Path) -> None:
    found = validate(store, shapes)
    assert [(finding.focus, finding.severity) for finding in found] == [(iri.thing("place", "astana"), "warning")]
    assert found[0].graph == iri.announcement("enu-2021-04")


@pytest.mark.parametrize("batch", [1, 10**6])
def test_a_fault_is_found_once_whatever_the_batches(
    store: ox.Store, shapes: Path, batch: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(validation, "BATCH", batch)
    person = iri.thing("person", "kalashnikova-natalia")
    store.update(f"DELETE WHERE {{ GRAPH ?g {{ <{person}> <{PREFIXES['skos']}prefLabel> ?l }} }}")
    findings = [finding for finding in validate(store, shapes) if finding.severity == "violation"]
    assert findings == [
        Finding(
            graph=iri.announcement("enu-2021-04"),
            focus=person,
            path=f"{PREFIXES['skos']}prefLabel",
            severity="violation",
            message="has no label; name it",
        )
    ]


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
