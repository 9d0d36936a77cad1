"""When the event may be: every date of the text is a candidate (`event.date`), and that the text gives none.

The key is (FoundDate,) or (None,).
"""

from collections.abc import Iterator, Sequence
from datetime import date

from corpus.cues import Cues, Hit
from corpus.dates import DateReader, FoundDate
from corpus.event_context import beside, candidate, silence, words_around
from corpus.event_titles import quoted
from corpus.features import bucket
from corpus.scene import PREDICATES, Scene
from corpus.scorer import Candidate

MODEL = "event.date"
_RELATIVE = {"today", "yesterday", "tomorrow"}
_DATELINE, _TOP = 40, 3


def date_candidates(scene: Scene, cues: Cues) -> Iterator[Candidate]:
    """Yield the candidates for the dates of the event, the same days once."""
    kinds = cues.kinds.find(scene.layout.words)
    days: dict[tuple[date, date], list[tuple[int, FoundDate]]] = {}
    for i, found in enumerate(DateReader(cues.dates).find(scene.text, scene.published)):
        if not (found.by in _RELATIVE and _is_quoted(scene, found)):
            lasting = _lasting(scene, found, cues)
            days.setdefault((lasting.first, lasting.last), []).append((i, lasting))
    for places in days.values():
        names = {f"times.{min(len(places), 3)}", f"days.{min(len(days), 4)}"}
        for i, found in places:
            names |= set(_features(scene, i, found, kinds))
        first = places[0][1]
        yield candidate(MODEL, names, first, first.start, first.end)
    yield silence(MODEL, [f"days.{min(len(days), 3)}", f"published.{scene.published is not None}"])


def _features(scene: Scene, number: int, found: FoundDate, kinds: Sequence[Hit]) -> Iterator[str]:
    layout = scene.layout
    sentence = layout.sentence_at(found.start)
    line = layout.sentences[sentence]
    first, last = layout.words_in(found.start, found.end)
    yield from (found.by, f"rank.{min(number, 3)}", f"sentence.{min(sentence, 4)}", f"dated.{found.dated}")
    yield from (f"beside:{name}" for name in beside(scene, first, last))
    yield from (f"with:{hit.name}" for hit in scene.sentence_hits.get(sentence, ()) if hit.name in PREDICATES)
    if found.last > found.first:
        yield "range"
    if found.start < layout.title_end:
        yield "headline"
    if line.end - line.start < found.end - found.start + _DATELINE and sentence < _TOP:
        yield "dateline"
    if found.start - line.start < _TOP:
        yield "begins the sentence"
    if any(line.start <= layout.starts[hit.first] < line.end for hit in kinds):
        yield "with a kind"
    if _is_quoted(scene, found):
        yield "quoted"
    if scene.published:
        days = (found.first - scene.published).days
        yield from (f"after publication.{days > 0}", f"apart.{bucket(abs(days))}")
        yield f"{found.by}:apart.{bucket(abs(days))}"
    else:
        yield from ("undated text", f"undated text:dated.{found.dated}")
    tail = scene.text[found.end :].lstrip()[:1]
    yield f"after.{'w' if tail.isalnum() else tail}"
    yield from words_around(scene, first, last, 2, 2)


def _is_quoted(scene: Scene, found: FoundDate) -> bool:
    """Tell whether a date stands in quotation marks: "yesterday" is no date of the text then."""
    return any(start <= found.start and found.end <= end for start, end in quoted(scene.text))


def _lasting(scene: Scene, found: FoundDate, cues: Cues) -> FoundDate:
    """Take the length of the event from a phrase such as "two-day" in the same sentence."""
    if found.last > found.first:
        return found
    sentence = scene.layout.sentences[scene.layout.sentence_at(found.start)]
    said = scene.text[sentence.start : sentence.end].casefold()
    days = [n for n, phrases in cues.dates["durations"].items() if any(phrase in said for phrase in phrases)]
    return found.lasting(max(days)) if days else found
