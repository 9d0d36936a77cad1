"""Where the encoder looks for what a candidate is about: the spans of its one or two arguments."""

from corpus.features import distance
from corpus.pair_features import closest
from corpus.relation import RelationKind
from corpus.scene import Scene, Span
from corpus.scorer import Candidate

PARTICIPATION, HOLDER, EMPLOYER, CLASS = "participation", "holder", "employer", "class"
PAIRS = {RelationKind.PART_OF, RelationKind.LOCATED_IN, RelationKind.MEMBER_OF, RelationKind.COOPERATES_WITH}
"""Relations between two things that a text names, judged pair by pair."""
_MOST_MENTIONS = 8

Arguments = tuple[tuple[Span, ...], Span | None]
"""The spans of the first argument, which count together, and that of the second when there is one."""


def arguments(scene: Scene, candidate: Candidate) -> Arguments:
    """Return the mentions of who takes part or where, the two spans of a pair, else the candidate's own place."""
    model, key = candidate.model, candidate.key
    kind = model.split(".")[0]
    if kind == PARTICIPATION or model == RelationKind.HELD_IN:
        return mentions(scene, key[0]), None
    if kind == HOLDER:
        return (_nearest(scene, key[0], key[1]),), key[1]
    if model == EMPLOYER:
        return (key[0],), _nearest(scene, key[1], key[0])
    if model in PAIRS and (pair := closest(scene.by_entity[key[0]], scene.by_entity[key[1]])):
        return (pair[0],), pair[1]
    return ((candidate.start, candidate.end),), None


def mentions(scene: Scene, entity: str) -> tuple[Span, ...]:
    """Return the first mentions of an entity; those inside another name only when there is no other."""
    places = scene.by_entity[entity]
    free = [place for place in places if place.holder is None] or places
    return tuple((place.start, place.end) for place in free[:_MOST_MENTIONS])


def _nearest(scene: Scene, entity: str, span: Span) -> Span:
    place = min(scene.by_entity[entity], key=lambda place: distance(place, span))
    return place.start, place.end
