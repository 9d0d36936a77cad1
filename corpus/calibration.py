"""From a score to a probability: how often things with such a score turned out right on texts not trained on."""

import json
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path

FILE = "calibration.json"
_DIGITS = 3

Point = tuple[float, float]
"""A score and the share of right ones at it."""


class Calibration:
    """A non-decreasing, piecewise linear map from score to probability for each kind of thing."""

    def __init__(self, points: Mapping[str, Sequence[Point]]) -> None:
        """Keep the points of each kind, sorted by score; a kind without points keeps its scores."""
        self._points = points

    @classmethod
    def load(cls, folder: Path) -> "Calibration":
        """Return the calibration in a folder; the identity when it has none yet."""
        path = folder / FILE
        return cls(json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {})

    def save(self, folder: Path) -> None:
        """Write the points into a folder."""
        temporary = folder / f"{FILE}.new"
        temporary.write_text(json.dumps(self._points, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        temporary.replace(folder / FILE)

    def probability(self, kind: str, score: float) -> float:
        """Return the probability that something of this kind with this score is right."""
        points = self._points.get(kind)
        if not points:
            return score
        i = bisect_left([point[0] for point in points], score)
        if i == 0 or i == len(points):
            return points[min(i, len(points) - 1)][1]
        (x0, y0), (x1, y1) = points[i - 1], points[i]
        return round(y0 + (y1 - y0) * (score - x0) / (x1 - x0), _DIGITS)


def fit(outcomes: Iterable[tuple[str, float, bool]]) -> Calibration:
    """Return the calibration that kind, score and outcome of many things give (isotonic regression, Barlow 1972)."""
    by_kind: dict[str, list[tuple[float, bool]]] = {}
    for kind, score, right in outcomes:
        by_kind.setdefault(kind, []).append((score, right))
    return Calibration({kind: _isotonic(sorted(pairs)) for kind, pairs in sorted(by_kind.items())})


def _isotonic(pairs: Sequence[tuple[float, bool]]) -> list[Point]:
    """Pool adjacent violators; a block becomes a point at its mean score, smoothed by one right and one wrong."""
    blocks: list[tuple[float, float, int]] = []
    for score, equal in groupby(pairs, key=itemgetter(0)):
        rights = [right for _, right in equal]
        blocks.append((score * len(rights), float(sum(rights)), len(rights)))
        while len(blocks) > 1 and blocks[-2][1] / blocks[-2][2] >= blocks[-1][1] / blocks[-1][2]:
            last = blocks.pop()
            blocks[-1] = (blocks[-1][0] + last[0], blocks[-1][1] + last[1], blocks[-1][2] + last[2])
    points = [(round(s / n, _DIGITS), round((r + 1) / (n + 2), _DIGITS)) for s, r, n in blocks]
    return [(x, y) for i, (x, y) in enumerate(points) if i == 0 or (x > points[i - 1][0] and y >= points[i - 1][1])]
