"""Vocabularies: Turtle in, plain records out.

`vocabularies/NAME.ttl` is one scheme. The closed lists of the annotation format: `participation-roles`,
`organisation-classes`, `event-kinds`, `attendance-modes`, `stakeholder-groups`; common offices and academic
degrees: `positions`, `degrees`; the reference data: `organisations`, `countries`, `places`.

The keys of `Concept.details`, each present only when known:

| key | of | meaning |
| --- | --- | --- |
| `class` | organisations | the code of the organisation class |
| `parent` | organisations | the code of what it is a body or unit of by its founding act, whatever a text says |
| `city` | organisations | the code of the place where it is seated |
| `kind` | places | `region`, `city`, `district`, `settlement`, `area` or `building` |
| `contained_in` | places | the code of the place, or of the country, that contains it |
| `iso` | countries, places | ISO 3166-1 alpha-2 or ISO 3166-2 code |
| `latitude`, `longitude` | organisations, countries, places | degrees, WGS 84; a region's seat, a country's capital |
| `valid_from`, `valid_to` | organisations, places | ISO dates between which the thing existed as such |
| `replaced_by` | organisations, places | the code of what followed it |
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from ontology.errors import DataError

FOLDER = Path(__file__).parent / "vocabularies"

# Written out: `ontology.terms` would load rdflib, which costs each reading process more than all vocabularies.
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_SCHEMA = "https://schema.org/"
_APK = "https://w3id.org/apk-network/ontology#"
_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"

Values = Mapping[str, list[ox.NamedNode | ox.Literal]]

_DETAILS = {
    f"{_APK}organisationClass": "class",
    "http://www.w3.org/ns/org#subOrganizationOf": "parent",
    f"{_APK}seat": "city",
    f"{_APK}placeKind": "kind",
    f"{_SCHEMA}containedInPlace": "contained_in",
    f"{_APK}isoCode": "iso",
    f"{_SCHEMA}latitude": "latitude",
    f"{_SCHEMA}longitude": "longitude",
    f"{_APK}validFrom": "valid_from",
    f"{_APK}validTo": "valid_to",
    f"{_APK}succeededBy": "replaced_by",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """One concept of a SKOS scheme, or one thing of the reference data.

    `code` is the last part of the IRI: the code or the id of FORMAT.md (`moderator`, `taldykorgan`, `KZ`).
    `labels` maps a language to the preferred label; `aliases` maps a language to every other name in use
    (abbreviations, former names; the empty tuple when there is none). `same_as` holds outside identifiers
    (Wikidata, ROR, ISO). `details` holds what the kind of thing needs beside: `class`, `city`, `latitude`, …
    `definitions` maps a language to the sentence that says what the concept means. `former` maps a name that was the
    official one for a time to the first and the last day of that time (ISO dates, `None` where unknown).
    """

    iri: str
    code: str
    labels: Mapping[str, str]
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    broader: str | None = None
    same_as: tuple[str, ...] = ()
    details: Mapping[str, str] = field(default_factory=dict)
    definitions: Mapping[str, str] = field(default_factory=dict)
    former: Mapping[str, tuple[str | None, str | None]] = field(default_factory=dict)

    def names(self, language: str) -> tuple[str, ...]:
        """The preferred label and the aliases in a language, in that order."""
        label = self.labels.get(language)
        return (*((label,) if label else ()), *self.aliases.get(language, ()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """A scheme: its name and its concepts by code, in the order of their codes."""

    name: str
    concepts: Mapping[str, Concept]


def vocabulary_names() -> tuple[str, ...]:
    """The names of all schemes, sorted."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.ttl")))


@cache
def load_vocabulary(name: str) -> Vocabulary:
    """Return a scheme, read once.

    Raises:
        DataError: there is no such scheme, or its file is no Turtle.
    """
    path = FOLDER / f"{name}.ttl"
    if not path.is_file():
        raise DataError(path, "there is no such vocabulary", f"choose one of {', '.join(vocabulary_names())}")
    properties = _properties(path)
    concepts = (_concept(iri, properties) for iri in [*properties] if f"{_SKOS}inScheme" in properties[iri])
    return Vocabulary(name=name, concepts={concept.code: concept for concept in sorted(concepts, key=_code_of)})


def _properties(path: Path) -> Mapping[str, Values]:
    """Every subject's values by predicate, in the order of the file."""
    found: dict[str, dict[str, list[ox.NamedNode | ox.Literal]]] = defaultdict(lambda: defaultdict(list))
    try:
        for triple in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
            if isinstance(triple.subject, ox.NamedNode) and isinstance(triple.object, (ox.NamedNode, ox.Literal)):
                found[triple.subject.value][triple.predicate.value].append(triple.object)
    except SyntaxError as error:
        raise DataError(path, f"not Turtle ({error.msg})", "correct this line", line=error.lineno) from error
    return found


def _concept(iri: str, properties: Mapping[str, Values]) -> Concept:
    values = properties[iri]
    aliases: dict[str, tuple[str, ...]] = {}
    for language, text in _texts(values, "altLabel"):
        aliases[language] = (*aliases.get(language, ()), text)
    broader = values.get(f"{_SKOS}broader")
    return Concept(
        iri=iri,
        code=_last_part(iri),
        labels=dict(_texts(values, "prefLabel")),
        aliases=aliases,
        broader=_last_part(broader[0].value) if broader else None,
        same_as=tuple(value.value for value in values.get(f"{_SKOS}exactMatch", ())),
        details={key: _plain(values[predicate][0]) for predicate, key in _DETAILS.items() if predicate in values},
        definitions=dict(_texts(values, "definition")),
        former={
            label.value: (_day(properties[name.value], "validFrom"), _day(properties[name.value], "validTo"))
            for name in values.get(f"{_APK}formerName", ())
            for label in properties[name.value][_LABEL]
        },
    )


def _day(values: Values, local_name: str) -> str | None:
    found = values.get(_APK + local_name)
    return found[0].value if found else None


def _texts(values: Values, local_name: str) -> Iterator[tuple[str, str]]:
    """Yield language and text of each language-tagged value of a SKOS property."""
    for value in values.get(_SKOS + local_name, ()):
        if isinstance(value, ox.Literal) and value.language:
            yield value.language, value.value


def _plain(value: ox.NamedNode | ox.Literal) -> str:
    return value.value if isinstance(value, ox.Literal) else _last_part(value.value)


def _last_part(iri: str) -> str:
    return iri.rsplit("/", 1)[-1]


def _code_of(concept: Concept) -> str:
    return concept.code
