"""How much faster two processes read 1,000 generated announcements than one: `python tests/benchmarks/jobs.py [N]`.

By the clock, which other work on the machine disturbs, and by the processor: the seconds of all processes together tell
what sharing the work costs, so that twice the seconds of one over those of two is the ratio on a free machine.
"""

import os
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as build_graph.py does

from corpus.announcement import read_announcements
from corpus.reader import read_all
from corpus.workers import read_here, read_in_processes
from tests.benchmarks.generate import write_announcements


def seconds(texts: Path, jobs: int) -> tuple[float, float]:
    """Return the seconds by the clock and of the processor in which so many processes read what is in a folder."""
    batch = read_announcements([texts])
    clock, before = time.monotonic(), os.times()
    read = read_all(batch.announcements, batch.paths, workers=read_in_processes(jobs) if jobs > 1 else read_here)
    assert not read.faults
    after = os.times()
    return time.monotonic() - clock, sum(after[:4]) - sum(before[:4])


def main(count: int = 1000) -> None:
    """Read with one process and with two, and print the ratios."""
    with tempfile.TemporaryDirectory() as folder:
        write_announcements(count, Path(folder))
        two, one = seconds(Path(folder), 2), seconds(Path(folder), 1)
    for name, single, double in (("clock", one[0], two[0]), ("processor", one[1], two[1] / 2)):
        print(f"{name}: {single:.1f} s in one, {double:.1f} s in two: {single / double:.2f} x as fast")  # noqa: T201


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
