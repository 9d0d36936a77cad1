import csv
import hashlib
import json
import os
import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

from corpus.reading import Reading, from_json
from graph.build import build_graph, write_graph
from graph.judgement import Verdict, decision
from graph.store import open_store
from tests.graph import sample
from tests.graph.blind import blind

ROOT = Path(__file__).parents[2]

BUILD = """
import sys
from pathlib import Path
from graph.build import write_graph
from tests.graph import sample

readings = sample.readings()
if sys.argv[2] == "reversed":
    readings.reverse()
write_graph(readings, sample.resolution(readings), Path(sys.argv[1]))
"""


def digests(folder: Path) -> dict[str, str]:
    files = [path for path in folder.rglob("*") if path.is_file() and "store" not in path.parts]
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_hash_seed_and_order_change_no_byte(tmp_path: Path) -> None:
    found = []
    for seed, order in (("1", "given"), ("2", "reversed")):
        folder = tmp_path / seed
        folder.mkdir()
        environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": f"UTC+{seed}"}
        subprocess.run([sys.executable, "-c", BUILD, folder, order], check=True, cwd=ROOT, env=environment)
        found.append(digests(folder))
    assert found[0] == found[1]
    assert {"dataset.nq", "dataset.trig", "graph.ttl", "measures.csv", "network.gexf"} < found[0].keys()


def test_any_additions_edits_and_removals_equal_a_fresh_build(tmp_path: Path) -> None:
    chance = random.Random(5)  # noqa: S311 -- the same every time
    pool = blind()
    versions = {reading.announcement.id: [reading, _shortened(reading)] for reading in chance.sample(pool, 6)}
    previous = None
    for number in range(3):
        readings = [chance.choice(versions[name]) for name in chance.sample(sorted(versions), 4)]
        updated, fresh = tmp_path / f"{number}", tmp_path / f"{number}-fresh"
        for folder, before in ((updated, previous), (fresh, None)):
            folder.mkdir()
            build_graph(readings, [], folder, before)
        found = {name: digest for name, digest in digests(updated).items() if not name.startswith("changes.")}
        assert found == digests(fresh)
        assert set(open_store(updated)) == set(open_store(fresh))
        previous = updated


@pytest.mark.parametrize(
    ("name", "harm"),
    [
        ("dataset.nq", "damage"),
        ("dataset.trig", "lose"),
        ("store", "lose"),
        ("store", "spoil"),
        ("SHA256SUMS", "lose"),
    ],
)
def test_what_is_lost_or_damaged_of_the_build_before_costs_time_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, harm: str
) -> None:
    monkeypatch.setattr("graph.build.validate_build", lambda *_: ())
    readings = sample.readings()
    before, fresh, updated = (tmp_path / part for part in ("before", "fresh", "updated"))
    for folder, some, previous in ((before, readings[:1], None), (fresh, readings, None), (updated, readings, before)):
        if previous and harm == "damage":
            (before / name).write_bytes((before / name).read_bytes().replace(b"Natalia", b"Natalie"))
        elif previous and harm == "spoil":
            for path in (before / name).glob("MANIFEST*"):
                path.write_bytes(b"spoilt")
        elif previous:
            (before / name).rename(tmp_path / "lost")
        folder.mkdir()
        build_graph(some, [], folder, previous)
    found = {name: digest for name, digest in digests(updated).items() if not name.startswith("changes.")}
    assert found == digests(fresh)
    assert set(open_store(updated)) == set(open_store(fresh))


def _shortened(reading: Reading) -> Reading:
    """The reading of an edited announcement: it says less."""
    announcement = replace(reading.announcement, title=f"{reading.announcement.title} (corrected)")
    return replace(reading, announcement=announcement, relations=reading.relations[::2])


@pytest.fixture
def build(tmp_path: Path) -> Path:
    readings = sample.readings()
    write_graph(readings, sample.resolution(readings), tmp_path)
    return tmp_path


def test_a_reading_comes_back_with_resolved_ids(build: Path) -> None:
    data = json.loads((build / "readings" / "enu-2021-04.json").read_text(encoding="utf-8"))
    assert [entity["id"] for entity in data["entities"]][:3] == ["kalashnikova-natalia", "enu", "apk-department-enu"]
    assert data["entities"][-1]["id"] == "event-1"
    again = from_json(data, sample.ENU_EN, by="test 1")
    assert again.relations == sample.readings()[0].relations


def test_a_run_records_what_was_read_by_what(build: Path) -> None:
    run = json.loads((build / "run.json").read_text(encoding="utf-8"))
    assert sorted(run["announcements"]) == ["empty", "enu-2021-04", "enu-2021-05"]
    assert run["announcements"]["empty"]["by"] == "test 1"


def test_the_store_holds_what_the_dataset_file_holds(build: Path) -> None:
    quads = set(ox.parse(path=str(build / "dataset.nq")))
    store = open_store(build)
    assert {quad for quad in store if quad.graph_name != ox.DefaultGraph()} == quads
    union = {(quad.subject, quad.predicate, quad.object) for quad in quads}
    assert len(list(store.quads_for_pattern(None, None, None, ox.DefaultGraph()))) == len(union)


def test_the_checksums_are_those_of_the_files(build: Path) -> None:
    found = dict(reversed(line.split("  ")) for line in (build / "SHA256SUMS").read_text().splitlines())
    assert found == {name: digests(build)[name] for name in ("dataset.nq", "dataset.trig", "graph.ttl")}


def test_a_decision_on_what_is_not_read_is_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stale = decision("enu-2021-04#kalashnikova-natalia", Verdict.SAME, "withdrawn#person-1", by="Dana")
    monkeypatch.setattr("graph.build.read_judgements", lambda: (stale,))
    built = build_graph(sample.readings(), [], tmp_path)
    with (tmp_path / "findings.csv").open(encoding="utf-8", newline="") as file:
        row = next(csv.DictReader(file))
    assert row["where"] == "judgements.csv"
    assert "withdrawn#person-1" in row["what"]
    assert "delete its line" in row["remedy"]
    assert "1 decisions name what is not read" in "\n".join(built.summary(reused=0, corrected=0))
    assert not built.faults


def test_an_empty_corpus_builds(tmp_path: Path) -> None:
    network, _ = write_graph([], sample.resolution([]), tmp_path)
    assert network.nodes == ()
    assert (tmp_path / "network.gexf").is_file()


def test_two_entities_that_are_one_thing_become_one_in_the_reading(tmp_path: Path) -> None:
    reading = sample.readings()[1]
    union = reading.entities[2]
    other = replace(union, id="mu", names=("МС",))
    relation = replace(reading.relations[1], object="mu")
    reading = replace(reading, entities=(*reading.entities, other), relations=(*reading.relations, relation))
    found = sample.resolution([reading])
    (first,) = [identity for identity in found.identities if identity.iri.endswith("youth-union")]
    (second,) = [identity for identity in found.identities if identity.iri.endswith("/mu")]
    merged = replace(first, members=(*first.members, *second.members))
    rest = tuple(identity for identity in found.identities if identity not in (first, second))
    write_graph([reading], replace(found, identities=(*rest, merged)), tmp_path)
    data = json.loads((tmp_path / "readings" / "enu-2021-05.json").read_text(encoding="utf-8"))
    names = [entity["names"] for entity in data["entities"] if entity["id"] == "youth-union"]
    assert names == [["Молодёжный союз", "МС"]]
    assert sum(relation["type"] == "member_of" for relation in data["relations"]) == 1
