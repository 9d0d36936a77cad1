"""Whatever ends a build (a kill, a full disk, another build), the last outputs stay whole."""

import resource
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from graph.outputs import replacing
from graph.store import build_store
from ontology.errors import DataError
from tests.benchmarks.kill import STAGES, kill_builds
from tests.conftest import Run
from tests.test_build_graph import SEED, digests


def limited(size: int) -> Callable[[], None]:
    """Return what lets a process write no file larger than so many bytes, as on a full disk."""
    return partial(resource.setrlimit, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def test_a_build_killed_at_any_moment_leaves_the_last_one_or_the_new_one_whole(tmp_path: Path) -> None:
    rounds = list(kill_builds(tmp_path, 2 * len(STAGES)))
    assert {done.stage for done in rounds if not done.ended} > {"Reading"}
    assert {done.left for done in rounds} == {"one", "other"}


@pytest.mark.parametrize("size", [0, 20_000, 200_000, 2_000_000])
def test_a_full_disk_is_one_clear_line_and_the_last_outputs_stay(
    run: Run, small_build: Path, tmp_path: Path, size: int
) -> None:
    out = tmp_path / "out"
    shutil.copytree(small_build, out)
    done = run("build", SEED, "--out", out, "--fresh", preexec_fn=limited(size))
    assert done.returncode == 1
    told = done.stderr.splitlines()
    assert [line for line in told if "cannot write" in line and "make room" in line] == told[-1:]
    assert "Traceback" not in done.stderr
    assert digests(out) == digests(small_build)
    assert not (out / ".next").exists()


def test_a_store_that_the_disk_does_not_take_is_one_clear_fault(small_build: Path, tmp_path: Path) -> None:
    def build() -> None:
        with replacing(tmp_path) as folder:
            shutil.copy(small_build / "dataset.nq", folder)
            limited(300_000)()
            build_store(folder)

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        with pytest.raises(DataError, match="cannot write"):
            build()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_an_answer_that_the_disk_does_not_take_is_one_clear_line(run: Run, small_build: Path, tmp_path: Path) -> None:
    done = run("export", "--format", "ttl", "--out", small_build, "--to", tmp_path, preexec_fn=limited(1000))
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert not (tmp_path / "graph.ttl").exists()


def test_the_second_of_two_builds_in_a_folder_says_so_and_stops(run: Run, small_build: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    shutil.copytree(small_build, out)
    with replacing(out) as staging:
        shutil.copytree(small_build, staging, dirs_exist_ok=True)
        done = run("build", SEED, "--out", out, "--fresh")
        assert done.returncode == 1
        assert "another build is at work" in done.stderr
        assert len(done.stderr.splitlines()) == 1
    assert digests(out) == digests(small_build)
