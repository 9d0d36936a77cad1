"""Features that speak for or against two entities being one thing, each with its weight and the values behind it.

The weights are in `weights.csv`. The sum of the weighted features is the score; `SAME` and `UNSURE` are its limits.
A conflict (a feature of negative weight that excludes) makes the pair DIFFERENT, which cuts every chain between
the two.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from graph.judgement import Verdict
from graph.match_key import table

SAME = 7.0
"""The least score that joins two entities without a person's decision."""

UNSURE = 4.0
"""The least score that is worth a person's look."""

_CUT = -10.0
"""A feature with a weight as low as this excludes that the two are one thing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """One observation on a pair: its weighted score and the two values that were compared."""

    name: str
    score: float
    left: object
    right: object

    def __str__(self) -> str:
        """`name +4.0: left | right`."""
        return f"{self.name} {self.score:+.1f}: {_shown(self.left)} | {_shown(self.right)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """All observations on a pair."""

    features: tuple[Feature, ...]

    @property
    def score(self) -> float:
        """The sum of the weighted features."""
        return round(sum(feature.score for feature in self.features), 3)

    @property
    def verdict(self) -> Verdict | None:
        """What follows from the score; None when the pair has too little in common to be of interest."""
        if any(feature.score <= _CUT for feature in self.features):
            return Verdict.DIFFERENT
        if self.score >= SAME:
            return Verdict.SAME
        return Verdict.UNSURE if self.score >= UNSURE else None

    @property
    def reasons(self) -> tuple[str, ...]:
        """The observations as text."""
        return tuple(str(feature) for feature in self.features)


def feature(kind: str, name: str, left: object, right: object, value: float = 1.0) -> Feature:
    """Return a weighted observation; `value` in 0..1 scales the weight."""
    return Feature(name=name, score=round(weight(kind, name) * value, 3), left=left, right=right)


def weight(kind: str, name: str) -> float:
    """Return a weight of `weights.csv`."""
    return _weights()[kind, name]


@cache
def _weights() -> dict[tuple[str, str], float]:
    return {(row["kind"], row["feature"]): float(row["weight"]) for row in table("weights.csv")}


def _shown(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, Iterable):
        return " ".join(sorted(str(item) for item in value))
    return str(value)
