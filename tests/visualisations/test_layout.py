"""Where nodes stand: always the same, apart from each other, and little moved by one more announcement."""

import math
import random
import statistics
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.network import Edge, Evidence, NetworkMap, Node
from visualisations.layout import communities, positions


def made(links: list[tuple[int, int]], count: int) -> NetworkMap:
    """Return a network of persons with these links."""
    nodes = tuple(
        Node(iri=f"https://example.org/person/{number:03}", kind="person", subkind=None, labels={})
        for number in range(count)
    )
    quote = Evidence(announcement="https://example.org/announcement/1", start=0, end=1, exact="x")
    edges = tuple(
        Edge(
            source=nodes[a].iri,
            target=nodes[b].iri,
            relation="member_of",
            role=None,
            fact=f"f{a}-{b}",
            confidence=1,
            evidence=(quote,),
        )
        for a, b in links
    )
    return NetworkMap(nodes=nodes, edges=edges, sources={})


def without(network: NetworkMap, announcement: str) -> NetworkMap:
    """Return the network as it is without one announcement, measured again."""
    left = [
        replace(edge, evidence=kept)
        for edge in network.edges
        if (kept := tuple(item for item in edge.evidence if item.announcement != announcement))
    ]
    told = {iri for edge in network.edges for iri in (edge.source, edge.target)}
    still = {iri for edge in left for iri in (edge.source, edge.target)}
    nodes = tuple(replace(node, measures={}) for node in network.nodes if node.iri in still or node.iri not in told)
    return NetworkMap(nodes=nodes, edges=tuple(left), sources=network.sources)


@given(st.lists(st.tuples(st.integers(0, 19), st.integers(0, 19)), max_size=40), st.randoms())
@settings(deadline=None, max_examples=15)
def test_order_does_not_matter_and_every_node_has_a_place(links: list[tuple[int, int]], chance: random.Random) -> None:
    network = made(links, 20)
    places = positions(network)
    assert set(places) == {node.iri for node in network.nodes}
    assert all(math.isfinite(value) for place in places.values() for value in place)
    nodes, edges = list(network.nodes), list(network.edges)
    chance.shuffle(nodes)
    chance.shuffle(edges)
    assert positions(replace(network, nodes=tuple(nodes), edges=tuple(edges))) == places


def test_nothing_to_draw_is_no_error() -> None:
    assert positions(made([], 0)) == {}
    assert communities(made([], 0)) == {}


def test_nodes_do_not_lie_on_each_other(network: NetworkMap) -> None:
    places = sorted(positions(network).values())
    close = sum(
        1
        for number, one in enumerate(places)
        for other in places[number + 1 : number + 40]
        if math.dist(one, other) < 7
    )
    assert close < len(places) / 100


def test_one_more_announcement_moves_the_rest_little(network: NetworkMap) -> None:
    plain = replace(network, nodes=tuple(replace(node, measures={}) for node in network.nodes))
    after = positions(plain)
    width = max(x for x, _ in after.values()) - min(x for x, _ in after.values())
    moves = []
    for announcement in sorted(network.sources)[10::40]:
        before = positions(without(network, announcement))
        moves.append(statistics.median(math.dist(before[iri], after[iri]) for iri in before) / width)
    assert statistics.median(moves) < 0.05


def test_measured_communities_are_taken_as_they_are(network: NetworkMap) -> None:
    assert communities(network) == {node.iri: node.measures["community"] for node in network.nodes}
