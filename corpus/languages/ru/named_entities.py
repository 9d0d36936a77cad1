"""Named entities of Russian news: slovnet's model as a spaCy component.

The weights (a convolutional network over navec vectors, with a CRF) come with the `natasha` package, which is not
imported: its pymorphy2 does not run on Python 3.12 and later.
"""

import importlib.util
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from navec import Navec
from slovnet import NER
from spacy.language import Language
from spacy.tokens import Doc, Span

from ontology.errors import DataError

_WEIGHTS = Path("model/slovnet_ner_news_v1.tar")
_VECTORS = Path("emb/navec_news_v1_1B_250K_300d_100q.tar")


class NamedEntities:
    """Sets `doc.ents` with the labels PER, ORG and LOC."""

    def __call__(self, doc: Doc) -> Doc:
        """Tag the lines of a text, those of like length together, as they share a matrix."""
        lines = sorted(_lines(doc.text), key=lambda line: (line[1] - line[0], line[0]))
        found = _model().map(doc.text[start:end] for start, end in lines)
        spans: list[Span] = []
        for (offset, _), markup in zip(lines, found, strict=True):
            for item in markup.spans:
                start, end = offset + item.start, offset + item.stop
                span = doc.char_span(start, end, label=item.type, alignment_mode="expand")
                if span is not None:
                    spans.append(span)
        doc.set_ents(_apart(spans))
        return doc


@Language.factory("slovnet_named_entities", assigns=["doc.ents", "token.ent_type"])
def create_named_entities(nlp: Language, name: str) -> NamedEntities:  # noqa: ARG001 -- spaCy's signature
    """Build the component."""
    return NamedEntities()


def data_folder() -> Path:
    """Return the folder of data that the `natasha` package installs.

    Raises:
        DataError: the package is not installed.
    """
    found = importlib.util.find_spec("natasha")
    if found is None or not found.submodule_search_locations:
        raise DataError("natasha", "the Russian model is not installed", "pip install natasha==1.6.0")
    return Path(found.submodule_search_locations[0]) / "data"


@cache
def _model() -> NER:
    folder = data_folder()
    model = NER.load(folder / _WEIGHTS)
    model.navec(Navec.load(folder / _VECTORS))
    return model


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield start, start + len(line)
        start += len(line) + 1


def _apart(spans: list[Span]) -> list[Span]:
    """Keep the first of two spans that meet in a token, as when two cuts of one word differ."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if not kept or kept[-1].end <= span.start:
            kept.append(span)
    return kept
