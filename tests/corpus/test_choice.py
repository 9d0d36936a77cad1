"""A field's rivals are judged together, and saying nothing is one of them."""

from pathlib import Path

import pytest

from corpus.choice import choose, shares
from corpus.choice_training import train_choices
from corpus.scorer import NOTHING, Candidate, Scorer, load_scorer
from corpus.scorer_training import Example


def rival(value: str | None, *features: str) -> Candidate:
    return Candidate(model="m", features=dict.fromkeys(features, 1.0), key=(value,), start=0, end=0)


def scorer(**weights: float) -> Scorer:
    rows = {name: [-weight / 2, weight / 2] for name, weight in weights.items()}
    return Scorer({"m": {"labels": [NOTHING, "+"], "bias": [0.0, 0.0], "threshold": 0.5, "weights": rows}})


def test_the_shares_of_the_rivals_add_up_to_one() -> None:
    told = shares([rival("a", "good"), rival("b"), rival(None)], scorer(good=2.0))
    assert sum(told) == pytest.approx(1)
    assert told[0] > told[1] == pytest.approx(told[2])


def test_nothing_is_said_where_silence_is_far_likelier() -> None:
    assert choose([rival("a"), rival(None, "silence")], scorer(silence=2.0)) == []


def test_a_value_is_said_even_where_silence_is_a_little_likelier() -> None:
    assert choose([rival("a"), rival(None, "silence")], scorer(silence=0.3))[0][0].key == ("a",)


def test_values_that_agree_stand_by_each_other() -> None:
    rivals = [rival("forum of youth", "x"), rival("Forum of youth"), rival("Another"), rival(None)]
    best = choose(rivals, scorer(x=0.1), lambda left, right: left.casefold() == right.casefold())
    assert [candidate.key[0] for candidate, _ in best] == ["forum of youth", "Another"]


def test_a_language_without_a_scorer_says_nothing() -> None:
    assert choose([rival("a"), rival(None)], Scorer({})) == []


def test_training_learns_which_rival_is_right_and_gives_the_same_bytes(tmp_path: Path) -> None:
    texts = [[(rival("a", "head"), "+"), (rival("b", "tail"), NOTHING), (rival(None, "silence"), NOTHING)]] * 8
    texts += [[(rival("c", "tail"), NOTHING), (rival(None, "silence"), "+")]] * 4
    examples = [
        Example(domain="en", text=number, candidate=candidate, label=label)
        for number, rivals in enumerate(texts)
        for candidate, label in rivals
    ]
    for name in ("one", "two"):
        train_choices(examples, "en", tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    learnt = load_scorer(tmp_path / "one")
    assert choose([candidate for candidate, _ in texts[0]], learnt)[0][0].key == ("a",)
    assert choose([candidate for candidate, _ in texts[-1]], learnt) == []
