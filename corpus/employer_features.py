"""What the scorer sees of a title and an organisation that it may be held at."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.entity import Entity, EntityKind
from corpus.features import attached, distance, stems, what
from corpus.pair_features import pair_features
from corpus.scene import Place, Scene, Span, names_publisher
from corpus.word_classes import lexical

_HEAD = 4
_ALIKE = 5
_MANY = 4
_RANKS = 3


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The organisations around one title: those of its sentence, outermost, and those attached to it."""

    span: Span
    around: Sequence[Place]
    attached: frozenset[str]


def surroundings(scene: Scene, span: Span) -> Surroundings:
    """Look around a title."""
    sentence = scene.layout.sentence_at(span[0])
    around = [p for p in scene.places if p.sentence == sentence and p.holder is None and _is_organisation(p.entity)]
    beside = frozenset(p.entity.id for p in around if attached(scene, span, p))
    return Surroundings(span, around, beside)


def employer_features(scene: Scene, near: Surroundings, organisation: Entity, nearest: Place) -> dict[str, float]:
    """Return the features of a title and an organisation, whose nearest mention is given."""
    span = near.span
    features = pair_features(scene, span, (nearest.start, nearest.end), ("role", "organisation"))
    places = scene.by_entity[organisation.id]
    names = {what(organisation), f"mentions.{min(len(places), _MANY)}", f"named before.{places[0].start < span[0]}"}
    names |= set(_standing(near, organisation, nearest))
    own = stems(scene, span)
    if names_publisher(organisation, scene.publisher):
        names.add("publisher")
    if _names_unit(own, organisation):
        names.add("unit word")
    names.add(f"shared words.{_shared(own, organisation)}")
    main = organisation.id in scene.main
    for word in scene.layout.words[slice(*scene.layout.words_in(*span))]:
        for name in lexical(scene.language, word):
            names |= {f"title|{name}", f"title|{name}|{organisation.organisation_class}"}
            if main and not near.attached:
                names.add(f"title|{name}|main")
    if main:
        names |= {"main", f"main.{len(scene.main)}", f"main:attached.{bool(near.attached)}"}
    return features | dict.fromkeys(names, 1.0)


def _standing(near: Surroundings, organisation: Entity, nearest: Place) -> Iterator[str]:
    """How the organisation stands among the others around the title."""
    yield "nested" if nearest.holder else "outermost"
    if nearest.holder and nearest.holder.id in near.attached:
        yield "inside the attached"
    yield (
        "attached"
        if organisation.id in near.attached
        else f"another attached.{nearest.holder is None}"
        if near.attached
        else "none attached"
    )
    if nearest.holder is None:
        side = "after" if nearest.start >= near.span[0] else "before"
        closer = {
            p.entity.id
            for p in near.around
            if (p.start >= near.span[0]) == (side == "after") and distance(p, near.span) < distance(nearest, near.span)
        }
        yield f"rank.{side}.{min(len(closer), _RANKS)}"
        if not any(distance(p, near.span) < distance(nearest, near.span) for p in near.around):
            yield f"nearest.{side}"


def _shared(stems: Sequence[str], organisation: Entity) -> int:
    """Return how much of an organisation's name a title says ("Minister of Education", "Ministry of Education")."""
    own = {stem[:_ALIKE] for stem in stems if len(stem) > _HEAD}
    best = 0.0
    for name in organisation.names:
        words = {word[:_ALIKE] for word in name.casefold().split() if len(word) > _HEAD}
        best = max(best, len(words & own) / max(len(words), 1))
    return round(best * 3)


def _names_unit(stems: Sequence[str], organisation: Entity) -> bool:
    """The last words of a title may name the unit that the organisation's name begins with."""
    return any(
        len(word) >= _HEAD and any(stem[:_ALIKE] == word[:_ALIKE] for stem in stems[-2:])
        for name in organisation.names
        for word in name.casefold().split()[:_HEAD]
    )


def _is_organisation(entity: Entity) -> bool:
    return entity.kind is EntityKind.ORGANISATION
