"""Where each node stands: computed once, here, so that the page never has to.

1. Nodes start at a place drawn from their IRI, so that a build leans on nothing but the graph.
2. The core (all that has two or more neighbours) is spread by force-directed placement after Fruchterman and Reingold
   ("Graph drawing by force-directed placement", 1991) with the degree-weighted repulsion of ForceAtlas2 (Jacomy et
   al., 2014); links inside a community pull harder than links across.
3. Nodes with one neighbour stand in a fan around it, on the side where there is room.
4. Components apart from the largest are packed around it; overlaps are pushed apart.
"""

import hashlib
import math
from collections.abc import Mapping, Sequence

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from graph.network import NetworkMap

Point = tuple[float, float]
Array = NDArray[np.float64]

SPACING = 46.0
"""The least wished distance between two linked nodes, in the map's units (a small node's radius is 6)."""

_ROUNDS = 260
_INSIDE, _ACROSS = 3.0, 0.4
_CHUNK = 1024


def positions(network: NetworkMap) -> dict[str, Point]:
    """Return the place of every node by IRI, in the map's units, the picture's middle at (0, 0).

    The same network gives the same places, to the last bit on one machine; one more announcement moves the rest
    little.
    """
    graph = _graph(network)
    groups = _communities(network, graph)
    placed: dict[str, Point] = {}
    parts = sorted(nx.connected_components(graph), key=lambda part: (-len(part), min(part)))
    blocks = [_place_component(graph.subgraph(part), groups) for part in parts]
    for block, (dx, dy) in zip(blocks, _pack([_radius(block) for block in blocks]), strict=True):
        placed |= {iri: (x + dx, y + dy) for iri, (x, y) in block.items()}
    iris = sorted(placed)
    spread = _push_apart(np.array([placed[iri] for iri in iris], dtype=float).reshape(-1, 2))
    return {iri: (round(float(x), 1), round(float(y), 1)) for iri, (x, y) in zip(iris, spread, strict=True)}


def communities(network: NetworkMap) -> dict[str, int]:
    """Return the community of every node by IRI: as measured, else by the method of Louvain with a fixed seed."""
    return _communities(network, _graph(network))


def _graph(network: NetworkMap) -> nx.Graph:
    """Return the simple graph of the network; an edge's `weight` grows with its announcements."""
    graph = nx.Graph()
    graph.add_nodes_from(sorted(node.iri for node in network.nodes))
    for edge in sorted(network.edges, key=lambda edge: (edge.source, edge.target, edge.fact)):
        if edge.source != edge.target:
            times = len({evidence.announcement for evidence in edge.evidence})
            known = graph.get_edge_data(edge.source, edge.target, {"weight": 0})["weight"]
            graph.add_edge(edge.source, edge.target, weight=known + times)
    return graph


def _communities(network: NetworkMap, graph: nx.Graph) -> dict[str, int]:
    measured = {node.iri: int(node.measures["community"]) for node in network.nodes if "community" in node.measures}
    if len(measured) == len(network.nodes):
        return measured
    found = nx.community.louvain_communities(graph, seed=1)
    return {iri: number for number, members in enumerate(sorted(map(sorted, found))) for iri in members}


def _place_component(graph: nx.Graph, communities: Mapping[str, int]) -> dict[str, Point]:
    core = sorted(iri for iri, degree in graph.degree if degree > 1) or [min(graph)]
    index = {iri: number for number, iri in enumerate(core)}
    links = sorted(
        (index[a], index[b], data["weight"], _INSIDE if communities[a] == communities[b] else _ACROSS)
        for a, b, data in graph.edges(data=True)
        if a in index and b in index
    )
    # A hub pushes with its fan as well: the fan needs the room.
    mass = np.array([1.0 + graph.degree[iri] for iri in core])
    places = _forces(np.array([_start(iri) for iri in core]), mass, links)
    placed = {iri: (float(x), float(y)) for iri, (x, y) in zip(core, places, strict=True)}
    for iri in core:
        fan = sorted(leaf for leaf in graph[iri] if leaf not in index)
        placed |= zip(
            fan, _fan(placed[iri], [placed[other] for other in sorted(graph[iri]) if other in index], fan), strict=True
        )
    return placed


def _start(iri: str) -> Point:
    """Return a point of the unit disc drawn from the IRI."""
    digest = hashlib.sha256(iri.encode()).digest()
    angle = int.from_bytes(digest[:4], "big") / 2**32 * math.tau
    radius = math.sqrt(int.from_bytes(digest[4:8], "big") / 2**32)
    return radius * math.cos(angle), radius * math.sin(angle)


def _forces(start: Array, mass: Array, links: Sequence[tuple[int, int, float, float]]) -> Array:
    """Return places where repulsion of all pairs and attraction of the links balance."""
    count = len(start)
    at = start * SPACING * math.sqrt(count)
    if not links:
        return at
    a, b = (np.array([link[side] for link in links]) for side in (0, 1))
    pull = np.array([(1 + math.log(link[2])) * link[3] for link in links]) / SPACING
    step = SPACING * math.sqrt(count) / 6
    for number in range(_ROUNDS):
        force = _repulsion(at, mass) - at * mass[:, None] * 0.02
        along = at[b] - at[a]
        drawn = along * (pull * np.hypot(along[:, 0], along[:, 1]) / SPACING * 0.5)[:, None]
        np.add.at(force, a, drawn)
        np.add.at(force, b, -drawn)
        length = np.hypot(force[:, 0], force[:, 1])[:, None]
        heat = step * (1 - number / _ROUNDS) ** 1.5
        at = at + force / np.maximum(length, 1e-9) * np.minimum(length, heat)
    return at


def _repulsion(at: Array, mass: Array) -> Array:
    force = np.empty_like(at)
    x, y = at[:, 0].astype(np.float32), at[:, 1].astype(np.float32)
    weight = mass.astype(np.float32) * np.float32(SPACING**2 * 0.012)
    for low in range(0, len(at), _CHUNK):
        rows = slice(low, low + _CHUNK)
        dx, dy = x[rows, None] - x, y[rows, None] - y
        push = weight / (dx * dx + dy * dy + np.float32(1.0))
        force[rows, 0], force[rows, 1] = (dx * push).sum(1), (dy * push).sum(1)
    return force * np.sqrt(mass)[:, None]


def _fan(hub: Point, neighbours: Sequence[Point], leaves: Sequence[str]) -> list[Point]:
    """Return places for leaves around their hub, starting opposite to where its other links go."""
    count = len(leaves)
    away = math.atan2(
        sum(hub[1] - y for _, y in neighbours) or 1e-9,
        sum(hub[0] - x for x, _ in neighbours) or _start(leaves[0])[0] if leaves else 1.0,
    )
    places = []
    ring, radius = 0, SPACING * 0.62
    while len(places) < count:
        room = max(3, int(math.tau * radius / (SPACING * 0.5)))
        here = min(room, count - len(places))
        span = min(math.tau * (1 - 1 / (here + 1)), here * SPACING * 0.5 / radius)
        for number in range(here):
            angle = away + (0 if here == 1 else span * (number / (here - 1) - 0.5))
            places.append((hub[0] + radius * math.cos(angle), hub[1] + radius * math.sin(angle)))
        ring += 1
        radius += SPACING * 0.45
    return places


def _radius(block: Mapping[str, Point]) -> float:
    return max(math.hypot(x, y) for x, y in block.values()) + SPACING * 0.6


def _pack(radii: Sequence[float]) -> list[Point]:
    """Return the middle of each disc, the first (largest) in the middle, the others on rings around it."""
    if not radii:
        return []
    middles = [(0.0, 0.0)]
    ring, angle, widest = radii[0] + SPACING, -math.pi / 2, 0.0
    for radius in radii[1:]:
        if angle >= 1.5 * math.pi:
            ring, angle, widest = ring + 2 * widest + SPACING * 0.3, -math.pi / 2, 0.0
        at = ring + radius
        half = math.asin(min(1.0, radius / at))
        middles.append((at * math.cos(angle + half), at * math.sin(angle + half)))
        angle += 2 * half
        widest = max(widest, radius)
    return middles


def _push_apart(at: Array, gap: float = 17.0, rounds: int = 40) -> Array:
    """Return the places with every pair at least `gap` apart, as far as so many rounds can do it."""
    for _ in range(rounds):
        a, b = _near_pairs(at, gap)
        along = at[b] - at[a]
        length = np.hypot(along[:, 0], along[:, 1])
        close = length < gap
        if not close.any():
            break
        a, b, along, length = a[close], b[close], along[close], length[close]
        # Two nodes on one spot leave it sideways, each pair in a direction of its own.
        turn = (a * 2.399963 + b)[:, None]
        along = np.where(
            length[:, None] < 1e-6, np.hstack([np.cos(turn), np.sin(turn)]), along / np.maximum(length, 1e-6)[:, None]
        )
        move = along * ((gap - length) * 0.5)[:, None]
        np.add.at(at, a, -move)
        np.add.at(at, b, move)
    return at


def _near_pairs(at: Array, reach: float) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return all pairs (a, b) that share a cell or stand in neighbouring cells of a grid of width `reach`."""
    cell = np.floor(at / reach).astype(np.int64)
    cell -= cell.min(axis=0) if len(cell) else 0
    width = int(cell[:, 0].max(initial=0)) + 3
    key = (cell[:, 1] + 1) * width + cell[:, 0] + 1
    order = np.argsort(key, kind="stable")
    ranked = key[order]
    firsts, seconds = [], []
    for shift in (0, 1, width - 1, width, width + 1):
        low = np.searchsorted(ranked, ranked + shift, side="left")
        high = np.searchsorted(ranked, ranked + shift, side="right")
        if shift == 0:
            low = np.arange(len(ranked)) + 1
        many = np.maximum(high - low, 0)
        first = np.repeat(np.arange(len(ranked)), many)
        second = np.arange(len(first)) - np.repeat(np.cumsum(many) - many, many) + np.repeat(low, many)
        firsts.append(order[first])
        seconds.append(order[second])
    return np.concatenate(firsts), np.concatenate(seconds)
