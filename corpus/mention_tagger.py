"""The mention tagger: conditional random fields that weigh the evidence on each token.

Four taggers of one kind (Lafferty, McCallum and Pereira 2001; implementation: CRFsuite) look at one set of evidence:
`names` for the widest names, `units` for the organisations inside an organisation's name, `titles` for positions and
degrees, `topics` for the titles of events. They are trained on the project's gold by `python -m corpus.train`.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pycrfsuite
from spacy.language import Language
from spacy.tokens import Doc, Span

from corpus.entity import EntityKind
from corpus.extensions import MENTIONS
from corpus.language_names import LanguageNames, load_names
from corpus.token_features import token_features
from ontology.errors import DataError

NAMES, UNITS, TITLES, TOPICS = "names", "units", "titles", "topics"
LAYERS = (NAMES, UNITS, TITLES, TOPICS)
OUTSIDE = "O"

Found = tuple[int, int, str, float]
"""Start and end token, label, and the probability that a mention with this label stands there."""


class MentionTagger:
    """Sets `doc.spans["mentions"]`."""

    def __init__(self, names: LanguageNames, models: Path) -> None:
        """Open the trained taggers of a language.

        Raises:
            DataError: a model file is missing.
        """
        self._names = names
        self._taggers = {layer: _open(models / f"{layer}.crf") for layer in LAYERS}

    def __call__(self, doc: Doc) -> Doc:
        """Tag a text."""
        features = token_features(doc, self._names)
        sentences = [(sentence.start, sentence.end) for sentence in doc.sents]
        found: list[Found] = []
        for start, end in sentences:
            names = list(self._tag(NAMES, features, start, end))
            found += names
            for name in names:
                found += self._units(features, name)
            found += self._tag(TITLES, features, start, end)
            found += self._tag(TOPICS, features, start, end)
        spans = []
        for start, end, label, probability in sorted(found):
            span = Span(doc, start, end, label=label, span_id=f"{label}_tagger")
            span._.confidence = probability
            spans.append(span)
        doc.spans[MENTIONS] = spans
        return doc

    def _units(self, features: Sequence[list[str]], name: Found) -> Iterator[Found]:
        """Find the organisations inside an organisation's name, and those inside them."""
        start, end, label, _ = name
        if label != EntityKind.ORGANISATION or end - start < 2:  # noqa: PLR2004 -- one word holds no other name
            return
        tagger = self._taggers[UNITS]
        # A list: the same tagger is at work on the unit before the next one is asked for.
        for unit in list(_decode(tagger, unit_features(features, start, end), start)):
            if unit[:2] != (start, end):
                yield unit
                yield from self._units(features, unit)

    def _tag(self, layer: str, features: list[list[str]], start: int, end: int) -> Iterator[Found]:
        yield from _decode(self._taggers[layer], features[start:end], start)


def unit_features(features: Sequence[list[str]], start: int, end: int) -> list[list[str]]:
    """Return the evidence for the tokens of one name, with their place in it."""
    last = end - start - 1
    return [
        [*features[start + i], f"from={min(i, 3)}", f"to={min(last - i, 3)}", f"length={min(last, 8)}"]
        for i in range(end - start)
    ]


def _open(path: Path) -> "pycrfsuite.Tagger":
    if not path.is_file():
        raise DataError(path, "the trained tagger is missing", "train it: python -m corpus.train LANGUAGE")
    tagger = pycrfsuite.Tagger()
    tagger.open(str(path))
    return tagger


def _decode(tagger: "pycrfsuite.Tagger", features: list[list[str]], offset: int) -> Iterator[Found]:
    """Yield the mentions of the best tag sequence; a mention's probability is its least certain token's."""
    tags = tagger.tag(features)
    start = 0
    while start < len(tags):
        if tags[start] == OUTSIDE:
            start += 1
            continue
        label = tags[start][2:]
        end = start + 1
        while end < len(tags) and tags[end] == f"I-{label}":
            end += 1
        probability = min(tagger.marginal(tags[i], i) for i in range(start, end))
        yield offset + start, offset + end, label, round(probability, 4)
        start = end


@Language.factory(
    "mention_tagger",
    assigns=["doc.spans"],
    requires=["token.is_sent_start"],
    default_config={"folder": "", "models": ""},
)
def create_mention_tagger(nlp: Language, name: str, folder: str, models: str) -> MentionTagger:  # noqa: ARG001 -- spaCy's names
    """Build the component from the language's folder."""
    return MentionTagger(load_names(Path(folder)), Path(models))
