"""Kill builds at random moments of every stage and see that nothing is lost.

`python tests/benchmarks/kill.py [ROUNDS]`, 200 rounds where none are named. Builds of two corpora take turns in one
folder. Each is killed (SIGKILL) some time after it has told the beginning of a stage; the folder must then hold one of
the two builds whole. Every few rounds one may finish, and must equal a build in an empty folder. The moments are drawn
by a seed, as parts of the time that a stage took at first.
"""

import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import pyoxigraph as ox

from graph.outputs import recover
from graph.store import open_store
from tests.test_build_graph import digests

ROOT = Path(__file__).parents[2]
START, END = "Start", "End"
STAGES = (START, "Reading", "Building the graph", "Drawing the map")
FINISHED_EVERY = 4
TEXTS = ROOT / "corpus" / "announcements" / "en"
CORPORA = {
    "one": ("abai-2020-11-youth-role", "zhetysu-2021-04-youth-tracks"),
    "other": ("zhetysu-2021-04-youth-tracks", "yassawi-turkpa-memorandum"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """A build that was killed so many seconds after the beginning of a stage, or ended before, and what it left."""

    stage: str
    seconds: float
    ended: bool
    left: str


def kill_builds(folder: Path, rounds: int) -> Iterator[Round]:
    """Yield what each round came to.

    Raises:
        AssertionError: a build left something broken or mixed, or the next one is not as a fresh one.
    """
    chance = random.Random(rounds)  # noqa: S311 -- moments, no secret
    whole: dict[str, dict[str, str]] = {}
    for name in CORPORA:
        lasts = finished(name, folder / name)
        whole[name] = contents(folder / name)
    out = folder / "out"
    shutil.copytree(folder / "one", out)
    for number in range(rounds):
        wanted = "one" if _held(out, whole) == "other" else "other"
        stage = STAGES[number % len(STAGES)]
        seconds = chance.uniform(0, 1.2 * lasts[stage])
        ended = killed(wanted, out, stage, seconds, fresh=chance.random() < 0.5)
        recover(out)
        yield Round(stage=stage, seconds=seconds, ended=ended, left=_held(out, whole))
        if number % FINISHED_EVERY == FINISHED_EVERY - 1:
            finished(wanted, out)
            assert _held(out, whole) == wanted, "the next build does not equal a fresh one"
            assert not (out / ".next").exists()


def finished(name: str, out: Path) -> Mapping[str, float]:
    """Build a corpus and return the seconds that each stage took."""
    moments = [(START, time.monotonic())]
    with _build(name, out) as process:
        assert process.stderr
        moments += [(line.strip(), time.monotonic()) for line in process.stderr if line.strip() in STAGES]
    assert process.returncode == 0, f"the build of {name} failed"
    moments.append((END, time.monotonic()))
    return {stage: after - at for (stage, at), (_, after) in pairwise(moments)}


def killed(name: str, out: Path, stage: str, seconds: float, *, fresh: bool) -> bool:
    """Build a corpus, kill the build so many seconds after a stage begins; return whether it had ended before."""
    with _build(name, out, *(["--fresh"] if fresh else [])) as process:
        assert process.stderr
        while stage != START and process.stderr.readline().strip() not in {stage, ""}:
            pass
        time.sleep(seconds)
        ended = process.poll() is not None
        process.kill()
    return ended


def contents(out: Path) -> dict[str, str]:
    """Return the digests of a build whose store holds what its dataset does."""
    quads = set(ox.parse(path=str(out / "dataset.nq")))
    assert {quad for quad in open_store(out) if quad.graph_name != ox.DefaultGraph()} == quads
    return digests(out)


def _held(out: Path, whole: Mapping[str, dict[str, str]]) -> str:
    """Return which of the whole builds a folder holds."""
    found = contents(out)
    same = [name for name, expected in whole.items() if found == expected]
    assert same, "the outputs are of no whole build"
    return same[0]


def _build(name: str, out: Path, *options: str) -> "subprocess.Popen[str]":
    texts = [str(TEXTS / f"{stem}.md") for stem in CORPORA[name]]
    command = [sys.executable, str(ROOT / "build_graph.py"), "build", *texts, "--out", str(out), *options]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)


def main(rounds: int = 200) -> None:
    """Kill so many builds and print how often in which stage."""
    told: Counter[tuple[str, str]] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for done in kill_builds(Path(folder), rounds):
            told[done.stage, "ended before" if done.ended else "killed"] += 1
    for (stage, how), count in sorted(told.items()):
        print(f"{stage}: {count} {how}")  # noqa: T201 -- what a benchmark is for
    print(f"{rounds} rounds: no output broken or mixed, every next build as a fresh one")  # noqa: T201 -- as above


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
