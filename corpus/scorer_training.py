"""Train the scorers from the gold: named features in, weights out.

Multinomial logistic regression with an L2 prior (scikit-learn). All languages teach together: every feature has a
weight that they share and one for each domain (a language, or the marked texts), which is the feature augmentation of
Daumé III, "Frustratingly Easy Domain Adaptation" (ACL 2007); a language's own file holds their sum. The threshold of
a model is the one with the best F1 in a cross-validation over the language's announcements. The same gold gives the
same bytes.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from corpus.scorer import NOTHING, Candidate

_FOLDS = 4
_RARE = 3
_FEWEST = 12
_PRIOR = 0.08
_PRIORS = {"participation.person": 0.02, "employer": 0.2, "participation.country": 0.16}
"""Inverse strength of the prior of a model, chosen by cross-validation over the three languages."""
_OWN = 0.7
"""How much a domain's own weights may differ from the shared ones; chosen by cross-validation."""
_SMALLEST = 0.002
_TINY = 1e-6
_TEMPERATURES = tuple(round(0.5 + 0.1 * i, 1) for i in range(31))
_THRESHOLDS = tuple(round(0.1 + 0.05 * i, 2) for i in range(17))

Matrix = Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A candidate with its gold label; `domain` is a language or another source, `text` the number of its text."""

    domain: str
    text: int
    candidate: Candidate
    label: str
    weight: float = 1.0


def train_scorer(examples: Iterable[Example], domain: str, path: Path) -> None:
    """Train the models of a domain (one for every `Candidate.model`) on all examples, and write them."""
    write_models({name: _train(rows, domain) for name, rows in by_model(examples).items() if _teaches(rows)}, path)


def by_model(examples: Iterable[Example]) -> dict[str, list[Example]]:
    """Return the examples of each `Candidate.model`."""
    rows: dict[str, list[Example]] = {}
    for example in examples:
        rows.setdefault(example.candidate.model, []).append(example)
    return rows


def write_models(models: Mapping[str, object], path: Path) -> None:
    """Write the models of a domain, by name; the same models give the same bytes."""
    text = json.dumps(models, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    path.write_text(text + "\n", encoding="utf-8")


def _teaches(rows: Sequence[Example]) -> bool:
    """Tell whether there are enough examples of two labels to learn from."""
    return len(rows) >= _FEWEST and len({row.label for row in rows}) > 1


def _train(rows: Sequence[Example], domain: str) -> dict[str, object]:
    prior = _PRIORS.get(rows[0].candidate.model, _PRIOR)
    target = np.array(_common(rows))
    weights = np.array([row.weight for row in rows])
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform(augmented(rows))
    labels = sorted(set(target))
    own = np.array([row.domain == domain for row in rows])
    folds = np.array([row.text % _FOLDS for row in rows])
    held_out = np.zeros((len(rows), len(labels)))
    for fold in range(_FOLDS):
        outside = own & (folds == fold)
        if outside.any() and len(set(target[~outside])) > 1:
            model = _fit(matrix[~outside], target[~outside], weights[~outside], prior)
            columns = [labels.index(label) for label in model.classes_]
            held_out[np.ix_(outside, columns)] = model.predict_proba(matrix[outside])
    temperature = _temperature(held_out[own], labels, target[own].tolist())
    held_out = _tempered(held_out, temperature)
    model = _fit(matrix, target, weights, prior)
    coefficients, bias = model.coef_ / temperature, model.intercept_ / temperature
    if len(labels) == 2:  # noqa: PLR2004 -- scikit-learn gives two labels one row
        coefficients, bias = (np.concatenate([-half, half]) for half in (coefficients / 2, bias / 2))
    return {
        "labels": labels,
        "bias": [round(float(value), 3) for value in bias],
        "threshold": _threshold(held_out[own], labels, target[own].tolist()),
        "weights": collapsed(dict(zip(vectorizer.feature_names_, coefficients.T, strict=True)), domain),
    }


def augmented(rows: Sequence[Example]) -> Iterable[dict[str, float]]:
    """Give every feature a copy of its domain; rare features are left out."""
    counts = Counter(feature for row in rows for feature in row.candidate.features)
    for row in rows:
        kept = {f: v for f, v in sorted(row.candidate.features.items()) if counts[f] >= _RARE}
        own = {f"{f}@{row.domain}": v * _OWN for f, v in kept.items() if "|" not in f}
        yield kept | own | {f"@{row.domain}": 1.0}


def collapsed(weights: dict[str, Any], domain: str) -> dict[str, list[float]]:
    """Add up the shared weights and the domain's own."""
    summed: dict[str, Any] = {}
    for name, column in weights.items():
        feature, mark, owner = name.rpartition("@")
        if not mark:
            summed[name] = summed.get(name, 0) + column
        elif owner == domain:
            scale = _OWN if feature else 1.0
            summed[feature] = summed.get(feature, 0) + column * scale
    return {
        feature: [round(float(value), 3) for value in column]
        for feature, column in summed.items()
        if np.abs(column).max() >= _SMALLEST
    }


def _fit(matrix: Matrix, target: Matrix, weights: Matrix, prior: float) -> LogisticRegression:
    return LogisticRegression(C=prior, max_iter=300, tol=1e-3).fit(matrix, target, sample_weight=weights)


def _common(rows: Sequence[Example]) -> list[str]:
    """Put a rare combination of roles down as the commonest of its roles."""
    counts = Counter(row.label for row in rows)
    return [
        row.label
        if counts[row.label] > _RARE or "+" not in row.label
        else max(row.label.split("+"), key=lambda part: (counts[part], part))
        for row in rows
    ]


def _tempered(probabilities: Matrix, temperature: float) -> Matrix:
    powers = np.clip(probabilities, _TINY, 1) ** (1 / temperature)
    return powers / powers.sum(axis=1, keepdims=True)


def _temperature(held_out: Matrix, labels: Sequence[str], gold: Sequence[str]) -> float:
    """Return the temperature that calibrates best (Guo et al., "On Calibration of Modern Neural Networks", 2017)."""
    if not gold:
        return 1.0
    columns = [labels.index(label) for label in gold]
    rows = np.arange(len(gold))

    def surprise(temperature: float) -> float:
        return -float(np.log(_tempered(held_out, temperature)[rows, columns]).mean())

    return min(_TEMPERATURES, key=surprise)


def _threshold(held_out: Matrix, labels: Sequence[str], gold: Sequence[str]) -> float:
    """Return the probability of stating anything that gives the best F1; an even chance where nothing is known."""
    if not gold:
        return 0.5
    stated = [i for i, label in enumerate(labels) if label != NOTHING]
    best = held_out[:, stated].argmax(axis=1)
    probability = held_out[:, stated].sum(axis=1)
    right = np.array([labels[stated[i]] == label for i, label in zip(best, gold, strict=True)], dtype=bool)
    wanted = sum(label != NOTHING for label in gold)
    scores = {}
    for threshold in _THRESHOLDS:
        taken = probability >= threshold
        scores[threshold] = 2 * (taken & right).sum() / max(taken.sum() + wanted, 1)
    return max(_THRESHOLDS, key=lambda threshold: scores[threshold])
