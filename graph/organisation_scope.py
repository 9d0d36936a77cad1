"""Where an organisation belongs: the region, the town or the country of a body that each of them has one of."""

from collections.abc import Iterable, Mapping

from corpus.entity import Entity, EntityKind
from graph.organisation_match import REPUBLIC
from graph.scene import Scene
from ontology.names.organisation_parts import CITIES, COUNTRY, OrganisationParts, centre_of, parse

ASSEMBLY = frozenset({"apk"})
"""All that a name of the Assembly of the whole country says."""

CONSENT = "public-consent"
"""What the state institutions of this name say."""

_REGIONAL_UNITS = frozenset({"mothers", "elders", "fathers", "group", CONSENT})
_LOWER_LEVELS = frozenset({"level-region", "level-city"})
_GOVERNED = frozenset({"apk_body", "state_body"})
_WITH_BRANCHES = frozenset({"youth_organisation", "ngo", "party"})


def scope_of(
    entity: Entity, parsed: tuple[OrganisationParts, ...], scene: Scene, *, local: bool
) -> tuple[frozenset[str], bool]:
    """Where an organisation belongs, by its name, by what it is a part of, by its seat, or by its announcement.

    The second value tells that only its announcement says so, of a body that may be a guest there.
    """
    levels = union(name.levels for name in parsed)
    explicit = _named_scope(entity, parsed, scene) if local else union(name.places for name in parsed)
    if local and not explicit:
        explicit = _ancestor_places(entity, scene.parents, scene.entities) or _seat(entity, parsed, scene)
    lower = bool(levels & _LOWER_LEVELS)
    if explicit or not (local or (lower and entity.organisation_class in _WITH_BRANCHES)):
        return explicit, False
    if _is_of_city(entity, levels):
        return scene.city, False
    region = scene.province if "level-region" in levels else scene.region
    here = frozenset((region,) if region else ())
    if entity.organisation_class == "apk_body" and levels & _LOWER_LEVELS == {"level-city"} and region not in CITIES:
        return (here if region and scene.city == {centre_of(region)} else scene.city), False
    scope = here if lower else _unmarked_scope(entity, parsed, scene, here)
    return scope, scope == here and not lower and entity.organisation_class not in _GOVERNED


def _named_scope(entity: Entity, parsed: tuple[OrganisationParts, ...], scene: Scene) -> frozenset[str]:
    """What the name of a local body tells of its place: a town or a district, else a region.

    The council of a region's centre is not that of the region. A town that the reference data does not know is a
    place too ("the Inder Council").
    """
    towns = scene.reference.settlements(union(name.proper | name.towns for name in parsed))
    regions = union(name.places for name in parsed)
    if towns:
        return towns
    if regions and _is_of_city(entity, union(name.levels for name in parsed)):
        return frozenset(region if region in CITIES else centre_of(region) for region in regions)
    unknown = union(name.towns for name in parsed) if entity.organisation_class in _GOVERNED else frozenset()
    return regions or unknown


def _is_of_city(entity: Entity, levels: frozenset[str]) -> bool:
    return entity.organisation_class == "state_body" and levels & _LOWER_LEVELS == {"level-city"}


def _seat(entity: Entity, parsed: tuple[OrganisationParts, ...], scene: Scene) -> frozenset[str]:
    """The town of a House of Friendship that the text says where it stands; of a region's centre the region."""
    if not any("house-of-friendship" in name.heads for name in parsed):
        return frozenset()
    places = (scene.entities[place] for place in scene.places.get(entity.id, ()) if place in scene.entities)
    found = frozenset(code for place in places if (code := scene.reference.seat(place)))
    return found if len(found) == 1 else frozenset()


def _unmarked_scope(
    entity: Entity, parsed: tuple[OrganisationParts, ...], scene: Scene, here: frozenset[str]
) -> frozenset[str]:
    """A body that names no region: the country's where it says so or is the whole Assembly's, else the region's.

    One of a district is of no known place, because announcements of one region tell of several.
    """
    abroad = union(name.countries for name in parsed) - {COUNTRY}
    if abroad or "level-district" in union(name.levels for name in parsed):
        return abroad
    if entity.organisation_class == "apk_body" and parsed[0].proper and scene.reference.concept(entity):
        return frozenset({REPUBLIC})  # known by a name of its own: the Association "Shanyrak"
    parts = union(name.heads | name.words | name.proper for name in parsed)
    central = entity.organisation_class == "apk_body" and "house-of-friendship" not in parts
    whole = "apk" in parts or parts == {"assembly"} or (not parts & _REGIONAL_UNITS and names_central_assembly(scene))
    return frozenset({REPUBLIC}) if any(name.is_nationwide for name in parsed) or (central and whole) else here


def union(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    """Return what is in any of the sets."""
    return frozenset[str]().union(*sets)


def names_central_assembly(scene: Scene) -> bool:
    """Tell whether an announcement names the Assembly of the whole country."""
    for entity in scene.entities.values():
        if entity.kind is EntityKind.ORGANISATION and entity.organisation_class == "apk_body":
            parsed = [parse(name) for name in entity.names]
            whole = all(not name.places and not name.levels for name in parsed)
            if whole and any(name.content == ASSEMBLY for name in parsed):
                return True
    return False


def _ancestor_places(entity: Entity, parents: Mapping[str, str], entities: Mapping[str, Entity]) -> frozenset[str]:
    seen: set[str] = set()
    current = parents.get(entity.id)
    while current and current in entities and current not in seen:
        seen.add(current)
        found = union(parse(name).places for name in entities[current].names)
        if found:
            return found
        current = parents.get(current)
    return frozenset()
