"""However the reading is shared out, the readings are the same."""

import multiprocessing
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from distributed import LocalCluster

from corpus import workers
from corpus.annotations import ANNOUNCEMENTS
from corpus.announcement import Announcement, read_announcements
from corpus.workers import Answer, read_here, read_in_processes, read_on_cluster
from ontology.errors import DataError

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def chunks() -> list[list[Announcement]]:
    texts = read_announcements(sorted((ANNOUNCEMENTS / "en").glob("*.md"))[:8]).announcements
    return [list(texts[start : start + 2]) for start in range(0, len(texts), 2)]


@pytest.fixture(scope="module")
def expected(chunks: list[list[Announcement]]) -> dict[str, str | None]:
    return by_id(read_here(chunks))


@pytest.fixture
def cluster() -> Iterator[LocalCluster]:
    """Two worker processes on this machine, which Dask replaces when they die."""
    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1"
    ) as started:
        yield started


def by_id(answers: Iterator[Answer]) -> dict[str, str | None]:
    found = {answer.announcement: answer.reading for answer in answers}
    assert all(found.values())
    return found


def test_two_processes_read_as_one_does(chunks: list[list[Announcement]], expected: dict[str, str | None]) -> None:
    assert by_id(read_in_processes(2)(chunks)) == expected


def test_a_reading_process_that_is_killed_costs_only_time(
    chunks: list[list[Announcement]], expected: dict[str, str | None]
) -> None:
    answers = read_in_processes(2)(chunks)
    first = next(answers)
    multiprocessing.active_children()[0].kill()
    found = list(answers)
    assert len(found) + 1 == len(expected)
    assert by_id(iter([first, *found])) == expected


READING = """
import sys, pathlib
from corpus.announcement import read_announcements
from corpus.workers import read_in_processes

if __name__ == "__main__":
    texts = read_announcements([pathlib.Path(sys.argv[1])]).announcements
    for answer in read_in_processes(2)([[text] for text in texts]):
        print(answer.announcement, flush=True)
"""


def test_reading_processes_end_with_the_build_that_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "reading.py"
    script.write_text(READING)
    command = [sys.executable, script, ANNOUNCEMENTS / "en"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as process:
        assert process.stdout is not None
        assert process.stdout.readline()
        process.kill()
        # They hold the other end of this pipe as well: it ends when the last of them does.
        process.communicate(timeout=60)


def test_a_cluster_reads_as_one_process_does_even_when_a_worker_is_killed(
    chunks: list[list[Announcement]], expected: dict[str, str | None], cluster: LocalCluster
) -> None:
    answers = read_on_cluster(cluster.scheduler_address)(chunks)
    first = next(answers)
    os.kill(next(iter(cluster.workers.values())).pid, signal.SIGKILL)
    found = by_id(iter([first, *answers]))
    assert found == expected


def test_a_worker_that_hangs_costs_only_time(
    chunks: list[list[Announcement]],
    expected: dict[str, str | None],
    cluster: LocalCluster,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    warm = by_id(read_on_cluster(cluster.scheduler_address)(chunks))  # the pipelines are loaded now
    assert warm == expected
    monkeypatch.setattr(workers, "HANGS", 3)
    stopped = next(iter(cluster.workers.values())).pid
    os.kill(stopped, signal.SIGSTOP)
    try:
        answers = list(read_on_cluster(cluster.scheduler_address)(chunks))
    finally:
        os.kill(stopped, signal.SIGCONT)
    assert len(answers) == len(expected)
    assert by_id(iter(answers)) == expected


def test_a_cluster_that_is_not_there_or_reads_otherwise_is_one_clear_fault(
    chunks: list[list[Announcement]], cluster: LocalCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "reader_version", lambda language: f"{language}-older")
    with pytest.raises(DataError, match="another version"):
        list(read_on_cluster(cluster.scheduler_address)(chunks))
    monkeypatch.setattr(workers, "CONNECTS", 1)
    with pytest.raises(DataError, match="no Dask scheduler"):
        list(read_on_cluster("tcp://127.0.0.1:9")(chunks))


def test_a_text_that_the_reader_fails_on_costs_only_itself(
    chunks: list[list[Announcement]], monkeypatch: pytest.MonkeyPatch
) -> None:
    broken, *others = (announcement for chunk in chunks for announcement in chunk)

    def fail_once(announcement: Announcement, _: object) -> object:
        if announcement.id == broken.id:
            raise RuntimeError("boom")
        raise DataError(Path("x"), "not today", "later")

    monkeypatch.setattr(workers, "read", fail_once)
    answers = list(read_here(chunks))
    assert [answer.problem for answer in answers] == [
        "the reader failed on it (RuntimeError: boom)",
        *["x: not today; later" for _ in others],
    ]
