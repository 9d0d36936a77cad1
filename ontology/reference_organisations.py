"""The organisations of the reference data: universities (ROR and curated names), bodies by pattern, all others."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product

from ontology.reference_thing import (
    LANGUAGES,
    Record,
    Thing,
    former_names,
    iri,
    names_of,
    period,
    point,
    read_records,
    read_yaml,
    sources_of,
)
from ontology.terms import APK, BASE, ORG

_ABBREVIATION = re.compile(r"(?=(?:.*[^\W\d_a-zа-яёәіңғүұқөһ]){2})\S+")
_KAZAKH_LETTER = re.compile(r"[әіңғүұқөһ]", re.IGNORECASE)
_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)

_SHORTEST = 4
"""Letters of an acronym of ROR at least: shorter ones ("TU", "APA") name other things too."""

Names = dict[str, list[str]]


def organisations() -> Iterator[Thing]:
    """Yield every organisation; a name that is an alias of two stands with neither, since it tells nothing."""
    registry = {record["ror"].rsplit("/", 1)[1]: record for record in read_records("ror_kazakhstan.json")}
    things = [*_listed(registry), *_regional(), *_universities(registry)]
    uses = Counter((language, name.casefold()) for thing in things for language, name in _distinct_names(thing))
    for thing in things:
        yield replace(
            thing,
            names={
                language: [names[0], *(name for name in names[1:] if uses[language, name.casefold()] == 1)]
                for language, names in thing.names.items()
            },
        )


def _distinct_names(thing: Thing) -> set[tuple[str, str]]:
    return {(language, name.casefold()) for language, names in thing.names.items() for name in names}


def _listed(registry: Mapping[str, Record]) -> Iterator[Thing]:
    """Yield the organisations of organisations.yaml."""
    data = read_yaml("organisations.yaml")
    for code, record in data["organisations"].items():
        own = {**record, "sources": sources_of(record["source"], data["sources"])}
        own["former"] = former_names(record, data["sources"])
        yield _thing(code, own, names_of(record), registry.get(record.get("ror", ""), {}))


def _regional() -> Iterator[Thing]:
    """Yield the bodies of regions of which a source says that they exist (regional_bodies.yaml)."""
    data = read_yaml("regional_bodies.yaml")
    for (code, body), (region, forms) in product(data["bodies"].items(), data["regions"].items()):
        source = None if region in body.get("without", ()) else body.get("source")
        source = body.get("named", {}).get(region, source)
        if source is None:
            continue
        known = {"id": region, "name": region.removesuffix("-region"), **forms}
        record = {
            "class": body["class"],
            "sources": sources_of(source, data["sources"]),
            "city": forms.get("seat", region) if body.get("city") == "seat" else None,
            "parent": body["parent"].format(**known) if "parent" in body else None,
        }
        spellings = [known, *forms.get("also", ())]
        names = {tag: [name for also in spellings for name in _filled(body[tag], also)] for tag in LANGUAGES}
        yield _thing(code.format(**known), record, names, {})


def _universities(registry: Mapping[str, Record]) -> Iterator[Thing]:
    """Yield universities and institutes (universities.yaml), their APK departments, and the rest of ROR's records."""
    data = read_yaml("universities.yaml")
    taken = {registry[r["ror"]]["ror"] for r in read_yaml("organisations.yaml")["organisations"].values() if "ror" in r}
    for code, record in data["universities"].items():
        names = _university_names(record, data["patterns"])
        found = registry.get(record.get("ror", ""), {})
        for language, listed in _registry_names(found).items():
            names[language] = names.get(language) or listed
            names[language] += [name for name in listed if _ABBREVIATION.fullmatch(name)]
        former = [registry[end]["ror"] for end in record.get("former_ror", ())]
        sources = [known for known in (found.get("ror"), record.get("source")) if known] or former
        taken |= {found.get("ror"), *former}
        yield _thing(code, {"class": "university", **record, "sources": sources, "similar": former}, names, found)
        if code in data["departments"]:
            yield _department(code, record, names, data)
    for found in registry.values():
        if found["ror"] not in taken:
            yield _unlisted(found, data)


def _university_names(record: Record, patterns: Mapping[str, Sequence[str]]) -> Names:
    names: Names = {}
    for language in LANGUAGES:
        bases = record.get("base", {}).get(language, [])
        combined = list(_combined(record, language, bases, patterns[language]))
        own = list(record.get(language, ()))
        first, second = (own, combined) if language in record.get("prefer", ()) or not combined else (combined, own)
        if listed := [*first, *second, *bases]:
            names[language] = listed
    return names


def _combined(record: Record, language: str, bases: Sequence[str], patterns: Sequence[str]) -> Iterator[str]:
    """Yield the names that join a person with a name of the university, or with an abbreviation."""
    persons = record.get("named", {}).get(language, [])
    shorts = record.get("short", {}).get(language, [])
    for person, base, pattern in product(persons, [*bases, *shorts], patterns):
        yield pattern.format(named=person, base=base)


def _department(university: str, record: Record, names: Names, data: Record) -> Thing:
    """Return the department of the Assembly at a university, named after the patterns of the data."""
    own: Names = {}
    for language, patterns in data["department_names"].items():
        label = names[language][0]
        bases = [base for base in record.get("base", {}).get(language, ()) if _ABBREVIATION.fullmatch(base)]
        shorts = [*_combined(record, language, bases, data["patterns"][language]), *bases]
        known: dict[str, str] = {"label": label}
        if label[-1] in data["genitive"]:
            known["genitive"] = label[:-1] + data["genitive"][label[-1]]
        own[language] = [*_filled(patterns, known), *(n for s in shorts for n in _filled(patterns, {"short": s}))]
    sources = [f"{BASE}announcement/{stem}" for stem in data["departments"][university]]
    described = {"class": "apk_department", "parent": university, "sources": sources}
    return _thing(f"apk-department-{university}", described, own, {})


def _unlisted(found: Record, data: Record) -> Thing:
    """Return a record of ROR that nobody curated."""
    names = _registry_names(found)
    kind = data["classes"][min(kind.lower() for kind in found["types"])]
    return _thing(_slug(names["en"][0]), {"class": kind, "sources": [found["ror"]]}, names, found)


def _registry_names(found: Record) -> Names:
    """Return ROR's names by the language that they are written in (many bear none or a wrong one), labels first."""
    order = {"ror_display": 0, "label": 1, "alias": 2, "acronym": 3}
    names: Names = {}
    for name in sorted(found.get("names", ()), key=lambda name: min(order[kind] for kind in name["types"])):
        value, tag = name["value"], name["lang"]
        if tag not in (*LANGUAGES, None) or len(value) < _SHORTEST:
            continue
        language = "kk" if _KAZAKH_LETTER.search(value) else "ru" if _CYRILLIC.search(value) else "en"
        if language == "ru" and tag == "kk" and value.endswith(("ы", "і")):
            language = "kk"
        names.setdefault(language, []).append(value)
    return names


def _thing(code: str, record: Record, names: Names, found: Record) -> Thing:
    """Return an organisation from what is curated and from what ROR found (empty when it has no record)."""
    city = record.get("city") or _city(found.get("city"))
    links = {
        APK.organisationClass: ("organisation-class", record["class"]),
        ORG.subOrganizationOf: ("organisation", record.get("parent")),
        APK.seat: ("place", city),
        APK.succeededBy: ("organisation", record.get("replaced_by")),
    }
    wikidata = [f"http://www.wikidata.org/entity/{found['wikidata']}"] if found.get("wikidata") else []
    return Thing(
        iri=iri("organisation", code),
        types=(ORG.Organization, APK[_class_name(record["class"])]),
        names=names,
        sources=record["sources"],
        same_as=[*([found["ror"]] if found else []), *wikidata],
        similar=record.get("similar", ()),
        links=[(predicate, iri(kind, target)) for predicate, (kind, target) in links.items() if target],
        values=[
            *point({"latitude": found["lat"], "longitude": found["lng"]} if found else {}),
            *period(record),
        ],
        former=record.get("former", {}),
    )


def _city(name: str | None) -> str | None:
    """Return the code of the place that ROR calls so."""
    if name is None:
        return None
    odd = read_yaml("universities.yaml")["cities"]
    places = read_yaml("places.yaml")["places"]
    return odd.get(name) or next(
        (code for code, place in places.items() if place["kind"] == "city" and name in place["en"]), None
    )


def _filled(patterns: Iterable[str], known: Mapping[str, str]) -> Iterator[str]:
    """Yield the patterns whose forms are all known, filled in."""
    for pattern in patterns:
        if set(re.findall(r"{(\w+)}", pattern)) <= set(known):
            yield pattern.format(**known)


def _class_name(code: str) -> str:
    return "".join(word.capitalize() for word in code.split("_"))


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower().replace("'", "").replace("’", "")).strip("-")
