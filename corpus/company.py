"""Those whom a text names in one breath take part alike: what is probable of one is heard for the others.

"A, B and C spoke": coordinated names of one kind in a sentence, or the items of one list, are judged together. The
probability of a role is the geometric mean of what is thought of the agent and, on the average, of its whole company
(collective classification: Sen et al., "Collective Classification in Network Data", AI Magazine 2008).
"""

import math
from collections.abc import Hashable, Iterable, Mapping, Sequence

from corpus.arguments import PARTICIPATION
from corpus.context_scorer import TINY, both
from corpus.scene import Scene
from corpus.scorer import Candidate, Scorer

_SHARE = 0.5
"""What the company counts beside the agent itself; flat from 0.3 on (cross-validation, English and Kazakh)."""


class InCompany(Scorer):
    """A scorer that draws the roles of agents named together nearer to each other."""

    def __init__(self, scorer: Scorer, scene: Scene, candidates: Iterable[Candidate]) -> None:
        """Judge all agents of a text once."""
        self._models = scorer._models  # noqa: SLF001 -- the same scorer, with more to go by
        self._scorer = scorer
        self._drawn: dict[tuple[object, ...], dict[str, float]] = {}
        for company in _companies(scene, candidates):
            own = [scorer.labels(candidate) for candidate in company]
            heard = {label: _mean(own, label) for label in own[0]}
            for candidate, labels in zip(company, own, strict=True):
                self._drawn[candidate.model, candidate.key] = both(labels, heard, _SHARE)

    def labels(self, candidate: Candidate) -> dict[str, float]:
        """Return the probability of every label of the candidate's model."""
        return self._drawn.get((candidate.model, candidate.key)) or self._scorer.labels(candidate)


def _mean(company: Sequence[Mapping[str, float]], label: str) -> float:
    """Return the mean of the logarithms of a label's probability."""
    return math.fsum(math.log(max(labels.get(label, 0.0), TINY)) for labels in company) / len(company)


def _companies(scene: Scene, candidates: Iterable[Candidate]) -> list[list[Candidate]]:
    """Return the agents that are named together, and by this alone: who is named twice has more to go by."""
    found: dict[Hashable, list[Candidate]] = {}
    for candidate in candidates:
        if candidate.model.startswith(PARTICIPATION) and (place := _company(scene, candidate.key[0])):
            found.setdefault((candidate.model, place), []).append(candidate)
    return [company for company in found.values() if len(company) > 1]


def _company(scene: Scene, agent: str) -> Hashable:
    """Return the list or the row of names that the only mention of an agent, the headline aside, stands in."""
    free = [place for place in scene.by_entity[agent] if place.holder is None]
    below = [p for p in free if scene.layout.sentences[p.sentence].start >= scene.layout.title_end] or free
    if len(below) != 1:
        return None
    intro = scene.layout.sentences[below[0].sentence].intro
    return ("list", intro) if intro is not None else (below[0].sentence, scene.chain(below[0]))
