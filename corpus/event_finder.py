"""The event finder: kind, title, dates, mode and attendance of the event that a text announces."""

from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from corpus.choice import choose
from corpus.context_scorer import load_in_context
from corpus.cues import CUES, Cues, load_cues
from corpus.entity import Entity, EntityKind, EventDetails, Mention
from corpus.evaluation import words_agree
from corpus.event_candidates import event_candidates
from corpus.scene import Scene, Span, scene_of
from corpus.scorer import Candidate, Scorer

SCORER = "events.json"
EVENT = "event-1"
_BY = "event_finder"
_TITLE = "event.title"
_SURE = 0.3
"""What a second name needs: an event may have a name and a topic."""


class EventFinder:
    """Appends `event-1` to `doc._.entities`."""

    def __init__(self, cues: Cues, scorer: Scorer) -> None:
        """Keep the language's cues and its scorer."""
        self._cues = cues
        self._scorer = scorer

    def __call__(self, doc: Doc) -> Doc:
        """Find the event of a text."""
        event = find_event(scene_of(doc, self._cues), self._cues, self._scorer)
        doc._.entities = (*(e for e in doc._.entities if e.kind is not EntityKind.EVENT), event)
        return doc


def find_event(scene: Scene, cues: Cues, scorer: Scorer) -> Entity:
    """Return the event that a text announces, each field left out where saying nothing is likelier right."""
    rivals: dict[str, list[Candidate]] = {}
    proposed = list(event_candidates(scene, cues))
    scorer = scorer.on(scene, [candidate for candidate in proposed if candidate.key[0] is not None])
    for candidate in proposed:
        rivals.setdefault(candidate.model, []).append(candidate)
    judged = {field: choose(own, scorer) for field, own in rivals.items() if field != _TITLE}
    chosen = {field: best[0][0].key[0] for field, best in judged.items() if best}
    kind, found, mode, attendance = (
        chosen.get(field) for field in ("event.kind", "event.date", "event.mode", "event.attendance")
    )
    titles = _titles(scene, rivals[_TITLE], scorer)
    return Entity(
        id=EVENT,
        kind=EntityKind.EVENT,
        names=tuple(scene.text[start:end] for start, end in titles),
        mentions=tuple(
            Mention(start=start, end=end, normal=scene.text[start:end], by=_BY) for start, end in sorted(titles)
        ),
        event=EventDetails(
            kind=kind,
            start=found.first.isoformat() if found else None,
            end=found.last.isoformat() if found and found.last > found.first else None,
            mode=mode,
            attendance=attendance,
        ),
    )


def _titles(scene: Scene, candidates: list[Candidate], scorer: Scorer) -> list[Span]:
    """Return the likeliest title of the event, and others that are likely too."""

    def same(left: Span, right: Span) -> bool:
        return words_agree(scene.text[slice(*left)], scene.text[slice(*right)])

    best = choose(candidates, scorer, same)
    return [candidate.key[0] for i, (candidate, probability) in enumerate(best) if not i or probability >= _SURE]


@Language.factory(
    "event_finder",
    requires=["doc.spans", "doc._.entities"],
    assigns=["doc._.entities"],
    default_config={"folder": "", "models": "", "context": ""},
)
def create_event_finder(nlp: Language, name: str, folder: str, models: str, context: str) -> EventFinder:  # noqa: ARG001 -- spaCy's names
    """Build the component from the language's cues and its scorer, and from the encoder of all languages."""
    scorer = load_in_context(Path(models) / SCORER, Path(context))
    return EventFinder(load_cues(Path(folder) / CUES), scorer)
