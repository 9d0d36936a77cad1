"""Where each node stands: computed once, here, so that the page never has to.

1. Nodes start at a place drawn from their IRI, so that a build leans on nothing but the graph.
2. The core (all that has two or more neighbours) is spread by force-directed placement after Fruchterman and Reingold
   ("Graph drawing by force-directed placement", 1991) with the degree-weighted repulsion of ForceAtlas2 (Jacomy et
   al., 2014); links inside a community pull harder than links across.
3. Nodes with one neighbour stand in a fan around it, on the side where there is room.
4. Nodes that overlap are pushed apart; components apart from the largest stand in rows below it.
"""

import hashlib
import math
from collections.abc import Collection, Mapping, Sequence
from functools import cache

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from graph.network import NetworkMap
from visualisations.palette import look_of

Point = tuple[float, float]
Array = NDArray[np.float64]

SPACING = 46.0
"""The wished distance between two linked nodes, in the map's units (a small node's radius is 6)."""

WIDE = 1.12
"""Width of the picture by its height: screens are wider than tall."""

_ROUNDS, _FEWEST, _MANY = 240, 60, 2000
_INSIDE, _ACROSS = 1.6, 0.7
_REPULSION, _GRAVITY = 0.012, 0.02
_CELLS, _SMOOTH = 3.0, 3.0
_SMALL, _FIGURE, _HUB = 7.0, 13.0, 4.0
_NOWHERE = 1e-6


def positions(network: NetworkMap) -> dict[str, Point]:
    """Return the place of every node by IRI, in the map's units, the picture's middle at (0, 0).

    The same network gives the same places, to the last bit on one machine; one more announcement moves the rest
    little.
    """
    graph = _graph(network)
    groups = communities(network)
    room = {node.iri: _room(graph.degree[node.iri], figure=look_of(node).figure) for node in network.nodes}
    parts = sorted(nx.connected_components(graph), key=lambda part: (-len(part), min(part)))
    blocks = [_block(graph, part, groups, room) for part in parts]
    placed = {
        iri: (round(x + dx, 1), round(y + dy, 1))
        for block, (dx, dy) in zip(blocks, _shelves(blocks), strict=True)
        for iri, (x, y) in block.items()
    }
    return dict(sorted(placed.items()))


def communities(network: NetworkMap) -> dict[str, int]:
    """Return the community of every node by IRI: as measured, else by the method of Louvain with a fixed seed."""
    known = {node.iri: int(node.measures["community"]) for node in network.nodes if "community" in node.measures}
    return known if len(known) == len(network.nodes) else _communities(_graph(network))


def _graph(network: NetworkMap) -> "nx.Graph[str]":
    """Return the simple graph of the network; an edge's `weight` grows with its announcements."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(sorted(node.iri for node in network.nodes))
    for edge in sorted(network.edges, key=lambda edge: (edge.source, edge.target, edge.fact)):
        if edge.source != edge.target:
            times = len({evidence.announcement for evidence in edge.evidence})
            known = graph.get_edge_data(edge.source, edge.target, {"weight": 0})["weight"]
            graph.add_edge(edge.source, edge.target, weight=known + times)
    return graph


def _communities(graph: "nx.Graph[str]") -> dict[str, int]:
    # The method goes through sets: only those of numbers have the same order in every process.
    iris = sorted(graph)
    place = {iri: number for number, iri in enumerate(iris)}
    numbers: nx.Graph[int] = nx.Graph()
    numbers.add_nodes_from(range(len(iris)))
    numbers.add_weighted_edges_from((place[a], place[b], data["weight"]) for a, b, data in graph.edges(data=True))
    found = nx.community.louvain_communities(numbers, seed=1)
    return {iris[member]: number for number, members in enumerate(sorted(map(sorted, found))) for member in members}


def _block(
    graph: "nx.Graph[str]", part: Collection[str], groups: Mapping[str, int], room: Mapping[str, float]
) -> dict[str, Point]:
    """Return the places of one component, no node in another's room."""
    placed = _place_component(graph, part, groups)
    iris = sorted(placed)
    spread = _push_apart(_array([placed[iri] for iri in iris]), np.array([room[iri] for iri in iris]))
    return {iri: (float(x), float(y)) for iri, (x, y) in zip(iris, spread, strict=True)}


def _place_component(graph: "nx.Graph[str]", part: Collection[str], groups: Mapping[str, int]) -> dict[str, Point]:
    core = sorted(iri for iri in part if graph.degree[iri] > 1) or [min(part)]
    index = {iri: number for number, iri in enumerate(core)}
    links = sorted(
        (
            min(index[a], index[b]),
            max(index[a], index[b]),
            _strength(graph, a, b) * (_INSIDE if groups[a] == groups[b] else _ACROSS),
        )
        for a, b in graph.edges(core)
        if a in index and b in index
    )
    # A hub pushes with its fan as well: the fan needs the room.
    mass = np.array([1.0 + graph.degree[iri] for iri in core])
    places = _forces(_array([_start(iri) for iri in core]), mass, links)
    placed = {iri: (float(x), float(y)) for iri, (x, y) in zip(core, places, strict=True)}
    for iri in core:
        fan = sorted(leaf for leaf in graph[iri] if leaf not in index)
        inner = [placed[other] for other in sorted(graph[iri]) if other in index]
        placed |= zip(fan, _fan(placed[iri], inner, len(fan)), strict=True)
    return placed


def _strength(graph: "nx.Graph[str]", a: str, b: str) -> float:
    """Return how hard a link pulls: harder with more announcements, softer at a hub, which would draw all together."""
    weight, hub = graph[a][b]["weight"], max(graph.degree[a], graph.degree[b])
    return (1 + math.log(weight)) / math.pow(hub, 0.3)


def _array(points: Sequence[Point]) -> Array:
    return np.array(points, dtype=float).reshape(-1, 2)


def _start(iri: str) -> Point:
    """Return a point of the unit disc drawn from the IRI."""
    digest = hashlib.sha256(iri.encode()).digest()
    angle = int.from_bytes(digest[:4], "big") / 2**32 * math.tau
    radius = math.sqrt(int.from_bytes(digest[4:8], "big") / 2**32)
    return radius * math.cos(angle), radius * math.sin(angle)


def _forces(start: Array, mass: Array, links: Sequence[tuple[int, int, float]]) -> Array:
    """Return places where repulsion of all pairs and attraction of the links balance."""
    count = len(start)
    at = start * SPACING * math.sqrt(count)
    if not links:
        return at
    a, b = (np.array([link[side] for link in links]) for side in (0, 1))
    pull = np.array([link[2] for link in links]) / SPACING
    gravity = np.column_stack([mass / WIDE, mass * WIDE]) * _GRAVITY
    step = SPACING * math.sqrt(count) / 6
    rounds = max(_FEWEST, round(_ROUNDS * min(1.0, math.sqrt(_MANY / count))))
    for number in range(rounds):
        along = at[b] - at[a]
        drawn = along * (pull * np.hypot(along[:, 0], along[:, 1]) / SPACING * 0.5)[:, None]
        force = _repulsion(at, mass) - at * gravity + _at_both_ends(a, b, drawn, count)
        length = np.hypot(force[:, 0], force[:, 1])[:, None]
        heat = step * (1 - number / rounds) ** 1.5
        at = at + force / np.maximum(length, 1e-9) * np.minimum(length, heat)
    return at


def _repulsion(at: Array, mass: Array) -> Array:
    """Return the push on every node, that of a body at distance d being d / (d² + 1).

    The push of near nodes is summed pair by pair, that of the others read from a grid (particle-particle particle-mesh,
    Hockney and Eastwood, "Computer simulation using particles", 1988): the grid has the part that is smooth over a
    few cells, d / (d² + s²), and the pairs that stand within them the rest.
    """
    count = len(at)
    push = mass * SPACING**2 * _REPULSION
    cells = 2 ** max(4, round(math.log2(_CELLS * math.sqrt(count))))
    width = max(float(np.ptp(at, axis=0).max()) / (cells - 4), 1e-3)
    smooth = (_SMOOTH * width) ** 2
    a, b = _near_pairs(at, _SMOOTH * width)
    along = at[a] - at[b]
    square = (along**2).sum(axis=1)
    rest = 1 / (square + 1) - 1 / (square + smooth)
    force = np.column_stack(
        [
            np.bincount(a, along[:, axis] * rest * push[b], count)
            - np.bincount(b, along[:, axis] * rest * push[a], count)
            for axis in (0, 1)
        ]
    )
    return (force + _far((at - at.min(axis=0)) / width + 1, push / width, cells)) * np.sqrt(mass)[:, None]


def _far(at: Array, push: Array, cells: int) -> Array:
    """Return the push at places of a grid of so many cells a side, in whole cells, smooth over a few of them."""
    corner = at.astype(np.intp)
    part = at - corner
    shares = [
        ((corner[:, 0] + right) * cells + corner[:, 1] + up, np.prod(np.abs(part - (1 - right, 1 - up)), axis=1))
        for right in (0, 1)
        for up in (0, 1)
    ]
    bodies = np.zeros(cells * cells)
    for place, share in shares:
        bodies += np.bincount(place, share * push, cells * cells)
    wide = 2 * cells  # so that nothing is pushed from the far side, for the transform goes round
    height = np.fft.irfft2(np.fft.rfft2(bodies.reshape(cells, cells), (wide, wide)) * _kernel(cells))[:cells, :cells]
    slopes = [np.gradient(height, axis=axis).ravel() for axis in (0, 1)]
    return np.column_stack([sum(share * slope[place] for place, share in shares) for slope in slopes])


@cache
def _kernel(cells: int) -> NDArray[np.complex128]:
    """Return the transform of the potential of one body, whose slope is d / (d² + s²)."""
    away = np.minimum(np.arange(2 * cells), np.arange(2 * cells, 0, -1)).astype(float)
    return np.fft.rfft2(np.log(away[:, None] ** 2 + away[None] ** 2 + _SMOOTH**2) / 2)


def _at_both_ends(a: NDArray[np.intp], b: NDArray[np.intp], force: Array, count: int) -> Array:
    """Return the sum at every node of forces that draw at `a` and, turned round, at `b`."""
    return np.column_stack(
        [np.bincount(a, force[:, axis], count) - np.bincount(b, force[:, axis], count) for axis in (0, 1)]
    )


def _fan(hub: Point, inner: Sequence[Point], count: int) -> list[Point]:
    """Return places for the leaves of a hub: on rings, opposite to where its other links go."""
    away = math.atan2(sum(hub[1] - y for _, y in inner), sum(hub[0] - x for x, _ in inner))
    places: list[Point] = []
    radius = SPACING * 0.62
    while len(places) < count:
        here = min(max(3, int(math.tau * radius / (SPACING * 0.5))), count - len(places))
        span = min(math.tau * (1 - 1 / (here + 1)), here * SPACING * 0.5 / radius)
        for number in range(here):
            angle = away + (0.0 if here == 1 else span * (number / (here - 1) - 0.5))
            places.append((hub[0] + radius * math.cos(angle), hub[1] + radius * math.sin(angle)))
        radius += SPACING * 0.45
    return places


def _room(degree: int, *, figure: bool) -> float:
    """Return the radius that a node needs: what the map is about is drawn larger, and hubs are."""
    return (_FIGURE if figure else _SMALL) + _HUB * math.log1p(degree) * (1 if figure else 0.3)


def _shelves(blocks: Sequence[Mapping[str, Point]]) -> list[Point]:
    """Return how far to move each block: the first (largest) stays, the others stand in rows below it."""
    if not blocks:
        return []
    left, _, right, low = _box(blocks[0])
    moves, x, y, tallest = [(0.0, 0.0)], left, low + SPACING, 0.0
    for block in blocks[1:]:
        box = _box(block)
        width, height = box[2] - box[0] + SPACING * 0.7, box[3] - box[1] + SPACING * 0.7
        if x > left and x + width > right:
            x, y, tallest = left, y + tallest, 0.0
        moves.append((x - box[0], y - box[1]))
        x, tallest = x + width, max(tallest, height)
    return moves


def _box(block: Mapping[str, Point]) -> tuple[float, float, float, float]:
    xs, ys = [x for x, _ in block.values()], [y for _, y in block.values()]
    return min(xs), min(ys), max(xs), max(ys)


def _push_apart(at: Array, room: Array, rounds: int = 60) -> Array:
    """Return the places with no two nodes in each other's room, as far as so many rounds can do it."""
    widest = 2 * float(room.max(initial=0.0))
    for _ in range(rounds):
        a, b = _near_pairs(at, widest)
        along = at[b] - at[a]
        length = np.hypot(along[:, 0], along[:, 1])
        gap = room[a] + room[b]
        close = length < gap
        if not close.any():
            break
        a, b, along, length, gap = a[close], b[close], along[close], length[close], gap[close]
        # Two nodes on one spot leave it sideways, each pair in a direction of its own.
        turn = a * 2.399963 + b
        sideways = np.column_stack([np.cos(turn), np.sin(turn)])
        along = np.where(length[:, None] < _NOWHERE, sideways, along / np.maximum(length, _NOWHERE)[:, None])
        at = at - _at_both_ends(a, b, along * ((gap - length) * 0.5)[:, None], len(at))
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
