"""What an announcement names: persons, organisations, countries, places, events."""

from dataclasses import dataclass
from enum import StrEnum


class EntityKind(StrEnum):
    """The five kinds of FORMAT.md."""

    PERSON = "person"
    ORGANISATION = "organisation"
    COUNTRY = "country"
    PLACE = "place"
    EVENT = "event"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One place in the text that names an entity.

    `start` and `end` are code points, half-open, into `Announcement.text`; `by` is the rule or the model that
    found it; `normal` is the name in its base form (the nominative), equal to the text itself when nothing changes.
    """

    start: int
    end: int
    normal: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonName:
    """The parts of a person's name, each empty when unknown; `initials` are letters with points ("N. P.")."""

    given: str = ""
    patronymic: str = ""
    family: str = ""
    initials: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventDetails:
    """The fields of an event; `None` where the text does not say. `start` and `end` are ISO dates."""

    kind: str | None = None
    start: str | None = None
    end: str | None = None
    mode: str | None = None
    attendance: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """One thing that an announcement names.

    `id` is FORMAT.md's id (unique within the reading). `names` are the base form and every form that stands
    in the text. `organisation_class` is set for organisations, `person_name` for persons, `event` for events.
    `concept` is the code of the reference-data concept that the gazetteer recognised. `confidence` is in 0..1.
    """

    id: str
    kind: EntityKind
    names: tuple[str, ...]
    mentions: tuple[Mention, ...] = ()
    organisation_class: str | None = None
    person_name: PersonName | None = None
    event: EventDetails | None = None
    concept: str | None = None
    confidence: float = 1.0
