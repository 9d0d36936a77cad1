"""How well identities are found: pairs and clusters of the resolution against those of the gold.

A set of mentions is a mapping of entity to thing; two mappings over the same entities are compared. Pairs count
only across announcements, because what one announcement names twice its own reading has joined.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass

from corpus.entity import EntityKind
from corpus.evaluation import match_entities
from corpus.reading import Reading
from graph.identity import Resolution
from graph.judgement import EntityRef

COMPARED = frozenset({EntityKind.PERSON, EntityKind.ORGANISATION})
"""The kinds whose identity is hard: a country has a code, a place a name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """Precision and recall, 0 to 1; 1 where there is nothing to find."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Harmonic mean of the two."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityScores:
    """Scores of a resolution.

    `pairs` over all pairs of entities in different announcements; `b_cubed` over entities (Bagga and Baldwin, 1998).
    `over_merged` are the found things that hold more than one of the gold, `over_split` the gold things in more than
    one found; `unsure` the pairs left for a person.
    """

    mentions: int
    pairs: Rates
    b_cubed: Rates
    over_merged: tuple[tuple[str, ...], ...]
    over_split: tuple[tuple[str, ...], ...]
    unsure: int = 0

    def told(self) -> list[str]:
        """Return the scores as lines that a person reads."""
        return [
            "",
            f"identity of {self.mentions} persons and organisations found",
            *(
                f"{name:<28}{'':>6}{rates.precision:>11.3f}{rates.recall:>8.3f}{rates.f1:>7.3f}"
                for name, rates in (("pairs", self.pairs), ("B-cubed", self.b_cubed))
            ),
            f"{'merged wrongly':<28}{len(self.over_merged):>6}",
            f"{'split wrongly':<28}{len(self.over_split):>6}",
            f"{'left for a person':<28}{self.unsure:>6}",
        ]


def score(found: Mapping[EntityRef, str], gold: Mapping[EntityRef, str], *, unsure: int = 0) -> IdentityScores:
    """Return the scores of `found` against `gold`, over the entities that both have."""
    refs = sorted(found.keys() & gold.keys())
    both = {ref: (found[ref], gold[ref]) for ref in refs}
    right = _pairs(both.values(), refs)
    return IdentityScores(
        mentions=len(refs),
        pairs=Rates(
            precision=_share(right, _pairs((found[ref] for ref in refs), refs)),
            recall=_share(right, _pairs((gold[ref] for ref in refs), refs)),
        ),
        b_cubed=_b_cubed([found[ref] for ref in refs], [gold[ref] for ref in refs]),
        over_merged=_mixed((found[ref], gold[ref]) for ref in refs),
        over_split=_mixed((gold[ref], found[ref]) for ref in refs),
        unsure=unsure,
    )


def score_resolution(
    resolution: Resolution,
    readings: Iterable[Reading],
    gold: Iterable[Reading],
    kinds: Iterable[EntityKind] = COMPARED,
) -> IdentityScores:
    """Return the scores of a resolution of `readings`, over the entities of these kinds that the gold has too.

    An entity is found when it shares a name with one of the gold (FORMAT.md); gold ids are the truth.
    """
    wanted = set(kinds)
    things = {ref: identity.iri for identity in resolution.identities for ref in identity.members}
    truth: dict[EntityRef, str] = {}
    right = {reading.announcement.id: reading for reading in gold}
    for reading in readings:
        name = reading.announcement.id
        if name in right:
            truth |= _truth(reading, right[name], wanted)
    unsure = len(resolution.doubts)
    return score({ref: things[ref] for ref in truth if ref in things}, truth, unsure=unsure)


def _truth(reading: Reading, gold: Reading, kinds: set[EntityKind]) -> dict[EntityRef, str]:
    """What each entity of a reading is in the gold, of those that the gold has too."""
    things = {entity.id: f"{entity.kind}/{entity.id}" for entity in gold.entities if entity.kind in kinds}
    paired = match_entities(gold.entities, reading.entities)
    name = reading.announcement.id
    return {EntityRef(announcement=name, entity=one): things[other] for one, other in paired.items() if other in things}


def _pairs(labels: Iterable[Hashable], refs: list[EntityRef]) -> int:
    """How many pairs of entities in different announcements have the same label."""
    all_of: Counter[Hashable] = Counter()
    inside: Counter[tuple[Hashable, str]] = Counter()
    for label, ref in zip(labels, refs, strict=True):
        all_of[label] += 1
        inside[label, ref.announcement] += 1
    return sum(map(_choose_two, all_of.values())) - sum(map(_choose_two, inside.values()))


def _choose_two(count: int) -> int:
    return count * (count - 1) // 2


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def _b_cubed(found: list[str], gold: list[str]) -> Rates:
    both = Counter(zip(found, gold, strict=True))
    of_found, of_gold = Counter(found), Counter(gold)
    squares = [(pair, count * count) for pair, count in both.items()]
    total = len(found) or 1
    return Rates(
        precision=sum(square / of_found[pair[0]] for pair, square in squares) / total if found else 1.0,
        recall=sum(square / of_gold[pair[1]] for pair, square in squares) / total if found else 1.0,
    )


def _mixed(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, ...], ...]:
    """The labels of one side that stand with more than one of the other: each with those, sorted."""
    held: dict[str, set[str]] = defaultdict(set)
    for one, other in pairs:
        held[one].add(other)
    return tuple((one, *sorted(others)) for one, others in sorted(held.items()) if len(others) > 1)
