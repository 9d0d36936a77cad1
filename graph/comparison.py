"""Features that speak for or against two entities being one thing, each with its weight and the values behind it.

The weights are in `weights.csv`. The sum of the weighted features is the score; `SAME` and `UNSURE` are its limits.
A conflict (a feature of negative weight that excludes) makes the pair DIFFERENT, which cuts every chain between
the two.
"""

from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from graph.judgement import Verdict
from ontology.table import table

_WEIGHTS = Path(__file__).with_name("weights.csv")

SAME = 7.0
"""The least score that joins two entities without a person's decision."""

UNSURE = 4.0
"""The least score that is worth a person's look."""

_CUT = -10.0
"""A feature with a weight as low as this excludes that the two are one thing."""


class Feature(NamedTuple):
    """One observation on a pair: its weighted score and the two values that were compared."""

    name: str
    score: float
    left: object
    right: object


def judged(features: Iterable[Feature]) -> tuple[Verdict | None, float, tuple[str, ...]]:
    """Return what follows from all observations on a pair, their sum, and the reasons to tell.

    None stands for a pair that has too little in common to be of interest. After an observation that excludes no
    other is asked for.
    """
    found = []
    for each in features:
        if each.score <= _CUT:
            return Verdict.DIFFERENT, each.score, ()
        found.append(each)
    score = round(sum([each.score for each in found]), 3)
    if score < UNSURE:
        return None, score, ()
    return Verdict.SAME if score >= SAME else Verdict.UNSURE, score, tuple(map(told, found))


def feature(kind: str, name: str, left: object, right: object, value: float = 1.0) -> Feature:
    """Return a weighted observation; `value` in 0..1 scales the weight."""
    return Feature(name, round(_weights()[kind, name] * value, 3), left, right)


@cache
def _weights() -> dict[tuple[str, str], float]:
    return {(row["kind"], row["feature"]): float(row["weight"]) for row in table(_WEIGHTS)}


@lru_cache(maxsize=1 << 17)
def told(observed: Feature) -> str:
    """Return `name +4.0: left | right`."""
    return f"{observed.name} {observed.score:+.1f}: {_shown(observed.left)} | {_shown(observed.right)}"


@lru_cache(maxsize=1 << 16)
def _shown(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, Iterable):
        return " ".join(sorted(str(item) for item in value))
    return str(value)
