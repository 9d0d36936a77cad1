"""From judgements to things: connected components of SAME in which a DIFFERENT always cuts."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from graph.judgement import Verdict

Link = tuple[int, int, Verdict, float]
"""Two nodes, what is said of them, and how strongly."""


def clusters(size: int, links: Iterable[Link], apart: Collection[int] = ()) -> list[int]:
    """Return for each of `size` nodes the smallest node of its cluster.

    The strongest SAME joins first; one that would bring two DIFFERENT nodes together is passed over. The nodes'
    order breaks ties, so the caller numbers them by their content. No two nodes of `apart` come together.
    """
    forest = _Forest(
        parents=list(range(size)), enemies=[set() for _ in range(size)], single=[node in apart for node in range(size)]
    )
    same: list[tuple[float, int, int]] = []
    for left, right, verdict, score in links:
        if verdict is Verdict.SAME:
            same.append((-score, min(left, right), max(left, right)))
        elif verdict is Verdict.DIFFERENT:
            forest.enemies[left].add(right)
            forest.enemies[right].add(left)
    for _, left, right in sorted(same):
        forest.join(left, right)
    return [forest.root(node) for node in range(size)]


@dataclass(slots=True)
class _Forest:
    """Union-find whose roots are the smallest nodes; `enemies` may not come in, two `single` ones not together."""

    parents: list[int]
    enemies: list[set[int]]
    single: list[bool]

    def root(self, node: int) -> int:
        while self.parents[node] != node:
            self.parents[node] = self.parents[self.parents[node]]
            node = self.parents[node]
        return node

    def join(self, left: int, right: int) -> None:
        one, other = sorted((self.root(left), self.root(right)))
        if one == other or (self.single[one] and self.single[other]):
            return
        few, many = (one, other) if len(self.enemies[one]) <= len(self.enemies[other]) else (other, one)
        if any(self.root(enemy) == many for enemy in self.enemies[few]):
            return
        self.parents[other] = one
        self.single[one] |= self.single[other]
        self.enemies[one].update(self.enemies[other])
