"""An entity of one reading as it enters the resolution: where it stands, its concept, the slug it would bear alone."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from corpus.entity import Entity, EntityKind
from corpus.reading import Reading
from corpus.slug import slug
from graph.iri import SLUG_LENGTH, digest
from graph.judgement import EntityRef
from graph.organisation_profile import UNIT_CLASSES, parent_of
from graph.person_match import parts
from graph.reference import Reference
from graph.scene import Scene


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """An entity, its announcement's day (the last of all days when unknown) and language, and its slug.

    `parent` is the entity of the same announcement that an organisation is a unit of.
    """

    ref: EntityRef
    entity: Entity
    language: str
    published: date
    concept: str | None
    slug: str
    parent: str | None

    @property
    def kind(self) -> EntityKind:
        """The entity's kind."""
        return self.entity.kind


Known = tuple[str | None, str, str | None]
"""What is found out of an entity: its concept, its slug, and what it is a unit of."""


def profiles(
    readings: Iterable[Reading],
    reference: Reference,
    scene_of: Callable[[str], Scene],
    before: Mapping[EntityRef, Known],
) -> dict[EntityRef, Profile]:
    """Return a profile of every entity, in the order of readings and entities; `before` is what is known already."""
    found: dict[EntityRef, Profile] = {}
    for reading in readings:
        announcement = reading.announcement
        for entity in sorted({entity.id: entity for entity in reading.entities}.values(), key=lambda entity: entity.id):
            ref = EntityRef(announcement=announcement.id, entity=entity.id)
            concept, name, parent = before.get(ref) or _known(entity, scene_of(announcement.id), reference)
            found[ref] = Profile(
                ref=ref,
                entity=entity,
                language=announcement.language,
                published=announcement.published or date.max,
                concept=concept,
                slug=name,
                parent=parent,
            )
    return found


def _known(entity: Entity, scene: Scene, reference: Reference) -> Known:
    concept, name, parent = reference.concept(entity), _shortened(_slug(entity, scene)), None
    if name in reference.concepts(entity.kind):
        # That IRI is the concept's, even when this entity turns out to be something else.
        name = f"{name}-{scene.reading.announcement.id}"
    if entity.kind is EntityKind.ORGANISATION and not _stands_alone(concept, reference):
        above = parent_of(entity, scene)
        parent = above.id if above else None
    return concept, name, parent


def _stands_alone(concept: str | None, reference: Reference) -> bool:
    """Tell whether an organisation was read as one of the vocabulary that is no unit of a university."""
    known = reference.concepts(EntityKind.ORGANISATION).get(concept or "")
    return known is not None and known.details.get("class") not in UNIT_CLASSES


def _slug(entity: Entity, scene: Scene) -> str:
    name = entity.names[0] if entity.names else ""
    match entity.kind:
        case EntityKind.EVENT:
            details, announcement = entity.event, scene.reading.announcement
            day = (details.start if details else None) or (
                announcement.published.isoformat() if announcement.published else ""
            )
            kind = (details.kind if details else None) or "event"
            return slug(f"{day} {name or f'{kind} {announcement.title}'}")
        case EntityKind.COUNTRY if entity.id.isalpha() and entity.id.isupper():
            return entity.id
        case EntityKind.PERSON:
            return slug(_person(entity)) or slug(entity.id)
        case _:
            return slug(name) or slug(entity.id)


def _person(entity: Entity) -> str:
    """`Surname firstname` of the fullest form, or `surname n p` when only initials are known."""
    known = entity.person_name
    if known and known.family:
        return f"{known.family} {known.given or known.initials}"
    found = parts(entity.names[0]) if entity.names else None
    return f"{found.written[0]} {found.written[1]}" if found else ""


def _shortened(name: str) -> str:
    return name if len(name) <= SLUG_LENGTH else f"{name[:SLUG_LENGTH].rsplit('-', 1)[0]}-{digest(name, length=8)}"
