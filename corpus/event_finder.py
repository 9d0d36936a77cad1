"""The event finder: kind, title, dates, mode and attendance of the event that a text announces."""

from collections.abc import Mapping
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from corpus.cues import CUES, Cues, load_cues
from corpus.entity import Entity, EntityKind, EventDetails, Mention
from corpus.event_candidates import event_candidates
from corpus.scene import Scene, scene_of
from corpus.scorer import Candidate, Scorer, load_scorer, strongest

SCORER = "events.json"
EVENT = "event-1"
_BY = "event_finder"


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
    """Return the event that a text announces, each field left out when nothing says it surely enough."""
    by_field: dict[str, list[tuple[Candidate, float]]] = {}
    for candidate in event_candidates(scene, cues):
        _, probability = scorer.best(candidate)
        if probability >= scorer.threshold(candidate.model):
            by_field.setdefault(candidate.model, []).append((candidate, probability))
    chosen: Mapping[str, Candidate] = {
        field: best[0] for field, found in by_field.items() if (best := strongest(found)) is not None
    }
    kind, found, mode, attendance = (
        chosen[field].key[0] if field in chosen else None
        for field in ("event.kind", "event.date", "event.mode", "event.attendance")
    )
    names: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()
    if "event.title" in chosen:
        start, end = chosen["event.title"].key[0]
        names = (scene.text[start:end],)
        mentions = (Mention(start=start, end=end, normal=scene.text[start:end], by=_BY),)
    return Entity(
        id=EVENT,
        kind=EntityKind.EVENT,
        names=names,
        mentions=mentions,
        event=EventDetails(
            kind=kind,
            start=found.first.isoformat() if found else None,
            end=found.last.isoformat() if found and found.last > found.first else None,
            mode=mode,
            attendance=attendance,
        ),
    )


@Language.factory(
    "event_finder",
    requires=["doc.spans", "doc._.entities"],
    assigns=["doc._.entities"],
    default_config={"folder": "", "models": ""},
)
def create_event_finder(nlp: Language, name: str, folder: str, models: str) -> EventFinder:  # noqa: ARG001 -- spaCy's names
    """Build the component from the language's cues and its scorer."""
    return EventFinder(load_cues(Path(folder) / CUES), load_scorer(Path(models) / SCORER))
