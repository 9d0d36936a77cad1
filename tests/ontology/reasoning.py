"""What follows from a graph by the ontology and its alignment (OWL 2 RL), and what contradicts itself in it."""

from pathlib import Path

import owlrl
from rdflib import OWL, RDF, Graph, URIRef

import ontology

FOLDER = Path(ontology.__file__).parent
ERROR = URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")
"""What owlrl adds to a graph that contradicts itself."""


def expand(graph: Graph) -> Graph:
    """Add the ontology, the alignment and all that follows by OWL 2 RL."""
    graph.parse(FOLDER / "apk.ttl").parse(FOLDER / "alignment.ttl")
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False).expand(graph)
    return graph


def contradictions(graph: Graph) -> list[str]:
    """Return what owlrl says is wrong with an expanded graph."""
    return sorted({*map(str, graph.objects(None, ERROR)), *map(str, graph.subjects(RDF.type, OWL.Nothing))})
