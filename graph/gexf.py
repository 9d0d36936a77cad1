"""The network as GEXF 1.2, which Gephi opens: a line for each node and for each fact between two of them.

networkx, which could write it too, takes twenty times as long.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

from graph.measures import MEASURES
from graph.network import LANGUAGES, Edge, NetworkMap, Node, label
from graph.nquads import write_lines
from graph.table import Cell

# What XML 1.0 cannot hold, even escaped.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# "start" and "end" would be taken for the life of the node itself.
_NAMES = {"start": "start_date", "end": "end_date"}
_NUMBERS: Mapping[str, Callable[[str], Cell]] = {"latitude": float, "longitude": float, "attendance": int}
_FACTS = ("start", "end", "mode", "attendance", "iso", "latitude", "longitude")
_NODE = {
    "kind": "string",
    "subkind": "string",
    **{f"label_{language}": "string" for language in LANGUAGES},
    **{_NAMES.get(name, name): "string" for name in _FACTS},
    "attendance": "long",
    "latitude": "double",
    "longitude": "double",
    **dict.fromkeys(MEASURES, "long"),
    "betweenness": "double",
}
_EDGE = {"relation": "string", "role": "string", "confidence": "double", "quote": "string"}
_TYPES: Mapping[str, type | tuple[type, ...]] = {"string": str, "long": int, "double": (int, float)}

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">
<graph defaultedgetype="directed" mode="static">
"""


def write_gexf(network: NetworkMap, folder: Path) -> None:
    """Write `network.gexf`."""
    write_lines(folder / "network.gexf", (line.encode() for line in _lines(network)))


def node_values(node: Node) -> dict[str, Any]:
    """Return what the formats of other programs hold of a node, only values that XML can hold."""
    labels = {f"label_{language}": words for language, words in node.labels.items()}
    facts = {_NAMES.get(name, name): _number(name, words) for name, words in reversed(node.facts)}
    return _xml({"label": label(node), "kind": node.kind, "subkind": node.subkind, **labels, **facts, **node.measures})


def edge_values(edge: Edge) -> dict[str, Any]:
    """Return what the formats of other programs hold of a fact, only values that XML can hold."""
    return _xml(
        {
            "relation": edge.relation,
            "role": edge.role,
            "confidence": edge.confidence,
            "weight": float(len({quote.announcement for quote in edge.evidence})),
            "quote": edge.evidence[0].exact,
        }
    )


def _number(name: str, words: str) -> Cell:
    """Return a fact that Gephi reckons with (to lay out by coordinates, to size by attendance) as a number."""
    try:
        return _NUMBERS[name](words) if name in _NUMBERS else words
    except ValueError:
        return words


def _xml(values: Mapping[str, Cell]) -> dict[str, Any]:
    return {
        key: _NO_XML.sub("", cell) if isinstance(cell, str) else cell
        for key, cell in values.items()
        if cell is not None
    }


def _lines(network: NetworkMap) -> Iterator[str]:
    yield _HEAD
    for kind, fields in (("node", _NODE), ("edge", _EDGE)):
        yield f'<attributes class="{kind}" mode="static">\n'
        for name, of in fields.items():
            yield f'<attribute id="{name}" title="{name}" type="{of}"/>\n'
        yield "</attributes>\n"
    yield "<nodes>\n"
    for node in network.nodes:
        values = node_values(node)
        yield f"<node id={quoteattr(node.iri)} label={quoteattr(values['label'])}>{_told(values, _NODE)}</node>\n"
    yield "</nodes>\n<edges>\n"
    for edge in network.edges:
        values = edge_values(edge)
        ends = f"source={quoteattr(edge.source)} target={quoteattr(edge.target)}"
        yield f'<edge id={quoteattr(edge.fact)} {ends} weight="{values["weight"]}">{_told(values, _EDGE)}</edge>\n'
    yield "</edges>\n</graph>\n</gexf>\n"


def _told(values: Mapping[str, Any], fields: Mapping[str, str]) -> str:
    """Return the values of the declared fields; one that is not of its field's type is left out."""
    told: Iterable[str] = (
        f'<attvalue for="{name}" value={quoteattr(str(values[name]))}/>'
        for name, of in fields.items()
        if name in values and isinstance(values[name], _TYPES[of])
    )
    return f"<attvalues>{''.join(told)}</attvalues>"
