"""Gold against reading, by the scoring of FORMAT.md (corpus/FORMAT.md).

A score is a table of counts by measure: `entities`, `entities/person`, `relations`, `relations/position`,
`participation/speaker`, `class`, `event`, `event/start`, `groups`, … Counts add up over announcements.
"""

import dataclasses
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from corpus.entity import Entity, EntityKind
from corpus.reading import Reading
from corpus.relation import Relation, RelationKind

FIRST_EVENT = "event-1"
EVENT_FIELDS = ("kind", "start", "end", "mode", "attendance")
_QUOTES = dict.fromkeys(map(ord, "\"'`«»“”„‟‘’‚‛‹›′″"))
_IGNORED_ROLE_WORDS = {"of", "the", "and"}
_RESAMPLES = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What was found rightly, found wrongly, and missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        """Add up two announcements' counts."""
        return Counts(right=self.right + other.right, wrong=self.wrong + other.wrong, missed=self.missed + other.missed)

    @property
    def precision(self) -> float:
        """Right among the found; 0 when nothing was found."""
        return self.right / (self.right + self.wrong) if self.right else 0.0

    @property
    def recall(self) -> float:
        """Right among those in the gold; 0 when nothing is right."""
        return self.right / (self.right + self.missed) if self.right else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.right / (2 * self.right + self.wrong + self.missed) if self.right else 0.0

    @property
    def accuracy(self) -> float:
        """Right among all that were judged (a class, an event's field)."""
        return self.right / (self.right + self.wrong + self.missed) if self.right else 0.0


Scores = Mapping[str, Counts]


def normal_name(name: str) -> str:
    """Return a name as FORMAT.md compares it: folded case, quotes, dashes, white space, article, outer punctuation."""
    folded = unicodedata.normalize("NFKC", name).casefold().translate(_QUOTES)
    folded = re.sub(r"\s*[-‐-―−]\s*", "-", folded)
    folded = " ".join(folded.split()).removeprefix("the ")
    return re.sub(r"^[^\w(]+|[^\w)]+$", "", folded)


def words_agree(left: str, right: str) -> bool:
    """Tell whether two role or degree texts overlap by half or more (Jaccard over words)."""
    return _overlap(left, right) >= 0.5  # noqa: PLR2004 -- FORMAT.md: "overlap by half"


def match_entities(gold: Sequence[Entity], predicted: Sequence[Entity]) -> dict[str, str]:
    """Pair gold and predicted entities one to one; returns predicted id -> gold id.

    The pairs that share the most names come first. `event-1` pairs with `event-1`; a country also pairs by code.
    """
    keys = {id(entity): _match_keys(entity) for entity in (*gold, *predicted)}
    candidates = [
        (-len(keys[id(g)] & keys[id(p)]), i, j)
        for i, g in enumerate(gold)
        for j, p in enumerate(predicted)
        if g.kind is p.kind and keys[id(g)] & keys[id(p)]
    ]
    paired: dict[str, str] = {}
    taken: set[int] = set()
    for _, i, j in sorted(candidates):
        if i not in taken and predicted[j].id not in paired:
            taken.add(i)
            paired[predicted[j].id] = gold[i].id
    return paired


def score(gold: Reading, predicted: Reading) -> dict[str, Counts]:
    """Return the counts of one announcement by measure."""
    pairs = match_entities(gold.entities, predicted.entities)
    counts: dict[str, Counts] = {}
    _score_entities(gold, predicted, pairs, counts)
    _score_events(gold, predicted, pairs, counts)
    _score_relations(gold, predicted, pairs, counts)
    wanted, found = ({(group.category, group.role) for group in reading.groups} for reading in (gold, predicted))
    counts["groups"] = Counts(right=len(wanted & found), wrong=len(found - wanted), missed=len(wanted - found))
    return counts


def scores_by_language(gold: Iterable[Reading], predicted: Iterable[Reading]) -> dict[str, list[dict[str, Counts]]]:
    """Return the scores of all announcements that were read, by language."""
    right = {reading.announcement.id: reading for reading in gold}
    scores: dict[str, list[dict[str, Counts]]] = {}
    for reading in predicted:
        language = reading.announcement.language
        scores.setdefault(language, []).append(score(right[reading.announcement.id], reading))
    return scores


def total(scores: Iterable[Scores]) -> dict[str, Counts]:
    """Add up the counts of many announcements, measures in a fixed order."""
    summed: dict[str, Counts] = {}
    for counts in scores:
        for measure, value in counts.items():
            summed[measure] = summed.get(measure, Counts()) + value
    return dict(sorted(summed.items()))


def interval(
    scores: Sequence[Scores], measure: str, figure: Callable[[Counts], float], *, seed: int = 0
) -> tuple[float, float]:
    """Return the bootstrap 95 % interval of a figure, announcements drawn with replacement (Efron 1979)."""
    rows = np.array([dataclasses.astuple(counts.get(measure, Counts())) for counts in scores])
    draws = np.random.default_rng(seed).integers(len(rows), size=(_RESAMPLES, len(rows)))
    sums = rows[draws].sum(axis=1).tolist()
    figures = sorted(figure(Counts(right=right, wrong=wrong, missed=missed)) for right, wrong, missed in sums)
    return figures[int(0.025 * _RESAMPLES)], figures[int(0.975 * _RESAMPLES) - 1]


def errors(gold: Reading, predicted: Reading) -> list[str]:
    """Return what was missed and what is wrong in one announcement, a line each, as a person reads it."""
    pairs = match_entities(gold.entities, predicted.entities)
    lines = [
        f"missed {entity.kind} {' | '.join(entity.names)}"
        for entity in gold.entities
        if entity.id not in pairs.values() and entity.kind is not EntityKind.EVENT
    ]
    lines += [
        f"wrong {entity.kind} {' | '.join(entity.names)}"
        for entity in predicted.entities
        if entity.id not in pairs and entity.kind is not EntityKind.EVENT
    ]
    matched = match_relations(gold.relations, predicted.relations, pairs)
    lines += [f"missed {_told(r, gold)}" for i, r in enumerate(gold.relations) if i not in matched.values()]
    lines += [f"wrong {_told(r, predicted)}" for j, r in enumerate(predicted.relations) if j not in matched]
    wanted, found = ({(group.category, group.role) for group in reading.groups} for reading in (gold, predicted))
    lines += [f"missed group {category} {role}" for category, role in sorted(wanted - found)]
    lines += [f"wrong group {category} {role}" for category, role in sorted(found - wanted)]
    return lines


def _match_keys(entity: Entity) -> set[str]:
    keys = {normal_name(name) for name in entity.names} - {""}
    if entity.kind is EntityKind.COUNTRY:
        keys.add(f"code {entity.id}")
    if entity.id == FIRST_EVENT:
        keys = {FIRST_EVENT}
    return keys


def _overlap(left: str, right: str) -> float:
    one, other = _telling_words(left), _telling_words(right)
    union = one | other
    return len(one & other) / len(union) if union else 0.0


@lru_cache(maxsize=10_000)
def _telling_words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold())) - _IGNORED_ROLE_WORDS


def _score_entities(gold: Reading, predicted: Reading, pairs: Mapping[str, str], counts: dict[str, Counts]) -> None:
    found = set(pairs.values())
    for kind in EntityKind:
        if kind is EntityKind.EVENT:
            continue
        wanted = [entity.id in found for entity in gold.entities if entity.kind is kind]
        given = [entity.id in pairs for entity in predicted.entities if entity.kind is kind]
        counts[f"entities/{kind}"] = Counts(
            right=sum(wanted), wrong=len(given) - sum(given), missed=len(wanted) - sum(wanted)
        )
    counts["entities"] = sum(
        (counts[f"entities/{kind}"] for kind in EntityKind if kind is not EntityKind.EVENT), start=Counts()
    )
    classes = {entity.id: entity.organisation_class for entity in gold.entities}
    judged = [
        entity.organisation_class == classes[pairs[entity.id]]
        for entity in predicted.entities
        if entity.kind is EntityKind.ORGANISATION and entity.id in pairs
    ]
    counts["class"] = Counts(right=sum(judged), wrong=len(judged) - sum(judged))


def _score_events(gold: Reading, predicted: Reading, pairs: Mapping[str, str], counts: dict[str, Counts]) -> None:
    wanted = {entity.id: entity for entity in gold.entities if entity.kind is EntityKind.EVENT}
    given = {pairs[entity.id]: entity for entity in predicted.entities if entity.id in pairs}
    for event_id, event in wanted.items():
        answer = given.get(event_id)
        for field in EVENT_FIELDS:
            expected = getattr(event.event, field)
            actual = getattr(answer.event, field) if answer and answer.event else None
            _count_field(counts, f"event/{field}", expected, actual, agree=expected == actual)
        names = answer.names if answer else ()
        agree = any(words_agree(left, right) for left in event.names for right in names)
        _count_field(counts, "event/title", event.names or None, names or None, agree=agree)
    counts["event"] = sum((value for key, value in counts.items() if key.startswith("event/")), start=Counts())


def _count_field(counts: dict[str, Counts], measure: str, expected: object, actual: object, *, agree: bool) -> None:
    """Count one field: right, wrong (also when the gold has none), or missed; nothing when both have none."""
    if expected is None and actual is None:
        return
    missed = actual is None
    value = Counts(right=int(agree and not missed), wrong=int(not agree and not missed), missed=int(missed))
    counts[measure] = counts.get(measure, Counts()) + value


def match_relations(
    gold: Sequence[Relation], predicted: Sequence[Relation], pairs: Mapping[str, str]
) -> dict[int, int]:
    """Pair relations one to one; returns predicted index -> gold index."""
    matched: dict[int, int] = {}
    for j, relation in enumerate(predicted):
        for i, wanted in enumerate(gold):
            if i not in matched.values() and _same_relation(wanted, relation, pairs):
                matched[j] = i
                break
    return matched


def _same_relation(gold: Relation, predicted: Relation, pairs: Mapping[str, str]) -> bool:
    if gold.kind is not predicted.kind:
        return False
    ends = (pairs.get(predicted.subject), None if predicted.object is None else pairs.get(predicted.object, ""))
    expected = (gold.subject, gold.object)
    if ends != expected and not (gold.kind is RelationKind.COOPERATES_WITH and ends == expected[::-1]):
        return False
    if gold.kind is RelationKind.PARTICIPATION:
        return gold.value == predicted.value
    return gold.value is None or words_agree(gold.value, predicted.value or "")


def _score_relations(gold: Reading, predicted: Reading, pairs: Mapping[str, str], counts: dict[str, Counts]) -> None:
    matched = match_relations(gold.relations, predicted.relations, pairs)
    found = set(matched.values())
    tallies: dict[str, Counter[str]] = {}
    for i, relation in enumerate(gold.relations):
        for measure in _relation_measures(relation):
            tallies.setdefault(measure, Counter())["right" if i in found else "missed"] += 1
    for j, relation in enumerate(predicted.relations):
        if j not in matched:
            for measure in _relation_measures(relation):
                tallies.setdefault(measure, Counter())["wrong"] += 1
    counts.update({measure: Counts(**tally) for measure, tally in tallies.items()})


def _relation_measures(relation: Relation) -> tuple[str, ...]:
    measures = ("relations", f"relations/{relation.kind}")
    return (*measures, f"participation/{relation.value}") if relation.kind is RelationKind.PARTICIPATION else measures


def _told(relation: Relation, reading: Reading) -> str:
    names = {entity.id: entity.names[0] if entity.names else entity.id for entity in reading.entities}
    parts = (
        names.get(relation.subject, relation.subject),
        relation.value,
        names.get(relation.object or "", relation.object),
    )
    return f"{relation.kind}: " + " – ".join(part for part in parts if part)
