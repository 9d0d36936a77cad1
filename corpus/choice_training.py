"""Train the choice among rivals: conditional logit over the candidates of each text.

Languages teach together as in `corpus.scorer_training`. A text whose right value is no candidate teaches nothing:
there every answer costs the same.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from sklearn.feature_extraction import DictVectorizer

from corpus.scorer import NOTHING
from corpus.scorer_training import Example, augmented, by_model, collapsed, write_models

_VARIANCE = 0.3
"""Of the weights a priori, chosen by cross-validation."""
_STEPS = 200
_TINY = 1e-300
_STATED = "+"

Matrix = Any


def train_choices(examples: Iterable[Example], domain: str, path: Path) -> None:
    """Train the models of a domain (one for every `Candidate.model`) on all examples, and write them."""
    write_models({name: _train(rows, domain) for name, rows in by_model(examples).items()}, path)


def _train(rows: Sequence[Example], domain: str) -> dict[str, object]:
    by_text: dict[tuple[str, int], list[Example]] = {}
    for row in rows:
        by_text.setdefault((row.domain, row.text), []).append(row)
    taught = [rivals for rivals in by_text.values() if any(row.label != NOTHING for row in rivals)]
    ordered = [row for rivals in taught for row in rivals]
    vectorizer = DictVectorizer()
    weights = _fit(
        vectorizer.fit_transform(augmented(ordered)),
        np.array([row.label != NOTHING for row in ordered]),
        np.repeat(np.arange(len(taught)), [len(rivals) for rivals in taught]),
        np.array([rivals[0].weight for rivals in taught]),
    )
    columns = np.column_stack([-weights / 2, weights / 2])
    return {
        "labels": [NOTHING, _STATED],
        "bias": [0.0, 0.0],
        "threshold": 0.5,
        "weights": collapsed(dict(zip(vectorizer.feature_names_, columns, strict=True)), domain),
    }


def _fit(matrix: Matrix, right: Matrix, text: Matrix, weight: Matrix) -> Matrix:
    """Return the weights of the features that make the right rivals of every text likeliest.

    Args:
        matrix: a row of features for each candidate, the rivals of a text one below the other.
        right: whether a row is right.
        text: the number of a row's text.
        weight: what a text counts.
    """
    starts = np.flatnonzero(np.diff(text, prepend=-1))

    def loss(vector: Matrix) -> tuple[float, Matrix]:
        scores = matrix @ vector
        odds = np.exp(scores - np.maximum.reduceat(scores, starts)[text])
        among, rightly = (np.maximum(np.add.reduceat(part, starts), _TINY) for part in (odds, odds * right))
        surprise = (weight * (np.log(among) - np.log(rightly))).sum()
        pull = weight[text] * (odds / among[text] - odds * right / rightly[text])
        return surprise + vector @ vector / (2 * _VARIANCE), matrix.T @ pull + vector / _VARIANCE

    origin = np.zeros(matrix.shape[1])
    return minimize(loss, origin, jac=True, method="L-BFGS-B", options={"maxiter": _STEPS}).x
