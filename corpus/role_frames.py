"""Constructions that state a role by themselves, so that no weighing is needed.

A list behind a role's noun: "Moderators of the webinar – A, head of …; B, rector of …". The noun (`chair`) is followed,
with nothing but the event's name between, by a dash or a colon; every person named in the rest of the sentence, or in
the items of the list that it introduces, bears the role.

A noun of the role as predicate: "The moderator of the round table was A". Between the noun and the person stand only
the event's name and a copula (`is`, and verbs of speaking, which some languages use so).

A phrase that only a body can follow: "under the auspices of the X". The organisation named next after the cue
(`patron`) bears the role, and no other does.

The place of an event that is a house: "at the X University … was held". The organisation after the preposition
(`prep_at`), of a class that has premises for events, is the host.
"""

from collections.abc import Iterator

from corpus.cues import Hit
from corpus.entity import EntityKind
from corpus.scene import PREDICATES, Place, Scene

LISTED = {"chair": "moderator"}
FOLLOWED = {"patron": "patron"}
HOST, _AT = "host", "prep_at"
HOUSES = {"university", "school", "culture", "research_institute"}
"""Classes of organisations that events are held at."""
_EVENT_WORDS = 4
"""Words that may name the event between the role's noun and the dash."""
_COPULAS = {"is", "speak", "event"}
_PREPOSITIONS = {"prep_by", "prep_of"}
_NEXT = 3
"""Small words between a cue and the name that it governs."""
_STOPS = frozenset(".,;:()\n")
_INTRODUCES = ("–", "—", ":", " - ")


def framed(scene: Scene) -> dict[str, tuple[str, int, int]]:
    """Return by entity id the role that a construction states, and the span that states it."""
    found: dict[str, tuple[str, int, int]] = {}
    for hit in scene.hits:
        for role, place in _stated(scene, hit):
            found.setdefault(place.entity.id, (role, scene.layout.starts[hit.first], place.end))
    return found


def _stated(scene: Scene, hit: Hit) -> Iterator[tuple[str, Place]]:
    """Yield the roles that the construction around one cue states, each with the name that bears it."""
    if hit.name in LISTED:
        for place in (*_listed(scene, hit), *_predicated(scene, hit)):
            yield LISTED[hit.name], place
    following = _house(scene, hit) if hit.name == _AT else _next(scene, hit) if hit.name in FOLLOWED else None
    if following:
        yield FOLLOWED.get(hit.name, HOST), following


def _listed(scene: Scene, hit: Hit) -> Iterator[Place]:
    """Yield the persons in the list that a role's noun introduces."""
    layout = scene.layout
    sentence = layout.sentence_at(layout.starts[hit.first])
    persons = [
        place
        for place in scene.places
        if place.entity.kind is EntityKind.PERSON
        and place.first >= hit.end
        and sentence in {place.sentence, layout.sentences[place.sentence].intro}
    ]
    if not persons or not _introduces(scene, hit, persons[0]):
        return
    seen: set[str] = set()
    for place in persons:
        if place.sentence == sentence and place.entity.id not in seen and seen and _predicate(scene, hit, place):
            return
        seen.add(place.entity.id)
        yield place


def _predicated(scene: Scene, hit: Hit) -> Iterator[Place]:
    """Yield the person whom a role's noun is said of, and those coordinated with that name."""
    place = min(
        (p for p in scene.places if p.first >= hit.end and p.holder is None), key=lambda p: p.first, default=None
    )
    if place is None or place.entity.kind is not EntityKind.PERSON or place.first - hit.end > _EVENT_WORDS:
        return
    between = scene.text[scene.layout.ends[hit.end - 1] : place.start]
    hits = {h.name for h in scene.hits if hit.end <= h.first and h.end <= place.first}
    prepositions = {name for name in hits if name.startswith("prep_")}
    if not _STOPS & set(between) and hits & PREDICATES <= _COPULAS | {hit.name} and prepositions <= _PREPOSITIONS:
        first, last = scene.chain(place)
        yield from (
            p for p in scene.places if p.entity.kind is EntityKind.PERSON and first <= p.first and p.last <= last
        )


def _introduces(scene: Scene, hit: Hit, person: Place) -> bool:
    """Tell whether a dash or a colon stands after the noun and the event's name, before the first person."""
    start, end = scene.layout.ends[hit.end - 1], person.start
    between = scene.text[start:end]
    marks = [between.find(mark) for mark in _INTRODUCES if mark in between]
    if not marks:
        return False
    _, last = scene.layout.words_in(start, start + min(marks))
    return last - hit.end <= _EVENT_WORDS and not _predicate(scene, hit, person)


def _predicate(scene: Scene, hit: Hit, place: Place) -> bool:
    """Tell whether another predicate than the event's name stands between a cue and a name."""
    between = (h for h in scene.hits if hit.end <= h.first and h.end <= place.first)
    return any(h.name in PREDICATES - {"event", hit.name} and not _in_title(scene, h) for h in between)


def _in_title(scene: Scene, hit: Hit) -> bool:
    start = scene.layout.starts[hit.first]
    return any(a <= start < b for a, b in (*scene.roles, *scene.degrees))


def _next(scene: Scene, hit: Hit) -> Place | None:
    """Return the organisation that follows a cue at once."""
    following = [p for p in scene.places if p.first >= hit.end and p.holder is None]
    place = min(following, key=lambda p: p.first, default=None)
    if place is None or place.entity.kind is not EntityKind.ORGANISATION or place.first - hit.end > _NEXT:
        return None
    same = place.sentence == scene.layout.sentence_at(scene.layout.starts[hit.first])
    return place if same else None


def _house(scene: Scene, hit: Hit) -> Place | None:
    """Return the organisation after a preposition of place, in a sentence in which something is held."""
    place = _next(scene, hit)
    if place is None or place.entity.organisation_class not in HOUSES or place.first - hit.end > 1:
        return None
    return place if any(h.name == "held" for h in scene.sentence_hits.get(place.sentence, ())) else None
