"""Train the scorer of relations, events and groups from the gold: named features in, weights out.

Multinomial logistic regression with an L2 prior (scikit-learn), a threshold for each model by F1 in a cross-validation
over announcements; the same gold gives the same bytes.
"""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from corpus.scorer import NOTHING, Candidate

_FOLDS = 3
_RARE = 3
_PRIOR = 0.3
_THRESHOLDS = tuple(round(0.1 + 0.05 * i, 2) for i in range(17))

Labelled = tuple[int, Candidate, str]
"""The number of the announcement, the candidate, and its gold label."""


def train_scorer(examples: Iterable[Labelled], path: Path) -> None:
    """Train a model for every `Candidate.model` and write them all."""
    by_model: dict[str, list[Labelled]] = {}
    for example in examples:
        by_model.setdefault(example[1].model, []).append(example)
    models = {name: _train(rows) for name, rows in sorted(by_model.items()) if len({label for *_, label in rows}) > 1}
    path.write_text(
        json.dumps(models, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n", encoding="utf-8"
    )


def _train(rows: Sequence[Labelled]) -> dict[str, object]:
    labels = _common(rows)
    counts = Counter(feature for _, candidate, _ in rows for feature in candidate.features)
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform(
        [{f: v for f, v in sorted(c.features.items()) if counts[f] >= _RARE} for _, c, _ in rows]
    )
    folds = np.array([row[0] % _FOLDS for row in rows])
    target = np.array(labels)
    classes = sorted(set(labels))
    held_out = np.zeros((len(rows), len(classes)))
    for fold in range(_FOLDS):
        inside = folds != fold
        if len(set(target[inside])) > 1 and not inside.all():
            model = _fit(matrix[inside], target[inside])
            columns = [classes.index(label) for label in model.classes_]
            held_out[np.ix_(~inside, columns)] = model.predict_proba(matrix[~inside])
    model = _fit(matrix, target)
    weights = model.coef_ if len(model.classes_) > 2 else np.vstack([-model.coef_[0] / 2, model.coef_[0] / 2])
    bias = (
        model.intercept_ if len(model.classes_) > 2 else np.array([-model.intercept_[0] / 2, model.intercept_[0] / 2])
    )
    return {
        "labels": list(model.classes_),
        "bias": [round(float(value), 3) for value in bias],
        "threshold": _threshold(held_out, classes, labels),
        "weights": {
            feature: [round(float(value), 3) for value in column]
            for feature, column in zip(vectorizer.feature_names_, weights.T, strict=True)
            if np.abs(column).max() >= 0.001
        },
    }


def _fit(matrix: np.ndarray, target: np.ndarray) -> LogisticRegression:
    return LogisticRegression(C=_PRIOR, max_iter=100, tol=1e-3).fit(matrix, target)


def _common(rows: Sequence[Labelled]) -> list[str]:
    """Put a rare combination of roles down as the commonest of its roles."""
    counts = Counter(label for *_, label in rows)
    return [
        label
        if counts[label] > _RARE or "+" not in label
        else max(label.split("+"), key=lambda part: (counts[part], part))
        for *_, label in rows
    ]


def _threshold(held_out: np.ndarray, classes: Sequence[str], labels: Sequence[str]) -> float:
    """Return the probability of stating anything that gives the best F1."""
    stated = [i for i, label in enumerate(classes) if label != NOTHING]
    best = held_out[:, stated].argmax(axis=1)
    probability = held_out[:, stated].sum(axis=1)
    right = np.array([classes[stated[i]] == label for i, label in zip(best, labels, strict=True)])
    wanted = sum(label != NOTHING for label in labels)
    scores = {}
    for threshold in _THRESHOLDS:
        taken = probability >= threshold
        scores[threshold] = 2 * (taken & right).sum() / max(taken.sum() + wanted, 1)
    return max(_THRESHOLDS, key=lambda threshold: scores[threshold])
