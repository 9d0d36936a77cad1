"""Who stands where in the network: degree, betweenness and community of every node."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain

import networkx as nx
from pyoxigraph import Quad

from graph import iri
from graph.betweenness import betweenness
from graph.network import Attribute, Edge, NetworkMap
from graph.rdf import decimal, integer, node
from ontology.terms import APK

EXACT_UP_TO = 4_000
"""Nodes up to which betweenness is exact; above, it is estimated from sampled pivots."""

SAMPLED_STEPS = 10_000_000
"""Nodes and links visited at most for an estimate (some 0.3 s): it takes as many pivots as this allows, 16 at least."""

SEED = 1

DIGITS = 6
"""Decimal places kept: sums of floating-point numbers differ in the last ones between machines."""

MEASURES = {
    "degree": APK.networkDegree,
    "weighted_degree": APK.weightedDegree,
    "betweenness": APK.betweenness,
    "community": APK.community,
}
"""The measures and the properties that hold them in the dataset.

`degree`: neighbours. `weighted_degree`: pairs of a fact and an announcement that states it. `betweenness`: share of
the shortest paths between all other pairs that pass through the node. `community`: number of the group that is linked
more densely within than without (Louvain, Blondel et al. 2008); 1 is the largest.
"""


def measure(network: NetworkMap) -> NetworkMap:
    """Return the network with the measures of each node."""
    graph = undirected(network)
    between = betweenness(graph, pivots(graph.number_of_nodes(), graph.number_of_edges()), _drawn(network))
    community = _communities(graph)
    nodes = tuple(
        replace(
            thing,
            measures={
                "degree": graph.degree(number),
                "weighted_degree": graph.degree(number, weight="weight"),
                "betweenness": round(between[number], DIGITS),
                "community": community[number],
            },
        )
        for number, thing in enumerate(network.nodes)
    )
    return replace(network, nodes=nodes)


def _drawn(network: NetworkMap) -> list[int]:
    """Return the places of the nodes in an order drawn from their IRIs, which one more node leaves as it is."""
    return sorted(range(len(network.nodes)), key=lambda number: iri.digest(network.nodes[number].iri))


def pivots(nodes: int, edges: int) -> int | None:
    """Return how many nodes an estimate of betweenness starts from; None when it is exact."""
    if nodes <= EXACT_UP_TO:
        return None
    return max(16, SAMPLED_STEPS // (nodes + edges))


def measures_graph(network: NetworkMap) -> Iterator[Quad]:
    """Yield the measures of each node, and the confidence of each fact, as quads."""
    graph = node(iri.MEASURES)
    facts: Iterable[Edge | Attribute] = chain(network.edges, *(thing.attributes for thing in network.nodes))
    for fact in facts:
        yield Quad(node(fact.fact), node(APK.confidence), decimal(fact.confidence), graph)
    for thing in network.nodes:
        for name, number in thing.measures.items():
            value = decimal(number) if name == "betweenness" else integer(int(number))
            yield Quad(node(thing.iri), node(MEASURES[name]), value, graph)


def undirected(network: NetworkMap) -> "nx.Graph[int]":
    """Return the graph of neighbours: nodes are places in `network.nodes`, weights count the statements of a link.

    Whole numbers, added in order, keep every algorithm's order, which is a set's, the same in each process.
    """
    number = {thing.iri: place for place, thing in enumerate(network.nodes)}
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(len(number)))
    for edge in network.edges:
        ends = number[edge.source], number[edge.target]
        weight = len({quote.announcement for quote in edge.evidence})
        weight += graph.get_edge_data(*ends, {"weight": 0})["weight"]
        graph.add_edge(*ends, weight=weight)
    return graph


def _communities(graph: "nx.Graph[int]") -> dict[int, int]:
    """Number the communities by size, the largest first, then by their first node."""
    found = nx.community.louvain_communities(graph, weight="weight", seed=SEED)
    ordered = sorted(found, key=lambda members: (-len(members), min(members)))
    return {member: number for number, members in enumerate(ordered, start=1) for member in members}
