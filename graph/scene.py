"""What an announcement says around an entity: its region, its offices, what it is part of, who stands beside it."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from corpus.entity import Entity, EntityKind
from corpus.reading import Reading
from corpus.relation import RelationKind
from graph.person_match import full_names
from graph.reference import Reference
from ontology.names.organisation_parts import CITIES, COUNTRY, parse, region_then

_VENUE, _NAME, _SEAT = 8, 2, 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A position or a membership: the title as written (empty for a membership) and the organisation's entity id."""

    title: str
    organisation: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One announcement as context for its entities; all keys are entity ids of the reading.

    `region` and `country` are where it is set, `province` is the region when cities of that rank are left aside;
    `city` is the only town of that region that is named.
    `officers` are the full names, in keys, of those who hold an office in an organisation.
    """

    reading: Reading
    reference: Reference
    region: str | None
    province: str | None
    city: frozenset[str]
    country: str
    parents: Mapping[str, str]
    offices: Mapping[str, tuple[Office, ...]]
    officers: Mapping[str, frozenset[str]]
    places: Mapping[str, tuple[str, ...]]
    participants: Mapping[str, frozenset[str]]
    entities: Mapping[str, Entity]


def scene(reading: Reading, reference: Reference) -> Scene:
    """Return the context that a reading gives to its entities."""
    parents: dict[str, str] = {}
    offices: dict[str, list[Office]] = defaultdict(list)
    places: dict[str, list[str]] = defaultdict(list)
    participants: dict[str, set[str]] = defaultdict(set)
    hosts: dict[str, list[str]] = defaultdict(list)
    for relation in reading.relations:
        match relation.kind:
            case RelationKind.PART_OF if relation.object:
                parents[relation.subject] = relation.object
            case RelationKind.POSITION:
                offices[relation.subject].append(Office(title=relation.value or "", organisation=relation.object))
            case RelationKind.MEMBER_OF:
                offices[relation.subject].append(Office(title="", organisation=relation.object))
            case RelationKind.LOCATED_IN | RelationKind.HELD_IN if relation.object:
                places[relation.subject].append(relation.object)
            case RelationKind.PARTICIPATION if relation.object:
                participants[relation.object].add(relation.subject)
                if relation.value == "host":
                    hosts[relation.object].append(relation.subject)
            case _:
                pass
    entities = {entity.id: entity for entity in reading.entities}
    votes = _votes(reading, frozenset((*places.get("event-1", ()), *hosts.get("event-1", ()))), entities, reference)
    day = _day(reading, entities)
    region = _winner(votes, day)
    return Scene(
        reading=reading,
        reference=reference,
        region=region,
        city=_city(region, entities, reference),
        province=_winner({region: count for region, count in votes.items() if region not in CITIES}, day),
        country=_country(places, entities, reference),
        parents=parents,
        offices={person: tuple(held) for person, held in offices.items()},
        officers=_officers(offices, entities),
        places={thing: tuple(found) for thing, found in places.items()},
        participants={event: frozenset(found) for event, found in participants.items()},
        entities=entities,
    )


def _officers(offices: Mapping[str, Sequence[Office]], entities: Mapping[str, Entity]) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = defaultdict(frozenset)
    for person, held in offices.items():
        for office in held:
            if office.organisation and person in entities:
                found[office.organisation] |= full_names(entities[person].names)
    return dict(found)


def _named_regions(entity: Entity) -> frozenset[str]:
    """The regions of Kazakhstan (and its three cities of that rank) that an entity's names tell."""
    return frozenset[str]().union(*(parse(name).places for name in entity.names))


def _country(places: Mapping[str, list[str]], entities: Mapping[str, Entity], reference: Reference) -> str:
    """The country in which the announced event is held, in the words of organisations' names; this one by default."""
    held = (entities[name] for name in places.get("event-1", ()) if name in entities)
    found = frozenset[str]().union(*(parse(name).countries for entity in held for name in reference.country(entity)))
    return min(found) if len(found) == 1 else COUNTRY


def _votes(
    reading: Reading,
    venues: frozenset[str],
    entities: Mapping[str, Entity],
    reference: Reference,
) -> Counter[str]:
    """How often an announcement's venues and hosts, places and organisations tell of each region.

    A venue counts most, a name (in full, where the reference data knows what an abbreviation stands for) more than
    the seat that the reference data knows, a seat more than nothing: guests come from elsewhere, and so may the
    publisher.
    """
    votes: Counter[str] = Counter()
    for entity in entities.values():
        if entity.kind in {EntityKind.PLACE, EntityKind.ORGANISATION}:
            venue = entity.id in venues
            weight = _VENUE if venue else _NAME
            named = _named_regions(entity) or frozenset().union(*(parse(n).places for n in reference.labels(entity)))
            votes.update(dict.fromkeys(named, weight))
            seat = None if named else reference.region(entity)
            if seat and (venue or reference.is_home(seat)):
                votes[seat] += weight if venue or entity.kind is EntityKind.PLACE else _SEAT
    votes.update(dict.fromkeys(parse(reading.announcement.title).places, _NAME))
    votes.update(dict.fromkeys(parse(reading.announcement.publisher or "").places, _SEAT))
    return votes


def _winner(votes: Mapping[str, int], day: date | None) -> str | None:
    """The region with most votes, as it was called on a day; None without a winner."""
    ranked = Counter(votes).most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    return region_then(ranked[0][0], day) if day else ranked[0][0]


def _city(region: str | None, entities: Mapping[str, Entity], reference: Reference) -> frozenset[str]:
    """The only town of a region that is named, or the region that is a city itself; nothing when there are several."""
    if region in CITIES:
        return frozenset({region})
    towns = {
        reference.town(e) for e in entities.values() if e.kind is EntityKind.PLACE and reference.region(e) == region
    }
    found = frozenset(town for town in towns if town)
    return found if len(found) == 1 else frozenset()


def _day(reading: Reading, entities: Mapping[str, Entity]) -> date | None:
    """The day of publication, else that of the announced event."""
    event = entities.get("event-1")
    start = event.event.start if event and event.event else None
    try:
        return reading.announcement.published or (date.fromisoformat(start) if start else None)
    except ValueError:
        return None
