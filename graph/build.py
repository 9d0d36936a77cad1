"""From readings and identities to every file of this stage, in the order in which they derive from each other."""

from collections.abc import Sequence
from pathlib import Path

from corpus.reading import Reading
from graph.dataset import FILE, add_quads, describe, write_dataset
from graph.export import write_gexf, write_tables
from graph.identity import Resolution
from graph.measures import measure, measures_graph
from graph.network import NetworkMap, project
from graph.nquads import write_trig, write_turtle
from graph.store import build_store, load_store


def build_graph(readings: Sequence[Reading], resolution: Resolution, folder: Path) -> NetworkMap:
    """Write the dataset, its copies, its store and its tables into `folder`, and return the measured network."""
    write_dataset(readings, resolution, folder)
    network = measure(project(load_store(folder)))
    add_quads(folder, measures_graph(network))
    describe(folder, (reading.pipeline for reading in readings))
    write_trig(folder / FILE, folder / "dataset.trig")
    write_turtle(folder / FILE, folder / "graph.ttl")
    build_store(folder)
    write_tables(network, folder)
    write_gexf(network, folder)
    return network
