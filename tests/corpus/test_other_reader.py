import json
import shlex
import sys
from pathlib import Path

import pytest

from corpus.announcement import Announcement
from corpus.entity import EntityKind
from corpus.other_reader import checked, command_version, read_by
from corpus.reader import Read, read_all
from corpus.relation import RelationKind
from ontology.errors import DataError

READER = """
import json, sys
for line in sys.stdin:
    text = json.loads(line)
    name = text["body"].split(" spoke")[0].strip()
    print(json.dumps({
        "entities": [
            {"id": "p", "type": "person", "names": [name, "Nobody Here"]},
            {"id": "event-1", "type": "event", "names": [], "kind": "forum"},
        ],
        "relations": [
            {"type": "participation", "agent": "p", "event": "event-1", "role": "speaker"},
            {"type": "participation", "agent": "p", "event": "event-1", "role": "dancer"},
            {"type": "member_of", "member": "p", "organisation": "missing"},
        ],
        "groups": [{"category": "youth", "text": "young people", "role": "participant"}],
    }), flush=True)
"""


def announcements(*names: str) -> list[Announcement]:
    return [
        Announcement(id=f"a{i}", title="Forum", body=f"\n{name} spoke to young people.\n", language="en")
        for i, name in enumerate(names)
    ]


def run(tmp_path: Path, program: str, *names: str, kept: Path | None = None) -> Read:
    script = tmp_path / "reader.py"
    script.write_text(program, encoding="utf-8")
    command = f"{shlex.quote(sys.executable)} {shlex.quote(str(script))}"
    texts = announcements(*names)
    paths = {text.id: Path(f"{text.id}.md") for text in texts}
    return read_all(texts, paths, workers=read_by(command), version=lambda _: command_version(command), kept=kept)


def test_another_program_reads_many_announcements_and_what_it_makes_up_is_dropped_and_told(tmp_path: Path) -> None:
    found = run(tmp_path, READER, "Anna Kim", "Әлия Сәтова")
    assert [reading.announcement.id for reading in found.readings] == ["a0", "a1"]
    for reading, name in zip(found.readings, ("Anna Kim", "Әлия Сәтова"), strict=True):
        person = next(entity for entity in reading.entities if entity.kind is EntityKind.PERSON)
        assert person.names == (name,)
        assert reading.announcement.text[person.mentions[0].start : person.mentions[0].end] == name
        assert [(r.kind, r.value) for r in reading.relations] == [(RelationKind.PARTICIPATION, "speaker")]
        assert [group.text for group in reading.groups] == ["young people"]
    told = [str(fault) for fault in found.faults]
    assert sum("Nobody Here" in line for line in told) == 2
    assert sum("dancer" in line for line in told) == 2
    assert sum("missing" in line for line in told) == 2


def test_its_readings_are_kept_like_ours(tmp_path: Path) -> None:
    first = run(tmp_path, READER, "Anna Kim", kept=tmp_path / "kept.sqlite")
    again = run(tmp_path, READER, "Anna Kim", "Oleg Petrov", kept=tmp_path / "kept.sqlite")
    assert (first.reused, again.reused) == (0, 1)
    assert again.readings[0] == first.readings[0]


@pytest.mark.parametrize(
    ("program", "problem"),
    [
        ("raise SystemExit", "stopped without an answer"),
        ("import sys\nfor line in sys.stdin: print('{}x', flush=True)", "no annotation"),
        ("import sys\nfor line in sys.stdin: print('[]', flush=True)", "no annotation"),
        ('import sys\nfor line in sys.stdin: print(\'{"entities": [{"id": 1}]}\', flush=True)', "no annotation"),
    ],
)
def test_a_reader_that_fails_costs_only_its_announcements(tmp_path: Path, program: str, problem: str) -> None:
    found = run(tmp_path, program, "Anna Kim")
    assert found.readings == ()
    assert [problem in fault.problem for fault in found.faults] == [True]


def test_a_command_that_does_not_exist_is_one_clear_fault() -> None:
    with pytest.raises(DataError, match="cannot be started"):
        list(read_by("no-such-program-anywhere")([announcements("Anna Kim")]))


def test_spans_that_hold_none_of_the_names_are_dropped() -> None:
    text = announcements("Anna Kim")[0]
    start = text.text.index("Anna Kim")
    spans = [{"start": start, "end": start + 8}, {"start": 0, "end": 5}]
    item = {"id": "p", "type": "person", "names": ["Anna Kim"], "mentions": spans}
    kept, dropped = checked({"entities": [item]}, text)
    assert kept["entities"][0]["mentions"] == spans[:1]
    assert len(dropped) == 1
    assert json.dumps(kept["relations"]) == "[]"
