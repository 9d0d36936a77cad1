"""The network that the map draws: what the dataset says, as nodes and edges."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from graph import iri, nquads
from graph.dataset import FILE
from ontology.terms import APK, BASE, DCTERMS, FOAF, OA, ORG, OWL, RDF, SCHEMA, SKOS


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
class Attribute:
    """One fact of one node alone: an office without an organisation, a degree, or a group that took part in an event.

    `property` is `position`, `degree` or `group`; `values` are (language, words as written); `code` is the concept,
    when known (for a group its category); `role` and `counts` belong to a group. The rest is as for `Edge`.
    """

    property: str
    values: tuple[tuple[str, str], ...]
    code: str | None
    role: str | None
    counts: tuple[int, ...]
    fact: str
    confidence: float
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A thing of the network.

    `kind` is an entity kind (`person`, `organisation`, `country`, `place`, `event`); `subkind` is the class of an
    organisation or the kind of an event. `labels` maps a language to the name shown; `aliases` are all other
    surface forms. `facts` are plain (property, value) pairs, the same property several times where announcements
    differ: `start`, `end`, `mode`, `attendance`, `latitude`, `longitude`, `iso`. `attributes` are facts with quotes.
    """

    iri: str
    kind: str
    subkind: str | None
    labels: Mapping[str, str]
    aliases: tuple[str, ...] = ()
    same_as: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    measures: Mapping[str, float] = field(default_factory=dict)
    attributes: tuple[Attribute, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """One fact between two nodes.

    `relation` is the kind (`position`, `member_of`, `part_of`, `cooperates_with`, `located_in`, `held_in`,
    `participation`); `role` is the participation's role or the position's title as written. `fact` is the fact
    node's IRI; `confidence` is in 0..1; `evidence` is never empty. `titles` are the (language, title) of a position
    in every announcement that states it, `code` its concept, when known.
    """

    source: str
    target: str
    relation: str
    role: str | None
    fact: str
    confidence: float
    evidence: tuple[Evidence, ...]
    titles: tuple[tuple[str, str], ...] = ()
    code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkMap:
    """Nodes and edges in a fixed order (by IRI), and the announcements that they come from, by IRI.

    `version` is the dataset's, for whoever cites it.
    """

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    sources: Mapping[str, Source]
    version: str = ""


LANGUAGES = ("en", "ru", "kk")
"""The languages of labels, in the order in which one stands in for another."""


def label(node: Node, language: str = LANGUAGES[0]) -> str:
    """Return the name of a node to show in a language: its label there, or in the next that has one, or its slug."""
    names = (node.labels.get(code) for code in (language, *LANGUAGES))
    return next(filter(None, names), iri.code(node.iri))


_KINDS = {
    str(FOAF.Person): "person",
    str(ORG.Organization): "organisation",
    str(SCHEMA.Country): "country",
    str(SCHEMA.Place): "place",
    str(SCHEMA.Event): "event",
}

# The class of each kind of fact, the relation's name, and the properties of its two ends.
_FACTS = (
    (APK.Position, "position", ORG.member, ORG.organization),
    (APK.Degree, "degree", APK.holder, None),
    (ORG.Membership, "member_of", ORG.member, ORG.organization),
    (APK.Participation, "participation", APK.agent, APK.event),
    (APK.PartOf, "part_of", APK.unit, APK.parent),
    (APK.Cooperation, "cooperates_with", APK.partner, None),
    (APK.Location, "located_in", APK.located, APK.place),
)

_PLAIN_FACTS = (
    ("start", SCHEMA.startDate),
    ("end", SCHEMA.endDate),
    ("mode", SCHEMA.eventAttendanceMode),
    ("attendance", APK.attendance),
    ("iso", APK.isoCode),
    ("latitude", SCHEMA.latitude),
    ("longitude", SCHEMA.longitude),
)

_ANNOUNCEMENT = str(APK.Announcement)
_CLASSES = {f"<{of}>".encode() for of in (_ANNOUNCEMENT, *_KINDS, *(of for of, *_ in _FACTS))}
_TYPE = f"<{RDF.type}>".encode()
_EVIDENCE = f"{BASE}evidence/"
_JUDGEMENT = f"<{BASE}judgement/".encode()

_MODES = {
    str(SCHEMA.OnlineEventAttendanceMode): "online",
    str(SCHEMA.OfflineEventAttendanceMode): "offline",
    str(SCHEMA.MixedEventAttendanceMode): "hybrid",
}


def project(folder: Path) -> NetworkMap:
    """Return the network of everything that an announcement names in a build's dataset, each part in a fixed order.

    Raises:
        DataError: there is no dataset, or it is no N-Quads.
    """
    union = _Union(folder / FILE)
    kinds = _kinds(union)
    edges: list[Edge] = []
    attributes: dict[str, list[Attribute]] = defaultdict(list)
    for relation, fact, source, target in _facts(union):
        if source in kinds and target in kinds:
            located = relation == "located_in" and kinds[source] == "event"
            edges.append(_edge(union, "held_in" if located else relation, fact, (source, target)))
        elif source in kinds:
            attributes[source].append(_attribute(union, relation, fact))
        elif target in kinds:
            attributes[target].append(_attribute(union, "group", fact))
    return NetworkMap(
        nodes=tuple(
            _node(union.subjects[thing], kind, tuple(attributes[thing])) for thing, kind in sorted(kinds.items())
        ),
        edges=tuple(sorted(edges, key=lambda edge: (edge.source, edge.target, edge.relation, edge.fact))),
        sources={name: _source(union.subjects[name]) for name in union.instances[_ANNOUNCEMENT]},
    )


class _Subject:
    """What the union of all graphs says of one subject."""

    def __init__(self, iri_: str, values: Mapping[bytes, list[bytes]]) -> None:
        """Keep the values by property, in the order of their text."""
        self.iri = iri_
        self._values = values

    def all(self, predicate: str) -> list[str]:
        """Return the values of a property as plain strings."""
        return [nquads.plain(term) for term in self._values.get(_bytes(predicate), ())]

    def first(self, predicate: str) -> str | None:
        """Return the first value of a property as a plain string."""
        return next(iter(self.all(predicate)), None)

    def code(self, predicate: str) -> str | None:
        """Return the code of the concept that is the first value of a property."""
        concept = self.first(predicate)
        return iri.code(concept) if concept else None

    def texts(self, predicate: str) -> tuple[tuple[str, str], ...]:
        """Return language and text of the literals of a property, sorted."""
        values = self._values.get(_bytes(predicate), ())
        return tuple(sorted((nquads.language(term), nquads.plain(term)) for term in values))


@cache
def _bytes(predicate: str) -> bytes:
    return f"<{predicate}>".encode()


class _Union:
    """The union of all graphs, read once, subject by subject.

    `subjects` are the things, facts and announcements by IRI, `instances` their sorted IRIs by class, `evidence` the
    quotes by IRI, each with its confidence.
    """

    def __init__(self, dataset: Path) -> None:
        """Read a dataset."""
        self.subjects: dict[str, _Subject] = {}
        self.instances: dict[str, list[str]] = defaultdict(list)
        self.evidence: dict[str, tuple[Evidence, float]] = {}
        selectors: dict[str, _Subject] = {}
        with nquads.told(dataset):
            lines = (line for line in nquads.read_lines(dataset) if not line.startswith(_JUDGEMENT))
            for term, said in nquads.subjects(lines):
                name = nquads.plain(term)
                subject = _Subject(name, said)
                if name.startswith(_EVIDENCE):
                    # A selector's IRI is that of its evidence and a fragment, so that both of them sort before it.
                    if "#" in name:
                        selectors[name] = subject
                    else:
                        self.evidence[name] = _quote(subject, *map(selectors.pop, iri.selectors(name)))
                    continue
                for of in _CLASSES.intersection(said.get(_TYPE, ())):
                    self.subjects[name] = subject
                    self.instances[nquads.plain(of)].append(name)
        for names in self.instances.values():
            names.sort()


def _kinds(union: _Union) -> dict[str, str]:
    """Return the kind of each thing that an announcement mentions."""
    named = {thing for name in union.instances[_ANNOUNCEMENT] for thing in union.subjects[name].all(SCHEMA.mentions)}
    return {thing: kind for of, kind in _KINDS.items() for thing in union.instances[of] if thing in named}


def _facts(union: _Union) -> Iterator[tuple[str, _Subject, str, str | None]]:
    """Yield relation, fact node, source and target of every fact."""
    for of, relation, source, target in _FACTS:
        for name in union.instances[str(of)]:
            fact = union.subjects[name]
            ends = fact.all(source) + (fact.all(target) if target else [])
            yield relation, fact, ends[0], ends[1] if len(ends) > 1 else None


def _evidence(union: _Union, fact: _Subject) -> tuple[tuple[Evidence, ...], float]:
    """Return the quotes behind a fact, in the order of announcements and places, and the confidence of the surest."""
    found = [union.evidence[name] for name in fact.all(APK.evidence)]
    quotes = sorted((quote for quote, _ in found), key=lambda quote: (quote.announcement, quote.start, quote.end))
    return tuple(quotes), max(confidence for _, confidence in found)


def _quote(evidence: _Subject, position: _Subject, quote: _Subject) -> tuple[Evidence, float]:
    said = Evidence(
        announcement=evidence.all(OA.hasSource)[0],
        start=int(position.all(OA.start)[0]),
        end=int(position.all(OA.end)[0]),
        exact=quote.all(OA.exact)[0],
        prefix=quote.all(OA.prefix)[0],
        suffix=quote.all(OA.suffix)[0],
    )
    return said, float(evidence.first(APK.confidence) or 1.0)


def _edge(union: _Union, relation: str, fact: _Subject, ends: tuple[str, str]) -> Edge:
    titles = fact.texts(APK.title)
    evidence, confidence = _evidence(union, fact)
    return Edge(
        source=ends[0],
        target=ends[1],
        relation=relation,
        role=titles[0][1] if titles else fact.code(APK.role),
        fact=fact.iri,
        confidence=confidence,
        evidence=evidence,
        titles=titles,
        code=fact.code(ORG.role),
    )


def _attribute(union: _Union, name: str, fact: _Subject) -> Attribute:
    group = name == "group"
    evidence, confidence = _evidence(union, fact)
    return Attribute(
        property=name,
        values=fact.texts(APK.phrase if group else APK.title),
        code=fact.code(APK.agent if group else ORG.role),
        role=fact.code(APK.role),
        counts=tuple(sorted(map(int, fact.all(APK["count"])))),
        fact=fact.iri,
        confidence=confidence,
        evidence=evidence,
    )


def _node(thing: _Subject, kind: str, attributes: tuple[Attribute, ...]) -> Node:
    facts = ((fact, _MODES.get(words, words)) for fact, key in _PLAIN_FACTS for words in thing.all(key))
    return Node(
        iri=thing.iri,
        kind=kind,
        subkind=thing.code(APK.eventKind if kind == "event" else APK.organisationClass),
        labels=dict(thing.texts(SKOS.prefLabel)),
        aliases=tuple(sorted({alias for _, alias in thing.texts(SKOS.altLabel)})),
        same_as=tuple(thing.all(OWL.sameAs)),
        facts=tuple(facts),
        attributes=attributes,
    )


def _source(announcement: _Subject) -> Source:
    return Source(
        iri=announcement.iri,
        title=announcement.all(DCTERMS.title)[0],
        language=announcement.all(DCTERMS.language)[0],
        published=announcement.first(DCTERMS.issued),
        publisher=announcement.first(DCTERMS.publisher),
        page=announcement.first(DCTERMS.source),
    )
