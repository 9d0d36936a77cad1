"""Titles that several persons share: "experts C and D" (corpus/FORMAT.md, hard case 10)."""

import re
from collections.abc import Iterator, Mapping, Sequence

from corpus.entity import EntityKind
from corpus.scene import Place, Scene, Span

_BREAKS = frozenset(";:\n")
_LEADS = frozenset(":–—")
_WORD = re.compile(r"\w+")


def sharers(scene: Scene, span: Span) -> frozenset[str]:
    """Return the persons coordinated right after a title in the plural, or else right before it; none else.

    A colon or a dash lets a predicate stand between ("three deputies came: A, B and C"), and the title may end the
    sentence that leads a list in.
    """
    title = scene.text[slice(*span)]
    if singular(title, scene.cues.plurals, scene.cues.links) == title:
        return frozenset()
    sentence = scene.layout.sentence_at(span[0])
    persons = [p for p in scene.places if p.entity.kind is EntityKind.PERSON]
    row = [p for p in persons if p.sentence == sentence]
    after = list(_run([p for p in row if p.start >= span[1]], scene, span))
    found = after or list(_run([p for p in reversed(row) if p.end <= span[0]], scene, span))
    return frozenset(found or _listed(persons, sentence, scene, span))


def _run(row: list[Place], scene: Scene, span: Span) -> Iterator[str]:
    """Yield the persons in a row, away from the title, up to a predicate, a clause break or another title."""
    first, last = scene.layout.words_in(*span)
    edge = last if row and row[0].start >= span[1] else first
    for number, place in enumerate(row):
        gap = range(edge, place.first) if place.first >= edge else range(place.last, edge)
        between = scene.text[min(scene.layout.ends[edge - 1], place.end) : max(place.start, scene.layout.starts[edge])]
        led_in = number == 0 and between.rstrip()[-1:] in _LEADS
        if not led_in and (any(scene.predicate_at[i] for i in gap) or _BREAKS & set(between)):
            return
        if _titled(scene, gap, span):
            return
        yield place.entity.id
        edge = place.last if place.first >= edge else place.first


def _listed(persons: Sequence[Place], sentence: int, scene: Scene, span: Span) -> Iterator[str]:
    """Yield the first person of every item of the list that the title's sentence leads in, the title being its end."""
    layout = scene.layout
    _, last = layout.words_in(*span)
    _, end = layout.words_in(layout.sentences[sentence].start, layout.sentences[sentence].end)
    if any(scene.predicate_at[last:end]) or _titled(scene, range(last, end), span):
        return
    seen: set[int] = set()
    for place in persons:
        if layout.sentences[place.sentence].intro == sentence and place.sentence not in seen:
            seen.add(place.sentence)
            yield place.entity.id


def _titled(scene: Scene, gap: range, span: Span) -> bool:
    """Tell whether another title stands among words."""
    spans = (scene.layout.words_in(*other) for other in scene.roles if other != span)
    return any(first in gap for first, _ in spans)


def singular(title: str, plurals: Mapping[str, str], links: frozenset[str]) -> str:
    """Return a title with each word before the first link word ("heads | of departments") in the singular.

    `plurals` gives for the ending of a plural that of its singular; the longest ending that fits a word counts.
    """
    link = next((match.start() for match in _WORD.finditer(title) if match.group().casefold() in links), len(title))
    return _WORD.sub(lambda match: _singular(match.group(), plurals), title[:link]) + title[link:]


def _singular(word: str, plurals: Mapping[str, str]) -> str:
    ending = max((e for e in plurals if word.endswith(e)), key=len, default="")
    return word.removesuffix(ending) + plurals.get(ending, "")
