"""The judgements that explain a resolution, made when they are asked for, and what the build before told too."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from corpus.entity import EntityKind
from graph import iri
from graph.judgement import EntityRef, Judgement, Verdict
from graph.layer import READ_SCORE, SAME, UNSURE, FormerLayer, Layer

P = TypeVar("P", bound=Hashable)

Knot = EntityRef | str
"""What judgements are on: entities, and the IRIs of concepts."""

Told = tuple[Knot, Knot, str]
"""Which judgement: its two sides, and who judged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """The judgements of the build before that are gone or may differ now, and those that came in their place."""

    gone: Sequence[Told]
    came: Sequence[Judgement]


class Account(Protocol):
    """The judgements of one kind of thing."""

    def __iter__(self) -> Iterator[Judgement]:
        """Yield all."""

    def bonds(self) -> Iterator[tuple[Knot, Knot, float]]:
        """Yield both sides and the score of those that made entities one."""

    def doubts(self) -> Iterator[Judgement]:
        """Yield the doubtful ones."""

    def changed(self) -> Changed:
        """Return what differs from the build before."""


class Accounts(Iterable[Judgement]):
    """The judgements of all kinds."""

    def __init__(self, parts: Sequence[Account]) -> None:
        """Take the kinds in their order."""
        self._parts = parts

    def __iter__(self) -> Iterator[Judgement]:
        """Yield every judgement."""
        for part in self._parts:
            yield from part

    def bonds(self) -> Iterator[tuple[Knot, Knot, float]]:
        """Yield what makes entities one: both sides and how surely."""
        for part in self._parts:
            yield from part.bonds()

    def doubts(self) -> tuple[Judgement, ...]:
        """Return the doubtful judgements."""
        return tuple(found for part in self._parts for found in part.doubts())

    def changed(self) -> Changed:
        """Return what differs from the build before."""
        parts = [part.changed() for part in self._parts]
        return Changed(
            gone=[told for part in parts for told in part.gone], came=[made for part in parts for made in part.came]
        )


def same(left: Knot, right: Knot, reason: str, by: str) -> Judgement:
    """Return what needs no comparison."""
    return Judgement(left=left, right=right, verdict=Verdict.SAME, score=READ_SCORE, reasons=(reason,), by=by)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyAccount:
    """Of things that are one by their key: the judgements, and the reasons of those of the build before."""

    made: Sequence[Judgement]
    before: Mapping[Told, str]

    def __iter__(self) -> Iterator[Judgement]:
        """Yield all."""
        return iter(self.made)

    def bonds(self) -> Iterator[tuple[Knot, Knot, float]]:
        """Yield both sides of each."""
        return ((found.left, found.right, found.score) for found in self.made)

    def doubts(self) -> Iterator[Judgement]:
        """Yield nothing: equal keys are never in doubt."""
        return iter(())

    def reasons(self) -> dict[Told, str]:
        """Return the reason of each."""
        return {(found.left, found.right, found.by): found.reasons[0] for found in self.made}

    def changed(self) -> Changed:
        """Return what differs from the build before."""
        now = self.reasons()
        return Changed(
            gone=[told for told, reason in self.before.items() if now.get(told) != reason],
            came=[
                found for found, told in zip(self.made, now, strict=True) if self.before.get(told) != found.reasons[0]
            ],
        )


@dataclass(frozen=True, kw_only=True)
class LayerAccount(Generic[P]):
    """Of a compared layer; `name_of` gives the name by which an entity is shown."""

    kind: EntityKind
    layer: Layer[P]
    name_of: Callable[[EntityRef], str]
    before: FormerLayer | None

    @cached_property
    def said(self) -> NDArray[np.int8]:
        """What is told of each pair: SAME of those that joined, UNSURE of those that did not, else nothing."""
        cluster = np.array(self.layer.cluster, dtype=np.int64)
        pairs, verdict = self.layer.pairs, self.layer.verdict
        together = cluster[pairs.left] == cluster[pairs.right]
        told = ((verdict == SAME) & together) | ((verdict == UNSURE) & ~together)
        return np.where(told, verdict, 0).astype(np.int8)

    @cached_property
    def read_said(self) -> Sequence[tuple[int, int]]:
        """The pairs of concept and node that the readings themselves made one."""
        cluster = self.layer.cluster
        return [pair for pair, holds in self.layer.read.items() if holds and cluster[pair[0]] == cluster[pair[1]]]

    def __iter__(self) -> Iterator[Judgement]:
        """Yield equal profiles, what the readings found, and the comparisons that joined or are doubtful."""
        yield from self._equals(range(len(self.layer.nodes.members)))
        yield from map(self._found, self.read_said)
        yield from self._compared(np.flatnonzero(self.said))

    def bonds(self) -> Iterator[tuple[Knot, Knot, float]]:
        """Yield both sides and the score of those that made entities one."""
        for refs in self.layer.nodes.members:
            for ref in refs[1:]:
                yield refs[0], ref, READ_SCORE
        for concept, node in self.read_said:
            yield self._knot(concept), self._knot(node), READ_SCORE
        pairs = self.layer.pairs
        for pair in np.flatnonzero(self.said == SAME).tolist():
            yield self._knot(int(pairs.left[pair])), self._knot(int(pairs.right[pair])), float(pairs.score[pair])

    def doubts(self) -> Iterator[Judgement]:
        """Yield the doubtful ones."""
        return self._compared(np.flatnonzero(self.said == UNSURE))

    def changed(self) -> Changed:
        """Return what differs from the build before: what is on a node that is not as it was, or told otherwise."""
        if not self.before:
            return Changed(gone=(), came=tuple(self))
        nodes, pairs, before = self.layer.nodes, self.layer.pairs, self.before
        stays = (pairs.former >= 0) & (self.said > 0)
        stays[stays] = before.said[pairs.former[stays]] == self.said[stays]
        left = before.said > 0
        left[pairs.former[stays]] = False
        former = nodes.former.tolist()
        unread = {(former[concept], former[node]) for concept, node in self.read_said} & set(before.read_said)
        gone_nodes = set(range(len(before.members))) - set(former)
        return Changed(
            gone=[
                *(
                    (refs[0], ref, "match key")
                    for node in sorted(gone_nodes)
                    for refs in (before.members[node],)
                    for ref in refs[1:]
                ),
                *(
                    (self._former(a), self._former(b), "vocabulary")
                    for a, b in before.read_said
                    if (a, b) not in unread
                ),
                *(
                    (self._former(a), self._former(b), "comparison")
                    for a, b in zip(before.pairs.left[left].tolist(), before.pairs.right[left].tolist(), strict=True)
                ),
            ],
            came=[
                *self._equals(node for node, number in enumerate(former) if number < 0),
                *(self._found(pair) for pair in self.read_said if (former[pair[0]], former[pair[1]]) not in unread),
                *self._compared(np.flatnonzero((self.said > 0) & ~stays)),
            ],
        )

    def _knot(self, node: int) -> Knot:
        codes = self.layer.nodes.codes
        return iri.thing(self.kind, codes[node]) if node < len(codes) else self.layer.nodes.members[node][0]

    def _former(self, node: int) -> Knot:
        refs = self.before.members[node] if self.before else ()
        # The concepts are those of now: another vocabulary is another build.
        return refs[0] if refs else self._knot(node)

    def _equals(self, nodes: Iterable[int]) -> Iterator[Judgement]:
        for refs in (self.layer.nodes.members[node] for node in nodes):
            for ref in refs[1:]:
                reason = f"equal in all that is compared: {self.name_of(refs[0])} | {self.name_of(ref)}"
                yield same(refs[0], ref, reason, "match key")

    def _found(self, pair: tuple[int, int]) -> Judgement:
        reason = f"read as {self.layer.nodes.codes[pair[0]]}"
        return same(self._knot(pair[0]), self._knot(pair[1]), reason, "vocabulary")

    def _compared(self, chosen: NDArray[np.int64]) -> Iterator[Judgement]:
        pairs = self.layer.pairs
        columns = (chosen, pairs.left[chosen], pairs.right[chosen], pairs.score[chosen], self.said[chosen])
        for pair, left, right, score, said in zip(*(column.tolist() for column in columns), strict=True):
            yield Judgement(
                left=self._knot(left),
                right=self._knot(right),
                verdict=Verdict.SAME if said == SAME else Verdict.UNSURE,
                score=score,
                reasons=self._reasons(pair, left, right),
                by="comparison",
            )

    def _reasons(self, pair: int, left: int, right: int) -> tuple[str, ...]:
        if pair in self.layer.pairs.reasons:
            return self.layer.pairs.reasons[pair]
        former = self.layer.nodes.former
        kept = self.before.doubts.get((int(former[left]), int(former[right]))) if self.before else None
        return kept or self.layer.judge(left, right)
