"""The order of resolution: places, organisations, their units, persons, events; each is context for the next."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import TypeVar

from corpus.entity import EntityKind, EventDetails
from corpus.reading import Reading
from graph import event_match, organisation_match, person_match
from graph.account import LayerAccount
from graph.event_match import EventProfile, title_words
from graph.former import Former
from graph.judgement import EntityRef
from graph.layer import Entities, Matcher, resolve_layer
from graph.organisation_match import OrganisationProfile
from graph.organisation_profile import UNIT_CLASSES, concept_profile, organisation_profile
from graph.outcome import Outcome, by_key, outcome
from graph.person_match import PersonProfile, full_names, parts
from graph.profile import Profile
from graph.reference import Reference
from graph.scene import Scene
from ontology.names.match_key import match_key, words
from ontology.names.organisation_parts import CITIES, office_codes, parse

P = TypeVar("P", bound=Hashable)

Names = Mapping[EntityRef, str]
"""The name of each entity's group: stable within one resolution, of no meaning outside."""

_ORGANISATIONS = Matcher(
    name="organisation",
    kind=EntityKind.ORGANISATION,
    block_keys=organisation_match.block_keys,
    features=organisation_match.features,
    merged=organisation_match.merged,
)
_UNITS = replace(_ORGANISATIONS, name="unit")
_PERSONS = Matcher(
    name="person",
    kind=EntityKind.PERSON,
    block_keys=person_match.block_keys,
    features=person_match.features,
    merged=person_match.merged,
)
_EVENTS = Matcher(
    name="event",
    kind=EntityKind.EVENT,
    block_keys=event_match.block_keys,
    features=event_match.features,
    merged=event_match.merged,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Material:
    """All entities, their announcements, the reference data, and what the build before found."""

    readings: Mapping[str, Reading]
    scene_of: Callable[[str], Scene]
    profiles: Mapping[EntityRef, Profile]
    reference: Reference
    before: Former

    def of(self, kind: EntityKind) -> list[EntityRef]:
        """The entities of one kind, in their order."""
        return [ref for ref, profile in self.profiles.items() if profile.kind is kind]

    def name(self, ref: EntityRef) -> str:
        """The fullest name of an entity."""
        return max(self.profiles[ref].entity.names, key=lambda name: (len(name), name), default=ref.entity)

    def is_unit(self, ref: EntityRef) -> bool:
        """Tell whether an organisation is one of those that exist only inside another."""
        profile = self.profiles[ref]
        return profile.parent is not None or profile.entity.organisation_class in UNIT_CLASSES

    def above(self, ref: EntityRef, known: Names) -> str | None:
        """The group of what a unit is part of, or the university that published its announcement."""
        parent = self.profiles[ref].parent
        if parent is None:
            return self.publishing_university(ref)
        return known.get(EntityRef(announcement=ref.announcement, entity=parent))

    def publishing_university(self, ref: EntityRef) -> str | None:
        """The university that published an entity's announcement."""
        publisher = self.reference.organisation(self.readings[ref.announcement].announcement.publisher or "")
        concept = self.reference.concepts(EntityKind.ORGANISATION).get(publisher or "")
        return publisher if concept and concept.details.get("class") == "university" else None

    def scene(self, ref: EntityRef) -> Scene:
        """The announcement that an entity stands in."""
        return self.scene_of(ref.announcement)


def resolve_layers(
    readings: Mapping[str, Reading],
    scene_of: Callable[[str], Scene],
    profiles: Mapping[EntityRef, Profile],
    reference: Reference,
    before: Former,
) -> dict[str, Outcome]:
    """Return the groups of entities that are one thing by what they say, and why, of each layer by its name.

    Only what is not known from the build before asks for the scene of an announcement.
    """
    material = _Material(readings=readings, scene_of=scene_of, profiles=profiles, reference=reference, before=before)
    countries, places = (_places(material, kind) for kind in (EntityKind.COUNTRY, EntityKind.PLACE))
    # First the organisations that stand alone, then the units of universities, each within its university.
    refs = material.of(EntityKind.ORGANISATION)
    units = {ref for ref in refs if material.is_unit(ref)}
    alone = _organisations(material, _ORGANISATIONS, dict.fromkeys(ref for ref in refs if ref not in units), {})
    within = {ref: material.above(ref, alone.names) for ref in refs if ref in units}
    parts = _organisations(material, _UNITS, within, alone.names)
    known = {**countries.names, **places.names, **alone.names, **parts.names}
    persons = _persons(material, known)
    events = _events(material, known | dict(persons.names))
    return {
        EntityKind.COUNTRY.value: countries,
        EntityKind.PLACE.value: places,
        _ORGANISATIONS.name: alone,
        _UNITS.name: parts,
        _PERSONS.name: persons,
        _EVENTS.name: events,
    }


def _places(material: _Material, kind: EntityKind) -> Outcome:
    """Countries or places: one concept, else one name."""
    keys = {ref: _place_key(material.profiles[ref]) for ref in material.of(kind)}
    return by_key(keys, kind, material.before.keyed.get(kind.value, {}))


def _place_key(profile: Profile) -> tuple[str, str]:
    """What equal places share: ("concept", code), or ("name", keys of the words)."""
    if profile.concept:
        return ("concept", profile.concept)
    if profile.kind is EntityKind.COUNTRY:
        return ("name", profile.slug)
    name = max(profile.entity.names, key=lambda name: (len(name), name), default=profile.ref.entity)
    found = parse(name)
    if len(found.places) == 1 and not found.content and ("level-region" in found.levels or found.places <= CITIES):
        return ("concept", min(found.places))
    return ("name", " ".join((*sorted(match_key(word) for word in words(name)), *sorted(found.levels))))


def _resolved(
    material: _Material, matcher: Matcher[P], entities: Entities[P], concepts: Mapping[str, P] | None = None
) -> Outcome:
    before = material.before.layers.get(matcher.name)
    fixed = {ref: concept for ref in entities.refs if concepts and (concept := material.profiles[ref].concept)}
    layer = resolve_layer(matcher, entities, concepts, fixed, before)
    return outcome(LayerAccount(kind=matcher.kind, layer=layer, name_of=material.name, before=before))


def _organisations(
    material: _Material,
    matcher: Matcher[OrganisationProfile],
    parents: Mapping[EntityRef, str | None],
    known: Names,
) -> Outcome:
    """One of the two layers of organisations: `parents` are its entities, each with its university's group."""

    def profile(ref: EntityRef) -> OrganisationProfile:
        return organisation_profile(material.profiles[ref].entity, material.scene(ref), parents[ref])

    concepts = {
        code: concept_profile(concept, material.reference.region_of(concept.details.get("city")))
        for code, concept in material.reference.concepts(EntityKind.ORGANISATION).items()
        if (concept.details.get("class") in UNIT_CLASSES) is (matcher is _UNITS)
    }
    entities = Entities(refs=list(parents), profile=profile, unchanged=material.before.unchanged(known))
    return _resolved(material, matcher, entities, concepts)


def _persons(material: _Material, known: Names) -> Outcome:
    refs = material.of(EntityKind.PERSON)
    full = cache(lambda ref: full_names(material.profiles[ref].entity.names))
    beside: dict[str, list[EntityRef]] = defaultdict(list)
    for ref in refs:
        beside[ref.announcement].append(ref)

    def profile(ref: EntityRef) -> PersonProfile:
        company = frozenset[str]().union(*map(full, beside[ref.announcement])) - full(ref)
        return _person(material, ref, known, company)

    return _resolved(
        material, _PERSONS, Entities(refs=refs, profile=profile, unchanged=material.before.unchanged(known))
    )


def _person(material: _Material, ref: EntityRef, known: Names, company: frozenset[str]) -> PersonProfile:
    entity, scene = material.profiles[ref].entity, material.scene(ref)
    names = frozenset(found for name in entity.names if (found := parts(name)))
    offices = scene.offices.get(ref.entity, ())
    held_titles = (office.title for office in offices)
    held = (office.organisation for office in offices if office.organisation)
    return PersonProfile(
        names=names,
        text=material.name(ref),
        organisations=_known(ref, held, known),
        titles=frozenset[str]().union(*(office_codes(title) for title in (*entity.names, *held_titles))),
        regions=frozenset((scene.region,) if scene.region else ()),
        company=company,
        apart="" if any(name.given for name in names) else str(ref),
    )


def _events(material: _Material, known: Names) -> Outcome:
    entities = Entities(
        refs=material.of(EntityKind.EVENT),
        profile=lambda ref: _event(material, ref, known),
        unchanged=material.before.unchanged(known),
    )
    return _resolved(material, _EVENTS, entities)


def _event(material: _Material, ref: EntityRef, known: Names) -> EventProfile:
    """An event; for the one that its announcement is about, the announcement's own day and region stand in."""
    entity, scene = material.profiles[ref].entity, material.scene(ref)
    details = entity.event or EventDetails()
    announced = ref.entity == "event-1"
    agents = scene.participants.get(ref.entity, frozenset())
    return EventProfile(
        ref=str(ref),
        title=title_words(entity.names),
        kind=details.kind,
        start=_day(details.start),
        end=_day(details.end),
        published=scene.reading.announcement.published if announced else None,
        places=_known(ref, scene.places.get(ref.entity, ()), known),
        region=scene.region if announced else None,
        persons=_known(ref, (agent for agent in agents if _is(scene, agent, EntityKind.PERSON)), known),
        organisations=_known(ref, (agent for agent in agents if _is(scene, agent, EntityKind.ORGANISATION)), known),
        language=scene.reading.announcement.language,
    )


def _is(scene: Scene, entity: str, kind: EntityKind) -> bool:
    return entity in scene.entities and scene.entities[entity].kind is kind


def _known(ref: EntityRef, entities: Iterable[str], known: Names) -> frozenset[str]:
    """The groups of other entities of the same announcement."""
    refs = (EntityRef(announcement=ref.announcement, entity=name) for name in entities)
    return frozenset(known[other] for other in refs if other in known)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
