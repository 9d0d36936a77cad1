"""What a text may say of the event that it announces; the choice among the rivals of a field decides.

Keys: `event.kind` (code,), `event.title` (span,), `event.date` (FoundDate,), `event.mode` (code,),
`event.attendance` (number,); one candidate of each field has None: the text does not say it.
"""

from collections.abc import Iterator, Sequence

from corpus.cues import Cues, Hit
from corpus.event_context import beside, candidate, in_headline, sentence_of, silence, words_around
from corpus.event_dates import date_candidates
from corpus.event_titles import quoted, title_candidates
from corpus.numerals import numbers
from corpus.scene import PREDICATES, Scene
from corpus.scorer import Candidate
from corpus.word_classes import STEM, lexical

_RUN = 4
_STOPS = frozenset('.,;:()–—\n«»“”"')
_GAP = 3
_YEARS = range(1900, 2100)


def event_candidates(scene: Scene, cues: Cues) -> Iterator[Candidate]:
    """Yield every candidate for a field of the event."""
    yield from _kinds(scene, cues)
    yield from title_candidates(scene, cues)
    yield from date_candidates(scene, cues)
    yield from _modes(scene, cues)
    yield from _attendances(scene, cues)


def _kinds(scene: Scene, cues: Cues) -> Iterator[Candidate]:
    layout = scene.layout
    hits = [hit for hit in cues.kinds.find(layout.words) if scene.free[hit.first] or in_headline(scene, hit.first)]
    quotes = list(quoted(scene.text))
    for code in sorted({hit.name for hit in hits}):
        own = [hit for hit in hits if hit.name == code]
        names = {code, f"count.{min(len(own), 4)}", f"share.{round(4 * len(own) / len(hits))}"}
        for hit in own:
            names |= set(_kind_features(scene, hit, hits))
            if any(start <= layout.starts[hit.first] < end for start, end in quotes):
                names.add("quoted")
        names |= {f"{code}:{name}" for name in names if name.startswith(("sentence", "count", "headline"))}
        yield candidate("event.kind", names, code, layout.starts[own[0].first], layout.ends[own[0].end - 1])
    yield silence("event.kind")


def _kind_features(scene: Scene, hit: Hit, hits: Sequence[Hit]) -> Iterator[str]:
    layout, word = scene.layout, scene.layout.words[hit.first]
    sentence = sentence_of(scene, hit.first)
    yield f"sentence.{min(sentence, 4)}"
    yield from lexical(scene.language, word)
    headline = [each for each in hits if in_headline(scene, each.first)]
    body = [each for each in hits if each not in headline]
    if hit in headline:
        yield "headline"
        yield f"headline|{word[:STEM]}"
        yield f"headline.{'only' if len(headline) == 1 else 'first' if hit == headline[0] else 'later'}"
        if len(headline) > 1 and hit == headline[-1]:
            yield "headline.last"
    if hit == hits[0]:
        yield "first of all"
    if hit in body[:1]:
        yield "first of body"
    yield from _compound(scene, hit, hits)
    if any(mark in scene.text[layout.ends[hit.end - 1] :][:3] for mark in "“«„\"‘'"):
        yield "before a quote"
        yield f"before a quote.{min(sentence, 2)}"
    if any(mark in scene.text[: layout.starts[hit.first]][-3:] for mark in "”»\"’'"):
        yield "after a quote"
    yield from (f"beside:{name}" for name in beside(scene, hit.first, hit.end))
    yield from words_around(scene, hit.first, hit.end, 1, 1)


def _compound(scene: Scene, hit: Hit, hits: Sequence[Hit]) -> Iterator[str]:
    """Tell whether another kind stands in the same run of words: "training methodological webinar"."""
    for other in hits:
        first, second = sorted((hit, other), key=lambda each: each.first)
        gap = second.first - first.end
        if other.name != hit.name and 0 <= gap <= _RUN:
            between = scene.text[scene.layout.ends[first.end - 1] : scene.layout.starts[second.first]]
            if not _STOPS & set(between):
                yield "modifies another kind" if hit is first else "modified by another kind"


def _modes(scene: Scene, cues: Cues) -> Iterator[Candidate]:
    layout = scene.layout
    hits = cues.modes.find(layout.words)
    for code in sorted({hit.name for hit in hits}):
        own = [hit for hit in hits if hit.name == code]
        names = {code, f"{code}:count.{min(len(own), 3)}"} | {f"{code}:with.{hit.name}" for hit in hits}
        for hit in own:
            names.add(f"sentence.{min(sentence_of(scene, hit.first), 4)}")
            names |= {f"beside:{name}" for name in beside(scene, hit.first, hit.end)}
            names |= set(lexical(scene.language, layout.words[hit.first]))
            if in_headline(scene, hit.first):
                names.add("headline")
        yield candidate("event.mode", names, code, layout.starts[own[0].first], layout.ends[own[0].end - 1])
    yield silence("event.mode")


def _attendances(scene: Scene, cues: Cues) -> Iterator[Candidate]:
    layout = scene.layout
    places: dict[int, list[tuple[int, Hit]]] = {}
    for number, first, noun in _counted(scene, cues):
        places.setdefault(number, []).append((first, noun))
    many = f"counts.{min(len(places), 3)}"
    for rank, (number, found) in enumerate(places.items()):
        names = {many, f"size.{len(str(number))}", f"round.{number % 10 == 0}", f"times.{min(len(found), 2)}"}
        names |= {f"greatest.{number == max(places)}", f"rank.{min(rank, 3)}"}
        for first, noun in found:
            sentence = sentence_of(scene, first)
            names |= {f"sentence.{min(sentence, 4)}", f"noun.{noun.name}"}
            names |= set(lexical(scene.language, layout.words[noun.first]))
            names |= {f"beside:{name}" for name in beside(scene, first, noun.end)}
            names |= {f"with:{hit.name}" for hit in scene.sentence_hits.get(sentence, ()) if hit.name in PREDICATES}
            names |= set(words_around(scene, first, noun.end, 2, 0))
        first, noun = found[0]
        yield candidate("event.attendance", names, number, layout.starts[first], layout.ends[noun.end - 1])
    yield silence("event.attendance", [many])


def _counted(scene: Scene, cues: Cues) -> Iterator[tuple[int, int, Hit]]:
    """Yield the numbers of people: the number, its first word, the noun that is counted."""
    layout = scene.layout
    nouns = [*cues.attendance.find(layout.words), *cues.groups.find(layout.words)]
    for number, start, end in numbers(layout, cues.numbers):
        first, last = layout.words_in(start, end)
        noun = next((hit for hit in nouns if 0 <= hit.first - last <= _GAP), None)
        year = number in _YEARS and layout.words[first].isdigit()
        if noun and not year and not _STOPS & set(scene.text[end : layout.starts[noun.first]]):
            yield number, first, noun
