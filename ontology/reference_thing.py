"""One thing of the reference data, and how its sources are read."""

import json
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import yaml

from ontology.terms import APK, BASE, DCTERMS, RDF, SCHEMA, SKOS, XSD

SOURCES = Path(__file__).parent / "sources"
LANGUAGES = ("en", "ru", "kk")

Record = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """One thing of the reference data before it becomes triples.

    `names` maps a language to names, the preferred label first. `links` maps a predicate to IRIs,
    `values` a predicate to a lexical form with its datatype. `similar` are outside records of what it was before.
    """

    iri: str
    types: tuple[str, ...]
    names: Mapping[str, Sequence[str]]
    sources: Sequence[str]
    same_as: Sequence[str] = ()
    links: Sequence[tuple[str, str]] = ()
    values: Sequence[tuple[str, str, str]] = ()
    similar: Sequence[str] = ()

    def triples(self, scheme: str) -> Iterator[ox.Triple]:
        """Yield the triples of this thing as a member of a scheme."""
        subject = ox.NamedNode(self.iri)

        def link(predicate: str, target: str) -> ox.Triple:
            return ox.Triple(subject, ox.NamedNode(predicate), ox.NamedNode(target))

        yield from (link(RDF.type, kind) for kind in self.types)
        yield link(SKOS.inScheme, scheme)
        yield from (link(DCTERMS.source, source) for source in self.sources)
        yield from (link(SKOS.exactMatch, other) for other in self.same_as)
        yield from (link(SKOS.closeMatch, other) for other in self.similar)
        yield from (link(predicate, target) for predicate, target in self.links)
        for predicate, value, datatype in self.values:
            yield ox.Triple(subject, ox.NamedNode(predicate), ox.Literal(value, datatype=ox.NamedNode(datatype)))
        for language, names in self.names.items():
            for position, name in enumerate(dict.fromkeys(names)):
                label = SKOS.altLabel if position else SKOS.prefLabel
                text = unicodedata.normalize("NFC", name)
                yield ox.Triple(subject, ox.NamedNode(label), ox.Literal(text, language=language))


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
