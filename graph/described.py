"""One thing as a person reads it: names, facts with their quotes and dates, neighbours, plain statements."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

import pyoxigraph as ox
from pyoxigraph import Literal, NamedNode

from graph.rdf import node, value
from ontology.terms import APK, BASE, DCTERMS, OA, ORG, PREFIXES, RDF, RDFS, SCHEMA, SKOS
from ontology.vocabulary import FOLDER as VOCABULARIES

# The properties by which a fact node names what it links.
ENDS = (
    APK.agent, APK.event, APK.holder, APK.located, APK.parent, APK.partner, APK.place, APK.unit, ORG.member,
    ORG.organization,
)  # fmt: skip
ONTOLOGY = VOCABULARIES.parent / "apk.ttl"
_LABELS = (SKOS.prefLabel, DCTERMS.title, SCHEMA.name)
STATEMENTS_SHOWN = 200
FACTS_SHOWN = 500
NEIGHBOURS_SHOWN = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An IRI with the words that stand for it."""

    iri: str
    words: str

    @property
    def address(self) -> str:
        """Where it leads: to its own page here, or outside; empty when it must not be followed."""
        if self.iri.startswith(BASE):
            return "/" + self.iri.removeprefix(BASE)
        return self.iri if self.iri.startswith(("http://", "https://")) else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """The words of an announcement that state a fact, and where they stand in it."""

    source: Link
    language: str
    issued: str
    prefix: str
    exact: str
    suffix: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A fact about a thing: by what property it names the other, in what role, and since when it is told."""

    iri: str
    ends: tuple[tuple[str, Link], ...]
    roles: tuple[str, ...]
    date: str
    confidence: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """All that the page of a thing shows."""

    iri: str
    name: str
    names: tuple[tuple[str, str], ...]
    aliases: tuple[str, ...]
    types: tuple[Link, ...]
    statements: tuple[tuple[Link, Link | str], ...]
    facts: tuple[Fact, ...]
    facts_in_all: int
    neighbours: tuple[tuple[Link, int], ...]
    mentioned_by: tuple[Link, ...] = field(default=())


class Describer:
    """Describes things of one store in one language."""

    def __init__(self, store: ox.Store, language: str) -> None:
        """Take the store, and the language that names are shown in where there is one."""
        self._store = store
        self._language = language

    def is_known(self, iri: str) -> bool:
        """Tell whether any triple is about an IRI, or a graph bears it."""
        thing = node(iri)
        return any(self._store.quads_for_pattern(thing, None, None, None)) or self._store.contains_named_graph(thing)

    def replacement(self, iri: str) -> str | None:
        """Return the IRI that has taken the place of one, if any."""
        return next(iter(self._iris(iri, DCTERMS.isReplacedBy)), None)

    def describe(self, iri: str) -> Description:
        """Return what there is about a thing; long lists are cut, and the whole number of its facts is told."""
        found = sorted({value(quad.subject) for quad in self._facts_of(iri)})
        facts = sorted((self._fact(fact, iri) for fact in found[:FACTS_SHOWN]), key=_by_date)
        met = Counter(link for fact in facts for _, link in fact.ends)
        return Description(
            iri=iri,
            name=self.name(iri),
            names=tuple(sorted({(label.language or "", label.value) for label in self._texts(iri, SKOS.prefLabel)})),
            aliases=tuple(sorted({alias.value for alias in self._texts(iri, SKOS.altLabel)})),
            types=tuple(self.link(each) for each in self._iris(iri, RDF.type)),
            statements=tuple(self._statements(iri))[:STATEMENTS_SHOWN],
            facts=tuple(facts),
            facts_in_all=len(found),
            neighbours=tuple(sorted(met.items(), key=lambda pair: (-pair[1], pair[0].words, pair[0].iri)))[
                :NEIGHBOURS_SHOWN
            ],
            mentioned_by=tuple(self.link(each) for each in self._subjects(SCHEMA.mentions, iri))[:STATEMENTS_SHOWN],
        )

    def name(self, iri: str) -> str:
        """Return the label of an IRI in the language, else in any, else the IRI in its shortest form."""
        for texts in (*(self._texts(iri, label) for label in _LABELS), ontology_terms().get(iri)):
            if texts:
                return min(texts, key=lambda text: (text.language != self._language, text.value)).value
        return short(iri)

    def link(self, iri: str) -> Link:
        """Return an IRI with its name."""
        return Link(iri=iri, words=self.name(iri))

    def announcement_facts(self, iri: str) -> tuple[Fact, ...]:
        """Return the facts that one announcement states, in the order of its text."""
        graph = node(iri)
        facts = {value(quad.subject) for quad in self._store.quads_for_pattern(None, node(APK.evidence), None, graph)}
        told = [self._fact(fact, "", only=iri) for fact in sorted(facts)]
        return tuple(sorted(told, key=lambda fact: (fact.quotes[0].start, fact.iri)))

    def first(self, iri: str, predicate: str) -> str:
        """Return the first value of a property, or nothing."""
        values = sorted(
            value(quad.object) for quad in self._store.quads_for_pattern(node(iri), node(predicate), None, None)
        )
        return values[0] if values else ""

    def _facts_of(self, iri: str) -> Iterator[ox.Quad]:
        for end in ENDS:
            yield from self._store.quads_for_pattern(None, node(end), node(iri), None)

    def _fact(self, fact: str, seen_from: str, only: str | None = None) -> Fact:
        others: dict[tuple[str, str], None] = {}
        for end in ENDS:
            others |= dict.fromkeys((end, iri) for iri in self._iris(fact, end) if iri != seen_from)
        quotes = sorted(
            self._quotes(fact, only), key=lambda quote: (quote.issued or "9", quote.source.iri, quote.start)
        )
        events = [iri for end, iri in others if end == str(APK.event)]
        starts = sorted(filter(None, (self.first(event, SCHEMA.startDate) for event in events)))
        roles = [self.name(role) for role in self._iris(fact, APK.role)]
        roles += sorted({title.value for title in self._texts(fact, APK.title)})
        roles += sorted({phrase.value for phrase in self._texts(fact, APK.phrase)})
        return Fact(
            iri=fact,
            ends=tuple((short(end), self.link(iri)) for end, iri in others),
            roles=tuple(roles),
            date=starts[0] if starts else next((quote.issued for quote in quotes if quote.issued), ""),
            confidence=self.first(fact, APK.confidence),
            quotes=tuple(quotes),
        )

    def _quotes(self, fact: str, only: str | None) -> Iterator[Quote]:
        for evidence in self._iris(fact, APK.evidence):
            source = self.first(evidence, OA.hasSource)
            if only in {None, source}:
                words: dict[str, str] = {}
                for selector in self._iris(evidence, OA.hasSelector):
                    for key in (OA.exact, OA.prefix, OA.suffix, OA.start, OA.end):
                        words[str(key)] = self.first(selector, key) or words.get(str(key), "")
                yield Quote(
                    source=self.link(source),
                    language=self.first(source, DCTERMS.language),
                    issued=self.first(source, DCTERMS.issued),
                    prefix=words.get(str(OA.prefix), ""),
                    exact=words.get(str(OA.exact), ""),
                    suffix=words.get(str(OA.suffix), ""),
                    start=int(words.get(str(OA.start)) or 0),
                    end=int(words.get(str(OA.end)) or 0),
                )

    def _statements(self, iri: str) -> Iterator[tuple[Link, Link | str]]:
        hidden = {str(each) for each in (RDF.type, SKOS.prefLabel, SKOS.altLabel, SCHEMA.mentions)}
        triples = {
            (value(quad.predicate), quad.object) for quad in self._store.quads_for_pattern(node(iri), None, None, None)
        }
        for predicate, term in sorted(triples, key=lambda pair: (pair[0], str(pair[1]))):
            if predicate not in hidden:
                yield self.link(predicate), self.link(term.value) if isinstance(term, NamedNode) else value(term)

    def _texts(self, iri: str, predicate: str) -> list[Literal]:
        quads = self._store.quads_for_pattern(node(iri), node(predicate), None, None)
        return [quad.object for quad in quads if isinstance(quad.object, Literal)]

    def _iris(self, iri: str, predicate: str) -> list[str]:
        quads = self._store.quads_for_pattern(node(iri), node(predicate), None, None)
        return sorted({quad.object.value for quad in quads if isinstance(quad.object, NamedNode)})

    def _subjects(self, predicate: str, iri: str) -> list[str]:
        return sorted(
            {value(quad.subject) for quad in self._store.quads_for_pattern(None, node(predicate), node(iri), None)}
        )


@cache
def ontology_terms() -> dict[str, list[Literal]]:
    """Return the labels of the ontology's own terms."""
    found: dict[str, list[Literal]] = {}
    for quad in ox.parse(path=str(ONTOLOGY), format=ox.RdfFormat.TURTLE):
        if quad.predicate == node(RDFS.label) and isinstance(quad.object, Literal):
            found.setdefault(value(quad.subject), []).append(quad.object)
    return found


def short(iri: str) -> str:
    """Return an IRI in its shortest readable form: `prefix:name` for known ones, `person/SLUG` for this dataset's."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri.removeprefix(BASE)


def _by_date(fact: Fact) -> tuple[str, Iterable[str], str]:
    return fact.date or "9", fact.roles, fact.iri
