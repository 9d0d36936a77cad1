"""The reference data: sources/*.json and *.yaml in, vocabularies/{countries,places,organisations}.ttl out.

`python -m ontology.reference_data` writes the three files anew, the same bytes for the same sources.
"""

import json
import os
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import yaml
from rdflib import Namespace

from ontology.terms import APK, BASE, DCTERMS, ORG, RDF, SCHEMA, SKOS, XSD
from ontology.turtle import canonical
from ontology.vocabulary import FOLDER

SOURCES = Path(__file__).parent / "sources"
LANGUAGES = ("en", "ru", "kk")

Record = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """One thing of the reference data before it becomes triples.

    `names` maps a language to names, the preferred label first. `links` maps a predicate to IRIs,
    `values` a predicate to a lexical form with its datatype.
    """

    iri: str
    types: tuple[str, ...]
    names: Mapping[str, Sequence[str]]
    sources: Sequence[str]
    same_as: Sequence[str] = ()
    links: Sequence[tuple[str, str]] = ()
    values: Sequence[tuple[str, str, str]] = field(default_factory=tuple)

    def triples(self, scheme: str) -> Iterator[ox.Triple]:
        """Yield the triples of this thing as a member of a scheme."""
        subject = ox.NamedNode(self.iri)

        def link(predicate: str, target: str) -> ox.Triple:
            return ox.Triple(subject, ox.NamedNode(predicate), ox.NamedNode(target))

        yield from (link(RDF.type, kind) for kind in self.types)
        yield link(SKOS.inScheme, scheme)
        yield from (link(DCTERMS.source, source) for source in self.sources)
        yield from (link(SKOS.exactMatch, other) for other in self.same_as)
        yield from (link(predicate, target) for predicate, target in self.links)
        for predicate, value, datatype in self.values:
            yield ox.Triple(subject, ox.NamedNode(predicate), ox.Literal(value, datatype=ox.NamedNode(datatype)))
        for language, names in self.names.items():
            for position, name in enumerate(dict.fromkeys(names)):
                label = SKOS.altLabel if position else SKOS.prefLabel
                text = unicodedata.normalize("NFC", name)
                yield ox.Triple(subject, ox.NamedNode(label), ox.Literal(text, language=language))


def countries() -> Iterator[Thing]:
    """Every country of ISO 3166-1: names of CLDR, ISO and countries.yaml; coordinates of the capital (GeoNames)."""
    records = _json("countries.json")
    curated = _yaml("countries.yaml")
    names = {code: _country_names(record, curated.get(code, {})) for code, record in records.items()}
    preferred = {(language, listed[0]) for of in names.values() for language, listed in of.items()}
    for code, record in records.items():
        own = {
            language: [listed[0], *(name for name in listed[1:] if (language, name) not in preferred)]
            for language, listed in names[code].items()
        }
        yield Thing(
            iri=_iri("country", code),
            types=(SCHEMA.Country,),
            names=own,
            sources=("https://cldr.unicode.org/", "https://www.iso.org/iso-3166-country-codes.html"),
            same_as=[_geonames(record["geonames"])] if "geonames" in record else [],
            values=[(APK.isoCode, code, XSD.string), *_point(record.get("capital", {}))],
        )


def _country_names(record: Record, curated: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    return {
        language: [record["cldr"][language], *record["iso"].get(language, ()), *curated.get(language, ())]
        for language in LANGUAGES
    }


def places() -> Iterator[Thing]:
    """The places of places.yaml with their coordinates (GeoNames); a region has those of its seat."""
    data = _yaml("places.yaml")
    geonames = _json("geonames_places.json")
    for code, record in data["places"].items():
        own = geonames.get(code, {})
        point = own or geonames.get(record.get("seat"), {})
        names = _names(record)
        if record["kind"] == "region":
            names["en"] += [f"{name.removesuffix(' region')} oblast" for name in names["en"] if name.endswith(" region")]
        yield Thing(
            iri=_iri("place", code),
            types=(SCHEMA.Place,),
            names=names,
            sources=[data["sources"][record["source"]], *([data["sources"]["geonames"]] if point else [])],
            same_as=[_geonames(own["geonames"])] if own else [],
            links=[
                *((SCHEMA.containedInPlace, _place_or_country(record[key])) for key in ("in",) if key in record),
                *((DCTERMS.isReplacedBy, _iri("place", record[key])) for key in ("replaced_by",) if key in record),
            ],
            values=[
                (APK.placeKind, record["kind"], XSD.string),
                *((APK.isoCode, record[key], XSD.string) for key in ("iso",) if key in record),
                *_point(point),
                *_period(record),
            ],
        )


def _names(record: Record) -> dict[str, list[str]]:
    return {language: list(record[language]) for language in LANGUAGES if record.get(language)}


def _place_or_country(code: str) -> str:
    return _iri("country" if code.isupper() else "place", code)


def _point(record: Record) -> list[tuple[str, str, str]]:
    if "latitude" not in record:
        return []
    return [
        (SCHEMA.latitude, str(record["latitude"]), XSD.decimal),
        (SCHEMA.longitude, str(record["longitude"]), XSD.decimal),
    ]


def _period(record: Record) -> list[tuple[str, str, str]]:
    keys = (("from", APK.validFrom), ("to", APK.validTo))
    return [(predicate, str(record[key]), XSD.date) for key, predicate in keys if key in record]


def _iri(kind: str, code: str) -> str:
    return f"{BASE}{kind}/{code}"


def _geonames(identifier: int) -> str:
    return f"https://sws.geonames.org/{identifier}/"


def _json(name: str) -> Any:
    return json.loads((SOURCES / name).read_text(encoding="utf-8"))


def _yaml(name: str) -> Any:
    return yaml.safe_load((SOURCES / name).read_text(encoding="utf-8"))


_TITLES = {
    "countries": ("Countries", "Страны", "Елдер"),
    "organisations": ("Organisations", "Организации", "Ұйымдар"),
    "places": ("Places", "Места", "Жерлер"),
}


def turtle(name: str) -> str:
    """Return the Turtle of `countries`, `places` or `organisations`."""
    scheme = f"{BASE}scheme/{name}"
    things = {"countries": countries, "places": places}[name]()
    titles = [
        ox.Triple(ox.NamedNode(scheme), ox.NamedNode(SKOS.prefLabel), ox.Literal(title, language=language))
        for language, title in zip(LANGUAGES, _TITLES[name], strict=True)
    ]
    kind = ox.Triple(ox.NamedNode(scheme), ox.NamedNode(RDF.type), ox.NamedNode(SKOS.ConceptScheme))
    return canonical([kind, *titles, *(triple for thing in things for triple in thing.triples(scheme))])


def main() -> None:
    """Write the files anew, each whole."""
    for name in ("countries", "places"):
        path = FOLDER / f"{name}.ttl"
        temporary = path.with_suffix(".tmp")
        temporary.write_text(turtle(name), encoding="utf-8")
        os.replace(temporary, path)  # noqa: PTH105


if __name__ == "__main__":
    main()
