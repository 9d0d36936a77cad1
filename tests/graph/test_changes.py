import csv
import random
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pyoxigraph as ox
import pytest

from corpus.reading import Reading
from graph import dataset, iri
from graph.change_report import lines, read_changes, summary, write_changes
from graph.changes import Cause, Change, changes
from graph.identity import Resolution
from graph.run_record import read_run_record, run_record, write_run_record
from graph.store import build_store
from ontology.errors import DataError
from tests.graph import sample

ENGLISH, RUSSIAN, EMPTY = sample.readings()
UNION = iri.thing("organisation", "youth-union")


@pytest.fixture(autouse=True)
def _without_vocabularies(monkeypatch: pytest.MonkeyPatch) -> None:
    """Most of a small build is the vocabularies, which are the same in every build here."""
    monkeypatch.setattr(dataset, "vocabularies_graph", lambda: iter(()))


def build(folder: Path, readings: list[Reading], identities: Resolution | None = None) -> Path:
    folder.mkdir()
    who = identities or sample.resolution(readings)
    sample.write_measured(readings, who, folder)
    build_store(folder)
    write_run_record(run_record(readings, who), folder)
    return folder


@pytest.fixture
def difference(tmp_path: Path) -> Callable[[list[Reading], list[Reading]], tuple[Change, ...]]:
    def between(old: list[Reading], new: list[Reading]) -> tuple[Change, ...]:
        return changes(build(tmp_path / "old", old), build(tmp_path / "new", new))

    return between


Between = Callable[[list[Reading], list[Reading]], tuple[Change, ...]]


def test_equal_builds_do_not_differ(difference: Between) -> None:
    assert difference([ENGLISH, RUSSIAN], [RUSSIAN, ENGLISH]) == ()


def test_a_new_text_adds_facts_and_quotes(difference: Between) -> None:
    found = difference([ENGLISH], [ENGLISH, RUSSIAN])
    assert {change.causes for change in found} == {(Cause.NEW,)}
    assert {change.announcements for change in found} == {(iri.announcement("enu-2021-05"),)}
    told = {(change.kind, change.words) for change in found}
    assert ("added", "Natalia Kalashnikova – member of – Youth Union") in told
    assert ("added", "Natalia Kalashnikova – “политолог”") in told
    assert ("added", "announcement Встреча в ЕНУ") in told
    (cooperation,) = [change for change in found if "cooperates with" in change.words]
    assert cooperation.kind == "changed"
    assert cooperation.words == "ENU – cooperates with – Youth Union"
    assert "quote: ЕНУ и Молодёжный союз" in cooperation.now
    assert cooperation.was == ""
    assert ("added", "Youth Union: called") in told


def test_a_withdrawn_text_takes_its_facts_away(difference: Between) -> None:
    found = difference([ENGLISH, RUSSIAN], [ENGLISH])
    assert {change.causes for change in found} == {(Cause.WITHDRAWN,)}
    assert ("removed", "Natalia Kalashnikova – member of – Youth Union") in {(c.kind, c.words) for c in found}


def test_an_edited_text_changes_what_it_says(difference: Between) -> None:
    announcement = replace(ENGLISH.announcement, body=ENGLISH.announcement.body.replace("165 people", "170 people"))
    event = replace(ENGLISH.entities[-1].event, attendance=170)  # type: ignore[type-var]
    edited = replace(
        ENGLISH,
        announcement=announcement,
        entities=(*ENGLISH.entities[:-1], replace(ENGLISH.entities[-1], event=event)),
    )
    found = difference([ENGLISH], [edited])
    assert {change.causes for change in found} == {(Cause.EDITED,)}
    told = [(change.kind, change.words, change.was, change.now) for change in found]
    assert ("changed", "Round table: attendance", "165", "170") in told


@pytest.mark.parametrize(
    ("by", "cause"), [("test 2", Cause.RULE), ("person", Cause.DECISION), ("test 1", Cause.DECISION)]
)
def test_another_reading_of_the_same_text_is_a_rule_or_a_decision(difference: Between, by: str, cause: Cause) -> None:
    found = difference([ENGLISH], [replace(ENGLISH, relations=ENGLISH.relations[:-1], pipeline=by)])
    assert [(change.kind, change.causes) for change in found] == [("removed", (cause,))]
    assert found[0].words == "ENU – in – Astana"


@pytest.mark.parametrize(
    ("field", "cause"),
    [("rules", Cause.RULE), ("vocabularies", Cause.VOCABULARY), ("decisions", Cause.DECISION)],
)
def test_what_changed_for_all_is_the_cause_where_no_text_changed(tmp_path: Path, field: str, cause: Cause) -> None:
    old = build(tmp_path / "old", [ENGLISH])
    other = sample.resolution([ENGLISH])
    renamed = tuple(
        replace(thing, labels={"en": "Union of Youth"}) if thing.iri == UNION else thing for thing in other.identities
    )
    new = build(tmp_path / "new", [ENGLISH], replace(other, identities=renamed))
    write_run_record(replace(read_run_record(old), **{field: "other"}), new)
    found = changes(old, new)
    assert {change.causes for change in found} == {(cause,)}
    assert ("changed", "“Youth Union”", "“Union of Youth”") in {(c.kind, c.was, c.now) for c in found}


def test_every_change_has_a_cause_whatever_happens(tmp_path: Path) -> None:
    chance = random.Random(1)  # noqa: S311 the same every time
    pool = [
        replace(
            reading,
            announcement=replace(reading.announcement, id=f"{reading.announcement.id}-{number}"),
            relations=tuple(chance.sample(reading.relations, len(reading.relations) // 2)),
        )
        for number in range(4)
        for reading in (ENGLISH, RUSSIAN)
    ]
    folders = [build(tmp_path / str(number), chance.sample(pool, 4)) for number in range(4)]
    for old, new in pairwise(folders):
        found = changes(old, new)
        assert found
        assert all(change.causes and change.words and (change.added or change.removed) for change in found)
        assert all(change.kind != "removed" or not change.now for change in found)


def test_changes_become_a_table_a_page_and_rdf(difference: Between, tmp_path: Path) -> None:
    hostile = replace(RUSSIAN.announcement, title="<script>alert(1)</script>")
    found = difference([ENGLISH], [ENGLISH, replace(RUSSIAN, announcement=hostile)])
    write_changes(found, tmp_path)
    with (tmp_path / "changes.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["iri"] for row in rows] == [change.subject for change in found]
    assert {row["cause"] for row in rows} == {"new text"}
    page = (tmp_path / "changes.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert "alert(1)" in page
    graph = ox.Store()
    graph.load(path=str(tmp_path / "changes.ttl"), format=ox.RdfFormat.TURTLE)
    sets = list(graph.quads_for_pattern(None, None, ox.NamedNode("http://purl.org/vocab/changeset/schema#ChangeSet")))
    assert len(sets) == len(found)
    assert summary(found)[0].startswith(f"{len(found)} changes: ")
    assert read_changes(tmp_path) == list(lines(found))
    assert "+ Natalia Kalashnikova – member of – Youth Union: confidence: 1" in "\n".join(lines(found))


def test_a_first_build_has_nothing_to_compare(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="not two builds"):
        read_changes(tmp_path)


def test_a_record_reads_back(tmp_path: Path) -> None:
    record = run_record(sample.readings(), sample.resolution(sample.readings()))
    write_run_record(record, tmp_path)
    assert read_run_record(tmp_path) == record


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"announcements": {"a": 1}}'])
def test_what_is_no_record_is_one_clear_line(tmp_path: Path, content: str) -> None:
    (tmp_path / "run.json").write_text(content)
    with pytest.raises(DataError, match="not the record of a build"):
        read_run_record(tmp_path)


def test_a_folder_without_a_build_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"run build first|no record"):
        changes(tmp_path, tmp_path)
