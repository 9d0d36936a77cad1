"""What the resolution of one kind, or of all, came to: the groups, why, and what holds each together."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np

from corpus.entity import EntityKind
from graph import iri
from graph.account import Account, KeyAccount, Knot, LayerAccount, Told, same
from graph.judgement import EntityRef, Judgement
from graph.layer import SAME, Layer

P = TypeVar("P", bound=Hashable)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Entities that are one thing, in their order, and the vocabulary concept that it is."""

    members: tuple[EntityRef, ...]
    kind: EntityKind
    concept: str | None = None

    @property
    def name(self) -> str:
        """A name of the group within one resolution."""
        return self.concept or str(self.members[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Groups, and the accounts of why they are one (and of what is doubtful).

    `known` are the entities that are a concept of the vocabularies by themselves, whatever else is read.
    """

    groups: Sequence[Group]
    accounts: Sequence[Account] = ()
    names: Mapping[EntityRef, str] = field(default_factory=dict)
    known: frozenset[EntityRef] = frozenset()


def joined(outcomes: Iterable[Outcome]) -> Outcome:
    """Return the outcomes of all kinds as one."""
    parts = tuple(outcomes)
    return Outcome(
        groups=[group for part in parts for group in part.groups],
        accounts=[account for part in parts for account in part.accounts],
        names={ref: name for part in parts for ref, name in part.names.items()},
        known=frozenset[EntityRef]().union(*(part.known for part in parts)),
    )


def by_key(keys: Mapping[EntityRef, tuple[str, str]], kind: EntityKind, before: Mapping[Told, str]) -> Outcome:
    """Return the outcome for things that are one when their keys are equal; a key ("concept", code) is a concept.

    `keys` are in the order of the entities; `before` are the reasons of the judgements of the build before.
    """
    found: dict[tuple[str, str], list[EntityRef]] = defaultdict(list)
    for ref, key in keys.items():
        found[key].append(ref)
    groups: list[Group] = []
    judgements: list[Judgement] = []
    for (how, value), refs in sorted(found.items()):
        code = value if how == "concept" else None
        groups.append(Group(members=tuple(refs), kind=kind, concept=code))
        centre: Knot = iri.thing(kind, code) if code else refs[0]
        by = "vocabulary" if code else "match key"
        judgements += [same(centre, ref, f"{how}: {value}", by) for ref in (refs if code else refs[1:])]
    known = frozenset(ref for group in groups if group.concept for ref in group.members)
    return Outcome(
        groups=groups, accounts=[KeyAccount(made=judgements, before=before)], names=_names(groups), known=known
    )


def outcome(account: LayerAccount[P]) -> Outcome:
    """Return the outcome of a compared layer."""
    layer, codes = account.layer, account.layer.nodes.codes
    found: dict[int, list[EntityRef]] = defaultdict(list)
    for refs, root in zip(layer.nodes.members, layer.cluster, strict=True):
        found[root] += refs
    groups = [
        Group(members=_ordered(refs), kind=account.kind, concept=codes[root] if root < len(codes) else None)
        for root, refs in found.items()
        if refs
    ]
    return Outcome(groups=groups, accounts=[account], names=_names(groups), known=_known(layer))


def _ordered(refs: Iterable[EntityRef]) -> tuple[EntityRef, ...]:
    return tuple(sorted(refs, key=lambda ref: (ref.announcement, ref.entity)))


def _known(layer: Layer[P]) -> frozenset[EntityRef]:
    """The members of the nodes that a concept itself is bound to."""
    pairs = layer.pairs
    claims = np.flatnonzero((layer.verdict == SAME) & (pairs.left < len(layer.nodes.codes)))
    tied = {*zip(pairs.left[claims].tolist(), pairs.right[claims].tolist(), strict=True)}
    tied |= {pair for pair, holds in layer.read.items() if holds}
    nodes = {node for concept, node in tied if layer.cluster[node] == layer.cluster[concept]}
    return frozenset(ref for node in nodes for ref in layer.nodes.members[node])


def _names(groups: Iterable[Group]) -> dict[EntityRef, str]:
    found: dict[EntityRef, str] = {}
    for group in groups:
        found.update(dict.fromkeys(group.members, group.name))
    return found
