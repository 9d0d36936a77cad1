"""What each step of the graph costs at growing numbers of readings: seconds of the processor, and how they grow.

`python tests/benchmarks/graph_scale.py 100 1000 10000` multiplies the gold readings, with new persons, organisations
and events in every copy, so that the network grows as a corpus does. The last column is the growth of the time from
the size before, over that of the readings: 1.0 is linear, n log n stays below 1.2.
"""

import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count, islice
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from corpus.announcement import read_announcement
from corpus.entity import EntityKind
from corpus.reading import Reading, from_json
from graph import build
from tests.graph.sample import resolution

CORPUS = Path(__file__).parents[2] / "corpus"
STEPS = (
    "write_dataset", "project", "measure", "add_quads", "description", "build_store", "write_trig", "write_turtle",
    "write_tables", "write_gexf", "write_readings", "run_record",
)  # fmt: skip


def gold() -> list[Reading]:
    """Return the readings that the gold annotation holds."""
    found = []
    for path in sorted((CORPUS / "gold").glob("*/*.json")):
        text = CORPUS / "announcements" / path.parent.name / f"{path.stem}.md"
        found.append(from_json(json.loads(path.read_text(encoding="utf-8")), read_announcement(text), by="gold"))
    return found


def copies(readings: list[Reading]) -> Iterator[Reading]:
    """Yield the readings again and again: countries and places stay, whoever acts is new in each round."""
    for round_ in count():
        for reading in readings:
            names = {
                entity.id: entity.id
                if entity.kind in {EntityKind.COUNTRY, EntityKind.PLACE, EntityKind.EVENT} or not round_
                else f"{entity.id}-{round_}"
                for entity in reading.entities
            }
            yield replace(
                reading,
                announcement=replace(reading.announcement, id=f"{reading.announcement.id}-{round_}"),
                entities=tuple(replace(entity, id=names[entity.id]) for entity in reading.entities),
                relations=tuple(
                    replace(
                        relation,
                        subject=names[relation.subject],
                        object=names[relation.object] if relation.object else None,
                    )
                    for relation in reading.relations
                ),
            )


def timed(name: str, step: Callable[..., Any], seconds: dict[str, float]) -> Callable[..., Any]:
    """Return the step, which then notes its own time."""

    def run(*arguments: object) -> object:
        start = time.process_time()
        result = step(*arguments)
        seconds[name] = seconds.get(name, 0.0) + time.process_time() - start
        return result

    return run


def main() -> None:
    """Measure at each size that the command line names."""
    sizes = [int(argument) for argument in sys.argv[1:]] or [100, 1000]
    originals = {name: getattr(build, name) for name in STEPS}
    found = gold()
    before: dict[str, float] = {}
    for place, size in enumerate(sizes):
        seconds: dict[str, float] = {}
        for name, step in originals.items():
            setattr(build, name, timed(name, step, seconds))
        readings = list(islice(copies(found), size))
        with tempfile.TemporaryDirectory() as folder:
            start = time.process_time()
            network, _ = build.write_graph(readings, resolution(readings), Path(folder))
            seconds["all"] = time.process_time() - start
            megabytes = sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file()) / 1e6
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
        told = f"{len(network.nodes)} nodes, {len(network.edges)} edges, {megabytes:.0f} MB, {peak:.0f} MB memory"
        print(f"{size} readings: {told}")  # noqa: T201 what a benchmark is for
        for name, spent in seconds.items():
            growth = spent / before[name] / (size / sizes[place - 1]) if before.get(name) else float("nan")
            print(f"  {name:15} {spent:8.2f} s  {growth:5.2f}")  # noqa: T201 as above
        before = seconds


if __name__ == "__main__":
    main()
