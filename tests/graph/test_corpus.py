"""The whole corpus as its gold annotation reads it, through identities, dataset, store and shapes."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from corpus.reading import Reading
from graph import iri
from graph.build import resolve_readings
from graph.dataset import FILE
from graph.network import NetworkMap, project
from graph.store import load_store
from graph.validation import validate
from ontology.terms import PREFIXES
from tests.graph import sample
from tests.graph.gold import gold_readings


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    return gold_readings()


@pytest.fixture(scope="module")
def folder(readings: list[Reading], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    sample.write_measured(readings, resolve_readings(readings), folder)
    return folder


@pytest.fixture(scope="module")
def store(folder: Path) -> ox.Store:
    return load_store(folder)


@pytest.fixture(scope="module")
def network(folder: Path) -> NetworkMap:
    return project(folder)


def test_the_corpus_breaks_no_shape(store: ox.Store, folder: Path) -> None:
    assert validate(store, folder / FILE) == ()


def test_every_link_shows_the_words_of_its_announcement(network: NetworkMap, readings: list[Reading]) -> None:
    texts = {iri.announcement(r.announcement.id): r.announcement.text for r in readings}
    facts = [*network.edges, *(attribute for node in network.nodes for attribute in node.attributes)]
    assert len(facts) > 2000
    for fact in facts:
        assert fact.evidence
        for quote in fact.evidence:
            assert texts[quote.announcement][quote.start : quote.end] == quote.exact


def test_everything_has_a_name_in_one_form_for_each_language(store: ox.Store, network: NetworkMap) -> None:
    assert [node.iri for node in network.nodes if not node.labels] == []
    twice = "ASK { ?x skos:prefLabel ?a, ?b . FILTER(LANG(?a) = LANG(?b) && ?a != ?b) }"
    assert not store.query(twice, prefixes=PREFIXES)


def test_no_fact_is_lost(store: ox.Store, readings: list[Reading]) -> None:
    stated = sum(len(reading.relations) + len(reading.groups) for reading in readings)
    evidence = set(
        store.quads_for_pattern(None, None, ox.NamedNode(PREFIXES["oa"] + "SpecificResource"), ox.DefaultGraph())
    )
    # Facts of one announcement that are one after identities are resolved share their quote.
    assert stated * 0.98 < len(evidence) <= stated
