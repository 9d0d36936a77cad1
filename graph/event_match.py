"""Events: what is compared, which pairs are worth comparing, and how."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from graph.comparison import Feature, feature
from ontology.names.match_key import skeleton
from ontology.names.organisation_parts import parse

_NEAR_DAYS = 14
_FAR_DAYS = 75
_SHORTEST_WORD = 4
_STEM = 6
_ENOUGH_WORDS = 3
_ENOUGH_PARTICIPANTS = 4
_ORGANISATION = 0.5
"""An organisation takes part in more events than a person does: it tells half as much."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventProfile:
    """What is known of an event before it is compared: days (`published` stands in), places, title, participants.

    `persons`, `organisations` and `places` are groups. `ref` keeps every event a profile of its own.
    """

    ref: str
    title: frozenset[str] = frozenset()
    kind: str | None = None
    start: date | None = None
    end: date | None = None
    published: date | None = None
    places: frozenset[str] = frozenset()
    region: str | None = None
    persons: frozenset[str] = frozenset()
    organisations: frozenset[str] = frozenset()
    language: str = ""


def title_words(names: Sequence[str]) -> frozenset[str]:
    """Return the words of an event's titles, the same in all languages where a table knows them, else as stems.

    A stem is the beginning of a word's coarse form, because titles come in every case.
    """
    found: set[str] = set()
    for name in names:
        parsed = parse(name)
        found |= {word for word in parsed.content - parsed.proper if len(word) >= _SHORTEST_WORD}
        found |= {skeleton(word)[:_STEM] for word in parsed.proper if len(word) >= _SHORTEST_WORD or word.isdigit()}
    return frozenset(found)


def block_keys(profile: EventProfile) -> Iterator[tuple[str, ...]]:
    """Yield the keys of which two events must share one to be compared."""
    if profile.start:
        yield ("day", profile.start.isoformat())
    for word in profile.title:
        yield ("title", word)
    for participant in profile.persons | profile.organisations:
        yield ("participant", participant)
    day = profile.start or profile.published
    if day:
        months = {day.strftime("%Y-%m"), _shifted(day, -_NEAR_DAYS), _shifted(day, _NEAR_DAYS)}
        for month in months:
            for participant in profile.persons | profile.organisations:
                yield ("participant", month, participant)
            if profile.region:
                yield ("region", month, profile.region, profile.kind or "")


def _shifted(day: date, days: int) -> str:
    return date.fromordinal(max(1, day.toordinal() + days)).strftime("%Y-%m")


def merged(profiles: Sequence[EventProfile]) -> EventProfile:
    """Return equal profiles as one."""
    return replace(profiles[0])


def features(left: EventProfile, right: EventProfile) -> Iterator[Feature]:
    """Yield what speaks for and against two events being one, the days first: they part most pairs."""
    yield from _days(left, right)
    if left.places and right.places:
        shared = left.places & right.places
        yield _seen("place" if shared else "place differs", shared or left.places, shared or right.places)
    elif left.region and right.region:
        yield _seen("place" if left.region == right.region else "place differs", left.region, right.region)
    if left.kind and right.kind:
        yield _seen("kind" if left.kind == right.kind else "kind differs", left.kind, right.kind)
    value = _overlap(left.title, right.title)
    if value:
        yield _seen("title", left.title, right.title, value)
    elif left.title and right.title and left.language == right.language:
        yield _seen("title differs", left.title, right.title)
    persons, organisations = left.persons & right.persons, left.organisations & right.organisations
    if persons or organisations:
        together = (len(persons) + _ORGANISATION * len(organisations)) / _ENOUGH_PARTICIPANTS
        yield _seen("participants", persons | organisations, persons | organisations, min(1.0, together))


def _seen(name: str, left: object, right: object, value: float = 1.0) -> Feature:
    return feature("event", name, left, right, value)


def _days(left: EventProfile, right: EventProfile) -> Iterator[Feature]:
    one, other = left.start or left.published, right.start or right.published
    if one is None or other is None:
        return
    apart = abs((one - other).days)
    if left.start and right.start:
        overlap = left.start <= (right.end or right.start) and right.start <= (left.end or left.start)
        yield _seen("date" if overlap else "date conflict", left.start, right.start)
    elif apart <= _NEAR_DAYS:
        yield _seen("date near", one, other, 1 - apart / _NEAR_DAYS)
    elif apart > _FAR_DAYS:
        yield _seen("date conflict", one, other)


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of the shorter title's words in the longer one; little when there are few words."""
    if not one or not other:
        return 0.0
    return len(one & other) / max(min(len(one), len(other)), _ENOUGH_WORDS)
