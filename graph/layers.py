"""The order of resolution: places, organisations, their units, persons, events; each is context for the next."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from corpus.entity import EntityKind, EventDetails
from graph import event_match, organisation_match, person_match
from graph.event_match import EventProfile, title_words
from graph.judgement import EntityRef
from graph.layer import Matcher, resolve_layer
from graph.match_key import match_key, words
from graph.organisation_name import CITIES, office_codes, parse
from graph.organisation_profile import UNIT_CLASSES, concept_profile, organisation_profile, parent_of
from graph.outcome import Outcome, by_key, joined, outcome
from graph.person_match import PersonProfile, full_names, parts
from graph.profile import Profile
from graph.reference import Reference
from graph.scene import Scene

Names = dict[EntityRef, str]
"""The name of each entity's group: stable within one resolution, of no meaning outside."""

_ORGANISATIONS = Matcher(
    kind=EntityKind.ORGANISATION,
    block_keys=organisation_match.block_keys,
    compare=organisation_match.compare,
    merged=organisation_match.merged,
)
_PERSONS = Matcher(
    kind=EntityKind.PERSON,
    block_keys=person_match.block_keys,
    compare=person_match.compare,
    merged=person_match.merged,
)
_EVENTS = Matcher(
    kind=EntityKind.EVENT,
    block_keys=event_match.block_keys,
    compare=event_match.compare,
    merged=event_match.merged,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Material:
    """All entities with their announcements, and the reference data."""

    scenes: Mapping[str, Scene]
    profiles: Mapping[EntityRef, Profile]
    reference: Reference

    def of(self, kind: EntityKind) -> list[EntityRef]:
        """The entities of one kind, in their order."""
        return [ref for ref, profile in self.profiles.items() if profile.kind is kind]

    def name(self, ref: EntityRef) -> str:
        """The fullest name of an entity."""
        return max(self.profiles[ref].entity.names, key=lambda name: (len(name), name), default=ref.entity)

    def stands_alone(self, ref: EntityRef) -> bool:
        """Tell whether an organisation was read as one of the vocabulary that is no unit of a university."""
        concept = self.reference.concepts(EntityKind.ORGANISATION).get(self.profiles[ref].concept or "")
        return concept is not None and concept.details.get("class") not in UNIT_CLASSES

    def publishing_university(self, ref: EntityRef) -> str | None:
        """The university that published an entity's announcement."""
        publisher = self.scene(ref).publisher
        concept = self.reference.concepts(EntityKind.ORGANISATION).get(publisher or "")
        return publisher if concept and concept.details.get("class") == "university" else None

    def scene(self, ref: EntityRef) -> Scene:
        """The announcement that an entity stands in."""
        return self.scenes[ref.announcement]


def resolve_layers(scenes: Mapping[str, Scene], profiles: Mapping[EntityRef, Profile], reference: Reference) -> Outcome:
    """Return the groups of entities that are one thing by what they say, and why."""
    material = _Material(scenes=scenes, profiles=profiles, reference=reference)
    places = [_places(material, kind) for kind in (EntityKind.COUNTRY, EntityKind.PLACE)]
    organisations = _organisations(material)
    known = {ref: name for found in (*places, *organisations) for ref, name in found.names.items()}
    persons = _persons(material, known)
    events = _events(material, known | dict(persons.names))
    return joined((*places, *organisations, persons, events))


def _places(material: _Material, kind: EntityKind) -> Outcome:
    """Countries or places: one concept, else one name."""
    return by_key({ref: _place_key(material.profiles[ref]) for ref in material.of(kind)}, kind)


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


def _organisations(material: _Material) -> list[Outcome]:
    """First all that stand alone, then the units of universities, each within its university."""
    refs = material.of(EntityKind.ORGANISATION)
    parents = {
        ref: EntityRef(announcement=ref.announcement, entity=parent.id)
        for ref in refs
        if (parent := parent_of(material.profiles[ref].entity, material.scene(ref))) and not material.stands_alone(ref)
    }
    units = {ref for ref in refs if ref in parents or material.profiles[ref].entity.organisation_class in UNIT_CLASSES}
    whole = _organisation_layer(material, {ref: None for ref in refs if ref not in units}, units=False)
    within = {
        ref: whole.names.get(parents[ref]) if ref in parents else material.publishing_university(ref)
        for ref in refs
        if ref in units
    }
    return [whole, _organisation_layer(material, within, units=True)]


def _organisation_layer(material: _Material, parents: Mapping[EntityRef, str | None], *, units: bool) -> Outcome:
    """One of the two layers of organisations: `parents` are its entities, each with its university's group."""
    concepts = material.reference.concepts(EntityKind.ORGANISATION)
    layer = resolve_layer(
        _ORGANISATIONS,
        {
            ref: organisation_profile(material.profiles[ref].entity, material.scene(ref), parent)
            for ref, parent in parents.items()
        },
        {
            code: concept_profile(concept, material.reference.region_of(concept.details.get("city")))
            for code, concept in concepts.items()
            if (concept.details.get("class") in UNIT_CLASSES) is units
        },
        {ref: concept for ref in parents if (concept := material.profiles[ref].concept)},
    )
    return outcome(layer, EntityKind.ORGANISATION, material.name)


def _persons(material: _Material, known: Names) -> Outcome:
    full = {ref: full_names(material.profiles[ref].entity.names) for ref in material.of(EntityKind.PERSON)}
    present: dict[str, set[str]] = defaultdict(set)
    for ref, names in full.items():
        present[ref.announcement] |= names
    compared = {
        ref: _person(material, ref, known, frozenset(present[ref.announcement] - names)) for ref, names in full.items()
    }
    return outcome(resolve_layer(_PERSONS, compared), EntityKind.PERSON, material.name)


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
    compared = {ref: _event(material, ref, known) for ref in material.of(EntityKind.EVENT)}
    return outcome(resolve_layer(_EVENTS, compared), EntityKind.EVENT, material.name)


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
