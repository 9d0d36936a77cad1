"""What may be the title or the topic of the event: quoted text, the headline, noun phrases around an event's kind.

One candidate (`event.title`) for each wording, with the features of all its places; its key is (span,), or (None,).
The titles that the tagger saw are left aside: it is trained on those of the gold, which made them look surer in
training than they are.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.cues import Cues, Hit
from corpus.evaluation import normal_name
from corpus.event_context import beside, candidate, in_headline, silence, words_around
from corpus.features import bucket
from corpus.scene import Scene, Span
from corpus.scorer import Candidate
from corpus.word_classes import lexical

MODEL = "event.title"
_QUOTES = {"“": "”", "«": "»", "„": "“”", "‘": "’", '"': '"', "'": "'"}
_OPENING = re.compile(r"[“«„‘](?=\S)|(?<!\w)[\"'](?=\w)")
_PART = re.compile(r"[:.!?|–—] | - ")
_NUMERAL = re.compile(r"(?:\d+(?:-?[^\W\d]{1,4})?|[IVXІХ]+(?:-[^\W\d]{1,4})?)")
_BREAKS = frozenset('.,;:()–—\n«»“”„"?!•')
_LONGEST_TITLE, _LONGEST_PHRASE = 300, 14
_NEAR = 4
_ENDING = 3
_LINKS = frozenset(["prep_of", "and", "article"])
_BOUNDS = frozenset(
    [
        *("prep_in", "prep_at", "prep_by", "prep_with", "prep_to", "prep_for", "prep_between", "prep_under"),
        *("prep_on", "prep_as", "is", "pronoun", "own", "not", "held", "plan", "say", "from"),
    ]
)
"""Cues at which the noun phrase of an event ends."""


def title_candidates(scene: Scene, cues: Cues) -> Iterator[Candidate]:
    """Yield the candidates for a title."""
    surroundings = _surroundings(scene, cues)
    places: dict[str, list[tuple[str, Span]]] = {}
    for by, span in _spans(scene, surroundings):
        if range(*scene.layout.words_in(*span)):
            places.setdefault(normal_name(scene.text[slice(*span)]), []).append((by, span))
    quotes: set[str] = set()
    for found in places.values():
        ways = sorted({by for by, _ in found})
        names = {f"places.{min(len({span for _, span in found}), 3)}"}
        names |= {f"both:{a}&{b}" for a in ways for b in ways if a < b}
        for by, span in found:
            names |= set(_features(scene, span, by, surroundings))
        if "quoted" in ways:
            quotes |= {"quoted"} | {name for name in names if name in {"kind before", "topic before"}}
        start, end = found[0][1]
        yield candidate(MODEL, names, (start, end), start, end)
    yield silence(MODEL, quotes | {f"headline {name}" for name in surroundings.headline_kinds})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Surroundings:
    """What the features of all spans of a text ask for; `classes` are the cues at each word."""

    kinds: Sequence[Hit]
    topics: Sequence[Hit]
    classes: dict[int, set[str]]
    headline: frozenset[str]
    headline_kinds: frozenset[str]
    ordinals: frozenset[str]


def _surroundings(scene: Scene, cues: Cues) -> _Surroundings:
    layout = scene.layout
    kinds, topics = cues.kinds.find(layout.words), cues.topics.find(layout.words)
    classes: dict[int, set[str]] = {}
    named = [*((hit.name, hit) for hit in scene.hits), *(("kind", hit) for hit in kinds)]
    for name, hit in (*named, *(("topic", hit) for hit in topics)):
        for i in range(hit.first, hit.end):
            classes.setdefault(i, set()).add(name)
    return _Surroundings(
        kinds=kinds,
        topics=topics,
        classes=classes,
        headline=frozenset(layout.words[slice(*layout.words_in(0, layout.title_end))]),
        headline_kinds=frozenset(hit.name for hit in kinds if in_headline(scene, hit.first)),
        ordinals=cues.ordinals,
    )


def _spans(scene: Scene, around: _Surroundings) -> Iterator[tuple[str, Span]]:
    text, end = scene.text, scene.layout.title_end
    for start, stop in quoted(text):
        yield "quoted", (start, stop)
    yield "headline", (0, end)
    for match in _PART.finditer(text[:end]):
        yield "headline end", (match.end(), end)
        yield "headline start", (0, match.start())
    for hit in around.kinds:
        for span in _phrases(scene, hit, around.classes):
            yield "phrase", span


def quoted(text: str) -> Iterator[Span]:
    """Yield what stands between quotation marks, nested quotes included in the outer one."""
    for match in _OPENING.finditer(text):
        opening, closing = match.group(), _QUOTES[match.group()]
        depth, i = 1, match.end()
        while i < len(text) and i - match.end() < _LONGEST_TITLE and text[i] != "\n":
            if text[i] == opening not in closing:
                depth += 1
            elif text[i] in closing and not _is_inner(text, i):
                depth -= 1
            if not depth:
                yield match.end(), i
                break
            i += 1


def _is_inner(text: str, i: int) -> bool:
    """Tell whether a mark closes nothing: an apostrophe, or a straight mark before a word."""
    between = text[i - 1].isalnum() and text[i + 1 : i + 2].isalnum()
    return text[i] in "'’\"" and (between or text[i - 1].isspace())


def _phrases(scene: Scene, hit: Hit, classes: dict[int, set[str]]) -> Iterator[Span]:
    """Yield noun phrases around a noun that names a kind of event, in several widths."""
    layout = scene.layout
    left, right = hit.first, hit.end
    lefts = [left]
    while hit.first - left < _LONGEST_PHRASE and _touch(scene, left) and not classes.get(left - 1, set()) & _BOUNDS:
        left -= 1
        lefts.append(left)
    while right - hit.end < _LONGEST_PHRASE and _touch(scene, right) and not classes.get(right, set()) & _BOUNDS:
        right += 1
    while right > hit.end and classes.get(right - 1, set()) & _LINKS:
        right -= 1
    for first in lefts:
        if _may_begin(scene, first, lefts[-1], classes):
            for last in sorted({hit.end, right}):
                if last - first > 1:
                    yield layout.starts[first], layout.ends[last - 1]


def _may_begin(scene: Scene, word: int, leftmost: int, classes: dict[int, set[str]]) -> bool:
    """Tell whether a name may begin at a word: the first of the run, one after a link, a capital, a numeral."""
    if classes.get(word, set()) & _LINKS:
        return False
    text = scene.text[scene.layout.starts[word] : scene.layout.ends[word]]
    after_link = bool(classes.get(word - 1, set()) & _LINKS)
    return word == leftmost or after_link or text[0].isupper() or bool(_NUMERAL.fullmatch(text))


def _touch(scene: Scene, word: int) -> bool:
    """Tell whether no break stands between a word and the one before it."""
    layout = scene.layout
    return 0 < word < len(layout.words) and not _BREAKS & set(scene.text[layout.ends[word - 1] : layout.starts[word]])


def _features(scene: Scene, span: Span, by: str, around: _Surroundings) -> Iterator[str]:
    """Yield the features of one place of a title; most of them for each way (`by`) in which titles are found."""
    layout, (start, end) = scene.layout, span
    first, last = layout.words_in(start, end)
    words = layout.words[first:last]
    yield by
    own = [
        *(f"length.{bucket(len(words))}", f"sentence.{min(layout.sentence_at(start), 4)}"),
        *_kind_features(around, first, last),
        *_shape(scene.text[start:end]),
        f"headline.{round(4 * len(around.headline & set(words)) / len(set(words)))}",
        *(f"in a {p.entity.kind}" for p in scene.places if p.start <= start and end <= p.end),
        f"names.{min(sum(p.holder is None and start <= p.start and p.end <= end for p in scene.places), 2)}",
    ]
    if start < layout.title_end:
        own += ["of headline", f"all of headline.{round(4 * (end - start) / max(layout.title_end, 1))}"]
    if any(word in around.ordinals or _NUMERAL.fullmatch(word.upper()) for word in words[:3]):
        own.append("ordinal in")
    before, after = scene.text[:start].rstrip(" “«„‘\"'")[-1:], scene.text[end:].lstrip(" ”»’\"'")[:1]
    own += [f"before.{'w' if before.isalnum() else before}", f"after.{'w' if after.isalnum() else after}"]
    yield from (f"{by}:{name}" for name in own)
    shared = [*(f"beside:{name}" for name in beside(scene, first, last)), *_directly(scene, span, around)]
    for name in shared:
        yield from (name, f"{by}:{name}")
    yield from words_around(scene, first, last, 2, 2)
    yield from (f"{scene.language}|e|{word[-_ENDING:]}" for word in layout.words[max(first - 1, 0) : first])
    yield from (f"first|{name}" for name in lexical(scene.language, words[0]))
    yield f"{scene.language}|last|{words[-1][-_ENDING:]}"


def _kind_features(around: _Surroundings, first: int, last: int) -> Iterator[str]:
    """Where kinds and words for a topic stand, and whether the kind is one of the headline."""
    for name, hits in (("kind", around.kinds), ("topic", around.topics)):
        yield from (f"{name} before.{first - hit.end}" for hit in hits if 0 <= first - hit.end <= _NEAR)
        yield from (f"{name} after.{hit.first - last}" for hit in hits if 0 <= hit.first - last <= _NEAR)
    inside = [hit for hit in around.kinds if first <= hit.first < last]
    if inside:
        yield f"inside.{inside[-1].name}"
        yield "ends in kind" if inside[-1].end == last else "begins with kind" if inside[0].first == first else "kind"
    own = {hit.name for hit in around.kinds if first - 1 <= hit.end and hit.first <= last + 1}
    if own and around.headline_kinds:
        yield f"kind of headline.{bool(own & around.headline_kinds)}"


def _directly(scene: Scene, span: Span, around: _Surroundings) -> Iterator[str]:
    """Yield the classes of the words directly before and after, in the same sentence."""
    layout = scene.layout
    first, last = layout.words_in(*span)
    sentence = layout.sentence_at(span[0])
    for side, i in (("before", first - 1), ("after", last)):
        if 0 <= i < len(layout.words) and layout.sentence_at(layout.starts[i]) == sentence:
            yield from (f"just {side}.{name}" for name in sorted(around.classes.get(i, {"other"})))
        else:
            yield f"just {side}.border"
    for name, hits in (("kind", around.kinds), ("topic", around.topics)):
        if any(0 <= first - hit.end <= _NEAR for hit in hits):
            yield f"{name} before"
        if any(0 <= hit.first - last <= _NEAR for hit in hits):
            yield f"{name} after"


def _shape(text: str) -> Iterator[str]:
    words = re.findall(r"\w+", text)
    yield f"capitals.{round(3 * sum(word[0].isupper() for word in words) / len(words))}"
    yield f"first.{'capital' if words[0][0].isupper() else 'small'}"
    if _NUMERAL.fullmatch(words[0]):
        yield "numeral"
    if re.search(r"[«“\"„]", text):
        yield "quotes inside"
    if text[-1:] in "!?":
        yield "cries"
    if re.search(r"\b(?:19|20)\d\d\b", text):
        yield "year"
