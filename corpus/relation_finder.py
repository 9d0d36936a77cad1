"""The relation finder: grammar proposes what may be related, the scorer decides."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from corpus.apk_department import APK_DEPARTMENT, department_slug
from corpus.apposition import alone_with, in_apposition, runs_into
from corpus.arguments import PAIRS
from corpus.calibration import Calibration
from corpus.company import InCompany
from corpus.context_scorer import load_in_context
from corpus.cues import CUES, Cues, load_cues
from corpus.entity import EntityKind
from corpus.relation import Relation, RelationKind
from corpus.relation_candidates import candidates, known_apart
from corpus.role_frames import FOLLOWED, framed
from corpus.same_organisation import is_assembly
from corpus.scene import Place, Scene, Span, scene_of
from corpus.scorer import Candidate, Scorer
from corpus.shared_title import sharers, singular
from ontology.names.organisation_parts import office_codes, parse

SCORER = "relations.json"
EVENT = "event-1"
LEAST = {RelationKind.PARTICIPATION: 0.35, RelationKind.PART_OF: 0.25}
"""The probability that a role, or a parent, needs by itself, wherever the threshold of its model lies.

Who surely did something is not told as having done it in a role that is a guess. Chosen by cross-validation, the
parent's on English; near half of the F1 that is reached, where F1 is greatest (Lipton, Elkan and Narayanaswamy,
"Optimal Thresholding of Classifiers to Maximize F1 Measure", ECML 2014).
"""
EMPLOYED = 0.2
"""The probability that a title's body needs: one at the wrong body costs no more than one at none, which is wrong too
where the text names its body. Chosen on the retold texts before anything was trained on them."""
_MINISTER, _MINISTRY = "office-minister", frozenset({"ministry"})
_SECRETARIAT = frozenset({"secretariat"})
FRAMED = 0.9
"""The share of roles stated by constructions that the gold bears out, rounded."""

Judged = tuple[Candidate, str, float]
"""A candidate with the label that it got and the probability that it states something."""


class RelationFinder:
    """Sets `doc._.relations`."""

    def __init__(self, cues: Cues, scorer: Scorer, calibration: Calibration) -> None:
        """Keep the language's cues, its scorer, and the calibration."""
        self._cues = cues
        self._scorer = scorer
        self._calibration = calibration

    def __call__(self, doc: Doc) -> Doc:
        """Find the relations of a text."""
        scene = scene_of(doc, self._cues)
        doc._.relations = tuple(
            replace(found, confidence=self._calibration.probability(found.kind.value, found.confidence))
            for found in find_relations(scene, self._scorer)
        )
        return doc


def find_relations(scene: Scene, scorer: Scorer) -> list[Relation]:
    """Return the relations that a scene states, in the order of the text."""
    judged: dict[str, list[Judged]] = {}
    proposed = list(candidates(scene))
    scorer = InCompany(scorer.on(scene, proposed), scene, proposed)
    for candidate in proposed:
        label, probability = scorer.best(candidate)
        judged.setdefault(candidate.model.split(".")[0], []).append((candidate, label, probability))
    found = [
        *_participations(judged.get("participation", ()), scorer, framed(scene)),
        *_positions(judged, scene, scorer),
        *_degrees(judged.get("holder", ()), scene, scorer),
        *_plain(judged, scorer, scene),
    ]
    offices = {(r.subject, r.object) for r in found if r.kind is RelationKind.POSITION}
    unique: dict[tuple[object, ...], Relation] = {}
    for relation in found:
        if relation.kind is RelationKind.MEMBER_OF and (relation.subject, relation.object) in offices:
            continue  # who holds an office in a body is told by that (corpus/FORMAT.md, Relations)
        value = (relation.value or "").casefold()
        unique.setdefault((relation.kind, relation.subject, relation.object, value), relation)
    return sorted(unique.values(), key=lambda r: (r.start, r.end, r.kind, r.subject, r.object or "", r.value or ""))


def _participations(
    judged: Iterable[Judged], scorer: Scorer, frames: Mapping[str, tuple[str, int, int]]
) -> Iterator[Relation]:
    """Yield the roles that constructions state, and for all others those that the scorer thinks likely.

    A role of one bearer that a construction gives to one agent goes to no other.
    """
    taken = {role for role, _, _ in frames.values()} & set(FOLLOWED.values())
    for candidate, label, probability in judged:
        agent = candidate.key[0]
        if agent in frames:
            role, start, end = frames[agent]
            yield Relation(
                kind=RelationKind.PARTICIPATION,
                subject=agent,
                object=EVENT,
                value=role,
                start=start,
                end=end,
                by=f"frame.{role}",
                confidence=FRAMED,
            )
        elif probability >= scorer.threshold(candidate.model):
            sure = scorer.labels(candidate)[label]
            for role in label.split("+") if sure >= LEAST[RelationKind.PARTICIPATION] else ():
                if role not in taken:
                    yield _relation(RelationKind.PARTICIPATION, candidate, (agent, EVENT, role), sure)


def _positions(judged: dict[str, list[Judged]], scene: Scene, scorer: Scorer) -> Iterator[Relation]:
    employers: dict[Span, tuple[Candidate, float]] = {}
    for candidate, _, probability in judged.get("employer", ()):
        span = candidate.key[0]
        if probability >= EMPLOYED and probability > employers.get(span, (None, 0.0))[1]:
            employers[span] = (candidate, probability)
    shared = {span: sharers(scene, span) for span in scene.roles}
    following = {span: runs_into(scene, span) for span in scene.roles}

    def clear(person: str, span: Span) -> bool:
        return person in shared[span] or in_apposition(scene, person, span)

    def free(person: str, span: Span) -> bool:
        return following.get(span) in {None, person} or person in shared[span]

    possible = [each for each in judged.get("holder", ()) if free(*each[0].key)]
    likely, bearers = _held(possible, "holder.role", scorer, clear)
    for candidate, probability in likely:
        person, span = candidate.key
        if not _may_be_title(scene, span):
            continue
        employer, sure = employers.get(span, (None, 1.0))
        together = employer is not None and _near(scene, candidate, employer)
        inside = _named_in(scene, span)
        yield Relation(
            kind=RelationKind.POSITION,
            subject=person,
            object=employer.key[1] if employer else inside.entity.id if inside else _own_ministry(scene, span),
            value=_title(scene, _without(scene, span, inside), bearers[span]),
            start=min(candidate.start, employer.start) if employer and together else candidate.start,
            end=max(candidate.end, employer.end) if employer and together else candidate.end,
            by=candidate.model,
            confidence=round(probability * sure, 4),
        )


def _held(
    judged: Iterable[Judged], model: str, scorer: Scorer, clear: Callable[[str, Span], bool]
) -> tuple[list[tuple[Candidate, float]], Counter[Span]]:
    """Return the titles that are held, likely or clearly by no one else, and how many bear each."""
    likely = [
        (candidate, probability)
        for candidate, _, probability in judged
        if candidate.model == model
        and (probability >= scorer.threshold(model) or (probability and clear(*candidate.key)))
    ]
    return likely, Counter(candidate.key[1] for candidate, _ in likely)


def _may_be_title(scene: Scene, span: Span) -> bool:
    """Tell whether a phrase is one word or has a noun that is known of titles: another is no more than a guess."""
    first, last = scene.layout.words_in(*span)
    return last - first == 1 or any(first <= i < last for i in scene.title_heads)


def _named_in(scene: Scene, span: Span) -> Place | None:
    """Return the organisation inside a title: "UNICEF Representative", "облыстық мәслихат хатшысы"."""
    inside = (
        place
        for place in scene.places
        if place.entity.kind is EntityKind.ORGANISATION and span[0] <= place.start and place.end <= span[1]
    )
    return max(inside, key=lambda place: (place.end - place.start, -place.start), default=None)


def _own_ministry(scene: Scene, span: Span) -> str | None:
    """Return the ministry that a text names beside its minister: "Minister of Education", "Ministry of Education"."""
    title = scene.text[slice(*span)]
    fields = parse(title).words
    if not fields or _MINISTER not in office_codes(title):
        return None
    names = ((entity.id, parse(name)) for entity in scene.entities for name in entity.names)
    return next((one for one, name in names if name.heads == _MINISTRY and fields <= name.words), None)


def _without(scene: Scene, span: Span, inside: Place | None) -> Span:
    """Return a title without the organisation that it begins or ends with, but for a unit's ("Head of Secretariat").

    FORMAT.md, hard case 10: a role leaves out the organisation and keeps the unit word.
    """
    if inside is None or parse(scene.text[inside.start : inside.end]).units:
        return span
    if inside.start != span[0] and inside.end != span[1]:
        return span
    rest = (inside.end, span[1]) if inside.start == span[0] else (span[0], inside.start)
    first, last = scene.layout.words_in(*rest)
    while last > first and last - 1 in scene.small:
        last -= 1
    if not any(first <= i < last for i in scene.title_heads):
        return span
    return scene.layout.starts[first], scene.layout.ends[last - 1]


def _title(scene: Scene, span: Span, bearers: int) -> str:
    """Return a title as written; in the singular where several persons share it."""
    title = scene.text[slice(*span)]
    return singular(title, scene.cues.plurals, scene.cues.links) if bearers > 1 else title


def _near(scene: Scene, left: Candidate, right: Candidate) -> bool:
    return scene.layout.sentence_at(left.start) == scene.layout.sentence_at(right.start)


def _degrees(judged: Iterable[Judged], scene: Scene, scorer: Scorer) -> Iterator[Relation]:
    likely, bearers = _held(judged, "holder.degree", scorer, partial(alone_with, scene))
    for candidate, probability in likely:
        person, span = candidate.key
        title = _title(scene, span, bearers[span])
        yield _relation(RelationKind.DEGREE, candidate, (person, None, title), probability)


def _universities(scene: Scene) -> dict[str, str]:
    """Return for each department of the Assembly the university that its id names, where the text names it too."""
    known = {entity.id for entity in scene.entities}
    departments = [entity.id for entity in scene.entities if entity.organisation_class == APK_DEPARTMENT]
    pairs = ((name, name.removeprefix(f"{department_slug(None)}-")) for name in departments)
    return {department: university for department, university in pairs if university in known}


def _assemblies(scene: Scene) -> dict[str, str]:
    """Return for each secretariat that bears no name of a parent the Assembly that is named last before it."""
    bodies = [entity for entity in scene.entities if entity.kind is EntityKind.ORGANISATION]
    alone = [
        e for e in bodies if all(parse(name).content == _SECRETARIAT for name in e.names) and scene.by_entity[e.id]
    ]
    named = [p for e in bodies if any(map(is_assembly, e.names)) for p in scene.by_entity[e.id]]
    found = ((e, [p for p in named if p.start < scene.by_entity[e.id][0].start]) for e in alone)
    return {entity.id: max(before, key=lambda p: p.start).entity.id for entity, before in found if before}


def _plain(judged: dict[str, list[Judged]], scorer: Scorer, scene: Scene) -> Iterator[Relation]:
    parents = _universities(scene) | _assemblies(scene)
    entities = {entity.id: entity for entity in scene.entities}
    for kind in RelationKind:
        for candidate, _, probability in judged.get(kind.value, ()):
            likely = probability >= max(scorer.threshold(kind), LEAST.get(kind, 0.0))
            if kind is RelationKind.PART_OF and candidate.key[0] in parents:
                # Whose department or secretariat it is has been found out: no other body is its parent.
                likely = candidate.key[1] == parents[candidate.key[0]]
                probability = max(probability, FRAMED)  # noqa: PLW2901 -- what is known is not weighed
            elif kind is RelationKind.PART_OF and likely and known_apart(*(entities[name] for name in candidate.key)):
                continue
            if kind in PAIRS and likely:
                yield _relation(kind, candidate, (candidate.key[0], candidate.key[1], None), probability)
            if kind is RelationKind.HELD_IN and likely:
                yield _relation(kind, candidate, (EVENT, candidate.key[0], None), probability)


def _relation(
    kind: RelationKind, candidate: Candidate, fact: tuple[str, str | None, str | None], probability: float
) -> Relation:
    subject, object_, value = fact
    return Relation(
        kind=kind,
        subject=subject,
        object=object_,
        value=value,
        start=candidate.start,
        end=candidate.end,
        by=candidate.model,
        confidence=round(probability, 4),
    )


@Language.factory(
    "relation_finder",
    requires=["doc.spans", "doc._.entities"],
    assigns=["doc._.relations"],
    default_config={"folder": "", "models": "", "context": ""},
)
def create_relation_finder(nlp: Language, name: str, folder: str, models: str, context: str) -> RelationFinder:  # noqa: ARG001 -- spaCy's names
    """Build the component from the language's cues and its scorer, and from the encoder of all languages."""
    scorer = load_in_context(Path(models) / SCORER, Path(context))
    return RelationFinder(load_cues(Path(folder) / CUES), scorer, Calibration.load(Path(context)))
