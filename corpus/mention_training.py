"""What the mention tagger and the organisation classifier learn.

From the gold, from texts written for training (`marked_text.py`), and from generated sentences
(`sentences.yaml`); whichever of the two a language has.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span

from corpus.crf import train_crf
from corpus.entity import Entity, EntityKind
from corpus.extensions import MENTIONS
from corpus.generated import generated_sentences
from corpus.gold_doc import DEGREE, EVENT_TITLE, ROLE, gold_doc
from corpus.language_names import LanguageNames, load_names
from corpus.marked_text import read_written
from corpus.mention_layers import LAYERS, OUTSIDE, TOPICS, UNITS, runs
from corpus.organisation_class import MODEL, class_context, class_features
from corpus.reading import Reading
from corpus.token_features import token_features
from corpus.unit_features import unit_features
from ontology.vocabulary import load_vocabulary

_C1, _C2 = 0.02, 0.5
"""Strength of the prior, chosen by cross-validation over the English gold."""

_GENERATED = 1300
"""Generated sentences: fewer teach less, more drown the gold (cross-validation over the English gold)."""

_GOLD_WEIGHT = 2
"""How often the gold counts beside the texts written for training (cross-validation, English and Kazakh)."""

_NESTED = 4
"""How often a name with another inside counts for the units: most names hold none (cross-validation, all languages)."""

VOCABULARY, CLASSES = "organisations", "organisation-classes"
LABELS = (*(kind.value for kind in EntityKind if kind is not EntityKind.EVENT), ROLE, DEGREE, EVENT_TITLE)

Example = tuple[str, list[list[str]], list[str]]
"""Layer, evidence of a run of tokens, their tags."""


def train_mentions(nlp: Language, folder: Path, readings: Sequence[Reading], models: Path) -> None:
    """Train the taggers and the classifier of a language's folder on gold readings and generated sentences.

    `nlp` is the pipeline up to the mention tagger; the files are written into `models`.
    """
    names = load_names(folder)
    written = [reading for _, reading in read_written(folder, str(nlp.lang))]
    examples: list[Example] = []
    classes: list[tuple[list[list[str]], list[str]]] = []
    for doc, known in _generated(nlp, folder):
        examples += (e for e in _examples(doc, names) if e[0] != TOPICS)
        classes += [([class_features(name, names)], [code]) for name, code in known]
    for concept in load_vocabulary(VOCABULARY).concepts.values():
        if code := concept.details.get("class"):
            classes += [([class_features(name, names)], [code]) for name in concept.names(str(nlp.lang))]
    for reading, weight in (*((r, 1) for r in written), *((r, _GOLD_WEIGHT) for r in readings)):
        doc = gold_doc(nlp, reading)
        examples += list(_examples(doc, names)) * weight
        classes += list(_class_examples(doc, names)) * weight
    for layer in LAYERS:
        sequences = ((features, tags) for name, features, tags in examples if name == layer)
        train_crf(models / f"{layer}.crf", sequences, c1=_C1, c2=_C2)
    train_crf(models / MODEL, classes, c1=_C1, c2=_C2)


def _examples(doc: Doc, names: LanguageNames) -> Iterator[Example]:
    features, text = token_features(doc, names), doc.text
    for layer, start, end, tags in runs(doc):
        if layer == UNITS:
            holds = any(tag != OUTSIDE for tag in tags)
            example = layer, unit_features(doc, text, features, (start, end), names), tags
            yield from [example] * (_NESTED if holds else 1)
        else:
            yield layer, features[start:end], tags


def _generated(nlp: Language, folder: Path) -> Iterator[tuple[Doc, list[tuple[str, str]]]]:
    """Yield generated sentences with their mentions, and the names of organisations with the class of each."""
    classes = load_vocabulary(CLASSES).concepts
    for text, marked in generated_sentences(folder, {*LABELS, *classes}, _GENERATED):
        doc = nlp.make_doc(text)
        for _, component in nlp.pipeline:
            doc = component(doc)
        spans = [doc.char_span(a, b, label=label, alignment_mode="expand") for a, b, label in marked if label in LABELS]
        doc.spans[MENTIONS] = [span for span in spans if span]
        yield doc, [(text[start:end], label) for start, end, label in marked if label in classes]


def _class_examples(doc: Doc, names: LanguageNames) -> Iterator[tuple[list[list[str]], list[str]]]:
    """Yield evidence and class of every organisation's names in their contexts."""
    for entity in doc._.entities:
        if entity.organisation_class:
            yield from _class_examples_of(doc, entity, names)


def _class_examples_of(doc: Doc, entity: Entity, names: LanguageNames) -> Iterator[tuple[list[list[str]], list[str]]]:
    spans = {(span.start_char, span.end_char): span for span in doc.spans[MENTIONS]}
    for mention in entity.mentions:
        context: list[str] = []
        if span := spans.get((mention.start, mention.end)):
            holder = min((s for s in doc.spans[MENTIONS] if _holds(s, span)), key=len, default=None)
            context = class_context(doc, span.start, span.end, holder.text if holder else "", names)
        features = class_features(doc.text[mention.start : mention.end], names, context)
        yield [features], [entity.organisation_class or ""]


def _holds(longer: Span, span: Span) -> bool:
    same = longer.label_ == span.label_
    return same and longer.start <= span.start and span.end <= longer.end and len(longer) > len(span)
