"""The mention tagger: finds the names of a text, the units inside them, titles, and titles of events.

`tagging.py` weighs the evidence layer by layer; here the layers come together, and what form decides is mended.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import pycrfsuite
from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from corpus.apk_department import UNIVERSITY
from corpus.context_scorer import ContextScorer, load_context
from corpus.entity import EntityKind
from corpus.extensions import GAZETTEER, MENTIONS
from corpus.gold_doc import ROLE
from corpus.language_names import LanguageNames, load_names
from corpus.mention_layers import NAMES, TITLES, TOPICS, UNITS
from corpus.organisation_name import OrganisationName
from corpus.span_borders import balanced, trimmed
from corpus.tagging import Array, Fields, Found
from corpus.token_features import token_features
from corpus.unit_features import unit_features
from ontology.vocabulary import load_vocabulary

_LONGEST_MARKER = 4


class MentionTagger:
    """Sets `doc.spans["mentions"]`."""

    def __init__(self, names: LanguageNames, models: Path, context: ContextScorer) -> None:
        """Open the trained taggers of a language.

        Raises:
            DataError: a model file is missing.
        """
        self._names = names
        self._fields = Fields(models, context)

    def __call__(self, doc: Doc) -> Doc:
        """Tag a text."""
        features, text = token_features(doc, self._names), doc.text
        context = self._fields.in_context(text, [(token.idx, token.idx + len(token)) for token in doc])
        sentences = [(sentence.start, sentence.end) for sentence in doc.sents]
        found: list[Found] = []
        for start, end in sentences:
            items = pycrfsuite.ItemSequence(features[start:end])
            names = self._join_eponyms(doc, self._fields.find(NAMES, items, start, context))
            names = [part for name in names for part in _apart(doc, name, self._names)]
            found += names
            for name in names:
                units = list(self._units(doc, text, features, context, name))
                units += _known_inside(doc, name, units, self._names)
                found += units or _last_inside(doc, name, self._names)
            titles = self._fields.find(TITLES, items, start, context)
            found += titles
            found += _definite_units(doc, titles, names, self._names)
            found += self._fields.find(TOPICS, items, start, context)
        spans = []
        for start, end, label, probability in sorted(self._with_borders(doc, found)):
            span = Span(doc, start, end, label=label, span_id=f"{label}_tagger")
            span._.confidence = probability
            spans.append(span)
        doc.spans[MENTIONS] = spans
        return doc

    def _join_eponyms(self, doc: Doc, names: Sequence[Found]) -> list[Found]:
        """Make an eponym a part of the organisation's name beside it; it is never a person (FORMAT.md, Entities)."""
        kept: list[Found] = []
        front: Found | None = None
        for start, end, label, probability in names:
            if label == EntityKind.PERSON and (size := _marker(doc, start, -1, self._names.named_after)):
                if kept and kept[-1][1] == start - size and kept[-1][2] == EntityKind.ORGANISATION:
                    kept[-1] = (kept[-1][0], end, EntityKind.ORGANISATION, min(kept[-1][3], probability))
            elif label == EntityKind.PERSON and (size := _marker(doc, end, 1, self._names.named_before)):
                front = (start, end + size, label, probability)
            elif front and front[1] == start and label == EntityKind.ORGANISATION:
                kept.append((front[0], end, label, min(front[3], probability)))
            else:
                kept.append((start, end, label, probability))
        return kept

    def _with_borders(self, doc: Doc, found: Iterable[Found]) -> set[Found]:
        """Mend the borders that form decides."""
        small = self._names.connectors | self._names.articles
        mended = set()
        for start, end, label, probability in found:
            first, last = balanced(doc, *trimmed(doc, start, end, small))
            if first < last:
                mended.add((first, last, label, probability))
        return mended

    def _units(
        self, doc: Doc, text: str, features: Sequence[list[str]], context: Mapping[str, Array], name: Found
    ) -> Iterator[Found]:
        """Find the organisations inside an organisation's name, and those inside them."""
        start, end, label, _ = name
        if label != EntityKind.ORGANISATION or end - start < 2:  # noqa: PLR2004 -- one word holds no other name
            return
        items = pycrfsuite.ItemSequence(unit_features(doc, text, features, (start, end), self._names))
        for unit in self._fields.find(UNITS, items, start, context):
            if unit[:2] != (start, end):
                yield unit
                yield from self._units(doc, text, features, {}, unit)


def _apart(doc: Doc, name: Found, names: LanguageNames) -> Iterator[Found]:
    """Part organisations that stand in a row, each with the same head word: "Russian Centre, Centre of Culture"."""
    start, end, label, probability = name
    commas = [i for i in range(start + 1, end - 1) if doc[i].text == "," and label == EntityKind.ORGANISATION]
    parts = list(zip([start, *(i + 1 for i in commas)], [*commas, end], strict=True))
    heads = {OrganisationName.of(doc[a:b].text, names).head for a, b in parts} if commas else set()
    if len(heads) == 1 and heads != {""}:
        yield from ((a, b, label, probability) for a, b in parts)
    else:
        yield name


def _definite_units(doc: Doc, titles: Iterable[Found], found: Sequence[Found], names: LanguageNames) -> Iterator[Found]:
    """Yield the units that a title names alone: "Head of the Secretariat"."""
    for start, end, label, probability in titles:
        for i in range(start, end) if label == ROLE else ():
            if names.is_definite(doc[i].lower_) and not any(a <= i < b for a, b, *_ in found):
                yield i, i + 1, EntityKind.ORGANISATION.value, probability


def _known_inside(doc: Doc, name: Found, units: Sequence[Found], names: LanguageNames) -> Iterator[Found]:
    """Yield the universities of the reference data inside the name of their unit, where the tagger saw none.

    FORMAT.md, hard case 3: the organisation that a unit's name ends in is one too. What stands before it has to hold
    the unit's own head word, so that an eponym or a legal form before a university's name makes no second one.
    """
    start, end, label, probability = name
    heads = [i for i in range(start, end) if _names_unit(doc[i], names)]
    if label != EntityKind.ORGANISATION or not heads:
        return
    inside = [
        (span.start, span.end)
        for span in doc.spans[GAZETTEER]
        if span.label_ == EntityKind.ORGANISATION
        and heads[0] < span.start
        and span.end <= end
        and _class_of(span.kb_id_) == UNIVERSITY
    ]
    for first, last in inside:
        widest = not any((a, b) != (first, last) and a <= first and last <= b for a, b in inside)
        if widest and not any(a < last and first < b and (a, b) != (start, end) for a, b, *_ in units):
            yield first, last, EntityKind.ORGANISATION, probability


def _names_unit(token: Token, names: LanguageNames) -> bool:
    """Tell whether a word is the head of an organisation's name other than a university's."""
    heads = {names.organisation_heads.get(names.head(word)) for word in (token.lower_, token.norm_)}
    return bool(heads - {None, UNIVERSITY})


def _last_inside(doc: Doc, name: Found, names: LanguageNames) -> list[Found]:
    """Return the university that a unit's name ends in, by its head word: "Department of Law of X University".

    It begins after the preposition before its head word, which stands last or before an eponym.
    """
    start, end, label, probability = name
    heads = [i for i in range(start, end) if names.organisation_heads.get(names.head(doc[i].lower_)) == UNIVERSITY]
    if label != EntityKind.ORGANISATION or not heads:
        return []
    head = heads[-1]
    prepositions = [i for i in range(start, head) if doc[i].lower_ in names.prepositions]
    last = head + 1 == end or _marker(doc, head + 1, 1, names.named_after) > 0
    if not prepositions or not last or names.head(doc[start].lower_) == names.head(doc[head].lower_):
        return []
    first = prepositions[-1] + 1
    while first < head and doc[first].lower_ in names.articles:
        first += 1
    return [(first, end, EntityKind.ORGANISATION, probability)] if first < head else []


def _class_of(code: str) -> str | None:
    concept = load_vocabulary("organisations").concepts.get(code)
    return concept.details.get("class") if concept else None


def _marker(doc: Doc, border: int, step: int, markers: Sequence[str]) -> int:
    """Return how many tokens of a marker ("named after") stand before or after a border; 0 when there is none."""
    for size in range(_LONGEST_MARKER, 0, -1):
        start, end = sorted((border, border + step * size))
        if start >= 0 and end <= len(doc) and doc[start:end].text.casefold() in markers:
            return size
    return 0


@Language.factory(
    "mention_tagger",
    assigns=["doc.spans"],
    requires=["token.is_sent_start"],
    default_config={"folder": "", "models": "", "context": ""},
)
def create_mention_tagger(nlp: Language, name: str, folder: str, models: str, context: str) -> MentionTagger:  # noqa: ARG001 -- spaCy's names
    """Build the component from the language's folder."""
    return MentionTagger(load_names(Path(folder)), Path(models), load_context(Path(context)))
