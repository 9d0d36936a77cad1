"""What the relation finder learns: candidates of the gold texts with their labels."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import spacy

from corpus import event_finder, group_finder, relation_finder
from corpus.annotations import GOLD, read_gold
from corpus.choice_training import train_choices
from corpus.cues import CUES, Cues, load_cues
from corpus.entity import EventDetails
from corpus.evaluation import match_entities, words_agree
from corpus.event_candidates import event_candidates
from corpus.gold_doc import gold_doc
from corpus.group_candidates import group_candidates
from corpus.marked_text import read_written
from corpus.pipeline import LANGUAGES, available_languages
from corpus.reading import Reading, occurrences
from corpus.relation import Relation, RelationKind
from corpus.relation_candidates import candidates
from corpus.relation_finder import EVENT
from corpus.scene import Scene, scene_of, scene_of_reading
from corpus.scorer import NOTHING, Candidate
from corpus.scorer_training import Example, train_scorer

_YES = "+"
_WRITTEN_WEIGHT = 0.5


def train_relations(code: str, readings: Sequence[Reading], models: Path, root: Path = LANGUAGES) -> None:
    """Train the scorers of a language on its gold readings, on other languages' gold, and on the marked texts."""
    texts = [*scenes(code, readings, root)]
    for other in available_languages(root):
        if other != code and (GOLD / other).is_dir():
            texts += scenes(other, read_gold(GOLD / other)[0], root)
    for name, (label, train) in _LABELLERS.items():
        examples = [
            Example(domain=domain, text=number, candidate=candidate, label=text, weight=weight)
            for number, (domain, weight, scene, reading, cues) in enumerate(texts)
            for candidate, text in label(scene, reading, cues)
        ]
        train(examples, code, models / name)


def scenes(code: str, readings: Sequence[Reading], root: Path) -> Iterator[tuple[str, float, Scene, Reading, Cues]]:
    """Yield domain, weight, scene, gold and cues of a language's gold texts and of its marked texts."""
    path = root / code / CUES
    if not path.is_file():
        return
    cues = load_cues(path)
    plain = spacy.blank("xx")
    for reading in readings:
        yield code, 1.0, scene_of(gold_doc(plain, reading), cues), reading, cues
    for name, reading in read_written(root / code, code):
        yield name, _WRITTEN_WEIGHT, scene_of_reading(reading, cues), reading, cues


def labelled(scene: Scene, gold: Reading, _: Cues) -> Iterator[tuple[Candidate, str]]:
    """Yield every candidate of a scene with what the gold says of it."""
    pairs = match_entities(gold.entities, scene.entities)
    by_kind: dict[RelationKind, list[Relation]] = {}
    for relation in gold.relations:
        by_kind.setdefault(relation.kind, []).append(relation)
    for candidate in candidates(scene):
        yield candidate, _label(candidate, scene, by_kind, pairs)


def labelled_event(scene: Scene, gold: Reading, cues: Cues) -> Iterator[tuple[Candidate, str]]:
    """Yield every candidate for a field of the event with whether the gold has it."""
    event = next(entity for entity in gold.entities if entity.id == EVENT)
    details = event.event or EventDetails()
    said = {"event.title": event.names or None, "event.date": details.start}
    for candidate in event_candidates(scene, cues):
        value = candidate.key[0]
        wanted = said.get(candidate.model, getattr(details, candidate.model.removeprefix("event."), None))
        if value is None or wanted is None:
            right = value is wanted
        elif candidate.model == "event.title":
            right = any(words_agree(name, scene.text[slice(*value)]) for name in event.names)
        elif candidate.model == "event.date":
            right = value.first.isoformat() == wanted
        else:
            right = value == wanted
        yield candidate, _YES if right else NOTHING


def labelled_groups(scene: Scene, gold: Reading, cues: Cues) -> Iterator[tuple[Candidate, str]]:
    """Yield every candidate group with the roles that the gold gives the phrase in which it stands."""
    places = [(group, span) for group in gold.groups for span in occurrences(scene.text, group.text)]
    for candidate in group_candidates(scene, cues):
        roles = {
            group.role
            for group, (start, end) in places
            if group.category == candidate.key[0] and start < candidate.end and candidate.start < end
        }
        yield candidate, "+".join(sorted(roles)) or NOTHING


def _label(
    candidate: Candidate, scene: Scene, gold: Mapping[RelationKind, Sequence[Relation]], pairs: Mapping[str, str]
) -> str:
    model, key = candidate.model, candidate.key
    if model.startswith("participation"):
        agent = pairs.get(key[0])
        roles = {r.value for r in gold.get(RelationKind.PARTICIPATION, ()) if (r.subject, r.object) == (agent, EVENT)}
        return "+".join(sorted(filter(None, roles))) or NOTHING
    if model.startswith("holder"):
        kind = RelationKind.POSITION if model.endswith("role") else RelationKind.DEGREE
        text = scene.text[slice(*key[1])]
        stated = any(r.subject == pairs.get(key[0]) and words_agree(r.value or "", text) for r in gold.get(kind, ()))
    elif model == "employer":
        text = scene.text[slice(*key[0])]
        stated = any(
            r.object == pairs.get(key[1]) and words_agree(r.value or "", text)
            for r in gold.get(RelationKind.POSITION, ())
        )
    elif model == RelationKind.HELD_IN:
        stated = any((r.subject, r.object) == (EVENT, pairs.get(key[0])) for r in gold.get(RelationKind.HELD_IN, ()))
    else:
        ends = (pairs.get(key[0]), pairs.get(key[1]))
        stated = any(
            (r.subject, r.object) in ((ends, ends[::-1]) if model == RelationKind.COOPERATES_WITH else (ends,))
            for r in gold.get(RelationKind(model), ())
        )
    return _YES if stated else NOTHING


_LABELLERS = {
    relation_finder.SCORER: (labelled, train_scorer),
    event_finder.SCORER: (labelled_event, train_choices),
    group_finder.SCORER: (labelled_groups, train_scorer),
}
