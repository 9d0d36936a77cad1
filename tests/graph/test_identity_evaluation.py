import pytest

from corpus.entity import EntityKind
from graph.identity_evaluation import score, score_resolution
from graph.judgement import EntityRef
from tests.graph.blind import blind, gold, person, reading, resolved

REFS = [EntityRef(announcement=name, entity="x") for name in "abcd"]


def test_pairs_and_b_cubed_are_as_defined() -> None:
    found = dict(zip(REFS, ("1", "1", "1", "2"), strict=True))
    truth = dict(zip(REFS, ("A", "A", "B", "B"), strict=True))
    scores = score(found, truth)
    assert scores.pairs.precision == pytest.approx(1 / 3)
    assert scores.pairs.recall == pytest.approx(1 / 2)
    assert scores.b_cubed.precision == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1) / 4)
    assert scores.b_cubed.recall == pytest.approx((1 + 1 + 1 / 2 + 1 / 2) / 4)
    assert scores.over_merged == (("1", "A", "B"),)
    assert scores.over_split == (("B", "1", "2"),)


def test_pairs_within_an_announcement_do_not_count() -> None:
    refs = [EntityRef(announcement="a", entity=name) for name in ("x", "y")]
    scores = score(dict.fromkeys(refs, "1"), dict.fromkeys(refs, "A"))
    assert (scores.pairs.precision, scores.pairs.recall, scores.b_cubed.f1) == (1.0, 1.0, 1.0)


def test_only_what_the_gold_has_too_counts() -> None:
    machine = [reading("a", person("Anna Kim"), person("Nobody Else", id="person-2"))]
    truth = [reading("a", person("Anna Kim", id="kim-anna"))]
    assert score_resolution(resolved(*machine), machine, truth).mentions == 1


def test_identities_of_the_corpus_are_found() -> None:
    scores = score_resolution(resolved(*blind()), blind(), gold())
    assert scores.pairs.precision >= 0.99
    assert scores.pairs.recall >= 0.95
    assert scores.b_cubed.f1 >= 0.97
    places = score_resolution(resolved(*blind()), blind(), gold(), (EntityKind.COUNTRY, EntityKind.PLACE))
    assert places.pairs.f1 >= 0.97
