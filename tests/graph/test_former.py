from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from corpus.entity import EntityKind
from corpus.reading import Reading
from graph import blocking
from graph.dataset import Kept, write_dataset
from graph.former import FILE, NOTHING, Former
from graph.identity import Resolution, resolve
from graph.judgement import Judgement, Verdict, decision
from graph.run_record import found_before, kept_of, reading_records, run_record, write_found, write_run_record
from tests.graph.blind import blind, person, reading, vocabularies


def build(
    readings: Sequence[Reading],
    folder: Path,
    previous: Path | None = None,
    told: Sequence[Judgement] = (),
    *,
    decided: bool = False,
) -> Resolution:
    """Write what depends on who is who, as a build does; `decided` tells that the decisions are others than before."""
    folder.mkdir()
    records = reading_records(readings)
    before = found_before(previous, records) if previous else NOTHING
    found = resolve(readings, vocabularies(), told, before)
    record = run_record(readings, found, records)
    write_run_record(record, folder)
    write_found(record, found, folder)
    kept = kept_of(previous, record) if previous else None
    write_dataset(readings, found, folder, replace(kept, decisions=not decided) if kept else None)
    return found


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def versions(found: Reading, chance: Random) -> list[Reading]:
    """A reading as it is, one that says less, and one in which somebody has another name."""
    shorter = replace(found, entities=found.entities[: len(found.entities) // 2], relations=())
    other = chance.choice(blind()).entities
    names = [entity.names for entity in other if entity.kind is EntityKind.PERSON] or [("Dana Kim",)]
    changed = tuple(
        replace(entity, names=chance.choice(names)) if entity.kind is EntityKind.PERSON else entity
        for entity in found.entities
    )
    return [found, shorter, replace(found, entities=changed)]


@pytest.mark.parametrize(("seed", "limit"), [(1, blocking.LIMIT), (2, 4), (3, blocking.LIMIT), (4, 4)])
def test_who_is_who_is_the_same_from_a_build_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int, limit: int
) -> None:
    monkeypatch.setattr(blocking, "LIMIT", limit)
    monkeypatch.setattr(blocking, "HUBS", 2)
    chance = Random(seed)  # noqa: S311 -- the same every time
    pool = [versions(found, chance) for found in chance.sample(blind(), 24)]
    refs = [f"{some[0].announcement.id}#{entity.id}" for some in pool for entity in some[0].entities]
    verdicts = [*(Verdict.SAME, Verdict.DIFFERENT) * 5, Verdict.UNSURE]
    decisions = [decision(chance.choice(refs), verdict, chance.choice(refs), by="Dana") for verdict in verdicts]
    previous = None
    for turn in range(5):
        readings = [chance.choice(some) for some in chance.sample(pool, 18)]
        told = decisions if turn > 1 else []
        updated, fresh = tmp_path / f"{turn}", tmp_path / f"{turn}-fresh"
        found = build(readings, updated, previous, told, decided=turn == 2)
        expected = build(readings, fresh, None, told)
        assert found == expected
        assert list(found.judgements) == list(expected.judgements)
        assert files(updated) == files(fresh)
        previous = updated


def test_what_has_not_changed_is_not_compared_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    readings = blind()[:20]
    build(readings, tmp_path / "before")
    asked: list[str] = []
    monkeypatch.setattr("graph.identity.scene", lambda found, _: asked.append(found.announcement.id))
    found = resolve(readings, vocabularies(), (), found_before(tmp_path / "before", reading_records(readings)))
    assert not asked
    assert found.changed is not None
    assert not found.changed.came
    assert not found.changed.gone


@pytest.mark.parametrize("harm", ["lose", "cut", "damage", "other rules", "other words"])
def test_what_is_lost_damaged_or_of_another_version_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, harm: str
) -> None:
    readings = [reading("a", person("Anna Kim")), reading("b", person("Anna Kim"), person("A. Li", id="person-2"))]
    build(readings, tmp_path / "before")
    kept = tmp_path / "before" / FILE
    data = kept.read_bytes()
    match harm:
        case "lose":
            kept.unlink()
        case "cut":
            kept.write_bytes(data[: len(data) // 2])
        case "damage":
            kept.write_bytes(data.replace(b"kim-anna", b"kim-anne"))
        case "other rules":
            monkeypatch.setattr("graph.run_record._rules", lambda: "other")
        case _:
            monkeypatch.setattr("graph.run_record._vocabularies", lambda: "other")
    before: Former = found_before(tmp_path / "before", reading_records(readings))
    assert before is NOTHING


def test_judgements_are_taken_only_where_people_decided_the_same(tmp_path: Path) -> None:
    readings = [reading("a", person("Anna Kim")), reading("b", person("Anna Kim"))]
    build(readings, tmp_path / "before", None, [decision("a#person-1", Verdict.DIFFERENT, "b#person-1", by="Dana")])
    records = reading_records(readings)
    found = resolve(readings, vocabularies(), (), found_before(tmp_path / "before", records))
    (tmp_path / "now").mkdir()
    kept = Kept(folder=tmp_path / "before", graphs=frozenset(), decisions=False)
    write_dataset(readings, found, tmp_path / "now", kept)
    assert b"Dana" not in (tmp_path / "now" / "dataset.nq").read_bytes()
