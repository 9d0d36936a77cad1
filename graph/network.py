"""The network that the map draws: what the dataset says, as nodes and edges."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One quote: the exact words of one announcement (`start`, `end`: code points into its text).

    `announcement` is the IRI; `prefix` and `suffix` are the words around the quote.
    """

    announcement: str
    start: int
    end: int
    exact: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An announcement as the map shows it: its title, language, ISO date, publisher and page."""

    iri: str
    title: str
    language: str
    published: str | None = None
    publisher: str | None = None
    page: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A thing of the network.

    `kind` is an entity kind (`person`, `organisation`, `country`, `place`, `event`); `subkind` is the class of an
    organisation or the kind of an event. `labels` maps a language to the name shown; `aliases` are all other
    surface forms. `facts` are plain (property, value) pairs (degree, start, end, mode, attendance, latitude, …).
    """

    iri: str
    kind: str
    subkind: str | None
    labels: Mapping[str, str]
    aliases: tuple[str, ...] = ()
    same_as: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    measures: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """One fact between two nodes.

    `relation` is the kind (`position`, `member_of`, `part_of`, `cooperates_with`, `located_in`, `held_in`,
    `participation`); `role` is the participation's role or the position's title as written. `fact` is the fact
    node's IRI; `confidence` is in 0..1; `evidence` is never empty.
    """

    source: str
    target: str
    relation: str
    role: str | None
    fact: str
    confidence: float
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkMap:
    """Nodes and edges in a fixed order (by IRI), and the announcements that they come from, by IRI."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    sources: Mapping[str, Source]
