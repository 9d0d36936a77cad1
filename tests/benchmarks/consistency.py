"""Whether a whole build contradicts the ontology by OWL 2 RL: `python tests/benchmarks/consistency.py [BUILD]`.

Prints how much followed, how long it took, and each contradiction; the corpus takes two minutes, so the tests ask the
same of its gold annotations' facts only.
"""

# ruff: noqa: T201 -- a benchmark prints

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from rdflib import Graph

from tests.ontology.reasoning import contradictions, expand

start = time.process_time()
graph = Graph().parse(Path(sys.argv[1] if len(sys.argv) > 1 else "build") / "graph.ttl")
stated = len(graph)
expand(graph)
print(f"{stated:,} triples, {len(graph):,} with what follows, {time.process_time() - start:.0f} s")
print("\n".join(contradictions(graph)) or "no contradiction")
