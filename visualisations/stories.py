"""Guided tours made from the data: each step is a view of the map with two sentences and the numbers behind them.

A step names its text by a key of `templates/words.yaml`; its values are numbers, months, or nodes by their number in
the network, which the page names in the reader's language.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from graph.network import Edge, NetworkMap, Node
from visualisations.palette import look_of

_BROKERS = 3
_NEWEST_MONTHS = 3
_GROWTH_STEPS = 3
_CIRCLE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step: the key of its text, the numbers, texts and nodes in it, and the state of the page that it shows."""

    text: str
    numbers: Mapping[str, int | float | str] = field(default_factory=dict)
    nodes: Mapping[str, int] = field(default_factory=dict)
    state: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A tour; `key` is also the key of its title."""

    key: str
    steps: tuple[Step, ...]


def stories(network: NetworkMap, months: Mapping[str, str | None]) -> list[Story]:
    """Return the tours that the network has data for; `months` tells the month of each announcement (YYYY-MM)."""
    seen = _Seen(network, months)
    told = (_brokers(seen), _circle(seen), _borders(seen), _agreements(seen), _newest(seen))
    return [story for story in told if story.steps]


class _Seen:
    """The network as the tours ask it: neighbours by relation, and when each fact was told."""

    def __init__(self, network: NetworkMap, months: Mapping[str, str | None]) -> None:
        self.nodes = network.nodes
        self.edges = network.edges
        self.months = months
        self.number = {node.iri: number for number, node in enumerate(network.nodes)}
        self.of: dict[str, list[Edge]] = defaultdict(list)
        for edge in network.edges:
            self.of[edge.source].append(edge)
            self.of[edge.target].append(edge)

    def slug(self, iri: str) -> str:
        return "/".join(iri.split("/")[-2:])

    def events(self, iri: str) -> list[str]:
        """Return the events that someone took part in, each once, in order."""
        return sorted({edge.target for edge in self.of[iri] if edge.relation == "participation" and edge.source == iri})

    def company(self, events: Iterable[str], of: str) -> set[str]:
        """Return all others who took part in these events."""
        found = {edge.source for event in events for edge in self.of[event] if edge.relation == "participation"}
        return found - {of}

    def first(self, edge: Edge) -> str | None:
        return min((month for item in edge.evidence if (month := self.months[item.announcement])), default=None)

    def circle(self, iri: str) -> dict[str, str]:
        """Return who stands within two steps, each with the first month in which dated facts lead there."""
        reached = {iri: ""}
        for _ in range(_CIRCLE):
            further: dict[str, str] = {}
            for at, since in reached.items():
                for edge in self.of[at]:
                    if month := self.first(edge):
                        other = edge.target if edge.source == at else edge.source
                        further[other] = min(further.get(other, "9"), max(since, month))
            reached = further | {other: min(since, further.get(other, "9")) for other, since in reached.items()}
        return {other: month for other, month in sorted(reached.items()) if other != iri}

    def best(self, nodes: Iterable[Node], value: Mapping[str, float]) -> list[Node]:
        """Return nodes by a value above zero, largest first."""
        return sorted(
            (node for node in nodes if value.get(node.iri, 0) > 0), key=lambda node: (-value[node.iri], node.iri)
        )


def _brokers(seen: _Seen) -> Story:
    """The people and bodies that lie between the others."""
    between = {node.iri: node.measures.get("betweenness", 0.0) for node in seen.nodes}
    brokers = seen.best((node for node in seen.nodes if node.kind in {"person", "organisation"}), between)
    steps = []
    for node in brokers[:_BROKERS]:
        events = seen.events(node.iri)
        numbers = {
            "share": round(between[node.iri], 3),
            "events": len(events),
            "others": len(seen.company(events, node.iri)),
        }
        steps.append(
            Step(
                text="story.brokers.step",
                numbers=numbers,
                nodes={"a": seen.number[node.iri]},
                state={"node": seen.slug(node.iri), "hops": 1},
            )
        )
    return Story(key="story.brokers", steps=tuple(steps))


def _circle(seen: _Seen) -> Story:
    """How the circle of one department grew: of those whose circle grew most often, the one with the widest."""
    circles = {node.iri: seen.circle(node.iri) for node in seen.nodes if look_of(node).key == "apk_department"}
    months = {iri: sorted(set(circle.values())) for iri, circle in circles.items()}
    grown = sorted(months, key=lambda iri: (-len(months[iri]), -len(circles[iri]), iri))
    if not grown or len(months[grown[0]]) < _GROWTH_STEPS:
        return Story(key="story.circle", steps=())
    iri = grown[0]
    last = len(months[iri]) - 1
    steps = []
    for part in range(_GROWTH_STEPS):
        month = months[iri][round(part * last / (_GROWTH_STEPS - 1))]
        met = [other for other, first in circles[iri].items() if first <= month]
        steps.append(
            Step(
                text="story.circle.step",
                numbers={
                    "month": month,
                    "others": len(met),
                    "events": sum(1 for other in met if seen.nodes[seen.number[other]].kind == "event"),
                },
                nodes={"a": seen.number[iri]},
                state={"node": seen.slug(iri), "hops": _CIRCLE, "to": month},
            )
        )
    return Story(key="story.circle", steps=tuple(steps))


def _borders(seen: _Seen) -> Story:
    """Who meets across borders: the countries that took part, and the event that joined most of them."""
    events = {node.iri: float(len(seen.events(node.iri))) for node in seen.nodes if node.kind == "country"}
    guests = seen.best(seen.nodes, events)
    countries: dict[str, set[str]] = defaultdict(set)
    for node in guests:
        for event in seen.events(node.iri):
            countries[event].add(node.iri)
    wide = seen.best(seen.nodes, {event: float(len(there)) for event, there in countries.items()})
    if not wide:
        return Story(key="story.borders", steps=())
    return Story(
        key="story.borders",
        steps=(
            Step(
                text="story.borders.countries",
                numbers={"countries": len(guests), "events": int(events[guests[0].iri])},
                nodes={"a": seen.number[guests[0].iri]},
                state={"view": "countries"},
            ),
            Step(
                text="story.borders.event",
                numbers={"countries": len(countries[wide[0].iri]), "others": len(seen.company([wide[0].iri], ""))},
                nodes={"a": seen.number[wide[0].iri]},
                state={"view": "network", "node": seen.slug(wide[0].iri), "hops": 1},
            ),
            Step(
                text="story.borders.map",
                numbers={"events": sum(1 for there in countries.values() if len(there) > 1)},
                state={"view": "places"},
            ),
        ),
    )


def _agreements(seen: _Seen) -> Story:
    """Who works together by agreement, and who has most partners."""
    pairs = {tuple(sorted((edge.source, edge.target))) for edge in seen.edges if edge.relation == "cooperates_with"}
    partners: dict[str, float] = defaultdict(float)
    for pair in sorted(pairs):
        for iri in pair:
            partners[iri] += 1
    best = seen.best(seen.nodes, partners)
    if not best:
        return Story(key="story.agreements", steps=())
    return Story(
        key="story.agreements",
        steps=(
            Step(
                text="story.agreements.all",
                numbers={"pairs": len(pairs), "bodies": len(partners)},
                state={"view": "cooperation"},
            ),
            Step(
                text="story.agreements.best",
                numbers={"partners": int(partners[best[0].iri]), "events": len(seen.events(best[0].iri))},
                nodes={"a": seen.number[best[0].iri]},
                state={"view": "cooperation", "node": seen.slug(best[0].iri)},
            ),
        ),
    )


def _newest(seen: _Seen) -> Story:
    """What the newest announcements added: their facts, and the things that nothing earlier names."""
    known = sorted({month for month in seen.months.values() if month})
    if len(known) <= _NEWEST_MONTHS:
        return Story(key="story.newest", steps=())
    start = known[-_NEWEST_MONTHS]
    fresh = [edge for edge in seen.edges if (first := seen.first(edge)) is not None and first >= start]
    named = {iri for edge in fresh for iri in (edge.source, edge.target)}
    fresh_facts = {edge.fact for edge in fresh}
    old = {iri for edge in seen.edges if edge.fact not in fresh_facts for iri in (edge.source, edge.target)}
    added: dict[str, float] = defaultdict(float)
    for edge in fresh:
        for iri in (edge.source, edge.target):
            if iri not in old:
                added[iri] += 1
    announcements = sum(1 for month in seen.months.values() if month and month >= start)
    state: dict[str, str | int] = {"from": start, "to": known[-1]}
    steps = [
        Step(
            text="story.newest.all",
            numbers={
                "from": start,
                "to": known[-1],
                "announcements": announcements,
                "facts": len(fresh),
                "new": len(added),
                "all": len(named),
            },
            state=state,
        )
    ]
    steps += (
        Step(
            text="story.newest.best",
            numbers={"links": int(added[node.iri])},
            nodes={"a": seen.number[node.iri]},
            state=state | {"node": seen.slug(node.iri), "hops": 1},
        )
        for node in seen.best(seen.nodes, added)[:1]
    )
    return Story(key="story.newest", steps=tuple(steps))
