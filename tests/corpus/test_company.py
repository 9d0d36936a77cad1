"""Agents named together are drawn together; who stands alone is judged alone."""

from pathlib import Path

import pytest

from corpus.company import InCompany
from corpus.cues import CUES, load_cues
from corpus.marked_text import read_marked
from corpus.pipeline import LANGUAGES
from corpus.relation_candidates import participations
from corpus.scene import scene_of_reading
from corpus.scorer import Candidate, Scorer

ALONE = {"a": 0.9, "b": 0.4, "c": 0.8}


class Opinion(Scorer):
    """Thinks of every agent what it is told."""

    def __init__(self) -> None:
        self._models = {}

    def labels(self, candidate: Candidate) -> dict[str, float]:
        spoke = ALONE[candidate.key[0]]
        return {"-": 0.0, "speaker": spoke, "participant": 1 - spoke}


def judged(tmp_path: Path, body: str) -> dict[str, float]:
    path = tmp_path / "text.txt"
    path.write_text(f"T meeting: X\n{body}\n", encoding="utf-8")
    (reading,) = read_marked(path, "en")
    scene = scene_of_reading(reading, load_cues(LANGUAGES / "en" / CUES))
    proposed = list(participations(scene))
    scorer = InCompany(Opinion(), scene, proposed)
    return {candidate.key[0]: scorer.labels(candidate)["speaker"] for candidate in proposed}


@pytest.mark.parametrize(
    "body",
    [
        "{P:a speaker|Ann Lee} and {P:b speaker|Bob Kim} spoke. {P:c speaker|Cy Roe} listened.",
        "{R a|Head} {P:a speaker|Ann Lee}, {R b|writer} {P:b speaker|Bob Kim} spoke. {P:c speaker|Cy Roe} came.",
        "{P:c speaker|Cy Roe} listened.\nSpeakers were:\n- {P:a speaker|Ann Lee};\n- {P:b speaker|Bob Kim}.",
    ],
)
def test_who_is_named_with_others_is_judged_with_them(tmp_path: Path, body: str) -> None:
    told = judged(tmp_path, body)
    assert ALONE["b"] < told["b"] < told["a"] < ALONE["a"]
    assert told["c"] == ALONE["c"]


def test_who_is_named_twice_is_judged_by_that(tmp_path: Path) -> None:
    told = judged(tmp_path, "{P:a speaker|Ann Lee} and {P:b speaker|Bob Kim} came. {P:b|Kim} spoke.")
    assert told["b"] == ALONE["b"]
