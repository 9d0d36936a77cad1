"""One kind of thing resolved: equal profiles, the comparisons between unequal ones, and the clusters."""

import heapq
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from corpus.entity import EntityKind
from graph.clustering import clusters
from graph.comparison import Comparison, feature
from graph.judgement import EntityRef, Verdict

P = TypeVar("P", bound=Hashable)

BLOCK_LIMIT = 120
"""In a block of more profiles than this each is compared with the first few alone, so that the cost stays linear."""

HUBS = 5
"""How many: concepts of the vocabularies come first, and what is named so often mostly has one."""

READ_SCORE = 100.0
"""The score of what a reading found in the vocabularies, and of two equal profiles: above all sums of features."""

_MARGIN = 1.0
"""Two rival things must differ by this much in score for the better one to be taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two nodes of a layer that were compared."""

    left: int
    right: int
    comparison: Comparison
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer(Generic[P]):
    """All entities of one kind: `nodes` are the distinct profiles, `members` who has each, `cluster` its cluster.

    A cluster is named by its smallest node. `read` are the pairs of concept and node that the readings themselves
    made one. `concepts` maps a node to the vocabulary concept that it stands for.
    """

    nodes: Sequence[P]
    members: Sequence[tuple[EntityRef, ...]]
    pairs: Sequence[Pair]
    read: Sequence[tuple[int, int]]
    cluster: Sequence[int]
    concepts: Mapping[int, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matcher(Generic[P]):
    """How the entities of a kind are compared.

    `block_keys` gives the keys of which two profiles must share one to be compared, `merged` makes one of equal
    profiles.
    """

    kind: EntityKind
    block_keys: Callable[[P], Iterable[Hashable]]
    compare: Callable[[P, P], Comparison]
    merged: Callable[[Sequence[P]], P]


def resolve_layer(
    matcher: Matcher[P],
    profiles: Mapping[EntityRef, P],
    concepts: Mapping[str, P] | None = None,
    fixed: Mapping[EntityRef, str] | None = None,
) -> Layer[P]:
    """Return the profiles of one kind with what is one.

    `concepts` are the vocabularies' profiles by code: two of them are never one. `fixed` says which concept an
    entity was read as; it holds unless the two belong to different places or parents.
    """
    fixed = fixed or {}
    nodes, members, codes = _nodes(matcher, profiles, concepts or {})
    of_code = {code: node for node, code in codes.items()}
    pairs = list(_without_rivals(list(_pairs(matcher, nodes, members, codes)), codes))
    links = [(pair.left, pair.right, pair.verdict, pair.comparison.score) for pair in pairs]
    read = [
        (of_code[code], node)
        for node, refs in enumerate(members)
        for code in sorted({fixed[ref] for ref in refs if ref in fixed})
        if code in of_code and not _elsewhere(matcher.compare(nodes[of_code[code]], nodes[node]))
    ]
    links += [(concept, node, Verdict.SAME, READ_SCORE) for concept, node in read]
    cluster = clusters(len(nodes), links, apart=codes)
    return Layer(nodes=nodes, members=members, pairs=pairs, read=read, cluster=cluster, concepts=codes)


_ELSEWHERE = frozenset({"place conflict", "place differs", "scope conflict", "branch", "parent conflict"})


def _elsewhere(comparison: Comparison) -> bool:
    """Tell whether an entity read as a concept is another of its kind: the Assembly of a region, a branch."""
    return any(found.name in _ELSEWHERE for found in comparison.features)


def _pairs(
    matcher: Matcher[P], nodes: Sequence[P], members: Sequence[tuple[EntityRef, ...]], codes: Mapping[int, str]
) -> Iterator[Pair]:
    present = [frozenset(ref.announcement for ref in refs) for refs in members]
    for left, right in _candidates(nodes, matcher.block_keys):
        if left in codes and right in codes:
            continue
        comparison = _beside(matcher.compare(nodes[left], nodes[right]), present[left], present[right], matcher.kind)
        if comparison.verdict:
            yield Pair(left=left, right=right, comparison=comparison, verdict=comparison.verdict)


def _beside(comparison: Comparison, left: frozenset[str], right: frozenset[str], kind: EntityKind) -> Comparison:
    """Add that one announcement names both: its reader took them for two things."""
    if left.isdisjoint(right):
        return comparison
    name = min(left & right)
    return Comparison(features=(*comparison.features, feature(kind, "beside", name, name)))


def _nodes(
    matcher: Matcher[P], profiles: Mapping[EntityRef, P], concepts: Mapping[str, P]
) -> tuple[list[P], list[tuple[EntityRef, ...]], dict[int, str]]:
    """Concepts first, then the distinct profiles in the order of their first member."""
    grouped: dict[P, list[EntityRef]] = defaultdict(list)
    for ref in sorted(profiles):
        grouped[profiles[ref]].append(ref)
    codes = dict(enumerate(sorted(concepts)))
    nodes = [concepts[code] for code in codes.values()]
    nodes += [matcher.merged([profiles[ref] for ref in refs]) for refs in grouped.values()]
    members: list[tuple[EntityRef, ...]] = [() for _ in codes]
    members += [tuple(refs) for refs in grouped.values()]
    return nodes, members, codes


def _candidates(nodes: Sequence[P], block_keys: Callable[[P], Iterable[Hashable]]) -> list[tuple[int, int]]:
    """The pairs that share a block, in order; of a large block those with one of its first nodes."""
    blocks: dict[Hashable, list[int]] = defaultdict(list)
    for index, node in enumerate(nodes):
        for key in set(block_keys(node)):
            blocks[key].append(index)
    found: set[tuple[int, int]] = set()
    for block in blocks.values():
        first = block if len(block) <= BLOCK_LIMIT else block[:HUBS]
        found.update((left, right) for position, left in enumerate(first) for right in block[position + 1 :])
    return sorted(found)


def _without_rivals(pairs: Sequence[Pair], codes: Mapping[int, str]) -> Iterator[Pair]:
    """Make a SAME doubtful where two different concepts claim one node about equally."""
    best: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for pair in pairs:
        if pair.verdict is Verdict.SAME and pair.left in codes:
            best[pair.right].append((pair.comparison.score, pair.left))
    rivals = {
        node
        for node, claims in best.items()
        if len(claims) > 1 and heapq.nlargest(2, claims)[0][0] - heapq.nlargest(2, claims)[1][0] < _MARGIN
    }
    winner = {node: max(claims)[1] for node, claims in best.items()}
    for pair in pairs:
        contested = pair.verdict is Verdict.SAME and pair.left in codes
        if contested and (pair.right in rivals or winner[pair.right] != pair.left):
            yield Pair(left=pair.left, right=pair.right, comparison=pair.comparison, verdict=Verdict.UNSURE)
        else:
            yield pair
