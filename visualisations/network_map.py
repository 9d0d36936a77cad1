"""The network in pyvis, and the page's data: what the scripts of the page read.

pyvis holds nodes and lines as vis-network wants them (`id`, `label`, `x`, `y`, `from`, `to`); the keys beside those
are the page's own and are as short as the page has many of them. Everything refers to everything else by number.
"""

import base64
import json
import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TypeVar

from pyvis.network import Network

from graph.network import Attribute, Edge, Evidence, NetworkMap, Node, Source, label
from ontology.terms import BASE
from visualisations.layout import communities, positions
from visualisations.palette import look_of, looks
from visualisations.stories import stories

Json = dict[str, Any]
T = TypeVar("T")

_SHOWN = ("betweenness",)
"""The measures that the page shows as they are; degree it counts itself, for it changes with the filters."""

_OUTLINE = Path(__file__).with_name("outline.json")


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A network ready for the page.

    `network` is pyvis's own, with every node and line; `facts`, `sources`, `names` (of relations and roles) are
    the tables that its lines refer to; `quotes` the quotes, deflated and in base64, for they are half of the data.
    """

    network: Network
    tables: Json
    quotes: str


def draw(network: NetworkMap) -> Drawing:
    """Return the network as pyvis holds it, with the tables that the page needs beside."""
    index = {node.iri: number for number, node in enumerate(network.nodes)}
    sources = {iri: number for number, iri in enumerate(sorted(network.sources))}
    lines = _lines(network.edges, index)
    pool = _Pool(sources)
    facts = []
    for number, edges in enumerate(lines.values()):
        for edge in edges:
            turned = int(index[edge.source] > index[edge.target])
            facts.append([number, pool.role(edge), round(edge.confidence * 100), turned, pool.evidence(edge.evidence)])
    shown = Network(directed=True)
    places, groups = positions(network), communities(network)
    # pyvis's add_node and add_edge compare each with all before, and set how vis-network draws, which the page does
    # itself: the lists are filled instead.
    shown.nodes.extend(
        {"id": number} | _node(node, places[node.iri], groups[node.iri], pool)
        for number, node in enumerate(network.nodes)
    )
    shown.edges.extend({"from": a, "to": b, "r": relation} for a, b, relation in lines)
    months = months_of(network)
    tables = {
        "facts": facts,
        "names": list(pool.names),
        "sources": [_source(network.sources[iri]) for iri in sources],
        "months": list(months.values()),
        "stories": [asdict(story) for story in stories(network, months)],
        "base": BASE,
        "citation": {"version": network.version[:12], "announcements": len(sources)},
        "land": json.loads(_OUTLINE.read_text(encoding="utf-8")),
        "looks": [
            {
                "key": look.key,
                "shape": look.shape,
                "figure": look.figure,
                "light": look.light,
                "dark": look.dark,
                "words": dict(look.words),
            }
            for look in looks()
        ],
    }
    return Drawing(network=shown, tables=tables, quotes=_packed([list(quote) for quote in pool.quotes]))


class _Numbers(dict[T, int]):
    """Numbers things in the order in which they are first asked for."""

    def __missing__(self, key: T) -> int:
        self[key] = len(self)
        return self[key]


class _Pool:
    """The tables that facts refer to by number: quotes, and the names of roles and offices, each held once."""

    def __init__(self, sources: Mapping[str, int]) -> None:
        self.sources = sources
        self.quotes: _Numbers[tuple[str, str, str]] = _Numbers()
        self.names: _Numbers[str] = _Numbers()

    def role(self, edge: Edge) -> int | list[list[str | int]]:
        """Return the number of a role; for an office its titles by language; -1 where there is none."""
        if edge.titles:
            return self.titles(edge.titles)
        return -1 if edge.role is None else self.names[edge.role]

    def titles(self, titles: Iterable[tuple[str, str]]) -> list[list[str | int]]:
        return [[language, self.names[title]] for language, title in titles]

    def evidence(self, evidence: Iterable[Evidence]) -> list[list[int]]:
        """Return (source, start, quote) of each piece of evidence."""
        return [
            [self.sources[item.announcement], item.start, self.quotes[item.prefix, item.exact, item.suffix]]
            for item in evidence
        ]

    def attribute(self, fact: Attribute) -> Json:
        keys = {
            "p": fact.property,
            "v": self.titles(fact.values),
            "code": fact.code,
            "role": fact.role,
            "counts": list(fact.counts),
            "confidence": round(fact.confidence * 100),
            "evidence": self.evidence(fact.evidence),
        }
        return {key: value for key, value in keys.items() if value not in (None, [])}


def _lines(edges: Iterable[Edge], index: Mapping[str, int]) -> dict[tuple[int, int, str], list[Edge]]:
    """Return the facts by line: one line per pair of nodes and kind of relation."""
    lines: dict[tuple[int, int, str], list[Edge]] = defaultdict(list)
    for edge in edges:
        a, b = sorted((index[edge.source], index[edge.target]))
        if a != b:
            lines[a, b, edge.relation].append(edge)
    return dict(sorted(lines.items()))


def _node(node: Node, place: tuple[float, float], community: int, pool: "_Pool") -> Json:
    legend = [look.key for look in looks()]
    keys = {
        "k": legend.index(look_of(node).key),
        "iri": node.iri.removeprefix(BASE),
        "t": None if node.kind == "organisation" else node.kind,
        "s": node.subkind,
        "c": community,
        "n": dict(sorted(node.labels.items())),
        "label": None if node.labels else label(node),
        "al": list(node.aliases),
        "f": [list(fact) for fact in node.facts],
        "u": [pool.attribute(fact) for fact in node.attributes],
        "w": list(node.same_as),
        "m": {key: round(node.measures[key], 5) for key in _SHOWN if key in node.measures},
    }
    return {"x": place[0], "y": place[1]} | {key: value for key, value in keys.items() if value not in (None, [], {})}


def _source(source: Source) -> Json:
    return {
        "iri": source.iri,
        "title": source.title,
        "language": source.language,
        "published": source.published,
        "publisher": source.publisher,
        "page": source.page,
    }


def months_of(network: NetworkMap) -> dict[str, str | None]:
    """Return for every announcement the month (YYYY-MM) of what it tells: its event's start, else its publication."""
    starts = {node.iri: [value for key, value in node.facts if key == "start"] for node in network.nodes}
    told: dict[str, list[str]] = defaultdict(list)
    for edge in network.edges:
        for evidence in edge.evidence:
            told[evidence.announcement] += starts[edge.source] + starts[edge.target]
    dates = {iri: min(told[iri], default=network.sources[iri].published) for iri in sorted(network.sources)}
    return {iri: day[:7] if day else None for iri, day in dates.items()}


def _packed(value: object) -> str:
    """Return a value as JSON, deflated without a header (which would carry the machine), in base64."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    return base64.b64encode(packer.compress(text) + packer.flush()).decode("ascii")
