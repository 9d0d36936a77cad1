"""What a text may say of the event that it announces; the scorer decides.

Keys: `event.kind` (code,), `event.title` (span,), `event.date` (FoundDate,), `event.mode` (code,),
`event.attendance` (number,).
"""

import re
from collections.abc import Iterator, Sequence

from corpus.cues import WORD, Cues, Hit
from corpus.dates import DateReader, FoundDate
from corpus.entity import EntityKind
from corpus.features import bucket
from corpus.scene import PREDICATES, Scene, Span
from corpus.scorer import Candidate

_QUOTES = {"“": "”", "«": "»", "„": "“", "‘": "’", '"': '"', "”": "”"}
_LONGEST_TITLE = 300
_NEAR = 4
_RUN = 4
_STOPS = frozenset('.,;:()–—\n«»“”"')
_GAP = 2
_NUMBER = re.compile(r"(?<![\d.,-])\d{1,3}(?:[ ,]\d{3})+(?!\d)|(?<![\d.,-])\d+(?![\d.])")
_STEM = 6


def event_candidates(scene: Scene, cues: Cues) -> Iterator[Candidate]:
    """Yield every candidate for a field of the event."""
    yield from _kinds(scene, cues)
    yield from _titles(scene, cues)
    yield from _dates(scene, cues)
    yield from _modes(scene, cues)
    yield from _attendances(scene, cues)


def _kinds(scene: Scene, cues: Cues) -> Iterator[Candidate]:
    layout = scene.layout
    hits = [hit for hit in cues.kinds.find(layout.words) if scene.free[hit.first] or _in_title(scene, hit.first)]
    in_title = [hit for hit in hits if _in_title(scene, hit.first)]
    for code in sorted({hit.name for hit in hits}):
        own = [hit for hit in hits if hit.name == code]
        names = {code, f"count.{min(len(own), 4)}"}
        for hit in own:
            sentence = layout.sentence_at(layout.starts[hit.first])
            names |= {f"sentence.{min(sentence, 4)}", f"{scene.language}|{layout.words[hit.first][:_STEM]}"}
            if hit in in_title:
                names |= {"in title", f"in title:{code}", f"title words.{layout.words[hit.first][:_STEM]}"}
                names.add(f"in title.{'only' if len(in_title) == 1 else 'first' if hit == in_title[0] else 'later'}")
            if hit == hits[0]:
                names.add("first of all")
            names |= set(_compound(scene, hit, hits))
            following = scene.text[layout.ends[hit.end - 1] :][:3]
            if any(mark in following for mark in _QUOTES):
                names.add("before a quote")
            names |= {f"beside:{name}" for name in _beside(scene, hit.first, hit.end)}
        names |= {f"{code}:{name}" for name in list(names) if name.startswith(("sentence", "count"))}
        start = layout.starts[own[0].first]
        yield Candidate(
            model="event.kind",
            features=dict.fromkeys(names, 1.0),
            key=(code,),
            start=start,
            end=layout.ends[own[0].end - 1],
        )


def _compound(scene: Scene, hit: Hit, hits: Sequence[Hit]) -> Iterator[str]:
    """Tell whether another kind stands in the same run of words: "training methodological webinar"."""
    for other in hits:
        first, second = sorted((hit, other), key=lambda each: each.first)
        gap = second.first - first.end
        if other.name != hit.name and 0 <= gap <= _RUN:
            between = scene.text[scene.layout.ends[first.end - 1] : scene.layout.starts[second.first]]
            if not _STOPS & set(between):
                yield "modifies another kind" if hit is first else "modified by another kind"


def _titles(scene: Scene, cues: Cues) -> Iterator[Candidate]:
    layout = scene.layout
    kinds = cues.kinds.find(layout.words)
    topics = cues.topics.find(layout.words)
    title_words = set(WORD.findall(scene.text[: layout.title_end].casefold()))
    for by, (start, end) in _title_spans(scene):
        first, last = layout.words_in(start, end)
        words = layout.words[first:last]
        if not words:
            continue
        sentence = layout.sentence_at(start)
        names = {
            by,
            f"length.{bucket(len(words))}",
            f"sentence.{min(sentence, 4)}",
            f"{by}:length.{bucket(len(words))}",
        }
        names |= {f"{by}:sentence.{min(sentence, 4)}"}
        names |= {f"kind before.{bucket(first - hit.end)}" for hit in kinds if 0 <= first - hit.end <= _NEAR}
        names |= {f"kind after.{bucket(hit.first - last)}" for hit in kinds if 0 <= hit.first - last <= _NEAR}
        names |= {f"topic before.{bucket(first - hit.end)}" for hit in topics if 0 <= first - hit.end <= _NEAR}
        names |= {f"topic after.{bucket(hit.first - last)}" for hit in topics if 0 <= hit.first - last <= _NEAR}
        names |= {"kind inside" for hit in kinds if first <= hit.first < last}
        names |= {f"beside:{name}" for name in _beside(scene, first, last)}
        shared = len(title_words & set(words)) / max(len(set(words)), 1)
        names.add(f"in headline.{round(shared * 4)}")
        if any(p.entity.kind is EntityKind.ORGANISATION and p.start <= start and end <= p.end for p in scene.places):
            names.add("in a name")
        before = scene.text[:start].rstrip(" “«„\"'")[-1:]
        names.add(f"before.{before if not before.isalnum() else 'w'}")
        names |= {f"{scene.language}|b|{word[:_STEM]}" for word in layout.words[max(first - 2, 0) : first]}
        yield Candidate(
            model="event.title", features=dict.fromkeys(names, 1.0), key=((start, end),), start=start, end=end
        )


def _title_spans(scene: Scene) -> Iterator[tuple[str, Span]]:
    """Quoted text, the headline and its parts, and what the tagger took for a title."""
    text, end = scene.text, scene.layout.title_end
    for start, stop in quoted(text):
        yield "quoted", (start, stop)
    yield "headline", (0, end)
    for match in re.finditer(r"[:.–—] ", text[:end]):
        yield "headline part", (match.end(), end)
        yield "headline part", (0, match.start())
    for span in scene.titles:
        yield "tagged", span


def quoted(text: str) -> Iterator[Span]:
    """Yield what stands between quotation marks, nested quotes included in the outer one."""
    for match in re.finditer(r"[“«„\"]", text):
        closing = _QUOTES[match.group()]
        depth, i = 1, match.end()
        while i < len(text) and i - match.end() < _LONGEST_TITLE and text[i] != "\n":
            if text[i] == match.group() != closing:
                depth += 1
            elif text[i] == closing or (match.group() == "„" and text[i] == "”"):
                depth -= 1
            if not depth:
                yield match.end(), i
                break
            i += 1


def _dates(scene: Scene, cues: Cues) -> Iterator[Candidate]:
    layout = scene.layout
    for i, found in enumerate(DateReader(cues.dates).find(scene.text, scene.published)):
        sentence = layout.sentence_at(found.start)
        first, last = layout.words_in(found.start, found.end)
        names = {found.by, f"rank.{min(i, 3)}", f"sentence.{min(sentence, 4)}", f"dated.{found.dated}"}
        names |= {f"beside:{name}" for name in _beside(scene, first, last)}
        if found.last > found.first:
            names.add("range")
        if _in_title(scene, first):
            names.add("in title")
        if scene.published:
            days = (found.first - scene.published).days
            names.add(f"after publication.{days > 0}")
            names.add(f"apart.{bucket(abs(days))}")
        else:
            names.add("undated text")
        names |= {f"{scene.language}|b|{word[:_STEM]}" for word in layout.words[max(first - 2, 0) : first]}
        names |= {f"{scene.language}|a|{word[:_STEM]}" for word in layout.words[last : last + 2]}
        yield Candidate(
            model="event.date",
            features=dict.fromkeys(names, 1.0),
            key=(_lasting(scene, found, cues),),
            start=found.start,
            end=found.end,
        )


def _lasting(scene: Scene, found: FoundDate, cues: Cues) -> FoundDate:
    """Take the length of the event from a phrase such as "two-day" in the same sentence."""
    if found.last > found.first:
        return found
    sentence = scene.layout.sentences[scene.layout.sentence_at(found.start)]
    said = scene.text[sentence.start : sentence.end].casefold()
    days = [n for n, phrases in cues.dates["durations"].items() if any(phrase in said for phrase in phrases)]
    return found.lasting(max(days)) if days else found


def _modes(scene: Scene, cues: Cues) -> Iterator[Candidate]:
    layout = scene.layout
    hits = cues.modes.find(layout.words)
    for code in sorted({hit.name for hit in hits}):
        own = [hit for hit in hits if hit.name == code]
        names = {code, f"{code}:count.{min(len(own), 3)}"} | {f"{code}:with.{hit.name}" for hit in hits}
        for hit in own:
            names.add(f"sentence.{min(layout.sentence_at(layout.starts[hit.first]), 4)}")
            names |= {f"beside:{name}" for name in _beside(scene, hit.first, hit.end)}
            names.add(f"{scene.language}|{layout.words[hit.first][:_STEM]}")
            if _in_title(scene, hit.first):
                names.add("in title")
        yield Candidate(
            model="event.mode",
            features=dict.fromkeys(names, 1.0),
            key=(code,),
            start=layout.starts[own[0].first],
            end=layout.ends[own[0].end - 1],
        )


def _attendances(scene: Scene, cues: Cues) -> Iterator[Candidate]:
    layout = scene.layout
    counted = cues.attendance.find(layout.words)
    for number, start, end in numbers(scene, cues):
        first, last = layout.words_in(start, end)
        noun = next((hit for hit in counted if 0 <= hit.first - last <= _GAP), None)
        if noun is None:
            continue
        names = {
            f"size.{len(str(number))}",
            f"sentence.{min(layout.sentence_at(start), 4)}",
            f"gap.{noun.first - last}",
        }
        names |= {f"beside:{name}" for name in _beside(scene, first, noun.end)}
        names.add(f"{scene.language}|{layout.words[noun.first][:_STEM]}")
        names |= {f"{scene.language}|b|{word[:_STEM]}" for word in layout.words[max(first - 2, 0) : first]}
        yield Candidate(
            model="event.attendance",
            features=dict.fromkeys(names, 1.0),
            key=(number,),
            start=start,
            end=layout.ends[noun.end - 1],
        )


def numbers(scene: Scene, cues: Cues) -> Iterator[tuple[int, int, int]]:
    """Yield the numbers of a text, in figures and in words, with their spans."""
    for match in _NUMBER.finditer(scene.text):
        number = int(re.sub(r"\D", "", match.group()))
        i = scene.layout.words_in(match.start(), match.end())[1]
        factor = cues.numbers.get(scene.layout.words[i], 1) if i < len(scene.layout.words) else 1
        scaled = factor >= 1000  # noqa: PLR2004 -- "2 thousand"
        yield number * factor if scaled else number, match.start(), scene.layout.ends[i] if scaled else match.end()
    for i, word in enumerate(scene.layout.words):
        if word in cues.numbers and not scene.layout.words[i - 1].isdigit():
            yield cues.numbers[word], scene.layout.starts[i], scene.layout.ends[i]


def _in_title(scene: Scene, word: int) -> bool:
    return scene.layout.starts[word] < scene.layout.title_end if word < len(scene.layout.words) else False


def _beside(scene: Scene, first: int, last: int) -> Iterator[str]:
    """The predicates near a span of words, with the side on which they stand."""
    sentence = scene.layout.sentence_at(scene.layout.starts[min(first, len(scene.layout.starts) - 1)])
    for hit in scene.sentence_hits.get(sentence, ()):
        if hit.name in PREDICATES | {"plan", "past", "prep_in", "prep_on"}:
            if 0 <= first - hit.end <= _NEAR:
                yield f"{hit.name}.b"
            elif 0 <= hit.first - last <= _NEAR:
                yield f"{hit.name}.a"
