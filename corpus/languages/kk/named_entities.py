"""Named entities of general Kazakh text: a conditional random field trained on KazNERD by train.py."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

import pycrfsuite
from spacy.language import Language
from spacy.tokens import Doc, Span

from .morphology import to_cyrillic

MODEL = "named_entities.crfsuite"
_OPENING, _CLOSING = frozenset('«“„"'), frozenset('»”"')
_ENDINGS, _BEGINNINGS = range(1, 7), range(3, 7)


class NamedEntities:
    """Sets `doc.ents`, sentence by sentence; the labels are train.py's."""

    def __init__(self, model: Path) -> None:
        """Open the trained model."""
        self._tagger = pycrfsuite.Tagger()
        self._tagger.open(str(model))

    def __call__(self, doc: Doc) -> Doc:
        """Tag the sentences of a text."""
        doc.set_ents([span for sentence in doc.sents for span in self._spans(sentence)])
        return doc

    def _spans(self, sentence: Span) -> Iterator[Span]:
        tags = self._tagger.tag(sentence_features([token.text for token in sentence]))
        for start, end, label in tagged_spans(tags):
            yield Span(sentence.doc, sentence.start + start, sentence.start + end, label=label)


@Language.factory("kazakh_named_entities", assigns=["doc.ents", "token.ent_type"], default_config={"folder": ""})
def create_named_entities(nlp: Language, name: str, folder: str) -> NamedEntities:  # noqa: ARG001 -- spaCy's signature
    """Build the component from the model in the language's folder."""
    return NamedEntities(Path(folder) / MODEL)


def sentence_features(words: Sequence[str]) -> list[list[str]]:
    """Return the evidence for each word of a sentence: its form, affixes and shape, and those of its neighbours."""
    own = [_word_features(word) for word in words]
    quoted = False
    rows = []
    for i, word in enumerate(words):
        quoted = quoted or word in _OPENING
        row = ["bias", "quoted" if quoted else "plain", *own[i]]
        quoted = quoted and word not in _CLOSING
        for offset in (-2, -1, 1, 2):
            if 0 <= i + offset < len(words):
                row += _neighbour_features(words[i + offset], offset)
            else:
                row.append(f"{offset}:edge")
        if i:
            row.append(f"-1|0:{_folded(words[i - 1])[-3:]}|{_folded(word)[-3:]}")
            row.append(f"-1|0 shape:{_shape(words[i - 1])}|{_shape(word)}")
        if i + 1 < len(words):
            row.append(f"0|1:{_folded(word)[:5]}|{_folded(words[i + 1])[:5]}")
            row.append(f"0|1 shape:{_shape(word)}|{_shape(words[i + 1])}")
        rows.append(row)
    return rows


def tagged_spans(tags: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and label of the spans that BIO tags mark."""
    start = None
    for i, tag in enumerate([*tags, "O"]):
        if start is not None and tag != f"I-{tags[start][2:]}":
            yield start, i, tags[start][2:]
            start = None
        if start is None and tag != "O":
            start = i


@lru_cache(maxsize=100_000)
def _word_features(word: str) -> tuple[str, ...]:
    form = _folded(word)
    endings = [f"end:{form[-size:]}" for size in _ENDINGS if len(form) > size]
    beginnings = [f"begin:{form[:size]}" for size in _BEGINNINGS if len(form) > size]
    return (f"word:{form}", f"shape:{_shape(word)}", *endings, *beginnings)


@lru_cache(maxsize=400_000)
def _neighbour_features(word: str, offset: int) -> tuple[str, ...]:
    form = _folded(word)
    near = (f"{offset}:word:{form}", f"{offset}:shape:{_shape(word)}")
    return (*near, f"{offset}:end:{form[-3:]}", f"{offset}:begin:{form[:5]}") if abs(offset) == 1 else near


@lru_cache(maxsize=100_000)
def _folded(word: str) -> str:
    """Lower case, Cyrillic letters, every digit one."""
    return re.sub(r"\d", "0", to_cyrillic(word.lower()))


@lru_cache(maxsize=100_000)
def _shape(word: str) -> str:
    """The kinds of letters with runs of more than two cut to two: `Xxx`, `XX`, `dd-xx`."""
    kinds = "".join("X" if c.isupper() else "x" if c.isalpha() else "d" if c.isdigit() else c for c in word)
    return re.sub(r"(.)\1{2,}", r"\1\1", kinds)
