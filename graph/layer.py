"""One kind of thing resolved: equal profiles, the comparisons between unequal ones, and the clusters.

What is found is held in columns, a number a row, so that it can be kept for the next build as it is: what that one
finds unchanged it neither profiles nor compares again (`former`).
"""

import heapq
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from functools import cache, lru_cache
from hashlib import blake2b
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from corpus.entity import EntityKind
from graph.blocking import Blocks, candidates
from graph.clustering import clusters
from graph.comparison import Feature, feature, judged
from graph.judgement import EntityRef, Verdict

P = TypeVar("P", bound=Hashable)

Numbers = NDArray[np.int64]

READ_SCORE = 100.0
"""The score of what a reading found in the vocabularies, and of two equal profiles: above all sums of features."""

VERDICTS = (None, Verdict.SAME, Verdict.UNSURE, Verdict.DIFFERENT)
"""What a number in a column of verdicts stands for."""

NONE, SAME, UNSURE, DIFFERENT = range(4)

_MARGIN = 1.0
"""Two rival things must differ by this much in score for the better one to be taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """The pairs of nodes that were compared, in order, and what each comparison came to.

    `former` are their numbers in the build before, -1 for what was compared anew; `reasons` are of that.
    """

    left: Numbers
    right: Numbers
    verdict: NDArray[np.int8]
    score: NDArray[np.float64]
    former: Numbers
    reasons: Mapping[int, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Nodes(Generic[P]):
    """The distinct profiles of a layer, concepts first: `members` are who has each, `keys` tell them apart.

    `former` are their numbers in the build before, -1 for what is not as it was there. `profile` gives the profile of a
    number, `announcements` where its members stand.
    """

    codes: Sequence[str]
    members: Sequence[tuple[EntityRef, ...]]
    keys: Sequence[str]
    former: Numbers
    profile: Callable[[int], P]
    announcements: Callable[[int], frozenset[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer(Generic[P]):
    """All entities of one kind. `verdict` is what the pairs came to where rivals make some of them doubtful.

    `read` are the pairs of concept and node that the readings themselves made one, and whether that holds. A cluster
    is named by its smallest node.
    """

    nodes: Nodes[P]
    blocks: Blocks
    pairs: Pairs
    read: Mapping[tuple[int, int], bool]
    verdict: NDArray[np.int8]
    cluster: Sequence[int]
    judge: Callable[[int, int], tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerLayer:
    """A layer of the build before: the number of each key, how many have it, and what was found of the nodes.

    `said` is what was told of each pair, `doubts` are the reasons of the doubtful ones.
    """

    members: Sequence[tuple[EntityRef, ...]]
    keys: Sequence[str]
    blocks: Blocks
    pairs: Pairs
    read: Mapping[tuple[int, int], bool]
    said: NDArray[np.int8]
    read_said: Collection[tuple[int, int]]
    doubts: Mapping[tuple[int, int], tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matcher(Generic[P]):
    """How the entities of a kind, or some of them, are compared.

    `block_keys` gives the keys of which two profiles must share one to be compared, `merged` makes one of equal
    profiles.
    """

    name: str
    kind: EntityKind
    block_keys: Callable[[P], Iterable[Hashable]]
    features: Callable[[P, P], Iterable[Feature]]
    merged: Callable[[Sequence[P]], P]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entities(Generic[P]):
    """The entities of a layer in their order, each with its profile, made when it is asked for.

    `unchanged` are the announcements whose entities have the profiles that they had in the build before.
    """

    refs: Sequence[EntityRef]
    profile: Callable[[EntityRef], P]
    unchanged: Collection[str] = ()


def resolve_layer(
    matcher: Matcher[P],
    entities: Entities[P],
    concepts: Mapping[str, P] | None = None,
    fixed: Mapping[EntityRef, str] | None = None,
    before: FormerLayer | None = None,
) -> Layer[P]:
    """Return the entities of one kind with what is one.

    `concepts` are the vocabularies' profiles by code: two of them are never one. `fixed` says which concept an
    entity was read as; it holds unless the two belong to different places or parents.
    """
    nodes = _nodes(matcher, entities, concepts or {}, before)
    blocks = _blocks(matcher, nodes, before)
    pairs = _pairs(matcher, nodes, blocks, before)
    read = _read(matcher, nodes, fixed or {}, before)
    verdict = _without_rivals(pairs, len(nodes.codes))
    joins = _joins(pairs, verdict, [pair for pair, holds in read.items() if holds])
    return Layer(
        nodes=nodes,
        blocks=blocks,
        pairs=pairs,
        read=read,
        verdict=verdict,
        cluster=clusters(len(nodes.keys), joins, apart=range(len(nodes.codes))),
        judge=lambda left, right: judged(_features(matcher, nodes, left, right))[2],
    )


def _nodes(
    matcher: Matcher[P], entities: Entities[P], concepts: Mapping[str, P], before: FormerLayer | None
) -> Nodes[P]:
    """Concepts first, then the distinct profiles in the order of their first member."""
    profile_of = cache(entities.profile)
    known = {ref: key for key, refs in zip(before.keys, before.members, strict=True) for ref in refs} if before else {}
    number = {key: index for index, key in enumerate(before.keys)} if before else {}
    codes = sorted(concepts)
    grouped: dict[str, list[EntityRef]] = defaultdict(list)
    for ref in entities.refs:
        kept = known.get(ref) if ref.announcement in entities.unchanged else None
        grouped[kept or _key(profile_of(ref))].append(ref)
    former = [number.get(f"concept {code}", -1) for code in codes]
    for key, refs in grouped.items():
        index = number.get(key, -1)
        same = before and index >= 0 and len(before.members[index]) == len(refs)
        former.append(index if same and all(ref.announcement in entities.unchanged for ref in refs) else -1)
    members = [*(() for _ in codes), *map(tuple, grouped.values())]

    @cache
    def profile(node: int) -> P:
        if node < len(codes):
            return concepts[codes[node]]
        return matcher.merged([profile_of(ref) for ref in members[node]])

    return Nodes(
        codes=codes,
        members=members,
        keys=[*(f"concept {code}" for code in codes), *grouped],
        former=np.array(former, dtype=np.int64),
        profile=profile,
        announcements=cache(lambda node: frozenset(ref.announcement for ref in members[node])),
    )


def _key(profile: Hashable) -> str:
    """The digest of all of a profile that equal ones have in common."""
    return blake2b(_fields(profile).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _fields(record: Any) -> str:  # noqa: ANN401 -- a dataclass
    of: Any = type(record)
    return ";".join([_written(getattr(record, name)) for name in _compared(of)])


@cache
def _compared(of: Any) -> tuple[str, ...]:  # noqa: ANN401 -- a type of them
    return tuple(part.name for part in fields(of) if part.compare)


@lru_cache(maxsize=1 << 18)
def _written(value: Hashable) -> str:
    """A value as text, equal for equal ones alone."""
    if isinstance(value, frozenset):
        return f"{{{','.join(sorted(map(_written, value)))}}}"
    if is_dataclass(value):
        return f"({_fields(value)})"
    return repr(value)


def _now(nodes: Nodes[P], before: FormerLayer) -> Numbers:
    """The present number of each node of the build before; -1 for those that are not as they were."""
    present = np.full(len(before.keys), -1, dtype=np.int64)
    stay = np.flatnonzero(nodes.former >= 0)
    present[nodes.former[stay]] = stay
    return present


def _blocks(matcher: Matcher[P], nodes: Nodes[P], before: FormerLayer | None) -> Blocks:
    made = Blocks.of(
        (node, matcher.block_keys(nodes.profile(node))) for node in np.flatnonzero(nodes.former < 0).tolist()
    )
    return before.blocks.renumbered(_now(nodes, before)).joined(made) if before else made


def _pairs(matcher: Matcher[P], nodes: Nodes[P], blocks: Blocks, before: FormerLayer | None) -> Pairs:
    """Compare the pairs that share a block, but for those that were compared before and are as they were."""
    size = len(nodes.keys)
    wanted = candidates(blocks, size)
    wanted = wanted[wanted % max(size, 1) >= len(nodes.codes)]  # two concepts are never one
    verdict, score = np.zeros(len(wanted), dtype=np.int8), np.zeros(len(wanted))
    former = np.full(len(wanted), -1, dtype=np.int64)
    if before:
        present = _now(nodes, before)
        left, right = present[before.pairs.left], present[before.pairs.right]
        stay = np.flatnonzero((left >= 0) & (right >= 0))
        _, here, there = np.intersect1d(
            wanted, left[stay] * size + right[stay], assume_unique=True, return_indices=True
        )
        former[here] = stay[there]
        verdict[here], score[here] = before.pairs.verdict[former[here]], before.pairs.score[former[here]]
    reasons = {}
    anew = np.flatnonzero(former < 0)
    for index, pair in zip(anew.tolist(), wanted[anew].tolist(), strict=True):
        found, score[index], told = judged(_features(matcher, nodes, *divmod(pair, size)))
        verdict[index] = VERDICTS.index(found)
        if told:
            reasons[index] = told
    left, right = np.divmod(wanted, max(size, 1))
    return Pairs(left=left, right=right, verdict=verdict, score=score, former=former, reasons=reasons)


def _features(matcher: Matcher[P], nodes: Nodes[P], left: int, right: int) -> Iterator[Feature]:
    """What speaks for and against; at last that one announcement names both: its reader took them for two things."""
    yield from matcher.features(nodes.profile(left), nodes.profile(right))
    if both := nodes.announcements(left) & nodes.announcements(right):
        yield feature(matcher.kind, "beside", min(both), min(both))


_ELSEWHERE = frozenset({"place conflict", "place differs", "scope conflict", "branch", "parent conflict"})


def _read(
    matcher: Matcher[P], nodes: Nodes[P], fixed: Mapping[EntityRef, str], before: FormerLayer | None
) -> dict[tuple[int, int], bool]:
    """What was read as a concept, and whether it is not another of its kind: the Assembly of a region, a branch."""
    concept = {code: node for node, code in enumerate(nodes.codes)}
    found = {}
    for node, (refs, former) in enumerate(zip(nodes.members, nodes.former.tolist(), strict=True)):
        for code in sorted({fixed[ref] for ref in refs if ref in fixed} & concept.keys()):
            kept = before.read.get((int(nodes.former[concept[code]]), former)) if before and former >= 0 else None
            if kept is None:
                said = matcher.features(nodes.profile(concept[code]), nodes.profile(node))
                kept = not any(each.name in _ELSEWHERE for each in said)
            found[concept[code], node] = kept
    return found


def _without_rivals(pairs: Pairs, concepts: int) -> NDArray[np.int8]:
    """Return the verdicts, SAME made doubtful where two different concepts claim one node about equally."""
    claims = np.flatnonzero((pairs.verdict == SAME) & (pairs.left < concepts)).tolist()
    best: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for index in claims:
        best[int(pairs.right[index])].append((float(pairs.score[index]), int(pairs.left[index])))
    winner = {}
    for node, found in best.items():
        first, *second = heapq.nlargest(2, found)
        winner[node] = first[1] if not second or first[0] - second[0][0] >= _MARGIN else None
    verdict = pairs.verdict.copy()
    for index in claims:
        if winner[int(pairs.right[index])] != int(pairs.left[index]):
            verdict[index] = UNSURE
    return verdict


def _joins(
    pairs: Pairs, verdict: NDArray[np.int8], read: Sequence[tuple[int, int]]
) -> list[tuple[int, int, Verdict, float]]:
    """What clusters are made from; what parts two nodes of which one is like none cuts nothing."""
    like = np.zeros(int(max((pairs.right.max(initial=-1), *(node for _, node in read)))) + 1, dtype=np.bool_)
    same = verdict == SAME
    like[pairs.left[same]] = like[pairs.right[same]] = True
    for pair in read:
        like[list(pair)] = True
    cuts = (verdict == DIFFERENT) & like[pairs.left] & like[pairs.right]
    chosen = np.flatnonzero(same | cuts)
    columns = (pairs.left, pairs.right, verdict, pairs.score)
    rows = zip(*(column[chosen].tolist() for column in columns), strict=True)
    said = [
        (left, right, Verdict.SAME if told == SAME else Verdict.DIFFERENT, score) for left, right, told, score in rows
    ]
    return [*said, *((concept, node, Verdict.SAME, READ_SCORE) for concept, node in read)]
