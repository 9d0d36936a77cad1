from dataclasses import replace

import pytest

from graph import iri
from graph.measures import EXACT_UP_TO, SAMPLED_STEPS, measure, measures_graph, pivots
from graph.network import Edge, Evidence, NetworkMap, Node
from ontology.terms import APK


def network(*links: tuple[int, int]) -> NetworkMap:
    nodes = [
        Node(iri=f"http://a/{number}", kind="person", subkind=None, labels={})
        for number in sorted({end for link in links for end in link})
    ]
    edges = [
        Edge(
            source=f"http://a/{source}",
            target=f"http://a/{target}",
            relation="member_of",
            role=None,
            fact=f"http://f/{source}-{target}",
            confidence=1.0,
            evidence=(Evidence(announcement="http://n/1", start=0, end=1, exact="x"),),
        )
        for source, target in links
    ]
    return NetworkMap(nodes=tuple(nodes), edges=tuple(edges), sources={})


TWO_GROUPS = network((1, 2), (2, 3), (1, 3), (3, 4), (4, 5), (5, 6), (4, 6), (4, 7), (6, 7), (5, 7))


def test_degree_counts_neighbours_and_weight_counts_statements() -> None:
    twice = replace(
        TWO_GROUPS.edges[0],
        evidence=(
            *TWO_GROUPS.edges[0].evidence,
            Evidence(announcement="http://n/2", start=0, end=1, exact="y"),
            Evidence(announcement="http://n/2", start=5, end=6, exact="z"),
        ),
    )
    measured = measure(replace(TWO_GROUPS, edges=(twice, *TWO_GROUPS.edges[1:])))
    assert measured.nodes[0].measures["degree"] == 2
    assert measured.nodes[0].measures["weighted_degree"] == 3


def test_the_broker_stands_between() -> None:
    measured = measure(TWO_GROUPS)
    ranks = sorted(measured.nodes, key=lambda node: -node.measures["betweenness"])
    assert {node.iri for node in ranks[:2]} == {"http://a/3", "http://a/4"}


def test_the_largest_community_is_the_first() -> None:
    communities = [node.measures["community"] for node in measure(TWO_GROUPS).nodes]
    assert communities == [2, 2, 2, 1, 1, 1, 1]


def test_a_node_without_links_has_measures_too() -> None:
    lonely = Node(iri="http://a/9", kind="place", subkind=None, labels={})
    measured = measure(replace(TWO_GROUPS, nodes=(*TWO_GROUPS.nodes, lonely)))
    assert measured.nodes[-1].measures == {"degree": 0, "weighted_degree": 0, "betweenness": 0.0, "community": 3}


def test_an_empty_network_is_measured() -> None:
    assert measure(NetworkMap(nodes=(), edges=(), sources={})).nodes == ()


def test_a_network_that_is_too_large_is_estimated_at_a_bounded_cost() -> None:
    assert pivots(EXACT_UP_TO, 10_000) is None
    assert pivots(50_000, 150_000) == SAMPLED_STEPS // 200_000
    assert pivots(10**7, 10**8) == 16


def test_measures_become_quads_of_their_graph() -> None:
    quads = list(measures_graph(measure(TWO_GROUPS)))
    assert {quad.graph_name.value for quad in quads} == {iri.MEASURES}
    found = {quad.predicate.value: quad.object.value for quad in quads if quad.subject.value == "http://a/4"}
    assert found[str(APK.networkDegree)] == "4"
    assert float(found[str(APK.betweenness)]) == pytest.approx(0.6)
