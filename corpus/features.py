"""What the scorer sees of an entity and its mentions: named features that hold in every language."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from corpus.clause import Layout
from corpus.cues import Hit
from corpus.entity import Entity, EntityKind
from corpus.scene import CORE, PREDICATES, SMALL, Place, Scene, Span
from corpus.word_classes import STEM, lexical

_NEAR = (1, 3, 6, 12)
_GRAMMAR = (
    "L:",
    "R:",
    "LA:",
    "RA:",
    "LC:",
    "RC:",
    "LRC:",
    "I:",
    "IC:",
    "IA:",
    "ILR:",
    "prep:",
    "H:",
    "HC:",
    "HT:",
    "HCT:",
    "HX:",
)
_GOVERNORS = ("LC:", "RC:", "IC:", "H:", "prep:")
"""Grammar that means another thing for each class of organisation."""
_REACH = 3
GRAMMAR_WEIGHT, WORD_WEIGHT, CUE_WEIGHT = 2.0, 0.5, 0.7
"""What a feature counts: a greater value is a weaker prior; chosen by cross-validation."""
_MANY = 4
_PARTING = 2
"""Words that may part a title from the name that it is attached to."""
_MARKS = frozenset(";:.()\n")
_TOUCHING = 3
_TITLE_GAP = 4
_SHAPED = 4
_KEPT_NAMES = 200_000


def bucket(distance: int) -> str:
    """Return a distance in words as one of five sizes."""
    return str(next((i for i, limit in enumerate(_NEAR) if distance <= limit), len(_NEAR)))


def what(entity: Entity) -> str:
    """Return the kind of an entity, with the class of an organisation."""
    if entity.kind is EntityKind.ORGANISATION:
        return f"{entity.kind}.{entity.organisation_class}"
    return entity.kind.value


def agent_features(scene: Scene, entity: Entity) -> tuple[dict[str, float], Span]:
    """Return the features of an entity that may take part in the event, over all its mentions, and its best mention.

    The best mention is the one that has most predicates beside it, the first of equals.
    """
    names: set[str] = set()
    places = scene.by_entity[entity.id]
    names.add(what(entity))
    names.add(f"mentions.{min(len(places), _MANY)}")
    standing = [place for place in places if place.holder is None and not _in_quoted_title(scene, place)]
    if not standing:
        names.add("only inside")
        names |= {f"inside.{what(p.holder)}" for p in places if p.holder}
    names.add(f"first.{_part(places[0].sentence, len(scene.layout.sentences))}")
    if scene.publisher and any(
        n.casefold() in scene.publisher or scene.publisher in n.casefold() for n in entity.names
    ):
        names.add("publisher")
    spans = []
    for place in standing:
        own = set(place_features(scene, place))
        span, predicates = _evidence(scene, place)
        spans.append((-predicates, span[0], span))
        names |= own
        names |= {f"{name}&{what(entity)}" for name in own if name.startswith(_GOVERNORS)}
    names |= set(_standing_features(scene, entity, standing))
    kind = entity.kind.value
    features = {name: _weight(name) for name in names} | {kind: 1.0}
    return features, min(spans)[2] if spans else (places[0].start, places[0].end)


def _standing_features(scene: Scene, entity: Entity, standing: Sequence[Place]) -> Iterator[str]:
    """What an entity is to the text as a whole: its main body, an employer, the holder of titles; at which event."""
    for code in scene.announced:
        yield f"event.{code}"
        yield f"event.{code}:{what(entity)}"
    titled = [span for place in standing for span in scene.roles if attached(scene, span, place)]
    if entity.kind is EntityKind.PERSON:
        firsts = {scene.layout.words_in(*span)[0] for span in titled}
        yield from (f"title|{name}" for i in firsts for name in lexical(scene.language, scene.layout.words[i]))
        yield f"titles.{min(len(firsts), 2)}"
    elif titled:
        yield f"employer.{len({place.start for place in standing}) <= len(titled)}"
    if entity.id in scene.main:
        yield "main"
        yield f"main:{what(entity)}"
        yield from (f"main:event.{code}" for code in scene.announced)


def distance(place: Place, span: Span) -> int:
    """Return how many characters part a mention from a span; none where they meet."""
    return max(place.start - span[1], span[0] - place.end, 0)


def stems(scene: Scene, span: Span) -> list[str]:
    """Return the stems of the words in a span."""
    first, last = scene.layout.words_in(*span)
    return [word[:STEM] for word in scene.layout.words[first:last]]


def attached(scene: Scene, span: Span, place: Place) -> bool:
    """Tell whether nothing but small words stands between a title and a name, or one holds the other.

    A comma parts a title from an organisation, not from a person ("Ann Lee, head of X").
    """
    if place.start < span[1] and span[0] < place.end:
        return True
    left, right = min(place.end, span[1]), max(place.start, span[0])
    first, last = scene.layout.words_in(left, right)
    marks = _MARKS if place.entity.kind is EntityKind.PERSON else _MARKS | {","}
    if last - first > _PARTING or marks & set(scene.text[left:right]):
        return False
    return all(not scene.free[i] or i in scene.small for i in range(first, last))


def _in_quoted_title(scene: Scene, place: Place) -> bool:
    """Tell whether a name stands in an event's quoted title: it is the subject there, no agent."""
    starts = (start for start, end in scene.titles if start <= place.start and place.end <= end)
    marks = (scene.text[start - 1 : start].strip() for start in starts)
    return any(mark and not mark.isalnum() for mark in marks)


@lru_cache(maxsize=_KEPT_NAMES)
def _weight(name: str) -> float:
    """Features of grammar are trusted more than single words: a greater value is a weaker prior."""
    if name.startswith(_GRAMMAR):
        return GRAMMAR_WEIGHT
    return WORD_WEIGHT if "|" in name else CUE_WEIGHT if ":" in name else 1.0


def _evidence(scene: Scene, place: Place) -> tuple[Span, int]:
    """Return the text from a mention to the nearest predicate of its sentence, and whether there is one."""
    layout = scene.layout
    near = [
        (min(abs(hit.first - place.last), abs(place.first - hit.end)), hit)
        for hit in scene.sentence_hits.get(place.sentence, ())
        if hit.name in PREDICATES
    ]
    if not near:
        return (place.start, place.end), 0
    hit = min(near, key=lambda pair: (pair[0], pair[1].first))[1]
    return (min(place.start, layout.starts[hit.first]), max(place.end, layout.ends[hit.end - 1])), 1


def _part(sentence: int, total: int) -> str:
    if sentence == 0:
        return "title"
    return f"{min(2, 3 * sentence // max(total, 1))}"


def place_features(scene: Scene, place: Place) -> Iterator[str]:
    """Yield the features of one mention: its edges, the cues and words of its sentence, what leads its list in."""
    layout = scene.layout
    sentence = layout.sentences[place.sentence]
    if sentence.start < layout.title_end:
        yield "in title"
    if sentence.item:
        yield "item"
    yield from (f"{name}" for name in _edge_features(scene, place))
    yield from _cue_features(scene, place)
    yield from _governor_features(scene, place)
    yield from _head_features(scene, place)
    yield from _word_features(scene, place)
    if sentence.intro is not None:
        yield from (f"intro:{hit.name}" for hit in scene.sentence_hits.get(sentence.intro, ()))
        lead = layout.sentences[sentence.intro]
        first, last = layout.words_in(lead.start, lead.end)
        yield from (f"intro|{name}" for word in layout.words[first:last] for name in lexical(scene.language, word))
    yield from (
        f"next:{hit.name}"
        for hit in scene.sentence_hits.get(place.sentence + 1, ())
        if hit.name in ("say", "pronoun", "speak")
    )


def _edge_features(scene: Scene, place: Place) -> Iterator[str]:
    text = scene.text
    before, after = text[: place.start].rstrip(" "), text[place.end :].lstrip(" ")
    yield f"before.{before[-1:] if not before[-1:].isalnum() else 'w'}"
    yield f"after.{after[:1] if not after[:1].isalnum() else 'w'}"
    if place.oblique:
        yield "oblique"
    if scene.layout.sentences[place.sentence].start >= place.start - 2:
        yield "begins sentence"
    for other in scene.places:
        if other.sentence == place.sentence and other.holder is None and other.entity.id != place.entity.id:
            gap = other.start - place.end if other.start >= place.end else place.start - other.end
            if 0 <= gap <= _TOUCHING:
                yield f"beside.{other.entity.kind}.{'a' if other.start >= place.end else 'b'}"
            yield f"with.{other.entity.kind}"
    for label, spans in (("role", scene.roles), ("degree", scene.degrees)):
        for start, end in spans:
            if -1 <= start - place.end <= _TITLE_GAP:
                yield f"{label}.a"
            elif 0 <= place.start - end <= _TITLE_GAP:
                yield f"{label}.b"


def _cue_features(scene: Scene, place: Place) -> Iterator[str]:
    layout = scene.layout
    nearest: dict[str, tuple[int, str]] = {}
    for hit in scene.sentence_hits.get(place.sentence, ()):
        if place.first <= hit.first < place.last:
            continue
        if hit.first >= place.last:
            side, distance, breaks = (
                "a",
                hit.first - place.last,
                layout.breaks_between(place.end, layout.starts[hit.first]),
            )
        else:
            side, distance, breaks = (
                "b",
                place.first - hit.end,
                layout.breaks_between(layout.starts[hit.first], place.start),
            )
        yield f"{hit.name}:{side}"
        yield f"{hit.name}:{side}:{bucket(distance)}"
        if not breaks:
            yield f"{hit.name}:{side}:clause"
        if distance < nearest.get(side, (99, ""))[0]:
            nearest[side] = (distance, hit.name)


def _word_features(scene: Scene, place: Place) -> Iterator[str]:
    layout = scene.layout
    sentence = layout.sentences[place.sentence]
    first, last = layout.words_in(sentence.start, sentence.end)
    for i in range(first, last):
        if not scene.free[i]:
            continue
        side, distance = ("a", i - place.last) if i >= place.last else ("b", place.first - i - 1)
        yield from _sided(side, scene.language, layout.words[i])
        if distance < _SHAPED:
            yield from _sided(f"{side}|near", scene.language, layout.words[i])


@lru_cache(maxsize=_KEPT_NAMES)
def _sided(side: str, language: str, word: str) -> tuple[str, ...]:
    """By what a word on one side of a name counts."""
    return tuple(f"{side}|{name}" for name in lexical(language, word))


def _governor_features(scene: Scene, place: Place) -> Iterator[str]:
    """The predicates that stand next to the chain of coordinated names to which the mention belongs.

    `L` and `R` are the nearest before and after, `LC` and `RC` the nearest that give a part in an event by themselves
    (a light verb such as "came" or "was given" is looked through), `I` those of the sentence that leads a list in.
    """
    layout = scene.layout
    first, last = scene.chain(place)
    sentence = layout.sentences[place.sentence]
    around = scene.sentence_hits.get(place.sentence, ())
    hits = [hit for hit in around if hit.name in PREDICATES]
    left = [hit for hit in hits if hit.end <= first][::-1]
    right = [hit for hit in hits if hit.first >= last]
    small = {hit.name for hit in around if hit.end == first and hit.name.startswith("prep")}
    prep = min(small, default="-")
    yield f"prep:{prep}"
    for side, run in (("L", left), ("R", right)):
        for label, chosen in ((side, run), (f"{side}C", [hit for hit in run if hit.name in CORE])):
            if label != side:
                yield from (f"{side}A:{hit.name}" for hit in chosen if _in_clause(layout, hit, first, last))
            if not chosen:
                yield f"{label}:-"
                continue
            edge = (
                (layout.starts[chosen[0].first], layout.starts[first])
                if side == "L"
                else (layout.ends[last - 1], layout.starts[chosen[0].first])
            )
            near = "clause" if layout.breaks_between(*edge) == 0 else "beyond"
            for name in _run(chosen):
                yield f"{label}:{name}"
                yield f"{label}:{name}:{near}"
                if side == "L":
                    yield f"{label}:{name}:{near}:{prep}"
    lefts, rights = (_run([hit for hit in run if hit.name in CORE]) or ["-"] for run in (left, right))
    yield from (f"LRC:{a}:{b}" for a in lefts for b in rights)
    if sentence.intro is not None:
        lead = [hit for hit in scene.sentence_hits.get(sentence.intro, ()) if hit.name in PREDICATES][::-1]
        core = [hit for hit in lead if hit.name in CORE]
        yield from (f"I:{name}" for name in _run(lead))
        yield from (f"IC:{name}" for name in _run(core))
        yield from (f"IA:{name}" for name in {hit.name for hit in core})
        yield from (f"ILR:{name}:{a}:{b}" for name in _run(core) for a in lefts for b in rights)


def _in_clause(layout: Layout, hit: Hit, first: int, last: int) -> bool:
    """Tell whether no clause break stands between a cue and the words from `first` to `last` (half-open)."""
    if hit.end <= first:
        return not layout.breaks_between(layout.starts[hit.first], layout.starts[first])
    return not layout.breaks_between(layout.ends[last - 1], layout.starts[hit.first])


def _head_features(scene: Scene, place: Place) -> Iterator[str]:
    """The noun that a name depends on: before it in "students of X", after it in "X's students"."""
    layout = scene.layout
    around = scene.sentence_hits.get(place.sentence, ())
    small = {i for hit in around if hit.name in SMALL for i in range(hit.first, hit.end)}
    chain = scene.chain(place)
    for label, first, last in (("H", place.first, place.last), ("HC", *chain)):
        i = first - 1
        while i in small and first - i <= _REACH:
            i -= 1
        before = {hit.name for hit in around if hit.first <= i < hit.end and hit.name not in SMALL}
        after = {hit.name for hit in around if hit.first == last and hit.name not in SMALL}
        yield from (f"{label}:{name}" for name in before or {"-"})
        yield from (f"{label}T:{name}" for name in after or {"-"})
        if label == "H" and 0 <= i < len(layout.words) and scene.free[i]:
            yield from (f"h|{name}" for name in lexical(scene.language, layout.words[i]))
    sides = [hit.name for hit in around if hit.name in CORE]
    yield from (f"HX:{name}:{core}" for name in before for core in set(sides))


def _run(hits: Sequence[Hit]) -> list[str]:
    """The classes of the nearest predicate: one word may be of several classes."""
    return [hit.name for hit in hits if hit.first == hits[0].first] if hits else []
