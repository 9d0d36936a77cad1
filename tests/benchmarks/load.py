"""What building generated announcements costs, stage by stage, and what one more of them costs then.

`python tests/benchmarks/load.py 100 1000 10000` builds so many in a process of its own each: seconds of the processor,
seconds by the clock and the most memory until then, for every stage; the bytes of the outputs; and the slope: the
exponent by which a stage's processor time grows from the size before (1 is linear). `+ 1` is the update by one more.
"""

import math
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

import build_graph
import corpus.reader
import graph.build
import visualisations.page
from tests.benchmarks.generate import announcement, write_announcements

STAGES: Mapping[tuple[object, str], str] = {
    (corpus.reader, "read_all"): "reading",
    (graph.build, "resolve_readings"): "identity",
    (graph.build, "write_dataset"): "dataset",
    (graph.build, "add_quads"): "dataset",
    (graph.build, "project"): "network",
    (graph.build, "measure"): "measures",
    (graph.build, "checksums_hold"): "checks",
    (graph.build, "run_record"): "checks",
    (graph.build, "difference"): "store",
    (graph.build, "build_store"): "store",
    (graph.build, "write_turtle"): "Turtle",
    (graph.build, "write_tables"): "tables",
    (graph.build, "write_gexf"): "tables",
    (graph.build, "write_readings"): "readings",
    (graph.build, "validate_build"): "shapes",
    (graph.build, "changes"): "changes",
    (visualisations.page, "write_pages"): "map",
}

Costs = dict[str, tuple[float, float, float]]
"""Seconds of the processor, seconds by the clock and megabytes by stage."""


def timed(stage: str, step: Callable[..., Any], costs: Costs) -> Callable[..., Any]:
    """Return a step that notes what it costs."""

    def run(*arguments: Any, **more: Any) -> object:  # noqa: ANN401 -- whatever the step takes
        busy, clock = time.process_time(), time.monotonic()
        result = step(*arguments, **more)
        before = costs.get(stage, (0.0, 0.0, 0.0))
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
        costs[stage] = (before[0] + time.process_time() - busy, before[1] + time.monotonic() - clock, memory)
        return result

    return run


def build(texts: Path, out: Path, costs: Costs) -> None:
    """Build what is in a folder, as the command does."""
    costs.clear()
    command = ["build", str(texts), "--out", str(out)]
    timed("all", build_graph.main, costs)(command, standalone_mode=False)


def measure(size: int) -> None:
    """Build so many announcements, and again with one more; print a line `stage seconds seconds megabytes` each."""
    costs: Costs = {}
    for (module, name), stage in STAGES.items():
        setattr(module, name, timed(stage, getattr(module, name), costs))
    with tempfile.TemporaryDirectory() as place:
        texts, out = Path(place) / "in", Path(place) / "out"
        write_announcements(size, texts)
        for title in ("", "+ 1 "):
            if title:
                (texts / "one-more.md").write_text(announcement(size), encoding="utf-8")
            build(texts, out, costs)
            for stage, cost in costs.items():
                print(title + stage, *cost, sep="\t")  # noqa: T201 -- what a benchmark is for
        megabytes = sum(path.stat().st_size for path in out.rglob("*") if path.is_file()) / 1e6
        print("bytes", 0.0, 0.0, megabytes, sep="\t")  # noqa: T201 -- as above


def main(sizes: list[int]) -> None:
    """Measure each size in a process of its own and print the costs with their slopes."""
    before: dict[str, float] = {}
    last = 0
    for size in sizes:
        command = [sys.executable, __file__, "--one", str(size)]
        told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        print(f"{size} announcements")  # noqa: T201 -- as above
        busy: dict[str, float] = {}
        for line in told.splitlines():
            stage, *cells = line.split("\t")
            if len(cells) == 3:
                seconds, clock, megabytes = map(float, cells)
                busy[stage] = seconds
                known = before.get(stage)
                slope = math.log(seconds / known) / math.log(size / last) if known and seconds else math.nan
                print(f"  {stage:14} {seconds:8.1f} s {clock:8.1f} s {megabytes:7.0f} MB {slope:6.2f}")  # noqa: T201
        before, last = busy, size


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        measure(int(sys.argv[2]))
    else:
        main([int(argument) for argument in sys.argv[1:]] or [100, 1000])
