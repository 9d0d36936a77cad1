"""What the scorer sees of two spans that may belong together: how they stand to each other."""

import re
from collections.abc import Iterable, Iterator

from corpus.entity import EntityKind
from corpus.features import bucket
from corpus.scene import SMALL, Place, Scene, Span
from corpus.word_classes import lexical

_SHAPED = 4
"""Words between two spans up to which their very words count."""


def pair_features(scene: Scene, left: Span, right: Span, kinds: tuple[str, str]) -> dict[str, float]:
    """Return the features of two spans that may belong together: how they stand to each other.

    `kinds` names what the two are; the features of a pair of other kinds are learnt apart.
    """
    names = set(_gap_features(scene, left, right))
    pair = "~".join(kinds)
    return {f"{pair}|{name}": 1.0 for name in names} | dict.fromkeys(names, 1.0) | {pair: 1.0}


def _gap_features(scene: Scene, left: Span, right: Span) -> Iterator[str]:
    layout = scene.layout
    if left[0] >= right[0] and left[1] <= right[1]:
        yield "inside"
        yield f"inside.start.{left[0] == right[0]}"
        yield f"inside.end.{left[1] == right[1]}"
        return
    if right[0] >= left[0] and right[1] <= left[1]:
        yield "around"
        yield f"around.start.{left[0] == right[0]}"
        yield f"around.end.{left[1] == right[1]}"
        return
    order = "lr" if left[0] < right[0] else "rl"
    first, second = sorted((left, right))
    sentences = layout.sentence_at(second[0]) - layout.sentence_at(first[0])
    yield f"{order}.sentences.{min(sentences, 3)}"
    if sentences:
        return
    a, b = layout.words_in(first[1], second[0])
    yield f"{order}.words.{bucket(b - a)}"
    yield f"{order}.breaks.{min(layout.breaks_between(first[1], second[0]), 2)}"
    yield f"{order}.commas.{min(layout.commas_between(first[1], second[0]), 3)}"
    between = [p for p in scene.places if p.holder is None and p.start >= first[1] and p.end <= second[0]]
    for kind in EntityKind:
        count = sum(p.entity.kind is kind for p in between)
        if count:
            yield f"{order}.between.{kind}.{min(count, 2)}"
    roles = sum(first[1] <= start and end <= second[0] for start, end in scene.roles)
    yield f"{order}.between.roles.{min(roles, 2)}"
    hits = [hit for hit in scene.sentence_hits.get(layout.sentence_at(first[0]), ()) if a <= hit.first < b]
    yield from (f"{order}.gap.{hit.name}" for hit in hits)
    if b - a <= _SHAPED and not between and not roles:
        shape = re.sub(r"\s+", " ", re.sub(r"\w+", "w", scene.text[first[1] : second[0]]))
        yield f"{order}.shape.{shape}"
        by_word = {hit.first: hit.name for hit in hits if hit.name in SMALL}
        marks = re.sub(r"[w ]", "", shape)
        yield f"{order}.small.{'_'.join(by_word.get(i, 'w') for i in range(a, b))}.{marks}"
        yield from (f"{order}|{name}" for i in range(a, b) for name in lexical(scene.language, layout.words[i]))


def closest(left: Iterable[Place], right: Iterable[Place]) -> tuple[Span, Span] | None:
    """Return the two mentions that stand nearest to each other."""
    pairs = [
        (abs(p.sentence - q.sentence), max(q.start - p.end, p.start - q.end, -1), (p.start, p.end), (q.start, q.end))
        for p in left
        for q in right
    ]
    if not pairs:
        return None
    _, _, a, b = min(pairs)
    return a, b
