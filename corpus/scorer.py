"""The scorer of candidates: multinomial logistic regression over named features."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from corpus.scene import Scene
from ontology.errors import DataError

NOTHING = "-"
"""The label of a candidate that states nothing."""

_EVEN = 0.5
"""What is likelier than not is worth stating: F1 is never greatest at a higher probability (Lipton, Elkan and
Narayanaswamy, "Optimal Thresholding of Classifiers to Maximize F1 Measure", ECML 2014), though few examples may say so.
"""

Features = Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Something that a text may state: which model judges it, by what, what it would say, and where it stands.

    `key` holds what the finder needs to build the fact (entity ids, spans, a value); `start` and `end` are the
    shortest text that states it (code points, half-open).
    """

    model: str
    features: Features
    key: tuple[Any, ...]
    start: int
    end: int


class Scorer:
    """Probabilities of the labels of candidates."""

    def __init__(self, models: Mapping[str, Any]) -> None:
        """Keep the labels and weights by model: `{"labels": [...], "bias": [...], "weights": {feature: [...]}}`."""
        self._models = {
            name: (
                tuple(model["labels"]),
                np.array(model["bias"], dtype=float),
                {feature: row for row, feature in enumerate(model["weights"])},
                np.array([*model["weights"].values()], dtype=float).reshape(-1, len(model["labels"])),
                float(model["threshold"]),
            )
            for name, model in models.items()
        }

    def labels(self, candidate: Candidate) -> dict[str, float]:
        """Return the probability of every label of the candidate's model; only `NOTHING` for an unknown model."""
        if candidate.model not in self._models:
            return {NOTHING: 1.0}
        labels, bias, rows, weights, _ = self._models[candidate.model]
        values, found = [], []
        for feature, value in candidate.features.items():
            if (row := rows.get(feature)) is not None:
                values.append(value)
                found.append(row)
        score = bias + np.array(values) @ weights.take(found, axis=0) if found else bias
        odds = np.exp(score - score.max())
        return dict(zip(labels, (odds / odds.sum()).tolist(), strict=True))

    def on(self, scene: Scene, candidates: Sequence[Candidate]) -> "Scorer":  # noqa: ARG002 -- by their features alone
        """Return the scorer that judges the candidates of a text."""
        return self

    def threshold(self, model: str) -> float:
        """Return the probability that a fact needs; chosen by F1 in cross-validation, and at most an even chance."""
        return min(self._models[model][-1], _EVEN) if model in self._models else 1.0

    def best(self, candidate: Candidate) -> tuple[str, float]:
        """Return the likeliest label that states something, with the probability that anything is stated."""
        labels = self.labels(candidate)
        stated = {label: p for label, p in labels.items() if label != NOTHING}
        if not stated:
            return NOTHING, 0.0
        return max(sorted(stated), key=lambda label: stated[label]), 1 - labels.get(NOTHING, 0.0)


@cache
def load_scorer(path: Path) -> Scorer:
    """Read a scorer; a language that has none yet finds nothing.

    Raises:
        DataError: the file is not one that the training command wrote.
    """
    if not path.is_file():
        return Scorer({})
    try:
        return Scorer(json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, KeyError, TypeError) as error:
        raise DataError(path, "is not a scorer", "train the language again: python -m corpus.train LANGUAGE") from error
