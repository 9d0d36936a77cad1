"""The class of an organisation: by its name, a maximum-entropy classifier over words (CRFsuite, sequences of one).

The encoder, which knows the text around, is heard beside it.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path

import pycrfsuite
from spacy.tokens import Doc

from corpus.arguments import CLASS
from corpus.context_scorer import ContextScorer, Surprises, both
from corpus.encoder import Span
from corpus.language_names import LanguageNames
from corpus.organisation_name import OrganisationName
from ontology.errors import DataError

MODEL = "classes.crf"
_STEM = 5
_AROUND = 3
Distribution = Mapping[str, float]


class OrganisationClassifier:
    """Tells how probable each class is for a name."""

    def __init__(self, names: LanguageNames, models: Path, context: ContextScorer) -> None:
        """Open the trained classifier of a language, to be heard beside the encoder.

        Raises:
            DataError: the model file is missing.
        """
        path = models / MODEL
        if not path.is_file():
            raise DataError(path, "the trained classifier is missing", "train it: python -m corpus.train LANGUAGE")
        self._names = names
        self._context = context
        self._tagger = pycrfsuite.Tagger()
        self._tagger.open(str(path))

    def told(self, text: str, spans: Sequence[Span]) -> list[Surprises]:
        """Return what the encoder thinks of the names that stand in the spans of a text."""
        rows = self._context.judge_spans(text, [CLASS], spans).get(CLASS)
        labels = self._context.labels(CLASS)
        return [{}] * len(spans) if rows is None else [dict(zip(labels, row, strict=True)) for row in rows.tolist()]

    def __call__(self, name: str, context: Sequence[str], told: Surprises) -> Distribution:
        """Return the probability of each class of a name in its context (`class_context`), and by what is `told`."""
        self._tagger.set([class_features(name, self._names, context)])
        own = {label: self._tagger.marginal(label, 0) for label in self._tagger.labels()}
        return both(own, told) if told else own


def class_context(doc: Doc, start: int, end: int, holder: str, names: LanguageNames) -> list[str]:
    """Return what stands around a name (token range): the next words, the publisher, and the name that holds it."""
    before = [f"before={token.lower_}" for token in doc[max(0, start - _AROUND) : start]]
    after = [f"after={token.lower_}" for token in doc[end : end + 1]]
    publisher = doc._.announcement.publisher or ""
    published = [f"publisher={head}" for head in OrganisationName.of(publisher, names).heads]
    held = [f"in={head}" for head in OrganisationName.of(holder, names).heads]
    return [*before, *after, *published, *held, *(["held"] if holder else [])]


def class_features(name: str, names: LanguageNames, context: Sequence[str] = ()) -> list[str]:
    """Return the evidence for the class of a name: its own words, and what stands around it."""
    parts = OrganisationName.of(name, names)
    words = parts.words
    features = ["bias", *(f"w={word}" for word in words), *(f"stem={word[:_STEM]}" for word in words)]
    features += [f"pair={a[:_STEM]}|{b[:_STEM]}" for a, b in pairwise(words)]
    features += [f"end={word[-_STEM:]}" for word in words if len(word) > _STEM]
    features += [f"head={head}" for head in parts.heads]
    if parts.head:
        features += [f"main={parts.head}", f"main tells={names.organisation_heads[parts.head]}"]
    features += [f"tells={names.organisation_heads[head]}" for head in parts.heads]
    if words:
        features += [f"first={words[0][:_STEM]}", f"last={words[-1][:_STEM]}"]
    if parts.heads:
        features += [
            f"first head={parts.heads[0]}",
            f"last head={parts.heads[-1]}",
            f"heads={'|'.join(parts.heads[:2])}",
        ]
        features += [f"first tells={names.organisation_heads[parts.heads[0]]}"]
    else:
        features.append("no head")
    if parts.core:
        features.append("quoted")
    if parts.form:
        features.append(f"form={parts.form}")
    if parts.acronym:
        features += ["acronym", f"acronym ends={parts.acronym[-1:]}", f"acronym ends={parts.acronym[-2:]}"]
    if any(names.names_people(word) for word in words):
        features += ["people", f"people & {parts.head}"]
    return [*features, *context, *(f"{parts.head} & {sign}" for sign in context)]
