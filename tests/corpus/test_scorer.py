"""The scorer of candidates."""

from pathlib import Path

import pytest

from corpus.scorer import NOTHING, Candidate, Scorer, load_scorer
from ontology.errors import DataError

MODEL = {"labels": ["+", NOTHING], "bias": [0.0, 0.0], "threshold": 0.4, "weights": {"cue": [2.0, -2.0]}}


def candidate(**features: float) -> Candidate:
    return Candidate(model="m", features=features, key=(), start=0, end=1)


def test_probabilities_add_up_and_follow_the_weights() -> None:
    labels = Scorer({"m": MODEL}).labels(candidate(cue=1.0))
    assert sum(labels.values()) == pytest.approx(1.0)
    assert labels["+"] > labels[NOTHING]


def test_an_unknown_model_states_nothing() -> None:
    assert Scorer({}).best(candidate(cue=1.0)) == (NOTHING, 0.0)


def test_an_unknown_feature_changes_nothing() -> None:
    scorer = Scorer({"m": MODEL})
    assert scorer.labels(candidate(cue=1.0, other=5.0)) == scorer.labels(candidate(cue=1.0))


def test_a_broken_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "relations.json"
    path.write_text("[", encoding="utf-8")
    with pytest.raises(DataError, match="train the language again"):
        load_scorer(path)


def test_what_is_likelier_than_not_is_stated_whatever_few_examples_say() -> None:
    model = {"labels": ["+", "-"], "bias": [0, 0], "weights": {}, "threshold": 0.9}
    assert Scorer({"holder": model}).threshold("holder") == 0.5
    assert Scorer({"holder": model | {"threshold": 0.3}}).threshold("holder") == 0.3
    assert Scorer({}).threshold("holder") == 1.0
