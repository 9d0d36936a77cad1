import random

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.betweenness import betweenness


@settings(deadline=None)
@given(
    st.integers(0, 12).flatmap(
        lambda n: st.tuples(st.just(n), st.sets(st.tuples(*[st.integers(0, max(0, n - 1))] * 2)))
    )
)
def test_it_is_what_networkx_computes(drawn: tuple[int, set[tuple[int, int]]]) -> None:
    size, links = drawn
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(size))
    graph.add_edges_from((a, b) for a, b in links if a != b)
    expected = nx.betweenness_centrality(graph)
    assert betweenness(graph, None, range(size)) == pytest.approx([expected[node] for node in range(size)])


def test_an_estimate_finds_the_brokers_and_repeats_itself() -> None:
    left, right = nx.complete_graph(40), nx.complete_graph(40)
    graph = nx.disjoint_union(left, right)
    graph.add_edges_from([(0, 80), (80, 40)])
    one, other = (random.Random(seed).sample(range(81), 81) for seed in (1, 2))  # noqa: S311 the same every time
    estimate = betweenness(graph, 10, one)
    assert set(sorted(range(81), key=estimate.__getitem__)[-3:]) == {0, 40, 80}
    assert estimate == betweenness(graph, 10, one)
    assert estimate != betweenness(graph, 10, other)
