from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.identity import Resolution, resolve
from graph.judgement import EntityRef, Judgement, Verdict, decision
from tests.graph.blind import blind, organisation, partition, person, reading, resolved, things, together

READINGS = blind()[::16]


def _resolved(*judgements: Judgement) -> Resolution:
    """Without the vocabularies, whose six hundred organisations make each of many resolutions slow."""
    return resolve(READINGS, {}, judgements)


BEFORE = _resolved()
KIND = {name: identity.kind for name, identity in things(BEFORE).items()}
REFS = sorted(KIND)
PAIRS = st.tuples(st.sampled_from(REFS), st.sampled_from(REFS)).filter(
    lambda pair: pair[0] != pair[1] and KIND[pair[0]] is KIND[pair[1]]
)
MADE = st.tuples(PAIRS, st.sampled_from([Verdict.SAME, Verdict.DIFFERENT]))


def _group(resolution: Resolution, name: str) -> frozenset[EntityRef]:
    return frozenset(things(resolution)[name].members)


@settings(deadline=None, max_examples=15)
@given(MADE)
def test_a_decision_is_heeded_and_changes_only_the_things_that_it_names(
    made: tuple[tuple[str, str], Verdict],
) -> None:
    (left, right), verdict = made
    before, after = BEFORE, _resolved(decision(left, verdict, right))
    assert together(after, left, right) is (verdict is Verdict.SAME)
    named = {_group(before, left), _group(before, right)}
    assert partition(before) - named <= partition(after)
    kept = {identity.members: identity.iri for identity in after.identities}
    for identity in before.identities:
        if frozenset(identity.members) not in named:
            assert kept[identity.members] == identity.iri


@settings(deadline=None, max_examples=10)
@given(st.lists(MADE, max_size=4))
def test_different_always_cuts(made: list[tuple[tuple[str, str], Verdict]]) -> None:
    after = _resolved(*(decision(left, verdict, right) for (left, right), verdict in made))
    for (left, right), verdict in made:
        contradicted = any({left, right} == set(pair) and other is not verdict for pair, other in made)
        if verdict is Verdict.DIFFERENT and not contradicted:
            assert not together(after, left, right)


NAMES = ("Natalia Kalashnikova", "Наталья Калашникова", "N. Kalashnikova")


def test_a_decision_that_is_taken_back_leaves_no_trace() -> None:
    readings = [reading(key, person(name)) for key, name in zip("abc", NAMES, strict=True)]
    apart = resolved(*readings, judgements=(decision("a#person-1", Verdict.DIFFERENT, "b#person-1"),))
    assert not together(apart, "a#person-1", "b#person-1")
    assert together(resolved(*readings), "a#person-1", "b#person-1")


def test_things_may_be_named_by_their_iri() -> None:
    readings = [reading(key, person(name)) for key, name in zip("abc", NAMES, strict=True)]
    found = things(resolved(*readings))
    left, right = found["a#person-1"].iri, found["c#person-1"].iri
    assert left != right
    joined = resolved(*readings, judgements=(decision(left, Verdict.SAME, right),))
    assert len({found.iri for found in things(joined).values()}) == 1
    # The same words still hold after the two have become one, and after another announcement has come.
    again = resolved(
        *readings,
        reading("d", person("Natalia Kalashnikova")),
        judgements=(decision(left.rsplit("/apk-network/", 1)[1], Verdict.SAME, right),),
    )
    assert len({found.iri for found in things(again).values()}) == 1


def test_an_entity_may_be_parted_from_the_thing_that_it_founded() -> None:
    readings = [reading("a", person(NAMES[0])), reading("b", person(NAMES[1]))]
    iri = things(resolved(*readings))["a#person-1"].iri
    parted = resolved(*readings, judgements=(decision("a#person-1", Verdict.DIFFERENT, iri),))
    assert not together(parted, "a#person-1", "b#person-1")


def test_a_person_may_say_which_organisation_of_the_vocabulary_it_is() -> None:
    found = reading("a", organisation("university", "The Al-Farabi alma mater"))
    concept = "organisation/yessenov-university"
    resolution = resolved(found, judgements=(decision("a#organisation-1", Verdict.SAME, concept),))
    assert things(resolution)["a#organisation-1"].concept == "yessenov-university"
    wrong = reading("a", organisation("university", "Yessenov University"))
    resolution = resolved(wrong, judgements=(decision("a#organisation-1", Verdict.DIFFERENT, concept),))
    assert things(resolution)["a#organisation-1"].concept is None


def test_a_decision_on_what_is_not_here_waits() -> None:
    readings = [reading("a", person(NAMES[0]))]
    waiting = decision("a#person-1", Verdict.SAME, "z#person-1")
    resolution = resolved(*readings, judgements=(waiting,))
    assert partition(resolution) == partition(resolved(*readings))
    assert resolution.waiting == (waiting,)


def test_a_decision_on_what_is_read_does_not_wait() -> None:
    readings = [reading("a", person(NAMES[0])), reading("b", organisation("university", "Yessenov University"))]
    iri = things(resolved(*readings))["a#person-1"].iri
    told = (
        decision("a#person-1", Verdict.SAME, iri),
        decision("b#organisation-1", Verdict.DIFFERENT, "organisation/yessenov-university"),
    )
    assert resolved(*readings, judgements=told).waiting == ()


@pytest.mark.parametrize("names", list(pairwise(("A. Kim", "A. Kim", "Anna Kim"))))
def test_a_person_can_join_what_the_comparison_leaves_open(names: tuple[str, str]) -> None:
    readings = [reading("a", person(names[0])), reading("b", person(names[1]))]
    told = decision("a#person-1", Verdict.SAME, "b#person-1", by="Aigul", why="same office")
    resolution = resolved(*readings, judgements=(told,))
    assert together(resolution, "a#person-1", "b#person-1")
    assert told in resolution.decisions
