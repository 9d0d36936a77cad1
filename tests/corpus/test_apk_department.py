"""Whose department of the Assembly a text means."""

import re

import pytest
import spacy
from spacy.tokens import Doc, Span

from corpus.apk_department import Tokens, university_of
from corpus.entity import EntityKind
from corpus.extensions import MENTIONS


def tokens(doc: Doc, words: str, after: int = 0) -> Tokens:
    start = doc.text.index(words, after)
    span = doc.char_span(start, start + len(words))
    return span.start, span.end


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Ann Lee of Alpha University and Bo Kim, head of the Department and dean at Beta University.",
            "Beta University",
        ),
        (
            "Alpha University sent the head of the Department, who now also teaches at Beta University.",
            "Alpha University",
        ),
        ("Ann Lee of Alpha University and Bo Kim, head of the Department.", "Alpha University"),
    ],
)
def test_what_follows_a_name_is_said_of_its_bearer(text: str, expected: str) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    doc = nlp(text)
    names = [(text.index(name), len(name)) for name in ("Ann Lee", "Bo Kim") if name in text]
    persons = [doc.char_span(start, start + size) for start, size in names]
    doc.spans[MENTIONS] = [Span(doc, p.start, p.end, EntityKind.PERSON) for p in persons if p]
    universities = [(tokens(doc, name), name) for name in ("Alpha University", "Beta University") if name in text]
    assert university_of(tokens(doc, "Department"), universities, doc) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("At Alpha University, Alpha University. A guest of Beta University came. The Department met him.", "Alpha"),
        ("At Alpha University. A guest of Beta University came. The Department met him.", "Alpha"),
        ("At Alpha University, Alpha University. To Beta University the Department wrote.", "Beta"),
    ],
)
def test_a_sentence_that_names_no_university_means_the_one_that_the_text_is_about(text: str, expected: str) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    doc = nlp(text)
    places = [
        (tokens(doc, f"{name} University", match.start()), name)
        for name in ("Alpha", "Beta")
        for match in re.finditer(f"{name} University", text)
    ]
    assert university_of(tokens(doc, "Department"), sorted(places), doc) == expected
