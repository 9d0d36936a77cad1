"""Finding the mentions of a layer: a conditional random field and the encoder weigh the evidence on each token.

The field (Lafferty, McCallum and Pereira 2001; implementation: CRFsuite) knows the words around and the word lists, the
encoder what the whole text is about. What the two think probable of a tag is multiplied, like that of a relation
(`context_scorer.py`), and the best sequence of tags that can follow each other is taken (Viterbi 1967).
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pycrfsuite
from numpy.typing import NDArray

from corpus.context_scorer import LEAST, TINY, ContextScorer
from corpus.encoder import Span
from corpus.mention_layers import BEGIN, INSIDE, LAST, LAYERS, UNIT
from ontology.errors import DataError

Found = tuple[int, int, str, float]
"""Start and end token, label, and the probability that a mention with this label stands there."""

_SHARE = 0.35
"""What the encoder counts beside the field; chosen by cross-validation."""

Array = NDArray[np.floating[Any]]
"""Logarithms of probabilities (tokens x tags)."""


class Fields:
    """The trained fields of a language, one for each layer, beside the encoder."""

    def __init__(self, models: Path, context: ContextScorer) -> None:
        """Open them.

        Raises:
            DataError: a model file is missing.
        """
        self._fields = {layer: _open(models / f"{layer}.crf") for layer in LAYERS}
        self._tags = {layer: tuple(sorted(field.labels())) for layer, field in self._fields.items()}
        self._context = context
        self._columns = {layer: _columns(context.labels(layer), tags) for layer, tags in self._tags.items()}

    def in_context(self, text: str, tokens: Sequence[Span]) -> dict[str, Array]:
        """Return what the encoder thinks of every token of a text, for each layer that it knows."""
        told = self._context.judge_spans(text, LAYERS, tokens)
        return {
            layer: np.pad(logs, ((0, 0), (0, 1)), constant_values=LEAST)[:, self._columns[layer]]
            for layer, logs in told.items()
        }

    def find(
        self, layer: str, evidence: "pycrfsuite.ItemSequence", start: int, context: Mapping[str, Array]
    ) -> list[Found]:
        """Return the mentions in a run of tokens from `start`; each is as probable as its least certain token."""
        field, tags = self._fields[layer], self._tags[layer]
        field.set(evidence)
        size = len(evidence)
        own = np.array([[field.marginal(tag, place) for tag in tags] for place in range(size)])
        seen = np.log(np.maximum(own, TINY))
        if layer in context:
            seen = (1 - _SHARE) * seen + _SHARE * context[layer][start : start + size]
        odds = np.exp(seen - seen.max(axis=1, keepdims=True))
        likely = odds / odds.sum(axis=1, keepdims=True)
        best = best_tags(seen, tags)
        return [
            (start + first, start + last, label, round(float(min(likely[i, best[i]] for i in range(first, last))), 4))
            for first, last, label in _spans([tags[code] for code in best])
        ]


def _columns(labels: Sequence[str], tags: Sequence[str]) -> list[int]:
    """Return where the encoder tells of each tag; of one that it does not know in a column behind its own."""
    return [labels.index(tag) if tag in labels else len(labels) for tag in tags]


def best_tags(seen: Array, tags: tuple[str, ...]) -> list[int]:
    """Return the most probable sequence of tags (by their places) that spells mentions from first to last token."""
    follows, begins, ends = _grammar(tags)
    greatest: list[int] = seen.argmax(axis=1).tolist()
    if not (begins[greatest[0]] or ends[greatest[-1]] or any(follows[step] for step in pairwise(greatest))):
        return greatest
    score, back = begins + seen[0], []
    for row in seen[1:]:
        ways = score[:, None] + follows
        back.append(ways.argmax(axis=0))
        score = ways.max(axis=0) + row
    path = [int((score + ends).argmax())]
    for before in reversed(back):
        path.append(int(before[path[-1]]))
    return path[::-1]


@cache
def _grammar(tags: tuple[str, ...]) -> tuple[Array, Array, Array]:
    """Return what it costs that a tag follows another, begins a run, ends it: nothing, or more than anything."""
    opens = {tag: tag[:2] in {BEGIN, INSIDE} for tag in tags}
    goes_on = {tag: tag[:2] in {INSIDE, LAST} for tag in tags}
    fits = [[b[2:] == a[2:] and goes_on[b] if opens[a] else not goes_on[b] for b in tags] for a in tags]
    return (
        np.where(fits, 0.0, -math.inf),
        np.array([-math.inf if goes_on[tag] else 0.0 for tag in tags]),
        np.array([-math.inf if opens[tag] else 0.0 for tag in tags]),
    )


def _spans(tags: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    start = 0
    for place, tag in enumerate(tags):
        if tag[:2] in {BEGIN, UNIT}:
            start = place
        if tag[:2] in {LAST, UNIT}:
            yield start, place + 1, tag[2:]


def _open(path: Path) -> "pycrfsuite.Tagger":
    if not path.is_file():
        raise DataError(path, "the trained tagger is missing", "train it: python -m corpus.train LANGUAGE")
    tagger = pycrfsuite.Tagger()
    tagger.open(str(path))
    return tagger
