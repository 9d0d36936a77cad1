"""The network in numbers: what the report's tables hold, as plain rows."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph.network import NetworkMap, label
from visualisations.palette import look_of, looks

Row = tuple[str, float]

_TOP = 12
_RANKED = ("betweenness", "degree")


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table: `title` is a key of the page's words; `rows` are (name, number), the names for one language."""

    title: str
    rows: tuple[Row, ...]


def tables(network: NetworkMap, words: Mapping[str, Mapping[str, str]], language: str) -> list[Table]:
    """Return the report's tables with the names that a reader of the language sees."""

    def said(key: str) -> str:
        return words[key][language] if key in words else key.partition(".")[2].replace("_", " ")

    return [
        Table(title="legend", rows=_kinds(network, language)),
        Table(title="lines", rows=_counted(said(f"relation.{edge.relation}") for edge in network.edges)),
        Table(
            title="roles",
            rows=_counted(said(f"role.{edge.role}") for edge in network.edges if edge.relation == "participation"),
        ),
        Table(title="report.years", rows=tuple(sorted(Counter(years(network)).items()))),
        Table(
            title="source.language",
            rows=_counted(said(f"tongue.{source.language}") for source in network.sources.values()),
        ),
        Table(
            title="report.events",
            rows=_counted(said(f"event.{node.subkind or 'other'}") for node in network.nodes if node.kind == "event"),
        ),
        *(Table(title=f"measure.{name}", rows=_ranked(network, name, language)) for name in _RANKED),
    ]


def years(network: NetworkMap) -> list[str]:
    """Return the year of each event whose start is known."""
    starts = (dict(node.facts).get("start") for node in network.nodes if node.kind == "event")
    return [start[:4] for start in starts if start]


def _kinds(network: NetworkMap, language: str) -> tuple[Row, ...]:
    counts = Counter(look_of(node).key for node in network.nodes)
    return tuple((look.words[language], counts[look.key]) for look in looks() if counts[look.key])


def _counted(names: Iterable[str]) -> tuple[Row, ...]:
    return tuple(sorted(Counter(names).items(), key=lambda row: (-row[1], row[0])))


def _ranked(network: NetworkMap, measure: str, language: str) -> tuple[Row, ...]:
    best = sorted(network.nodes, key=lambda node: (-node.measures.get(measure, 0), node.iri))
    return tuple((label(node, language), node.measures[measure]) for node in best[:_TOP] if node.measures.get(measure))
