"""What the encoder makes of candidates: a small network for each model over the vectors of what a candidate is about.

`context/heads.npz` holds the networks, trained together with the encoder (`encoder_network.py`). One looks at all
mentions of an entity, each with a share of its own (attention pooling: Yang et al., "Hierarchical Attention Networks
for Document Classification", NAACL 2016), or at two spans and their product.
"""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from thinc.api import NumpyOps

from corpus.arguments import Arguments, arguments
from corpus.encoder import CONTEXT, Encoded, Encoder, Span, load_encoder
from corpus.scene import Scene
from corpus.scorer import NOTHING, Candidate, Scorer, load_scorer

HEADS = "heads.npz"
LABELS, SCALE = "labels", "~scale"
_OPERATIONS = NumpyOps()
"""Products of matrices on one core, as spaCy computes them."""
_CURVE, _CUBE = 0.7978845608, 0.044715
_SHARE = 0.5
"""What the context counts beside the features; chosen by cross-validation."""
_OVERRATED = {"participation.person": {"speaker": 0.6}}
"""What labels count that are told for others far more often than others for them: who is quoted did not always speak.
Chosen on the retold texts before anything was trained on them; for the gold it is flat (cross-validation)."""
TINY = 1e-6
LEAST = math.log(TINY)
"""The logarithm of the probability of a label that one of the two does not know."""

Array = NDArray[np.float32]
Surprises = dict[str, float]
"""The logarithm of the probability of each label."""


class ContextScorer:
    """Tells what is probable of candidates by their context."""

    def __init__(self, encoder: Encoder, arrays: Mapping[str, NDArray[Any]]) -> None:
        """Keep the encoder, and the heads by the names that PyTorch gives their parts."""
        self._encoder = encoder
        self._labels: dict[str, list[str]] = json.loads(str(arrays[LABELS]))
        self._weights: dict[str, Array] = {
            name: (array * arrays[name + SCALE] if name + SCALE in arrays else array).astype(np.float32)
            for name, array in arrays.items()
            if name != LABELS and not name.endswith(SCALE)
        }

    def judge(self, scene: Scene, candidates: Sequence[Candidate]) -> dict[int, Surprises]:
        """Return what is probable of each candidate (by its place in the sequence) that the heads know.

        That the text does not say something (a key of None) stands nowhere in it: of that they know nothing.
        """
        by_model: dict[str, list[int]] = {}
        for place, candidate in enumerate(candidates):
            if candidate.model in self._labels and candidate.key[0] is not None:
                by_model.setdefault(candidate.model, []).append(place)
        found: dict[int, Surprises] = {}
        if not by_model:
            return found
        text = self._encoder.encode(scene.text)
        for model, places in by_model.items():
            logs = self._logs(model, text, [arguments(scene, candidates[place]) for place in places])
            for place, row in zip(places, logs.tolist(), strict=True):
                found[place] = dict(zip(self._labels[model], row, strict=True))
        return found

    def labels(self, model: str) -> Sequence[str]:
        """Return the labels between which a head decides; none when there is no head."""
        return self._labels.get(model, ())

    def judge_spans(self, text: str, models: Iterable[str], spans: Sequence[Span]) -> dict[str, Array]:
        """Return what is probable of each span of a text.

        For each model that has a head the logarithms of the probabilities (spans x labels).
        """
        known = [model for model in models if model in self._labels]
        if not spans or not text.strip():
            return {}
        encoded = self._encoder.encode(text)
        told: Sequence[Arguments] = [((span,), None) for span in spans]
        return {model: self._logs(model, encoded, told) for model in known}

    def _logs(self, model: str, text: Encoded, told: Sequence[Arguments]) -> Array:
        """Return the logarithms of the probabilities of a model's labels (arguments x labels)."""
        one = _gelu(self._linear(model, "one", text.borders([span for spans, _ in told for span in spans])))
        seconds = [second for _, second in told if second is not None]
        if seconds:
            two = _gelu(self._linear(model, "two", text.borders(seconds)))
            seen = _gelu(self._linear(model, "both", np.concatenate([one, two, one * two], axis=1)))
        else:
            starts = np.cumsum([0, *(len(spans) for spans, _ in told[:-1])])
            owner = np.repeat(np.arange(len(told)), [len(spans) for spans, _ in told])
            score = self._linear(model, "part", one)[:, 0]
            odds = np.exp(score - np.maximum.reduceat(score, starts)[owner])
            seen = np.add.reduceat(one * (odds / np.add.reduceat(odds, starts)[owner])[:, None], starts)
        scores = self._linear(model, "out", seen)
        logs = scores - scores.max(axis=1, keepdims=True)
        result: Array = logs - np.log(np.exp(logs).sum(axis=1, keepdims=True))
        return result

    def _linear(self, model: str, part: str, rows: Array) -> Array:
        name = f"layers.{name_of(model)}.{part}"
        result: Array = _OPERATIONS.affine(rows, self._weights[f"{name}.weight"], self._weights[f"{name}.bias"])
        return result


class InContext(Scorer):
    """A scorer that heeds features and context: the geometric mean of what the two think probable.

    (Hinton, "Training Products of Experts by Minimizing Contrastive Divergence", 2002.)
    """

    def __init__(self, scorer: Scorer, context: ContextScorer) -> None:
        """Keep the two."""
        self._models = scorer._models  # noqa: SLF001 -- the same scorer, with more to go by
        self._context = context
        self._told: dict[tuple[object, ...], Surprises] = {}
        self._found: dict[tuple[object, ...], dict[str, float]] = {}

    def on(self, scene: Scene, candidates: Sequence[Candidate]) -> Scorer:
        """Return the scorer that knows the context of the candidates of a text."""
        told = InContext(self, self._context)
        found = self._context.judge(scene, candidates)
        told._told = {_name(candidates[place]): surprises for place, surprises in found.items()}
        return told

    def labels(self, candidate: Candidate) -> dict[str, float]:
        """Return the probability of every label of the candidate's model."""
        name = _name(candidate)
        if name not in self._told:
            return super().labels(candidate)
        if name not in self._found:
            own = super().labels(candidate)
            heard = own if own.keys() == {NOTHING} else both(own, self._told[name])
            weights = _OVERRATED.get(candidate.model)
            self._found[name] = weighed(heard, weights) if weights else heard
        return self._found[name]


def both(own: Mapping[str, float], told: Surprises, share: float = _SHARE) -> dict[str, float]:
    """Return the probability of each label by the two together, of which what is told has this share."""
    logs = {
        label: (1 - share) * math.log(max(own.get(label, 0.0), TINY)) + share * told.get(label, LEAST)
        for label in sorted(own.keys() | told.keys())
    }
    greatest = max(logs.values())
    odds = {label: math.exp(log - greatest) for label, log in logs.items()}
    total = math.fsum(odds.values())
    return {label: one / total for label, one in odds.items()}


def weighed(labels: Mapping[str, float], weights: Mapping[str, float]) -> dict[str, float]:
    """Return the probabilities with those of some labels weighed against the others that state something."""
    stated = {label: p for label, p in labels.items() if label != NOTHING}
    less = {label: p * weights.get(label, 1.0) for label, p in stated.items()}
    before, after = math.fsum(stated.values()), math.fsum(less.values())
    return {**labels, **{label: p * before / after for label, p in less.items()}} if after else dict(labels)


def load_in_context(scorer: Path, context: Path) -> InContext:
    """Return a language's scorer beside the encoder that all languages share."""
    return InContext(load_scorer(scorer), load_context(context))


def name_of(model: str) -> str:
    """Return a model's name as PyTorch takes it and the heads bear it."""
    return model.replace(".", "-")


def _name(candidate: Candidate) -> tuple[object, ...]:
    return candidate.model, candidate.key


@cache
def load_context(folder: Path = CONTEXT) -> ContextScorer:
    """Return the encoder of a folder with its heads, loaded once."""
    with np.load(folder / HEADS) as arrays:
        return ContextScorer(load_encoder(folder), dict(arrays))


def _gelu(x: Array) -> Array:
    """The Gaussian error linear unit, by its approximation (Hendrycks and Gimpel, 2016)."""
    result: Array = 0.5 * x * (1 + np.tanh(_CURVE * (x + _CUBE * x**3)))
    return result
