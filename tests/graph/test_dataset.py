from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from corpus.entity import PersonName
from graph import iri
from graph.dataset import add_quads, description, identities_by_reading, write_dataset
from graph.identity import Resolution
from graph.judgement import EntityRef, Judgement, Verdict, decision
from graph.nquads import graph_of, read_lines, to_lines, triple_of
from graph.statements import statements
from graph.store import load_store
from ontology.terms import PREFIXES
from tests.graph import sample
from tests.ontology.reasoning import contradictions, expand


def rows(folder: Path, query: str) -> list[tuple[str, ...]]:
    found = load_store(folder).query(query, prefixes=PREFIXES)
    assert isinstance(found, ox.QuerySolutions)
    return sorted(tuple(term.value for term in row) for row in found)


@pytest.fixture
def built(tmp_path: Path) -> Path:
    readings = sample.readings()
    sample.write_measured(readings, sample.resolution(readings), tmp_path)
    return tmp_path


def test_the_order_of_the_readings_does_not_matter(built: Path, tmp_path: Path) -> None:
    expected = (built / "dataset.nq").read_bytes()
    readings = sample.readings()
    for shuffled in permutations(readings):
        sample.write_measured(list(shuffled), sample.resolution(shuffled), tmp_path)
        assert (tmp_path / "dataset.nq").read_bytes() == expected


def test_lines_are_sorted_and_single_and_hold_no_blank_node(built: Path) -> None:
    lines = list(read_lines(built / "dataset.nq"))
    assert lines == sorted(set(lines))
    assert not any(line.startswith(b"_:") or b" _:" in line for line in lines)


def test_withdrawing_an_announcement_is_dropping_its_graph(built: Path, tmp_path: Path) -> None:
    derived = {name.encode() for name in iri.DERIVED_GRAPHS}
    withdrawn = iri.announcement("enu-2021-05").encode()
    expected = [line for line in read_lines(built / "dataset.nq") if graph_of(line) not in {*derived, withdrawn}]
    readings = [reading for reading in sample.readings() if reading.announcement.id != "enu-2021-05"]
    write_dataset(readings, sample.resolution(readings), tmp_path)
    assert [line for line in read_lines(tmp_path / "dataset.nq") if graph_of(line) not in derived] == expected


def test_a_fact_is_as_sure_as_its_surest_evidence(built: Path) -> None:
    found = rows(built, "SELECT ?c { ?f a apk:Cooperation ; apk:confidence ?c }")
    assert found == [("1",)]
    assert rows(built, "SELECT ?c { ?f a apk:Cooperation ; apk:evidence/apk:confidence ?c }") == [("0.5",), ("1",)]


def test_every_fact_has_one_confidence(built: Path) -> None:
    facts = rows(built, "SELECT DISTINCT ?f { ?f apk:evidence ?e }")
    assert rows(built, "SELECT ?f { ?f apk:evidence ?e . FILTER NOT EXISTS { ?f apk:confidence ?c } }") == []
    assert len(rows(built, "SELECT ?f ?c { ?f apk:evidence ?e ; apk:confidence ?c } GROUP BY ?f ?c")) == len(facts)


def test_labels_name_parts_and_identifiers_stand_in_the_identities_graph(tmp_path: Path) -> None:
    readings = sample.readings()
    identities = [
        replace(
            identity,
            same_as=("http://www.wikidata.org/entity/Q1",),
            person_name=PersonName(given="Natalia", patronymic="Pavlovna", family="Kalashnikova"),
        )
        if identity.iri.endswith("kalashnikova-natalia")
        else identity
        for identity in sample.resolution(readings).identities
    ]
    judgement = Judgement(
        left=EntityRef(announcement="enu-2021-04", entity="kalashnikova-natalia"),
        right=EntityRef(announcement="enu-2021-05", entity="kalashnikova-natalia"),
        verdict=Verdict.SAME,
        score=4.5,
        reasons=("same family name",),
        by="rule",
    )
    old, new = iri.thing("person", "old"), iri.thing("person", "kalashnikova-natalia")
    resolution = Resolution(identities=tuple(identities), judgements=(judgement,), replaced={old: new})
    write_dataset(readings, resolution, tmp_path)
    where = f"GRAPH <{iri.IDENTITIES}>"
    assert rows(tmp_path, f"SELECT ?l {{ {where} {{ <{new}> skos:prefLabel ?l }} }}") == [
        ("Natalia Kalashnikova",),
        ("Наталья Калашникова",),
    ]
    assert rows(
        tmp_path,
        f"SELECT ?f ?g ?s {{ {where} {{ <{new}> foaf:familyName ?f ; foaf:givenName ?g ; owl:sameAs ?s . "
        f"<{old}> dcterms:isReplacedBy <{new}> }} }}",
    ) == [("Kalashnikova", "Natalia Pavlovna", "http://www.wikidata.org/entity/Q1")]
    assert rows(
        tmp_path,
        "SELECT DISTINCT ?v ?s ?r ?b ?thing { ?j a apk:Judgement ; apk:judged ?x ; apk:verdict ?v ; apk:score ?s ; "
        "apk:reason ?r ; apk:decidedBy ?b . ?x prov:specializationOf ?thing }",
    ) == [("same", "4.5", "same family name", "rule", new)]


def test_a_decision_is_attributed_to_who_made_it_and_to_what_it_influenced(tmp_path: Path) -> None:
    readings = sample.readings()
    made = decision("enu-2021-04#kalashnikova-natalia", Verdict.SAME, "person/gone", by="Dana", why="one office")
    write_dataset(readings, replace(sample.resolution(readings), decisions=(made,)), tmp_path)
    assert rows(
        tmp_path,
        "SELECT ?name ?thing ?why { ?decision a apk:Judgement, prov:Entity ; apk:reason ?why ; "
        "prov:wasAttributedTo ?who . ?who a prov:Person ; foaf:name ?name . ?thing prov:wasInfluencedBy ?decision }",
    ) == [("Dana", iri.thing("person", "kalashnikova-natalia"), "one office")]


def test_an_event_without_a_name_is_called_by_its_announcement(tmp_path: Path) -> None:
    readings = sample.readings()
    found = sample.resolution(readings)
    event = iri.thing("event", "enu-2021-05-event-1")
    unnamed = tuple(replace(each, labels={}) if each.iri == event else each for each in found.identities)
    write_dataset(readings, replace(found, identities=unnamed), tmp_path)
    assert rows(tmp_path, f"SELECT ?l {{ <{event}> skos:prefLabel ?l }}") == [(sample.ENU_RU.title,)]


def test_concepts_answer_in_three_languages(built: Path) -> None:
    query = "SELECT ?l ?n { <%s> skos:prefLabel ?n . BIND(LANG(?n) AS ?l) }"
    for concept in (
        iri.concept("role", "moderator"),
        iri.concept("organisation-class", "apk_department"),
        iri.concept("event-kind", "webinar"),
        iri.concept("group", "youth"),
        iri.thing("country", "RU"),
    ):
        assert [language for language, _ in rows(built, query % concept)] == ["en", "kk", "ru"]


def test_the_description_counts_and_its_version_follows_the_content(built: Path, tmp_path: Path) -> None:
    quads = len(list(read_lines(built / "dataset.nq")))
    add_quads(built, description(built, ["en 2", "en 1", "en 2"]))
    assert rows(built, "SELECT ?p { ?d a void:Dataset, dcat:Dataset ; apk:pipeline ?p }") == [("en 1",), ("en 2",)]
    ((triples, version),) = rows(built, "SELECT ?n ?v { ?d void:triples ?n ; owl:versionInfo ?v }")
    assert int(triples) < quads  # types and shortcuts stand in several graphs
    assert rows(built, "SELECT ?n { ?d void:classPartition [ void:class apk:Announcement ; void:entities ?n ] }") == [
        ("3",)
    ]
    readings = sample.readings()[:1]
    other = tmp_path / "other"
    other.mkdir()
    write_dataset(readings, sample.resolution(readings), other)
    add_quads(other, description(other, []))
    assert rows(other, "SELECT ?v { ?d owl:versionInfo ?v }") != [(version,)]


def test_quads_added_later_take_their_sorted_place(built: Path) -> None:
    quad = ox.Quad(
        ox.NamedNode(f"{iri.DATASET}#x"), ox.NamedNode("http://a/p"), ox.Literal(1), ox.NamedNode(iri.DATASET)
    )
    add_quads(built, [quad])
    lines = list(read_lines(built / "dataset.nq"))
    assert lines == sorted(lines)
    assert to_lines([quad])[0] in lines


def test_an_entity_of_two_readings_has_one_identity() -> None:
    readings = sample.readings()
    found = identities_by_reading(sample.resolution(readings))
    assert found["enu-2021-04"]["enu"] is found["enu-2021-05"]["enu"]
    assert statements(readings[2], found.get("empty", {}))


def test_true_facts_do_not_contradict_the_ontology(gold_build: Path) -> None:
    # The reference data is left out: it is most of the triples, and `tests/benchmarks/consistency.py` has it.
    reference = f"<{iri.VOCABULARIES}> .".encode()
    lines = [line for line in read_lines(gold_build / "dataset.nq") if not line.rstrip().endswith(reference)]
    graph = expand(rdflib.Graph().parse(data=b"".join(map(triple_of, lines)), format="nt"))
    assert len(graph) > len(lines)
    assert contradictions(graph) == []
