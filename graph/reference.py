"""The vocabularies as the resolution asks them: which concept a name labels, which region a place lies in."""

from collections.abc import Mapping

from corpus.entity import Entity, EntityKind
from ontology.names.match_key import match_key, words
from ontology.names.organisation_parts import CITIES, centre_of
from ontology.vocabulary import Concept, Vocabulary

SCHEMES: Mapping[EntityKind, str] = {
    EntityKind.ORGANISATION: "organisations",
    EntityKind.COUNTRY: "countries",
    EntityKind.PLACE: "places",
}
"""The vocabulary that holds the concepts of a kind."""


HOME = "KZ"
"""The code of the country that organisations belong to when nothing else is said."""

_WITHIN_REGIONS = frozenset({"city", "district", "settlement"})


class Reference:
    """The reference data, with an index of every label."""

    def __init__(self, vocabularies: Mapping[str, Vocabulary]) -> None:
        """Index the labels; a name that two concepts share names neither."""
        self._vocabularies = vocabularies
        found: dict[tuple[EntityKind, tuple[str, ...]], set[str]] = {}
        for kind in SCHEMES:
            for concept in self.concepts(kind).values():
                for language in {*concept.labels, *concept.aliases}:
                    for name in concept.names(language):
                        found.setdefault((kind, words(name)), set()).add(concept.code)
        self._labels = {name: codes.pop() for name, codes in found.items() if len(codes) == 1}
        places = self.concepts(EntityKind.PLACE).values()
        within = (concept for concept in places if concept.details.get("kind") in _WITHIN_REGIONS)
        self._settlements = {key: concept.code for concept in within for key in _keys(concept)}
        regions = {key: self.region_of(code) for key, code in self._settlements.items()}
        self._home = {key for key, region in regions.items() if region and self.is_home(region)}

    def concepts(self, kind: EntityKind) -> Mapping[str, Concept]:
        """Return the concepts of a kind by code; none for persons and events."""
        scheme = self._vocabularies.get(SCHEMES.get(kind, ""))
        return scheme.concepts if scheme else {}

    def concept(self, entity: Entity) -> str | None:
        """Return the concept that the reading found, where it still exists, else the one that a name labels.

        A further name of an entity of another class may be that of what it belongs to, and labels nothing.
        """
        known = self.concepts(entity.kind)
        for code in (entity.concept, entity.id if entity.kind is EntityKind.COUNTRY else None):
            if code in known:
                return code
        for position, name in enumerate(entity.names):
            code = self._labels.get((entity.kind, words(name)))
            if code and (position == 0 or known[code].details.get("class") == entity.organisation_class):
                return code
        return None

    def organisation(self, name: str) -> str | None:
        """Return the organisation that a name labels."""
        return self._labels.get((EntityKind.ORGANISATION, words(name)))

    def labels(self, entity: Entity) -> tuple[str, ...]:
        """Return the full names of the concept that an entity is; none when it is unknown."""
        known = self.concepts(entity.kind).get(self.concept(entity) or "")
        return tuple(known.labels.values()) if known else ()

    def settlements(self, keys: frozenset[str]) -> frozenset[str]:
        """Return the settlements and districts that match keys name."""
        return frozenset(self._settlements[key] for key in keys if key in self._home)

    def foreign_towns(self, keys: frozenset[str]) -> dict[str, str]:
        """Return those of the match keys that name a town of another country, each with the town's code.

        Of this country's towns and districts many bear the name of a person, whose name universities bear too.
        """
        return {key: self._settlements[key] for key in keys if key in self._settlements and key not in self._home}

    def country(self, entity: Entity) -> tuple[str, ...]:
        """Return the names of the country that a place lies in, or that a country has; none when it is unknown."""
        code = self.concept(entity)
        places, countries = self.concepts(EntityKind.PLACE), self.concepts(EntityKind.COUNTRY)
        while code and code in places:
            code = places[code].details.get("contained_in")
        return tuple(countries[code].labels.values()) if code and code in countries else ()

    def region(self, entity: Entity) -> str | None:
        """Return the region of the country that a place lies in or an organisation has its seat in."""
        code = self.concept(entity)
        concept = self.concepts(entity.kind).get(code) if code else None
        if concept and entity.kind is EntityKind.ORGANISATION:
            code = concept.details.get("city")
        return self.region_of(code)

    def town(self, place: Entity) -> str | None:
        """Return the town that a place is."""
        code = self.concept(place)
        return code if code and self.concepts(place.kind)[code].details.get("kind") == "city" else None

    def seat(self, place: Entity) -> str | None:
        """Return the town or district of this country that a place is; of a region's centre and a region the region."""
        code = self.concept(place)
        region = self.region_of(code)
        if code is None or region is None or not self.is_home(region):
            return None
        return region if code == centre_of(region) else code

    def is_home(self, region: str) -> bool:
        """Tell whether a region is one of this country."""
        return self.concepts(EntityKind.PLACE)[region].details.get("contained_in") == HOME

    def region_of(self, code: str | None) -> str | None:
        """Return the region that a place of the vocabulary lies in, in whatever country."""
        places = self.concepts(EntityKind.PLACE)
        while code and code in places:
            if places[code].details.get("kind") == "region" or code in CITIES:
                return code
            code = places[code].details.get("contained_in")
        return None


def _keys(concept: Concept) -> set[str]:
    """The match keys of the names that are one word."""
    names = (name for language in {*concept.labels, *concept.aliases} for name in concept.names(language))
    return {match_key(name) for name in names if len(words(name)) == 1}
