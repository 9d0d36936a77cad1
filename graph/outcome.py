"""What the resolution of one kind, or of all, came to: the groups, why, and the bonds that hold each together."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from corpus.entity import EntityKind
from graph import iri
from graph.judgement import EntityRef, Judgement, Verdict
from graph.layer import READ_SCORE, Layer

P = TypeVar("P", bound=Hashable)

Knot = EntityRef | str
"""What bonds hold together: entities, and the IRIs of concepts."""


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
class Bond:
    """Two knots that are one, and how surely: the higher the score the later a decision tears them apart."""

    left: Knot
    right: Knot
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Groups, the judgements that explain them (and those that are doubtful), and the bonds within the groups.

    `known` are the entities that are a concept of the vocabularies by themselves, whatever else is read.
    """

    groups: Sequence[Group]
    judgements: Sequence[Judgement] = ()
    bonds: Sequence[Bond] = ()
    names: Mapping[EntityRef, str] = field(default_factory=dict)
    known: frozenset[EntityRef] = frozenset()


def joined(outcomes: Iterable[Outcome]) -> Outcome:
    """Return the outcomes of all kinds as one."""
    parts = tuple(outcomes)
    return Outcome(
        groups=[group for part in parts for group in part.groups],
        judgements=[judgement for part in parts for judgement in part.judgements],
        bonds=[bond for part in parts for bond in part.bonds],
        names={ref: name for part in parts for ref, name in part.names.items()},
        known=frozenset[EntityRef]().union(*(part.known for part in parts)),
    )


def by_key(keys: Mapping[EntityRef, tuple[str, str]], kind: EntityKind) -> Outcome:
    """Return the outcome for things that are one when their keys are equal; a key ("concept", code) is a concept."""
    found: dict[tuple[str, str], list[EntityRef]] = defaultdict(list)
    for ref in sorted(keys):
        found[keys[ref]].append(ref)
    bonds, judgements, groups = [], [], []
    for (how, value), refs in sorted(found.items()):
        code = value if how == "concept" else None
        groups.append(Group(members=tuple(refs), kind=kind, concept=code))
        centre: Knot = iri.thing(kind, code) if code else refs[0]
        for ref in refs if code else refs[1:]:
            bonds.append(Bond(left=centre, right=ref, score=READ_SCORE))
            judgements.append(
                _same(centre, ref, READ_SCORE, (f"{how}: {value}",), "vocabulary" if code else "match key")
            )
    known = frozenset(ref for group in groups if group.concept for ref in group.members)
    return Outcome(groups=groups, judgements=judgements, bonds=bonds, names=_names(groups), known=known)


def outcome(layer: Layer[P], kind: EntityKind, name_of: Callable[[EntityRef], str]) -> Outcome:
    """Return the outcome of a compared layer; `name_of` gives the name by which an entity is shown."""
    found: dict[int, list[EntityRef]] = defaultdict(list)
    for node, refs in enumerate(layer.members):
        found[layer.cluster[node]] += refs
    groups = [
        Group(members=tuple(sorted(refs)), kind=kind, concept=layer.concepts.get(root))
        for root, refs in found.items()
        if refs
    ]
    judgements = tuple(_judgements(layer, kind, name_of))
    bonds = [
        Bond(left=found.left, right=found.right, score=found.score)
        for found in judgements
        if found.verdict is Verdict.SAME
    ]
    return Outcome(groups=groups, judgements=judgements, bonds=bonds, names=_names(groups), known=_known(layer))


def _known(layer: Layer[P]) -> frozenset[EntityRef]:
    """The members of the nodes that a concept itself is bound to."""
    tied = {(pair.left, pair.right) for pair in layer.pairs if pair.verdict is Verdict.SAME} | set(layer.read)
    nodes = {
        node for concept, node in tied if concept in layer.concepts and layer.cluster[node] == layer.cluster[concept]
    }
    return frozenset(ref for node in nodes for ref in layer.members[node])


def _names(groups: Iterable[Group]) -> dict[EntityRef, str]:
    return {ref: group.name for group in groups for ref in group.members}


def _judgements(layer: Layer[P], kind: EntityKind, name_of: Callable[[EntityRef], str]) -> Iterator[Judgement]:
    """Equal profiles, what the readings found in the vocabularies, and the comparisons that joined or are doubtful."""
    knots: list[Knot] = [
        iri.thing(kind, layer.concepts[node]) if node in layer.concepts else refs[0]
        for node, refs in enumerate(layer.members)
    ]
    for refs in layer.members:
        for ref in refs[1:]:
            reason = f"equal in all that is compared: {name_of(refs[0])} | {name_of(ref)}"
            yield _same(refs[0], ref, READ_SCORE, (reason,), "match key")
    for concept, node in layer.read:
        if layer.cluster[concept] == layer.cluster[node]:
            reason = f"read as {layer.concepts[concept]}"
            yield _same(knots[concept], knots[node], READ_SCORE, (reason,), "vocabulary")
    for pair in layer.pairs:
        together = layer.cluster[pair.left] == layer.cluster[pair.right]
        if pair.verdict is Verdict.DIFFERENT or together is not (pair.verdict is Verdict.SAME):
            continue
        yield Judgement(
            left=knots[pair.left],
            right=knots[pair.right],
            verdict=pair.verdict,
            score=pair.comparison.score,
            reasons=pair.comparison.reasons,
            by="comparison",
        )


def _same(left: Knot, right: Knot, score: float, reasons: tuple[str, ...], by: str) -> Judgement:
    return Judgement(left=left, right=right, verdict=Verdict.SAME, score=score, reasons=reasons, by=by)
