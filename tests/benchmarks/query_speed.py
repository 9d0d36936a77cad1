"""How long each question takes on a build: `python tests/benchmarks/query_speed.py [BUILD]`.

Prints milliseconds of processor time (the best of three) for each question with its defaults, and the size of the
build, so that two machines can be told apart from two versions.
"""

# ruff: noqa: T201 -- a benchmark prints

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from graph.labels import Labels
from graph.query import fill, questions
from graph.store import load_store

store = load_store(Path(sys.argv[1] if len(sys.argv) > 1 else "build"))
labels = Labels(store)
print(f"{len(store):,} quads, the union among them")
for each in questions():
    query = fill(each, {}, labels)
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        rows = len(list(store.query(query)))
        best = min(best, time.process_time() - start)
    print(f"{each.name:34} {rows:6} rows {best * 1000:6.0f} ms")
