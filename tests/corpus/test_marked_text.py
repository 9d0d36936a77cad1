"""Marked texts become readings."""

from datetime import date
from pathlib import Path

import pytest

from corpus.entity import EventDetails
from corpus.evaluation import score
from corpus.marked_text import UNSEEN, read_marked, read_written
from corpus.pipeline import LANGUAGES, available_languages
from corpus.relation import RelationKind
from ontology.errors import DataError

TEXT = """# a comment
T forum start=2023-05-04 attendance=40 published=2023-05-05 publisher=X_University: A {E|title}
{P:a speaker|Ann Lee}, {R a>b|head} of {O:b ngo organizer <c|the Club of {O:c university|X University}}, met {G youth participant|volunteers} in {L:d held|Taraz}.
"""  # noqa: E501 -- one text is one line


def test_a_marked_text_is_a_reading(tmp_path: Path) -> None:
    path = tmp_path / "sentences.txt"
    path.write_text(TEXT, encoding="utf-8")
    (reading,) = read_marked(path, "en")
    event = reading.entities[-1]
    assert (event.names, event.event) == (
        ("title",),
        EventDetails(kind="forum", start="2023-05-04", attendance=40),
    )
    assert (reading.announcement.published, reading.announcement.publisher) == (date(2023, 5, 5), "X University")
    assert reading.announcement.text == "A title\nAnn Lee, head of the Club of X University, met volunteers in Taraz."
    assert {entity.names for entity in reading.entities if entity.id == "b"} == {("Club of X University",)}
    assert {(r.kind, r.subject, r.object, r.value) for r in reading.relations} == {
        (RelationKind.PARTICIPATION, "a", "event-1", "speaker"),
        (RelationKind.POSITION, "a", "b", "head"),
        (RelationKind.PARTICIPATION, "b", "event-1", "organizer"),
        (RelationKind.PART_OF, "b", "c", None),
        (RelationKind.HELD_IN, "event-1", "d", None),
    }
    assert [(g.category, g.role, g.text) for g in reading.groups] == [("youth", "participant", "volunteers")]


@pytest.mark.parametrize("code", available_languages())
def test_the_marked_texts_of_a_language_are_well_formed(code: str) -> None:
    unseen = read_marked(LANGUAGES / code / UNSEEN, code)
    for reading in [*(reading for _, reading in read_written(LANGUAGES / code, code)), *unseen]:
        assert score(reading, reading)["relations"].wrong == 0


def test_an_open_mark_is_told(tmp_path: Path) -> None:
    path = tmp_path / "sentences.txt"
    path.write_text("T forum: A\n{P:a|Ann\n", encoding="utf-8")
    with pytest.raises(DataError, match="does not close"):
        list(read_marked(path, "en"))
