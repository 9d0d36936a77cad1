"""Tests on the data itself: every file of ontology/vocabularies and its sources."""

import itertools
import json
import re
import unicodedata
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest
import yaml

import ontology
from ontology.turtle import canonical, read
from ontology.vocabulary import FOLDER, Concept, load_vocabulary, vocabulary_names

SOURCES = Path(ontology.__file__).parent / "sources"
LANGUAGES = {"en", "ru", "kk"}

WITHOUT_THREE_LABELS = {
    # The Research Organization Registry names these in one or two of our languages, and no other source is at hand.
    "a-n-bukeikhan-kazakh-research-institute-of-forestry-and-agroforestry",
    "advanced-scientific-research-projects-kazakhstan",
    "antigen-scientific-and-production-enterprise-llp-kazakhstan",
    "center-for-emergency-situations-and-disaster-risk-reduction",
    "central-asian-regional-glaciological-centre",
    "de-montfort-university-kazakhstan",
    "economic-research-institute",
    "institute-of-geography",
    "institute-of-mathematics-and-mathematical-modeling",
    "institute-of-physics-and-technology",
    "institute-of-plant-biology-and-biotechnology",
    "institute-of-zoology",
    "international-science-and-technology-center",
    "ionosphere-institute",
    "kazakh-research-institute-of-agriculture-and-plant-growing",
    "kazmekhanobr",
    "kazmunaygas-kazakhstan",
    "medical-center-hospital-of-the-presidents-affairs-administration-of-the-republic-of-kazakhstan",
    "national-center-for-biotechnology",
    "national-medical-holding",
    "national-nuclear-center-of-the-republic-of-kazakhstan",
    "plasmascience",
    "regional-environmental-center-for-central-asia",
    "salidat-kairbekova-national-scientific-center-for-healthcare-development",
    "scientific-and-educational-initiative-llc",
    "too-solid-research-group-kazakhstan",
}


def concepts(name: str) -> list[Concept]:
    return list(load_vocabulary(name).concepts.values())


def all_concepts() -> list[tuple[str, Concept]]:
    return [(name, concept) for name in vocabulary_names() for concept in concepts(name)]


@pytest.mark.parametrize("name", vocabulary_names())
def test_a_file_is_in_its_canonical_form(name: str) -> None:
    path = FOLDER / f"{name}.ttl"
    assert path.read_text(encoding="utf-8") == canonical(read(path))


@pytest.mark.parametrize("name", vocabulary_names())
def test_text_is_composed_and_trimmed(name: str) -> None:
    text = (FOLDER / f"{name}.ttl").read_text(encoding="utf-8")
    assert unicodedata.is_normalized("NFC", text)
    for concept in concepts(name):
        for language in LANGUAGES:
            for label in concept.names(language):
                assert label == " ".join(label.split())


def test_every_concept_has_three_labels_where_its_source_allows() -> None:
    lacking = {concept.code for _, concept in all_concepts() if set(concept.labels) != LANGUAGES}
    assert lacking == WITHOUT_THREE_LABELS


@pytest.mark.parametrize("name", vocabulary_names())
def test_no_name_belongs_to_two_concepts_of_a_scheme(name: str) -> None:
    holders = defaultdict(set)
    for concept in concepts(name):
        for language in LANGUAGES:
            for label in concept.names(language):
                holders[language, label.casefold()].add(concept.code)
    assert not {key: codes for key, codes in holders.items() if len(codes) > 1}


@pytest.mark.parametrize("name", vocabulary_names())
def test_every_concept_names_its_source(name: str) -> None:
    triples = read(FOLDER / f"{name}.ttl")
    sourced = {t.subject.value for t in triples if t.predicate.value == "http://purl.org/dc/terms/source"}
    assert {concept.iri for concept in concepts(name)} <= sourced


@pytest.mark.parametrize("name", ["positions", "degrees"])
def test_a_broader_concept_exists_and_ends_at_a_top(name: str) -> None:
    vocabulary = load_vocabulary(name).concepts
    for concept in vocabulary.values():
        chain = [concept.code]
        while above := vocabulary[chain[-1]].broader:
            assert above not in chain
            chain.append(above)


def test_what_a_thing_refers_to_exists() -> None:
    organisations = load_vocabulary("organisations").concepts
    places = load_vocabulary("places").concepts
    countries = load_vocabulary("countries").concepts
    classes = load_vocabulary("organisation-classes").concepts
    for concept in organisations.values():
        details = concept.details
        assert details["class"] in classes
        assert details.get("parent", concept.code) in organisations
        assert details.get("replaced_by", concept.code) in organisations
        assert details.get("city", "astana") in places
    for concept in places.values():
        assert concept.details.get("contained_in", "astana") in {*places, *countries}
        assert concept.details.get("replaced_by", "astana") in places


def test_nothing_contains_itself() -> None:
    for name, key in (("places", "contained_in"), ("organisations", "parent")):
        vocabulary = load_vocabulary(name).concepts
        for code in vocabulary:
            chain = [code]
            while (above := vocabulary[chain[-1]].details.get(key)) in vocabulary:
                assert above not in chain
                chain.append(above)


def test_outside_identifiers_stand_in_the_sources() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES.glob("*.json"))
    known = set(re.findall(r"ror\.org/\w+|\"Q\d+\"|(?<=\": )\d{5,9}(?=[,\n])", text))
    for _, concept in all_concepts():
        for identifier in concept.same_as:
            if "schema.org" not in identifier:
                short = identifier.removeprefix("https://").removeprefix("http://www.wikidata.org/entity/")
                short = short.removeprefix("sws.geonames.org/").rstrip("/")
                assert short in known or f'"{short}"' in known, identifier


def test_iso_codes_stand_in_the_sources() -> None:
    countries = json.loads((SOURCES / "countries.json").read_text(encoding="utf-8"))
    regions = json.loads((SOURCES / "iso_3166_2.json").read_text(encoding="utf-8"))
    assert {c.details["iso"] for c in concepts("countries")} == set(countries)
    assert {c.details["iso"] for c in concepts("places") if "iso" in c.details} == set(regions)


def test_every_country_of_iso_3166_is_there() -> None:
    vocabulary = load_vocabulary("countries").concepts
    assert len(vocabulary) == 249
    assert all(concept.details["iso"] == code for code, concept in vocabulary.items())


def test_coordinates_are_degrees_and_kazakhstan_is_where_it_is() -> None:
    for _, concept in all_concepts():
        if "latitude" in concept.details:
            assert -90 <= float(concept.details["latitude"]) <= 90
            assert -180 <= float(concept.details["longitude"]) <= 180
    places = load_vocabulary("places").concepts
    regions = {code for code, c in places.items() if c.details.get("contained_in") == "KZ"}
    for code in regions | {code for code, c in places.items() if c.details.get("contained_in") in regions}:
        if "latitude" in (details := places[code].details):
            assert 40.5 <= float(details["latitude"]) <= 55.5, code
            assert 46.4 <= float(details["longitude"]) <= 87.4, code


def test_days_are_in_order() -> None:
    for _, concept in all_concepts():
        spans = [(concept.details.get("valid_from"), concept.details.get("valid_to")), *concept.former.values()]
        for start, end in spans:
            days = [date.fromisoformat(day) for day in (start, end) if day]
            assert days == sorted(days)


def test_every_region_of_kazakhstan_has_its_assembly_with_its_bodies() -> None:
    organisations = load_vocabulary("organisations").concepts
    regions = [
        c.code
        for c in concepts("places")
        if c.details.get("iso", "").startswith("KZ-") and c.details["kind"] in {"region", "city"}
    ]
    assert len(regions) == 20
    bodies = ("assembly-of-people-of-kazakhstan-of", "secretariat-of-the-assembly-of-people-of-kazakhstan-of")
    for body, region in itertools.product((*bodies, "house-of-friendship-of"), regions):
        assert f"{body}-{region}" in organisations


def test_curated_sources_are_addresses_or_words() -> None:
    for path in SOURCES.glob("*.yaml"):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        for source in data.get("sources", {}).values():
            assert re.fullmatch(r"https?://[^\s<>\"]+|[A-Z]\w+ [^/<>]+", source)


@pytest.mark.parametrize("name", ["organisations", "places"])
def test_a_source_within_the_dataset_is_an_announcement(name: str) -> None:
    announcements = {path.stem for path in Path(ontology.__file__).parents[1].glob("corpus/announcements/*/*.md")}
    text = (FOLDER / f"{name}.ttl").read_text(encoding="utf-8")
    assert set(re.findall(r"apk-network/announcement/([\w-]+)", text)) <= announcements


def test_a_body_stands_only_for_regions_of_which_a_source_tells() -> None:
    organisations = load_vocabulary("organisations").concepts
    assert "council-of-mothers-of-the-assembly-of-people-of-kazakhstan-of-west-kazakhstan-region" in organisations
    assert "council-of-mothers-of-the-assembly-of-people-of-kazakhstan-of-ulytau-region" not in organisations
    assert "scientific-expert-group-of-the-assembly-of-people-of-kazakhstan-of-atyrau-region" in organisations
    assert "scientific-expert-group-of-the-assembly-of-people-of-kazakhstan-of-ulytau-region" not in organisations


def test_announcements_named_as_sources_exist() -> None:
    announcements = {path.stem for path in Path(ontology.__file__).parents[1].glob("corpus/announcements/*/*.md")}
    data = yaml.safe_load((SOURCES / "universities.yaml").read_text(encoding="utf-8"))
    assert {stem for stems in data["departments"].values() for stem in stems} <= announcements
