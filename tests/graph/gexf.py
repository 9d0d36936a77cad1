"""A reader of GEXF 1.2 of its own, as strict as Gephi's importer: nothing undeclared, nothing of another type."""

import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

GEXF = "{http://www.gexf.net/1.2draft}"
TYPES: dict[str, Callable[[str], Any]] = {
    "string": str,
    "integer": int,
    "long": int,
    "float": float,
    "double": float,
    "boolean": {"true": True, "false": False}.__getitem__,
}

Rows = dict[str, dict[str, Any]]


def read(path: Path) -> tuple[Rows, Rows]:
    """Return the nodes and the edges by their ids, each with its XML attributes and its declared values by title."""
    graph = ET.parse(path).getroot().find(f"{GEXF}graph")  # noqa: S314 - our own file
    assert graph is not None
    nodes, edges = (dict(_things(graph, kind)) for kind in ("node", "edge"))
    assert len(nodes) == len(graph.findall(f"{GEXF}nodes/{GEXF}node"))
    assert len(edges) == len(graph.findall(f"{GEXF}edges/{GEXF}edge"))
    assert {edge[end] for edge in edges.values() for end in ("source", "target")} <= nodes.keys()
    return nodes, edges


def _things(graph: ET.Element, kind: str) -> Iterator[tuple[str, dict[str, Any]]]:
    declared = {
        field.attrib["id"]: (field.attrib["title"], TYPES[field.attrib["type"]])
        for block in graph.findall(f"{GEXF}attributes[@class='{kind}']")
        for field in block
    }
    for thing in graph.findall(f"{GEXF}{kind}s/{GEXF}{kind}"):
        values: dict[str, Any] = dict(thing.attrib)
        for told in thing.iter(f"{GEXF}attvalue"):
            title, read_as = declared[told.attrib["for"]]
            values[title] = read_as(told.attrib["value"])
        yield thing.attrib["id"], values
