"""Whose title one is by the grammar of appositions alone."""

from corpus.entity import EntityKind
from corpus.scene import Scene, Span

_STOPS = frozenset(",;:()[]–—\n")
_AND = "and"
_LOOSE = 3
"""Words between a title and a name that belong to neither ("chairman of the council of the Assembly X")."""


def alone_with(scene: Scene, person: str, span: Span) -> bool:
    """Tell whether a person is the only one in the sentence, or the item of a list, that a title stands in."""
    sentence = scene.layout.sentences[scene.layout.sentence_at(span[0])]
    start = max(sentence.start, scene.text.rfind(";", 0, span[0]) + 1)
    stop = scene.text.find(";", span[1], sentence.end)
    end = sentence.end if stop < 0 else stop
    inside = {p.entity.id for p in scene.places if p.entity.kind is EntityKind.PERSON and start <= p.start < end}
    return inside == {person}


def in_apposition(scene: Scene, person: str, span: Span) -> bool:
    """Tell whether a title stands with the only person of its sentence or list item and no predicate parts them."""
    if not alone_with(scene, person, span):
        return False
    nearest = min(scene.by_entity[person], key=lambda p: max(p.start - span[1], span[0] - p.end))
    left, right = min(nearest.end, span[1]), max(nearest.start, span[0])
    first, last = scene.layout.words_in(left, right)
    return not any(scene.predicate_at[first:last])


def runs_into(scene: Scene, span: Span) -> str | None:
    """Return the person whose name a title runs into without a stop ("director of the centre X"), if it does.

    A title that stands after its holder's name is closed by a comma: in "A, director of the centre B" it is B's.
    """
    sentence = scene.layout.sentence_at(span[0])
    persons = (p for p in scene.places if p.entity.kind is EntityKind.PERSON and p.sentence == sentence)
    place = next((p for p in persons if p.start >= span[1]), None)
    if place is None or _STOPS & set(_bare(scene, span[1], place.start)):
        return None
    _, first = scene.layout.words_in(*span)
    gap = range(first, place.first)
    joined = any(hit.name == _AND and hit.first in gap for hit in scene.sentence_hits.get(sentence, ()))
    parted = joined or any(scene.predicate_at[i] for i in gap) or sum(scene.loose[i] for i in gap) > _LOOSE
    return None if parted else place.entity.id


def _bare(scene: Scene, start: int, end: int) -> str:
    """Return the text between without the names in it: a comma inside a name stops nothing."""
    names = [(p.start, p.end) for p in scene.places if p.holder is None and start <= p.start and p.end <= end]
    return "".join(c for i, c in enumerate(scene.text[start:end], start) if not any(a <= i < b for a, b in names))
