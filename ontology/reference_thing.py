"""One thing of the reference data, and how its sources are read."""

import json
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import yaml

from ontology.terms import APK, BASE, DCTERMS, RDF, RDFS, SCHEMA, SKOS, XSD

SOURCES = Path(__file__).parent / "sources"
LANGUAGES = ("en", "ru", "kk")

Record = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """One thing of the reference data before it becomes triples.

    `names` maps a language to names, the preferred label first. `links` maps a predicate to IRIs,
    `values` a predicate to a lexical form with its datatype. `similar` are outside records of
    what it was before, `former` the official names that it once bore, by the last part of their IRIs.
    """

    iri: str
    types: tuple[str, ...]
    names: Mapping[str, Sequence[str]]
    sources: Sequence[str]
    same_as: Sequence[str] = ()
    links: Sequence[tuple[str, str]] = ()
    values: Sequence[tuple[str, str, str]] = ()
    similar: Sequence[str] = ()
    former: Mapping[str, Record] = field(default_factory=dict)

    def triples(self, scheme: str) -> Iterator[ox.Triple]:
        """Yield the triples of this thing as a member of a scheme."""
        links = {
            RDF.type: self.types,
            SKOS.inScheme: (scheme,),
            SKOS.exactMatch: self.same_as,
            SKOS.closeMatch: self.similar,
            APK.formerName: [self._former(code) for code in self.former],
        }
        yield from (_link(self.iri, predicate, target) for predicate, targets in links.items() for target in targets)
        yield from (_source(self.iri, source) for source in self.sources)
        yield from (_link(self.iri, predicate, target) for predicate, target in self.links)
        yield from (_value(self.iri, *value) for value in self.values)
        for language, names in self.names.items():
            for position, name in enumerate(dict.fromkeys(names)):
                yield _name(self.iri, SKOS.altLabel if position else SKOS.prefLabel, name, language)
        for code, record in self.former.items():
            yield from self._former_name(self._former(code), record)

    def _former(self, code: str) -> str:
        return f"{self.iri}/name/{code}"

    def _former_name(self, name: str, record: Record) -> Iterator[ox.Triple]:
        yield _link(name, RDF.type, APK.FormerName)
        yield from (_source(name, source) for source in record["sources"])
        yield from (_value(name, *value) for value in period(record))
        yield from (_name(name, RDFS.label, record[tag], tag) for tag in LANGUAGES if tag in record)


def _link(subject: str, predicate: str, target: str) -> ox.Triple:
    return ox.Triple(ox.NamedNode(subject), ox.NamedNode(predicate), ox.NamedNode(target))


def _source(subject: str, source: str) -> ox.Triple:
    """Return the triple of a source: its address, or its name in words where no address is known for certain."""
    target = ox.NamedNode(source) if source.startswith("http") else ox.Literal(source, language="en")
    return ox.Triple(ox.NamedNode(subject), ox.NamedNode(DCTERMS.source), target)


def _value(subject: str, predicate: str, value: str, datatype: str) -> ox.Triple:
    return ox.Triple(ox.NamedNode(subject), ox.NamedNode(predicate), ox.Literal(value, datatype=ox.NamedNode(datatype)))


def _name(subject: str, predicate: str, name: str, language: str) -> ox.Triple:
    text = ox.Literal(unicodedata.normalize("NFC", name), language=language)
    return ox.Triple(ox.NamedNode(subject), ox.NamedNode(predicate), text)


def names_of(record: Record) -> dict[str, list[str]]:
    """Return the names of a curated record by language."""
    return {language: list(record[language]) for language in LANGUAGES if record.get(language)}


def place_or_country(code: str) -> str:
    """Return the IRI of a place or, for a code in capitals, of a country."""
    return iri("country" if code.isupper() else "place", code)


def point(record: Record) -> list[tuple[str, str, str]]:
    """Return latitude and longitude where the record has them."""
    if "latitude" not in record:
        return []
    return [
        (SCHEMA.latitude, str(record["latitude"]), XSD.decimal),
        (SCHEMA.longitude, str(record["longitude"]), XSD.decimal),
    ]


def period(record: Record) -> list[tuple[str, str, str]]:
    """Return the dates between which the thing existed, where the record has them."""
    keys = (("from", APK.validFrom), ("to", APK.validTo))
    return [(predicate, str(record[key]), XSD.date) for key, predicate in keys if key in record]


def iri(kind: str, code: str) -> str:
    """Return the IRI of a thing."""
    return f"{BASE}{kind}/{code}"


def geonames_iri(identifier: int) -> str:
    """Return the IRI that GeoNames gives a place."""
    return f"https://sws.geonames.org/{identifier}/"


@cache
def read_json(name: str) -> Record:
    """Return the object that a JSON source holds."""
    found: Record = json.loads((SOURCES / name).read_text(encoding="utf-8"))
    return found


def read_records(name: str) -> list[Record]:
    """Return the list of records that a JSON source holds."""
    found: list[Record] = json.loads((SOURCES / name).read_text(encoding="utf-8"))
    return found


@cache
def read_yaml(name: str) -> Record:
    """Return the mapping that a YAML source holds."""
    found: Record = yaml.safe_load((SOURCES / name).read_text(encoding="utf-8"))
    return found


def sources_of(source: str | Sequence[str], known: Mapping[str, str]) -> list[str]:
    """Return what a curated `source` names: one or more keys of the known sources, or stems of announcements."""
    keys = [source] if isinstance(source, str) else source
    return [known.get(key, f"{BASE}announcement/{key}") for key in keys]


def former_names(record: Record, known: Mapping[str, str]) -> dict[str, Record]:
    """Return the former names of a curated record, each with its sources."""
    former = record.get("former", {})
    return {code: {**name, "sources": sources_of(name["source"], known)} for code, name in former.items()}
