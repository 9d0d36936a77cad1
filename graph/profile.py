"""What is compared: an entity of one reading with what its announcement says around it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from corpus.entity import Entity, EntityKind
from corpus.reading import Reading
from graph.judgement import EntityRef
from graph.match_key import fold
from ontology.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """An entity of one reading: where it stands, what it is called, which concept of the vocabularies it is."""

    ref: EntityRef
    entity: Entity
    language: str
    published: date
    concept: str | None = None

    @property
    def priority(self) -> tuple[date, EntityRef]:
        """The order in which entities found a thing's IRI: the announcement published first, then by its id."""
        return self.published, self.ref


def profiles(readings: Iterable[Reading], vocabularies: Mapping[str, Vocabulary]) -> tuple[Profile, ...]:
    """Return a profile of every entity of every reading, in the order of their references."""
    labels = _labels(vocabularies)
    unique = {reading.announcement.id: reading for reading in readings}
    return tuple(
        Profile(
            ref=EntityRef(announcement=name, entity=entity.id),
            entity=entity,
            language=unique[name].announcement.language,
            published=unique[name].announcement.published or date.max,
            concept=entity.concept or _concept(entity, labels),
        )
        for name in sorted(unique)
        for entity in sorted(unique[name].entities, key=lambda entity: entity.id)
    )


_SCHEMES = {
    EntityKind.ORGANISATION: "organisations",
    EntityKind.COUNTRY: "countries",
    EntityKind.PLACE: "places",
}


def _labels(vocabularies: Mapping[str, Vocabulary]) -> dict[tuple[EntityKind, str], str]:
    """Every name of every concept, folded; a name that two concepts share names neither."""
    found: dict[tuple[EntityKind, str], set[str]] = {}
    for kind, scheme in _SCHEMES.items():
        for concept in vocabularies[scheme].concepts.values() if scheme in vocabularies else ():
            for language in {*concept.labels, *concept.aliases}:
                for name in concept.names(language):
                    found.setdefault((kind, fold(name)), set()).add(concept.code)
    return {name: codes.pop() for name, codes in found.items() if len(codes) == 1}


def _concept(entity: Entity, labels: Mapping[tuple[EntityKind, str], str]) -> str | None:
    codes = (labels.get((entity.kind, fold(name))) for name in entity.names)
    return next((code for code in codes if code), None)
