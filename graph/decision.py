"""A person's decisions over what the comparison found: they change the things that they name and no other."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph import iri
from graph.account import Accounts, Knot
from graph.clustering import clusters
from graph.judgement import EntityRef, Judgement, Verdict
from graph.outcome import Group, Outcome

_DECIDED = 1000.0

Bond = tuple[Knot, Knot, float]
"""Two knots that are one, and how surely: the higher the score the later a decision tears them apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A person's verdict on two knots: entities of this resolution, or IRIs of vocabulary concepts."""

    left: Knot
    right: Knot
    verdict: Verdict

    @property
    def sides(self) -> tuple[Knot, Knot]:
        """Both knots."""
        return self.left, self.right


def decisions(
    judgements: Iterable[Judgement], entities: Mapping[str, Sequence[EntityRef]], concepts: Mapping[str, Group]
) -> tuple[Decision, ...]:
    """Return the decisions that can be heeded: those whose two sides are known here.

    `entities` maps each reference and each IRI to the entities that it stands for, the founder first; `concepts`
    maps the IRI of a concept to an empty group of it.
    """
    found = []
    for judgement in judgements:
        sides = stands_for(judgement, entities, concepts)
        # Whoever parts an entity from a thing that it founded means the rest of that thing.
        pairs = ((left, right) for left in sides[0] for right in sides[1] if left != right)
        pair = next(pairs, None)
        if pair and judgement.verdict is not Verdict.UNSURE:
            found.append(Decision(left=pair[0], right=pair[1], verdict=judgement.verdict))
    return tuple(found)


def stands_for(
    judgement: Judgement, entities: Mapping[str, Sequence[EntityRef]], concepts: Mapping[str, Group]
) -> tuple[Sequence[Knot], Sequence[Knot]]:
    """Return what each side of a judgement stands for here: entities or a concept, or nothing when it is not known."""
    left, right = (
        (str(side),) if str(side) in concepts else entities.get(str(side), ())
        for side in (judgement.left, judgement.right)
    )
    return left, right


def decided(outcome: Outcome, heeded: Sequence[Decision], concepts: Mapping[str, Group]) -> list[Group]:
    """Return the groups after a person's decisions.

    SAME joins the two groups, DIFFERENT tears one apart at its weakest bonds or keeps two from being joined. All
    groups that no decision names stay as they are.
    """
    groups = list(outcome.groups)
    home: dict[Knot, int] = {ref: index for index, group in enumerate(groups) for ref in group.members}
    home |= {iri.thing(group.kind, group.concept): index for index, group in enumerate(groups) if group.concept}
    for side in sorted({str(side) for decision in heeded for side in decision.sides if isinstance(side, str)}):
        if side not in home:
            home[side] = len(groups)
            groups.append(concepts[side])
    named = {home[side] for decision in heeded for side in decision.sides}
    bonds: dict[int, list[Bond]] = defaultdict(list)
    for bond in Accounts(outcome.accounts).bonds():
        where = home[bond[1]]
        if where in named:
            bonds[where].append(bond)
    result = [group for index, group in enumerate(groups) if index not in named]
    for indices in _linked(sorted(named), heeded, home):
        held = [bond for index in indices for bond in bonds[index]]
        within = [decision for decision in heeded if home[decision.left] in indices]
        result += _regrouped([groups[index] for index in indices], held, within)
    return result


def _linked(named: Sequence[int], heeded: Sequence[Decision], home: Mapping[Knot, int]) -> list[list[int]]:
    """The named groups, those together that a decision links."""
    place = {index: position for position, index in enumerate(named)}
    links = [(place[home[d.left]], place[home[d.right]], Verdict.SAME, _DECIDED) for d in heeded]
    found: dict[int, list[int]] = defaultdict(list)
    for position, root in enumerate(clusters(len(named), links)):
        found[root].append(named[position])
    return list(found.values())


def _regrouped(groups: Sequence[Group], bonds: Sequence[Bond], telling: Sequence[Decision]) -> list[Group]:
    codes = {iri.thing(group.kind, group.concept): group.concept for group in groups if group.concept}
    knots: list[Knot] = [*sorted(codes), *sorted(ref for group in groups for ref in group.members)]
    place = {knot: index for index, knot in enumerate(knots)}
    links = [(place[left], place[right], Verdict.SAME, score) for left, right, score in bonds]
    links += [(place[d.left], place[d.right], d.verdict, _DECIDED) for d in telling]
    found: dict[int, list[Knot]] = defaultdict(list)
    for index, root in enumerate(clusters(len(knots), links)):
        found[root].append(knots[index])
    return [
        Group(
            members=tuple(knot for knot in together if isinstance(knot, EntityRef)),
            kind=groups[0].kind,
            concept=next((codes[knot] for knot in together if isinstance(knot, str)), None),
        )
        for together in found.values()
        if any(isinstance(knot, EntityRef) for knot in together)
    ]
