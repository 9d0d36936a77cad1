import json
from pathlib import Path
from typing import Any

import pytest

from corpus.announcement import Announcement
from corpus.correction import corrected, correction_path, read_correction
from corpus.reading import Reading, from_json
from ontology.errors import DataError

ANNOUNCEMENT = Announcement(
    id="a",
    title="A meeting",
    body="The rector Anna Kim met Marat Omarov. Later Marat Omarov, dean of Zhetysu University, thanked Anna Kim.",
    language="en",
)
TEXT = ANNOUNCEMENT.text
PERSONS = [
    {"id": "kim-anna", "type": "person", "names": ["Anna Kim"]},
    {"id": "omarov-marat", "type": "person", "names": ["Marat Omarov"]},
]
UNIVERSITY = {
    "id": "zhetysu-university",
    "type": "organisation",
    "class": "university",
    "names": ["Zhetysu University"],
}
DEAN = {"type": "position", "person": "omarov-marat", "role": "dean", "organisation": "zhetysu-university"}


def _machine() -> Reading:
    start = TEXT.index("Later Marat")
    fact = {
        **DEAN,
        "person": "p1",
        "organisation": "o1",
        "start": start,
        "end": start + 60,
        "by": "pattern",
        "confidence": 0.7,
    }
    entities = [{**PERSONS[1], "id": "p1"}, {**UNIVERSITY, "id": "o1"}]
    return from_json({"entities": entities, "relations": [fact]}, ANNOUNCEMENT, by="machine")


def _corrected(**data: Any) -> Any:  # noqa: ANN401
    return corrected({"entities": [*PERSONS, UNIVERSITY], "relations": [DEAN], **data}, ANNOUNCEMENT, _machine())


def test_a_fact_that_the_machine_found_keeps_its_span_and_is_the_persons() -> None:
    (fact,) = _corrected().reading.relations
    assert TEXT[fact.start :].startswith("Later Marat Omarov")
    assert (fact.by, fact.confidence) == ("person", 1.0)


def test_a_new_fact_gets_the_shortest_window_with_both_names() -> None:
    rector = {"type": "position", "person": "kim-anna", "role": "rector", "organisation": None}
    reading = _corrected(relations=[rector]).reading
    (fact,) = reading.relations
    assert TEXT[fact.start : fact.end] == "rector Anna Kim"
    assert {mention.by for entity in reading.entities for mention in entity.mentions} == {"person"}


def test_spans_of_the_file_are_not_trusted() -> None:
    moved = {**PERSONS[0], "mentions": [{"start": 0, "end": 3}], "confidence": 0.2}
    (entity,) = _corrected(entities=[moved], relations=[]).reading.entities
    assert {TEXT[mention.start : mention.end] for mention in entity.mentions} == {"Anna Kim"}
    assert entity.confidence == 1.0


def test_days_of_an_event_are_no_spans() -> None:
    event = {"id": "event-1", "type": "event", "names": [], "start": "2024-05-01", "kind": "meeting"}
    (entity,) = _corrected(entities=[event], relations=[]).reading.entities
    assert entity.event is not None
    assert entity.event.start == "2024-05-01"


def test_a_name_in_another_case_is_found_where_the_machine_found_it() -> None:
    announcement = Announcement(id="a", title="Встреча", body="Слово дали Анне Ким.", language="ru")
    start = announcement.text.index("Анне")
    found = {
        "id": "p1",
        "type": "person",
        "names": ["Анна Ким", "Анне Ким"],
        "mentions": [{"start": start, "end": start + 8, "normal": "Анна Ким"}],
    }
    machine = from_json({"entities": [found], "relations": []}, announcement, by="machine")
    data = {"entities": [{"id": "kim-anna", "type": "person", "names": ["Анна Ким"]}], "relations": []}
    correction = corrected(data, announcement, machine)
    assert not correction.stale
    assert correction.reading.entities[0].mentions[0].start == start


def test_what_no_longer_stands_in_the_text_is_reported_and_left_out() -> None:
    gone = {"id": "gone-person", "type": "person", "names": ["Nobody Else"]}
    fact = {"type": "position", "person": "gone-person", "role": "dean", "organisation": None}
    group = {"category": "students", "text": "two hundred students", "role": "participant"}
    correction = _corrected(entities=[*PERSONS, UNIVERSITY, gone], relations=[DEAN, fact], groups=[group])
    assert len(correction.stale) == 3
    assert {entity.id for entity in correction.reading.entities} == {"kim-anna", "omarov-marat", "zhetysu-university"}
    assert len(correction.reading.relations) == 1
    assert not correction.reading.groups


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("{", "not JSON"),
        ("[]", "not an annotation"),
        ('{"entities": []}', "relations"),
        ('{"id": "b", "entities": [], "relations": []}', "it is of b"),
        (json.dumps({"entities": [], "relations": [DEAN]}), "no entity has the id omarov-marat"),
        ('{"entities": [{"id": "x", "type": "wizard", "names": []}], "relations": []}', "wizard"),
    ],
)
def test_a_file_that_is_no_annotation_is_named(tmp_path: Path, text: str, problem: str) -> None:
    path = correction_path(tmp_path / "a.md")
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=problem) as raised:
        read_correction(path, ANNOUNCEMENT, _machine())
    assert str(path) in str(raised.value)


def test_a_good_file_is_read(tmp_path: Path) -> None:
    path = correction_path(tmp_path / "a.md")
    path.write_text(json.dumps({"id": "a", "entities": PERSONS, "relations": []}), encoding="utf-8")
    assert len(read_correction(path, ANNOUNCEMENT, _machine()).reading.entities) == 2
