"""Blocks: which of many profiles are worth comparing, found by keys that they share."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from hashlib import blake2b
from typing import Self

import numpy as np
from numpy.typing import NDArray

LIMIT = 120
"""In a block of more profiles than this each is compared with the first few alone, so that the cost stays linear."""

HUBS = 5
"""How many: concepts of the vocabularies come first, and what is named so often mostly has one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocks:
    """The digests of the nodes' keys, one a row, in their order."""

    keys: NDArray[np.uint64]
    nodes: NDArray[np.int64]

    @classmethod
    def of(cls, keys: Iterable[tuple[int, Iterable[Hashable]]]) -> Self:
        """Return the blocks of nodes that have these keys."""
        rows = [(_digest(key), node) for node, found in keys for key in set(found)]
        keys = np.array([key for key, _ in rows], dtype=np.uint64)
        return cls._sorted(keys, np.array([node for _, node in rows], dtype=np.int64))

    def renumbered(self, numbers: NDArray[np.int64]) -> Self:
        """Return the blocks with other numbers for the nodes, without those that have none (-1)."""
        nodes = numbers[self.nodes]
        return type(self)(keys=self.keys[nodes >= 0], nodes=nodes[nodes >= 0])

    def joined(self, other: Self) -> Self:
        """Return both in one order."""
        keys, nodes = np.concatenate((self.keys, other.keys)), np.concatenate((self.nodes, other.nodes))
        return self._sorted(keys, nodes)

    @classmethod
    def _sorted(cls, keys: NDArray[np.uint64], nodes: NDArray[np.int64]) -> Self:
        order = np.lexsort((nodes, keys))
        return cls(keys=keys[order], nodes=nodes[order])


def _digest(key: Hashable) -> int:
    said = repr(key).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(said, digest_size=8).digest())


def candidates(blocks: Blocks, size: int) -> NDArray[np.int64]:
    """Return the pairs that share a block, in order, as left · size + right; of a large block those with a hub."""
    keys, nodes = blocks.keys, blocks.nodes
    starts = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1]))) if len(keys) else np.zeros(0, np.int64)
    sizes = np.diff(starts, append=len(keys))
    found = [np.zeros(0, dtype=np.int64)]
    for length in np.unique(sizes).tolist():
        block = nodes[starts[sizes == length][:, None] + np.arange(length)]
        hubs = range(length if length <= LIMIT else HUBS)
        left = np.repeat(np.arange(len(hubs)), [length - 1 - hub for hub in hubs])
        right = np.concatenate([np.arange(hub + 1, length) for hub in hubs])
        found.append((block[:, left] * size + block[:, right]).ravel())
    return np.unique(np.concatenate(found))
