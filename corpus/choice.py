"""One value among rivals: a field of the event has at most one, so its candidates are judged together.

The probability of a candidate is its odds by the scorer, shared out over all candidates of its model in the text
(conditional logit: McFadden, "Conditional logit analysis of qualitative choice behavior", 1974). That the text says
nothing of the field is a candidate too; its value is None.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from operator import eq
from typing import Any

from corpus.scorer import NOTHING, Candidate, Scorer

ACCURACY = 0.5
"""The accuracy that is expected of a field. A wrong value costs nothing where a missing one costs as much; where the
text says nothing, it costs what a right one brings on the average."""

Agree = Callable[[Any, Any], bool]


def shares(candidates: Sequence[Candidate], scorer: Scorer) -> list[float]:
    """Return the probability of each of the rivals."""
    odds = [_odds(scorer.labels(candidate)) for candidate in candidates]
    total = math.fsum(odds)
    return [one / total if total else 0.0 for one in odds]


def choose(rivals: Iterable[Candidate], scorer: Scorer, agree: Agree = eq) -> list[tuple[Candidate, float]]:
    """Return the values in the order in which they are likely right, with their probabilities.

    Empty where saying nothing is better. A value is right with every rival that agrees with it; of values that agree
    only the likeliest is returned.
    """
    candidates = list(rivals)
    told = list(zip(candidates, shares(candidates, scorer), strict=True))
    silence = math.fsum(share for candidate, share in told if candidate.key[0] is None)
    spoken = [(candidate, share) for candidate, share in told if candidate.key[0] is not None]
    judged = [
        (candidate, math.fsum(share for other, share in spoken if agree(candidate.key[0], other.key[0])))
        for candidate, _ in spoken
    ]
    chosen: list[tuple[Candidate, float]] = []
    for candidate, probability in sorted(judged, key=lambda pair: (-pair[1], pair[0].start)):
        if probability <= silence * ACCURACY and not chosen:
            return []
        if not any(agree(candidate.key[0], other.key[0]) for other, _ in chosen):
            chosen.append((candidate, probability))
    return chosen


def _odds(labels: dict[str, float]) -> float:
    nothing = labels.get(NOTHING, 1.0)
    return (1 - nothing) / max(nothing, 1e-12)
