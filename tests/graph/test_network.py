from pathlib import Path

import pytest

from graph import iri
from graph.dataset import write_dataset
from graph.network import Attribute, Edge, NetworkMap, Node, label, project
from ontology.errors import DataError
from tests.graph import sample

KALASHNIKOVA = iri.thing("person", "kalashnikova-natalia")
EVENT = iri.thing("event", "enu-2021-04-event-1")


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> NetworkMap:
    folder = tmp_path_factory.mktemp("network")
    readings = sample.readings()
    write_dataset(readings, sample.resolution(readings), folder)
    return project(folder)


def node(network: NetworkMap, name: str) -> Node:
    return next(node for node in network.nodes if node.iri == name)


def edges(network: NetworkMap, relation: str) -> list[Edge]:
    return [edge for edge in network.edges if edge.relation == relation]


def test_nodes_are_what_announcements_name(network: NetworkMap) -> None:
    kinds = [node.kind for node in network.nodes]
    assert len(network.nodes) == 8
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {
        "person": 1,
        "organisation": 3,
        "country": 1,
        "place": 1,
        "event": 2,
    }


def test_a_node_has_labels_class_and_facts(network: NetworkMap) -> None:
    person = node(network, KALASHNIKOVA)
    assert person.labels == {"en": "Natalia Kalashnikova", "ru": "Наталья Калашникова"}
    assert node(network, iri.thing("organisation", "enu")).subkind == "university"
    event = node(network, EVENT)
    assert event.subkind == "round_table"
    assert event.facts == (("start", "2021-04-23"), ("mode", "online"), ("attendance", "165"))


def test_reference_data_gives_codes_and_coordinates(network: NetworkMap) -> None:
    country = dict(node(network, iri.thing("country", "RU")).facts)
    assert country["iso"] == "RU"
    assert set(country) == {"iso", "latitude", "longitude"}


def test_every_relation_is_an_edge_with_its_quotes(network: NetworkMap) -> None:
    assert sorted(edge.relation for edge in network.edges) == [
        "cooperates_with",
        "held_in",
        "located_in",
        "member_of",
        "part_of",
        "participation",
        "participation",
        "participation",
        "position",
    ]
    texts = {iri.announcement(a.id): a.text for a in (sample.ENU_EN, sample.ENU_RU)}
    for edge in network.edges:
        assert edge.evidence
        for quote in edge.evidence:
            assert texts[quote.announcement][quote.start : quote.end] == quote.exact


def test_a_position_keeps_its_title(network: NetworkMap) -> None:
    (edge,) = edges(network, "position")
    assert (edge.source, edge.target) == (KALASHNIKOVA, iri.thing("organisation", "apk-department-enu"))
    assert edge.role == "Head of the Department"
    assert edge.titles == (("en", "Head of the Department"),)


def test_a_fact_of_two_announcements_is_one_edge_as_sure_as_its_surest_quote(network: NetworkMap) -> None:
    (edge,) = edges(network, "cooperates_with")
    assert edge.confidence == 1.0
    assert [quote.announcement for quote in edge.evidence] == [
        iri.announcement("enu-2021-04"),
        iri.announcement("enu-2021-05"),
    ]


def test_facts_of_one_node_alone_are_its_attributes(network: NetworkMap) -> None:
    def short(attribute: Attribute) -> tuple[str, str, str]:
        return attribute.property, *attribute.values[0]

    assert sorted(map(short, node(network, KALASHNIKOVA).attributes)) == [
        ("degree", "en", "Doctor of Political Science"),
        ("position", "ru", "политолог"),
    ]
    (group,) = node(network, EVENT).attributes
    assert (group.property, group.code, group.role, group.counts) == (
        "group",
        "youth_organisations",
        "participant",
        (30,),
    )
    assert group.evidence[0].exact == "30 youth organizations"


def test_sources_are_the_announcements(network: NetworkMap) -> None:
    source = network.sources[iri.announcement("enu-2021-04")]
    assert (source.title, source.language, source.published) == ("Round table at ENU", "en", "2021-04-26")
    assert (source.publisher, source.page) == ("ENU", "https://example.org/enu")
    assert len(network.sources) == 3


def test_the_order_is_fixed(network: NetworkMap) -> None:
    assert [node.iri for node in network.nodes] == sorted(node.iri for node in network.nodes)
    assert list(network.edges) == sorted(network.edges, key=lambda e: (e.source, e.target, e.relation, e.fact))


def test_a_label_falls_back_on_another_language_and_then_on_the_slug(network: NetworkMap) -> None:
    person = node(network, KALASHNIKOVA)
    assert label(person, "ru") == "Наталья Калашникова"
    assert label(person, "kk") == "Natalia Kalashnikova"
    assert label(Node(iri=iri.thing("place", "taraz"), kind="place", subkind=None, labels={})) == "taraz"


def test_a_folder_without_a_build_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="run build first"):
        project(tmp_path)
