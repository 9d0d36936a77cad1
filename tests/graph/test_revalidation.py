import random
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.reading import Reading
from graph import dataset
from graph.identity import Resolution
from graph.revalidation import validate_build
from graph.run_record import read_run_record, run_record, write_run_record
from graph.sieve import Said, Sieve
from graph.store import build_store, open_store
from graph.validation import validate, write_findings
from tests.graph import sample

ENGLISH, RUSSIAN, EMPTY = sample.readings()


@pytest.fixture(autouse=True)
def _without_vocabularies(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the concepts most nodes are at fault, which is what these tests need."""
    monkeypatch.setattr(dataset, "vocabularies_graph", lambda: iter(()))


def build(folder: Path, readings: list[Reading], identities: Resolution) -> Path:
    folder.mkdir()
    sample.write_measured(readings, identities, folder)
    build_store(folder)
    write_run_record(run_record(readings, identities), folder)
    return folder


def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Note how many properties each node has that is looked at."""
    sizes: list[int] = []
    original = Sieve.keeps

    def counted(sieve: Sieve, said: Said) -> bool:
        sizes.append(len(said))
        return original(sieve, said)

    monkeypatch.setattr(Sieve, "keeps", counted)
    return sizes


def test_a_sequence_of_builds_finds_what_each_finds_alone(tmp_path: Path) -> None:
    chance = random.Random(2)  # noqa: S311 the same every time
    pool = [
        replace(
            reading,
            announcement=replace(reading.announcement, id=f"{reading.announcement.id}-{number}"),
            relations=tuple(chance.sample(reading.relations, 3)),
        )
        for number in range(3)
        for reading in (ENGLISH, RUSSIAN)
    ]
    previous = None
    for number in range(6):
        readings = chance.sample(pool, 3)
        identities = sample.resolution(readings)
        unnamed = tuple(
            replace(thing, labels={}) if chance.random() < 0.3 else thing for thing in identities.identities
        )
        folder = build(tmp_path / str(number), readings, replace(identities, identities=unnamed))
        found = validate_build(folder, previous)
        assert found
        assert found == validate(open_store(folder), folder / dataset.FILE)
        write_findings(folder, [], found)
        previous = folder


def test_only_what_changed_is_looked_at_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = replace(EMPTY, announcement=replace(EMPTY.announcement, id="other"))
    first = build(tmp_path / "1", [ENGLISH, EMPTY], sample.resolution([ENGLISH, EMPTY]))
    write_findings(first, [], validate(open_store(first), first / dataset.FILE))
    second = build(tmp_path / "2", [ENGLISH, EMPTY, other], sample.resolution([ENGLISH, EMPTY, other]))
    sizes = looked_at(monkeypatch)
    validate_build(second, first)
    assert [size for size in sizes if size] == [3]  # the types, title and language of the new one
    sizes.clear()
    write_run_record(replace(read_run_record(first), rules="other"), first)
    validate_build(second, first)
    assert sum(sizes) > 100
