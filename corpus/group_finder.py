"""The group finder: people whom a text names only by kind, as they take part in the event."""

from collections.abc import Iterator
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from corpus.context_scorer import load_in_context
from corpus.cues import CUES, Cues, load_cues
from corpus.group_candidates import group_candidates
from corpus.numerals import numbers
from corpus.relation import Group
from corpus.scene import PREDICATES, Scene, Span, scene_of
from corpus.scorer import Scorer

SCORER = "groups.json"
_LONGEST = 12


class GroupFinder:
    """Sets `doc._.groups`."""

    def __init__(self, cues: Cues, scorer: Scorer) -> None:
        """Keep the language's cues and its scorer."""
        self._cues = cues
        self._scorer = scorer

    def __call__(self, doc: Doc) -> Doc:
        """Find the groups of a text."""
        doc._.groups = tuple(find_groups(scene_of(doc, self._cues), self._cues, self._scorer))
        return doc


def find_groups(scene: Scene, cues: Cues, scorer: Scorer) -> list[Group]:
    """Return the groups of a text, in its order; one for each category and role, where it is stated most surely."""
    surest: dict[tuple[str, str], Group] = {}
    for group in _groups(scene, cues, scorer):
        key = group.category, group.role
        if key not in surest or group.confidence > surest[key].confidence:
            surest[key] = group
    return sorted(surest.values(), key=lambda group: (group.start, group.category, group.role))


def _groups(scene: Scene, cues: Cues, scorer: Scorer) -> Iterator[Group]:
    counted = list(numbers(scene.layout, cues.numbers))
    proposed = list(group_candidates(scene, cues))
    scorer = scorer.on(scene, proposed)
    for candidate in proposed:
        label, probability = scorer.best(candidate)
        if probability < scorer.threshold(candidate.model):
            continue
        category, first, last = candidate.key
        start, end = _phrase(scene, first, last)
        counts = [n for n, a, b in counted if start <= a and b <= end]
        for role in label.split("+"):
            yield Group(
                category=category,
                text=scene.text[start:end],
                role=role,
                count=counts[0] if counts else None,
                start=start,
                end=end,
                by=candidate.model,
                confidence=round(scorer.labels(candidate)[label], 4),
            )


def _phrase(scene: Scene, first: int, last: int) -> Span:
    """Return the longest phrase around a head noun: attributes before it, and a complement up to the next break."""
    layout = scene.layout
    taken = {i for hit in scene.hits if hit.name in PREDICATES | _OUTSIDE for i in range(hit.first, hit.end)}
    while first > 0 and first - 1 not in taken and _touch(scene, first - 1, first) and last - first < _LONGEST:
        first -= 1
    while last < len(layout.words) and last not in taken and _touch(scene, last - 1, last) and last - first < _LONGEST:
        last += 1
    while last - 1 in {i for hit in scene.hits if hit.name in _SMALL for i in range(hit.first, hit.end)}:
        last -= 1
    return layout.starts[first], layout.ends[last - 1]


_OUTSIDE = {"and", "prep_by", "prep_with", "prep_to", "is", "pronoun", "article"}
_SMALL = {"prep_in", "prep_at", "prep_of", "prep_for", "prep_on", "prep_as", "prep_under", "prep_between", "own"}


def _touch(scene: Scene, left: int, right: int) -> bool:
    """Tell whether only a space or a hyphen stands between two words."""
    return scene.text[scene.layout.ends[left] : scene.layout.starts[right]] in {" ", "-", "’", "'"}


@Language.factory(
    "group_finder",
    requires=["doc.spans", "doc._.entities"],
    assigns=["doc._.groups"],
    default_config={"folder": "", "models": "", "context": ""},
)
def create_group_finder(nlp: Language, name: str, folder: str, models: str, context: str) -> GroupFinder:  # noqa: ARG001 -- spaCy's names
    """Build the component from the language's cues and its scorer, and from the encoder of all languages."""
    scorer = load_in_context(Path(models) / SCORER, Path(context))
    return GroupFinder(load_cues(Path(folder) / CUES), scorer)
