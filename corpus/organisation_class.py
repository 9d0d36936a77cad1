"""The class of an organisation, by its name: a maximum-entropy classifier over words (CRFsuite, sequences of one)."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path

import pycrfsuite

from corpus.language_names import LanguageNames
from corpus.organisation_name import OrganisationName
from ontology.errors import DataError

MODEL = "classes.crf"
_STEM = 5
Distribution = Mapping[str, float]


class OrganisationClassifier:
    """Tells how probable each class is for a name."""

    def __init__(self, names: LanguageNames, models: Path) -> None:
        """Open the trained classifier of a language.

        Raises:
            DataError: the model file is missing.
        """
        path = models / MODEL
        if not path.is_file():
            raise DataError(path, "the trained classifier is missing", "train it: python -m corpus.train LANGUAGE")
        self._names = names
        self._tagger = pycrfsuite.Tagger()
        self._tagger.open(str(path))

    def __call__(self, name: str, around: Sequence[str]) -> Distribution:
        """Return the probability of each class; `around` are the names of the organisations that hold this one."""
        self._tagger.set([class_features(name, around, self._names)])
        return {label: self._tagger.marginal(label, 0) for label in self._tagger.labels()}


def class_features(name: str, around: Sequence[str], names: LanguageNames) -> list[str]:
    """Return the evidence of a name for its class."""
    parts = OrganisationName.of(name, names)
    words = parts.words
    features = ["bias", *(f"w={word}" for word in words), *(f"stem={word[:_STEM]}" for word in words)]
    features += [f"pair={a[:_STEM]}|{b[:_STEM]}" for a, b in pairwise(words)]
    features += [f"end={word[-_STEM:]}" for word in words if len(word) > _STEM]
    features += [f"head={head}" for head in parts.heads]
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
    if parts.acronym:
        features += ["acronym", f"acronym ends={parts.acronym[-1:]}", f"acronym ends={parts.acronym[-2:]}"]
    for holder in around:
        features += [f"in={head}" for head in OrganisationName.of(holder, names).heads]
    return features
