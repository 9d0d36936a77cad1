"""A person's decisions over what the comparison found: they change the things that they name and no other."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.clustering import clusters
from graph.judgement import EntityRef, Judgement, Verdict
from graph.outcome import Bond, Group, Knot, Outcome

_DECIDED = 1000.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A person's verdict on two entities of this resolution."""

    left: EntityRef
    right: EntityRef
    verdict: Verdict


def decisions(judgements: Iterable[Judgement], entities: Mapping[str, EntityRef]) -> tuple[Decision, ...]:
    """Return the decisions that can be heeded: those whose two sides `entities` (references and IRIs) knows."""
    found = []
    for judgement in judgements:
        left, right = entities.get(str(judgement.left)), entities.get(str(judgement.right))
        if left is not None and right is not None and left != right:
            found.append(Decision(left=left, right=right, verdict=judgement.verdict))
    return tuple(found)


def decided(outcome: Outcome, heeded: Sequence[Decision]) -> list[Group]:
    """Return the groups after a person's decisions.

    SAME joins the two groups, DIFFERENT tears one apart at its weakest bonds or keeps two from being joined. UNSURE
    decides nothing. All groups that no decision names stay as they are.
    """
    telling = [decision for decision in heeded if decision.verdict is not Verdict.UNSURE]
    home = {ref: index for index, group in enumerate(outcome.groups) for ref in group.members}
    named = {home[side] for decision in telling for side in (decision.left, decision.right)}
    touched = _touched(telling, home)
    groups = [group for index, group in enumerate(outcome.groups) if index not in named]
    bonds: dict[int, list[Bond]] = defaultdict(list)
    for bond in outcome.bonds:
        where = home[bond.right] if isinstance(bond.right, EntityRef) else None
        if where in named:
            bonds[where].append(bond)
    for indices in touched:
        held = [bond for index in indices for bond in bonds[index]]
        within = [decision for decision in telling if home[decision.left] in indices]
        groups += _regrouped([outcome.groups[index] for index in indices], held, within)
    return groups


def _touched(telling: Sequence[Decision], home: Mapping[EntityRef, int]) -> list[list[int]]:
    """The named groups, those that decisions link together."""
    named = sorted({home[side] for decision in telling for side in (decision.left, decision.right)})
    place = {index: position for position, index in enumerate(named)}
    links = [(place[home[d.left]], place[home[d.right]], Verdict.SAME, _DECIDED) for d in telling]
    found: dict[int, list[int]] = defaultdict(list)
    for position, root in enumerate(clusters(len(named), links)):
        found[root].append(named[position])
    return list(found.values())


def _regrouped(groups: Sequence[Group], bonds: Sequence[Bond], telling: Sequence[Decision]) -> list[Group]:
    concepts = sorted({str(bond.left) for bond in bonds if isinstance(bond.left, str)})
    codes = {bond: code for bond in concepts for code in (_code(bond, groups),) if code}
    refs = sorted(ref for group in groups for ref in group.members)
    knots: list[Knot] = [*concepts, *refs]
    place = {knot: index for index, knot in enumerate(knots)}
    links = [(place[bond.left], place[bond.right], Verdict.SAME, bond.score) for bond in bonds]
    links += [(place[d.left], place[d.right], d.verdict, _DECIDED) for d in telling]
    found: dict[int, list[Knot]] = defaultdict(list)
    for index, root in enumerate(clusters(len(knots), links)):
        found[root].append(knots[index])
    return [
        Group(
            members=tuple(knot for knot in together if isinstance(knot, EntityRef)),
            kind=groups[0].kind,
            concept=next((codes[knot] for knot in together if isinstance(knot, str) and knot in codes), None),
        )
        for together in found.values()
        if any(isinstance(knot, EntityRef) for knot in together)
    ]


def _code(name: str, groups: Sequence[Group]) -> str | None:
    """The code of the concept that an IRI names, as the groups know it."""
    return next((group.concept for group in groups if group.concept and name.endswith(f"/{group.concept}")), None)
