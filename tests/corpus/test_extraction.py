import pytest
from spacy.language import Language

from corpus.annotations import ANNOUNCEMENTS
from corpus.announcement import Announcement, read_announcements
from corpus.entity import EntityKind
from corpus.extraction import read
from corpus.pipeline import load_pipeline


@pytest.fixture(scope="module")
def pipeline() -> Language:
    return load_pipeline("en")


def some() -> list[Announcement]:
    return list(read_announcements([ANNOUNCEMENTS / "en"]).announcements[::25])


@pytest.mark.parametrize("announcement", some(), ids=lambda announcement: announcement.id)
def test_what_is_read_stands_in_the_text(pipeline: Language, announcement: Announcement) -> None:
    reading = read(announcement, pipeline)
    assert reading == read(announcement, pipeline)
    ids = [entity.id for entity in reading.entities]
    assert len(ids) == len(set(ids))
    assert all(ids)
    for entity in reading.entities:
        assert 0 <= entity.confidence <= 1
        assert all(announcement.text[m.start : m.end].strip() for m in entity.mentions)
        assert all(name in announcement.text for name in entity.names if entity.kind is not EntityKind.EVENT)
        if entity.kind is not EntityKind.EVENT:
            assert entity.mentions


@pytest.mark.parametrize(
    "body", ["", "\n\n\n", "....", "((((“«\"'", "A" * 3000, "№ 5 №", "\u200b\ufeff", '( ( ) " Fund']
)
def test_any_text_can_be_read(pipeline: Language, body: str) -> None:
    announcement = Announcement(id="a", title="x", body=body, language="en")
    assert read(announcement, pipeline).announcement is announcement


def test_an_organisation_has_a_class_and_a_person_a_name(pipeline: Language) -> None:
    body = "Rector of Satbayev University Dinara Omarova met students in Almaty."
    reading = read(Announcement(id="a", title="Meeting", body=body, language="en"), pipeline)
    by_kind = {entity.kind: entity for entity in reading.entities}
    university = by_kind[EntityKind.ORGANISATION]
    assert (university.id, university.organisation_class) == ("satbayev-university", "university")
    person = by_kind[EntityKind.PERSON]
    assert person.id == "omarova-dinara"
    assert person.person_name is not None
    assert (person.person_name.given, person.person_name.family) == ("Dinara", "Omarova")
    assert by_kind[EntityKind.PLACE].concept == "almaty"
