import csv
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import build_graph

ROOT = Path(__file__).parents[1]
ANNOUNCEMENTS = ROOT / "corpus" / "announcements"
SEED = ANNOUNCEMENTS / "en" / "zhetysu-2021-04-youth-tracks.md"
OUTPUTS = {
    "dataset.nq", "dataset.trig", "edges.csv", "findings.csv", "graph.ttl", "identities.csv", "measures.csv",
    "network.gexf", "network.html", "nodes.csv", "ontology.html", "readings", "report.html", "run.json", "store",
    "unsure.csv",
}  # fmt: skip

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def digests(folder: Path) -> dict[str, str]:
    """The SHA-256 of every output but the store, which Oxigraph lays out as it likes, and what changed since before."""
    found = (path.relative_to(folder) for path in sorted(folder.rglob("*")) if path.is_file())
    return {
        str(path): hashlib.sha256((folder / path).read_bytes()).hexdigest()
        for path in found
        if path.parts[0] != "store" and not path.parts[0].startswith((".", "changes."))
    }


def test_a_build_writes_every_output_and_leaves_nothing_half_done(small_build: Path) -> None:
    names = {path.name for path in small_build.iterdir() if not path.name.startswith(".")}
    assert names >= OUTPUTS
    assert not (small_build / ".next").exists()
    assert {path.stem for path in (small_build / "readings").iterdir()} >= {SEED.stem}


def test_the_webinar_of_the_departments_is_in_the_readings_with_equal_ids_for_equal_things(small_build: Path) -> None:
    reading = json.loads((small_build / "readings" / f"{SEED.stem}.json").read_text(encoding="utf-8"))
    ids = {entity["id"] for entity in reading["entities"]}
    assert {"RU", "TR", "PL", "UA", "EE", "US", "IT", "CN", "taldykorgan"} <= ids
    moderators = [r["agent"] for r in reading["relations"] if r["type"] == "participation" and r["role"] == "moderator"]
    assert len(moderators) == 2


def test_shuffled_inputs_hash_seeds_jobs_locale_and_time_zone_change_no_byte(
    run: Run, small_build: Path, tmp_path: Path
) -> None:
    inputs = [
        path
        for path in ANNOUNCEMENTS.rglob("*.md")
        if path.stem in {p.stem for p in (small_build / "readings").iterdir()}
    ]
    environment = os.environ | {"PYTHONHASHSEED": "17", "LC_ALL": "C", "TZ": "Pacific/Auckland"}
    other = tmp_path / "other"
    done = run("build", *sorted(inputs, reverse=True), "--out", other, "--jobs", 2, env=environment)
    assert done.returncode == 0, done.stderr
    assert digests(other) == digests(small_build)
    again = run("build", *inputs, "--out", other, env=os.environ | {"PYTHONHASHSEED": "18"})
    assert again.returncode == 0, again.stderr
    assert digests(other) == digests(small_build)


def test_bad_files_are_one_line_each_and_everything_else_is_built(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    shutil.copy(SEED, folder)
    (folder / "zz-twice.md").write_bytes(SEED.read_bytes())
    (folder / "empty.md").touch()
    (folder / "binary.md").write_bytes(b"\x7fELF\0\0")
    (folder / "latin.md").write_bytes(b"caf\xe9 in Almaty")
    (folder / "head.md").write_text("---\nnonsense\n---\ntext", encoding="utf-8")
    (folder / "large.md").write_bytes(b"word " * 10_000_000)
    (folder / "german.md").write_text("---\nlanguage: de\ntitle: Treffen\n---\nEin Treffen.", encoding="utf-8")
    (folder / "loop").symlink_to(folder / "loop")
    done = run("build", folder, folder / "loop", "--out", tmp_path / "out")
    assert done.returncode == 1
    assert "Traceback" not in done.stdout + done.stderr
    with (tmp_path / "out" / "findings.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    told = done.stdout + done.stderr
    for name in ("zz-twice", "empty", "binary", "latin", "head", "large", "german", "loop"):
        assert sum(name in line for line in told.splitlines()) == 1, name
        assert sum(name in cell for row in rows for cell in row[:1]) == 1, name
    assert (tmp_path / "out" / "readings" / f"{SEED.stem}.json").exists()


def test_a_build_of_nothing_but_faults_still_says_so(run: Run, tmp_path: Path) -> None:
    done = run("build", tmp_path / "missing.md", "--out", tmp_path / "out")
    assert done.returncode == 1
    assert "missing.md" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_read_prints_the_annotation_format_and_the_same_twice(run: Run, tmp_path: Path) -> None:
    first, second = run("read", SEED), run("read", SEED, "--out", tmp_path)
    assert first.returncode == second.returncode == 0
    reading = json.loads(first.stdout)
    assert json.loads((tmp_path / f"{SEED.stem}.json").read_text(encoding="utf-8")) == reading
    assert set(reading) == {"id", "language", "entities", "relations", "groups"}
    text = SEED.read_text(encoding="utf-8")
    title = text.split("title: ")[1].split("\n")[0]
    whole = f"{title}\n{text.split('---', 2)[2][1:]}"
    for entity in reading["entities"]:
        for mention in entity["mentions"]:
            assert whole[mention["start"] : mention["end"]] in entity["names"]


def test_evaluate_scores_a_folder_of_pairs(run: Run, tmp_path: Path) -> None:
    shutil.copy(SEED, tmp_path)
    shutil.copy(ROOT / "corpus" / "gold" / "en" / f"{SEED.stem}.json", tmp_path)
    done = run("evaluate", tmp_path, "--errors", 5)
    assert done.returncode == 0, done.stderr
    assert "relations/position" in done.stdout
    assert "en (1 announcements)" in done.stdout


@pytest.mark.parametrize(
    "arguments", [["biuld"], ["read"], ["build", "--jobs", "0"], ["query", "--format", "xlsx", "x"]]
)
def test_a_wrong_call_is_explained_with_status_2(run: Run, arguments: list[str]) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert "Error" in done.stderr
    assert "Traceback" not in done.stderr


def test_every_command_has_help() -> None:
    for name, command in build_graph.main.commands.items():
        assert command.help, name
        done = subprocess.run(
            [sys.executable, "build_graph.py", name, "--help"], cwd=ROOT, capture_output=True, text=True, check=True
        )
        assert "Usage" in done.stdout


def test_no_stage_imports_the_command_line() -> None:
    stages = ("ontology", "corpus", "graph", "visualisations")
    assert not [
        p
        for stage in stages
        for p in (ROOT / stage).rglob("*.py")
        if "build_graph import" in p.read_text(encoding="utf-8")
    ]
