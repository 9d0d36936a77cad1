"""The reference data: sources/*.json and *.yaml in, vocabularies/{countries,organisations,places}.ttl out.

`python -m ontology.reference_data` writes the three files anew, the same bytes for the same sources.
"""

import os
from collections.abc import Iterator, Mapping, Sequence

import pyoxigraph as ox

from ontology.reference_organisations import organisations
from ontology.reference_thing import (
    LANGUAGES,
    Record,
    Thing,
    former_names,
    geonames_iri,
    iri,
    names_of,
    period,
    place_or_country,
    point,
    read_json,
    read_yaml,
    sources_of,
)
from ontology.terms import APK, BASE, RDF, SCHEMA, SKOS, XSD
from ontology.turtle import canonical
from ontology.vocabulary import FOLDER


def countries() -> Iterator[Thing]:
    """Every country of ISO 3166-1: names of CLDR, ISO and countries.yaml; coordinates of the capital (GeoNames)."""
    records = read_json("countries.json")
    curated = read_yaml("countries.yaml")
    names = {code: _country_names(record, curated.get(code, {})) for code, record in records.items()}
    preferred = {(language, listed[0]) for of in names.values() for language, listed in of.items()}
    for code, record in records.items():
        own = {
            language: [listed[0], *(name for name in listed[1:] if (language, name) not in preferred)]
            for language, listed in names[code].items()
        }
        yield Thing(
            iri=iri("country", code),
            types=(SCHEMA.Country,),
            names=own,
            sources=("https://cldr.unicode.org/", "https://www.iso.org/iso-3166-country-codes.html"),
            same_as=[geonames_iri(record["geonames"])] if "geonames" in record else [],
            values=[(APK.isoCode, code, XSD.string), *point(record.get("capital", {}))],
        )


def _country_names(record: Record, curated: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    return {
        language: [record["cldr"][language], *record["iso"].get(language, ()), *curated.get(language, ())]
        for language in LANGUAGES
    }


def places() -> Iterator[Thing]:
    """The places of places.yaml with their coordinates (GeoNames); a region has those of its seat."""
    data = read_yaml("places.yaml")
    geonames = read_json("geonames_places.json")
    for code, record in data["places"].items():
        own = geonames.get(code, {})
        place = own or geonames.get(record.get("seat"), {})
        names = names_of(record)
        if record["kind"] == "region":
            names["en"] += [
                f"{name.removesuffix(' region')} oblast" for name in names["en"] if name.endswith(" region")
            ]
        yield Thing(
            iri=iri("place", code),
            types=(SCHEMA.Place,),
            names=names,
            sources=sources_of([record["source"], *(["geonames"] if place else [])], data["sources"]),
            same_as=[geonames_iri(own["geonames"])] if own else [],
            links=[
                *((SCHEMA.containedInPlace, place_or_country(record[key])) for key in ("in",) if key in record),
                *((APK.succeededBy, iri("place", record[key])) for key in ("replaced_by",) if key in record),
            ],
            values=[
                (APK.placeKind, record["kind"], XSD.string),
                *((APK.isoCode, record[key], XSD.string) for key in ("iso",) if key in record),
                *point(place),
                *period(record),
            ],
            former=former_names(record, data["sources"]),
        )


_TITLES = {
    "countries": ("Countries", "Страны", "Елдер"),
    "organisations": ("Organisations", "Организации", "Ұйымдар"),
    "places": ("Places", "Места", "Жерлер"),
}


def turtle(name: str) -> str:
    """Return the Turtle of `countries`, `organisations` or `places`."""
    scheme = f"{BASE}scheme/{name}"
    things = {"countries": countries, "organisations": organisations, "places": places}[name]()
    titles = [
        ox.Triple(ox.NamedNode(scheme), ox.NamedNode(SKOS.prefLabel), ox.Literal(title, language=language))
        for language, title in zip(LANGUAGES, _TITLES[name], strict=True)
    ]
    kind = ox.Triple(ox.NamedNode(scheme), ox.NamedNode(RDF.type), ox.NamedNode(SKOS.ConceptScheme))
    return canonical([kind, *titles, *(triple for thing in things for triple in thing.triples(scheme))])


def main() -> None:
    """Write the files anew, each whole."""
    for name in _TITLES:
        path = FOLDER / f"{name}.ttl"
        temporary = path.with_suffix(".tmp")
        temporary.write_text(turtle(name), encoding="utf-8")
        os.replace(temporary, path)  # noqa: PTH105


if __name__ == "__main__":
    main()
