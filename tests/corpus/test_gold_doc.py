import pytest
from spacy.language import Language

from corpus.announcement import Announcement
from corpus.extensions import MENTIONS
from corpus.gold_doc import gold_doc
from corpus.pipeline import load_pipeline
from corpus.reading import from_json

TEXT = "Dean of the Law Faculty of Luch University, professor Anna Kim spoke. Rectors B. Li and C. Ten of Luch came."
UNIVERSITY = {"id": "u", "type": "organisation", "class": "university", "names": ["Luch University", "Luch"]}
FACULTY = {"id": "f", "type": "organisation", "class": "academic_unit", "names": ["Law Faculty of Luch University"]}
PEOPLE = [
    {"id": "k", "type": "person", "names": ["Anna Kim"]},
    {"id": "l", "type": "person", "names": ["B. Li"]},
]
RELATIONS = [
    {"type": "position", "person": "k", "role": "Dean", "organisation": "f"},
    {"type": "degree", "person": "k", "degree": "professor"},
    {"type": "position", "person": "l", "role": "Rector", "organisation": "u"},
]
EVENT = {"id": "event-1", "type": "event", "names": ["Open day"]}


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_pipeline("en", until="tok2vec")


def spans(nlp: Language) -> list[tuple[str, str]]:
    announcement = Announcement(id="a", title="Open day", body=TEXT, language="en")
    data = {"entities": [UNIVERSITY, FACULTY, *PEOPLE, EVENT], "relations": RELATIONS, "groups": []}
    doc = gold_doc(nlp, from_json(data, announcement, by="gold"))
    assert doc.text == announcement.text
    assert {entity.id for entity in doc._.entities} == {"u", "f", "k", "l"}
    return [(span.text, span.label_) for span in doc.spans[MENTIONS]]


def test_names_stand_where_the_text_has_them(nlp: Language) -> None:
    found = spans(nlp)
    assert found.count(("Luch University", "organisation")) == 1
    assert ("Law Faculty of Luch University", "organisation") in found
    assert ("Luch", "organisation") in found
    assert ("Anna Kim", "person") in found


def test_titles_stand_beside_their_person(nlp: Language) -> None:
    found = spans(nlp)
    assert ("Dean", "role") in found
    assert ("professor", "degree") in found
    assert ("Rectors", "role") in found
    assert ("Open day", "event_title") in found
