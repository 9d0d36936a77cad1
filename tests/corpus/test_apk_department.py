"""Whose department of the Assembly a text means."""

import pytest
import spacy
from spacy.tokens import Doc, Span

from corpus.apk_department import university_of
from corpus.entity import EntityKind
from corpus.extensions import MENTIONS
from corpus.naming import Naming


def naming(doc: Doc, words: str) -> Naming:
    start = doc.text.index(words)
    span = doc.char_span(start, start + len(words))
    return Naming(
        tokens=(span.start, span.end),
        start=start,
        end=start + len(words),
        kind=EntityKind.ORGANISATION,
        text=words,
        normal=words,
        concept=None,
        by="test",
        probability=1.0,
    )


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
    doc = spacy.blank("en")(text)
    names = [(text.index(name), len(name)) for name in ("Ann Lee", "Bo Kim") if name in text]
    persons = [doc.char_span(start, start + size) for start, size in names]
    doc.spans[MENTIONS] = [Span(doc, p.start, p.end, EntityKind.PERSON) for p in persons if p]
    universities = [naming(doc, name) for name in ("Alpha University", "Beta University") if name in text]
    found = university_of(naming(doc, "Department"), universities, doc)
    assert found is not None
    assert found.text == expected
