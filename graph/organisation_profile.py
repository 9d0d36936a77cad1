"""From an organisation as read to what is compared: its names in parts, where it belongs, what it is a unit of."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import lru_cache

from corpus.entity import Entity, EntityKind
from graph.organisation_match import REPUBLIC, OrganisationProfile, weight_of
from graph.organisation_scope import ASSEMBLY, CONSENT, names_central_assembly, scope_of, union
from graph.scene import Scene
from ontology.names.organisation_parts import NATIONWIDE, OrganisationParts, parse, region_then
from ontology.vocabulary import Concept

UNIT_CLASSES = frozenset({"academic_unit", "apk_department"})
"""Classes whose members exist only inside a university: the same name in another university is another unit."""

_LOCAL_CLASSES = frozenset({"apk_body", "ethnocultural_association", "culture", "school"})
_WHOLE = ("house-of-friendship", "secretariat", "association")
_AT_DEPARTMENTS = frozenset({"organisation", "association", "council", "club", "group", "laboratory"})
_ABOVE_ASSEMBLY = frozenset(
    {"assembly", "department", "presidential-administration", "centre", "organisation", "akimat"}
)
_OF_ASSEMBLY = frozenset({"president", "people", "national"})


def organisation_profile(entity: Entity, scene: Scene, parent: str | None) -> OrganisationProfile:
    """Return what is compared of an organisation; `parent` names the cluster of the university that it is a unit of."""
    parsed = tuple(_with_towns(parse(name), scene) for name in entity.names)
    kind = _class(entity, parsed, scene)
    entity = replace(entity, organisation_class=kind)
    local = _is_local(parsed, kind)
    wing = all(name.content == {"youth-wing"} for name in parsed)
    names = _names(parsed, kind, local=local, of_assembly=wing and names_central_assembly(scene))
    scope, assumed = scope_of(entity, parsed, scene, local=local)
    unit = parent is not None or kind in UNIT_CLASSES
    if parent is not None:
        names = frozenset(_without_parent(name, kind) for name in names)
        scope, local, assumed = frozenset(), False, False
    return OrganisationProfile(
        names=names,
        text=max(entity.names, key=lambda name: (len(name), name), default=entity.id),
        organisation_class=kind,
        scope=scope,
        local=local,
        assumed=assumed,
        around=_around(scope, scene),
        parent=parent,
        unit=unit,
        region=scene.region,
        country=scene.country,
        above=frozenset() if kind == "apk_body" else _above(entity, scene),
        officers=scene.officers.get(entity.id, frozenset()),
        apart=entity_key(scene, entity) if (local and not scope) or (unit and parent is None) else "",
    )


def _around(scope: frozenset[str], scene: Scene) -> frozenset[str]:
    """The regions of the towns of a scope, with those that they were of before the regions were split."""
    regions = {region for code in scope if (region := scene.reference.region_of(code)) and region != code}
    return frozenset(regions | {region_then(region, date.min) for region in regions})


def concept_profile(concept: Concept, region: str | None = None) -> OrganisationProfile:
    """Return what is compared of an organisation of the vocabularies; `region` is where it has its seat.

    A library of the whole country is one of the town that it stands in as well.
    """
    kind = concept.details.get("class")
    texts = [name for language in sorted({*concept.labels, *concept.aliases}) for name in concept.names(language)]
    parsed = tuple(parse(text) for text in texts)
    local = _is_local(parsed, kind)
    scope = union(name.places for name in parsed)
    if local and not scope:
        scope = frozenset({REPUBLIC, region} if region and kind in _LOCAL_CLASSES - {"apk_body"} else {REPUBLIC})
    unit = kind in UNIT_CLASSES
    names = _names(parsed, kind, local=local)
    return OrganisationProfile(
        names=frozenset(_without_parent(name, kind) for name in names) if unit else names,
        text=concept.labels.get("en", concept.code),
        organisation_class=kind,
        scope=frozenset() if unit else scope,
        local=local and not unit,
        parent=concept.details.get("parent") if unit else None,
        unit=unit,
        apart=concept.code,
    )


def _with_towns(name: OrganisationParts, scene: Scene) -> OrganisationParts:
    """The name with its foreign towns as places: Astrakhan has several universities, an eponym one."""
    found = scene.reference.foreign_towns(name.proper | name.towns)
    towns = frozenset(found.get(town, town) for town in name.towns) | frozenset(found.values())
    return replace(name, proper=name.proper - frozenset(found), towns=towns) if found else name


_ASSEMBLY_ITSELF = (frozenset({"apk"}), frozenset({"assembly"}), frozenset({"house-of-friendship"}))
_OF_THE_ASSEMBLY = frozenset().union(*_ASSEMBLY_ITSELF)
_MISTAKEN = frozenset({"ngo", "state_body", "ethnocultural_association", "international_organisation", "other", None})


def _class(entity: Entity, parsed: tuple[OrganisationParts, ...], scene: Scene) -> str | None:
    """The class that the vocabulary knows, else a body of the Assembly by its name, else what the reading says."""
    concept = scene.reference.concepts(EntityKind.ORGANISATION).get(scene.reference.concept(entity) or "")
    if concept and "class" in concept.details:
        return concept.details["class"]
    kind = entity.organisation_class
    itself = bool(parsed) and all(
        name.heads in _ASSEMBLY_ITSELF and not (name.words or name.peoples or name.proper) for name in parsed
    )
    of_assembly = any({"apk", "house-of-friendship"} & name.heads and "department" not in name.heads for name in parsed)
    if (of_assembly and kind in _MISTAKEN) or (itself and kind != "apk_department"):
        return "apk_body"
    # "Secretariat of the XYZ" is taken for the Assembly's by its head word alone.
    of_another = bool(parsed) and all(name.acronyms and not name.heads & _OF_THE_ASSEMBLY for name in parsed)
    return "other" if of_another and kind == "apk_body" else kind


def entity_key(scene: Scene, entity: Entity) -> str:
    """Return what tells an entity from all others: its announcement and its id."""
    return f"{scene.reading.announcement.id}#{entity.id}"


def parent_of(entity: Entity, scene: Scene) -> Entity | None:
    """Return the university that an organisation is a unit of.

    It is the one that the reading makes it a part of, directly or over a faculty; for a class that exists only
    inside universities, and for a body of students, else the one that its own name ends in, else the one that
    published the announcement, else the only one that the announcement names. A university is a unit of none,
    unless it is a branch.
    """
    if entity.organisation_class == "university" and not any("branch" in parse(name).heads for name in entity.names):
        return None
    found = scene.entities.get(scene.parents.get(entity.id, ""))
    for _ in range(len(scene.parents)):
        if found is None or found.organisation_class == "university":
            break
        found = scene.entities.get(scene.parents.get(found.id, ""))
    if found is not None and found.organisation_class == "university":
        return found
    if entity.organisation_class not in UNIT_CLASSES and not _is_student_body(entity):
        return None
    universities = [e for e in scene.entities.values() if e.organisation_class == "university" and e.id != entity.id]
    for names in (entity.names, (scene.reading.announcement.publisher or "",)):
        told = _told(names)
        named = [university for university in universities if told & _told(university.names)]
        if len(named) == 1:
            return named[0]
    return universities[0] if len(universities) == 1 else None


def _told(names: Iterable[str]) -> frozenset[str]:
    return union(parse(name).proper | parse(name).acronyms for name in names)


def _above(entity: Entity, scene: Scene) -> frozenset[str]:
    """The parts of the fullest name of what an organisation is a part of."""
    parent = scene.entities.get(scene.parents.get(entity.id, ""))
    names = [parse(name) for name in parent.names] if parent else []
    return max(
        (name.content for name in names), key=lambda content: (len(content), sorted(content)), default=frozenset()
    )


def _is_student_body(entity: Entity) -> bool:
    """Tell whether an organisation is of the students of one university, not of a region or the country."""
    parsed = [parse(name) for name in entity.names]
    wide = any(name.countries or name.levels or name.places or "national" in name.words for name in parsed)
    return (
        entity.organisation_class == "youth_organisation"
        and any("students" in name.words for name in parsed)
        and not wide
        and not any("alliance" in name.heads for name in parsed)
    )


@lru_cache(maxsize=1 << 16)
def _names(
    parsed: tuple[OrganisationParts, ...], kind: str | None, *, local: bool, of_assembly: bool = False
) -> frozenset[OrganisationParts]:
    """The forms to compare: of a body of the Assembly the fullest alone, because "the council" may be any."""
    if kind == "apk_body":
        known = tuple(name for name in parsed if name.heads) or parsed
        bodies = tuple(_body_of_assembly(name) for name in known)
        parsed = tuple(name for name in bodies if name.heads & set(_WHOLE) and not name.words) or bodies
    elif kind == "youth_organisation" and of_assembly:
        parsed = tuple(replace(name, heads=name.heads | ASSEMBLY, unique=ASSEMBLY) for name in parsed)
    elif any(CONSENT in name.proper for name in parsed) and kind == "state_body":
        parsed = tuple(_consent(name) for name in parsed)
    weights = [weight_of(name.content, name) for name in parsed]
    if kind == "apk_body":
        return frozenset(name for name, weight in zip(parsed, weights, strict=True) if weight == max(weights))
    return frozenset(
        replace(name, places=frozenset() if local else name.places, levels=name.levels & NATIONWIDE) for name in parsed
    )


def _consent(name: OrganisationParts) -> OrganisationParts:
    """The state institution "Public Consent", however its legal form and its superior are told with it."""
    plain = CONSENT in name.proper and not name.words - {"internal-policy"}
    return OrganisationParts(proper=frozenset({CONSENT})) if plain else name


def _body_of_assembly(name: OrganisationParts) -> OrganisationParts:
    heads = (name.heads - _ABOVE_ASSEMBLY) | ASSEMBLY
    for whole in _WHOLE:
        if whole == "house-of-friendship" and name.words - _OF_ASSEMBLY:
            continue  # its mediation centre
        if heads - ASSEMBLY - {"branch", "college"} == {whole}:
            return OrganisationParts(heads=frozenset({whole}) | ASSEMBLY, unique=ASSEMBLY)
    return OrganisationParts(
        heads=heads,
        unique=ASSEMBLY,
        units=name.units,
        acronyms=name.acronyms,
        words=name.words - _OF_ASSEMBLY,
        proper=name.proper,
    )


def _without_parent(name: OrganisationParts, kind: str | None) -> OrganisationParts:
    if kind == "apk_department":
        return OrganisationParts(
            heads=frozenset({"apk", "department"}) | (name.heads & _AT_DEPARTMENTS), unique=ASSEMBLY
        )
    bare = replace(
        name,
        heads=name.heads - {"university", "academy"},
        words=name.words - {"national", "kazakh"},
        weak=name.weak - {"state"},
    )
    return bare if bare.content else name


def _is_local(parsed: tuple[OrganisationParts, ...], kind: str | None) -> bool:
    return (
        kind in _LOCAL_CLASSES
        or any(name.local or CONSENT in name.proper for name in parsed)
        or (kind == "state_body" and bool(parsed) and all(name.heads == {"department"} for name in parsed))
    )
