from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from corpus.entity import Entity, EntityKind
from corpus.reading import Reading
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
    assert scores.pairs.recall >= 0.98
    assert scores.b_cubed.f1 >= 0.98
    places = score_resolution(resolved(*blind()), blind(), gold(), (EntityKind.COUNTRY, EntityKind.PLACE))
    assert places.pairs.f1 >= 0.97


def _retold(told: Reading, chance: Random) -> Reading:
    """The announced event as another would tell it: some of its people and places, often without title or day."""
    kept = [r for r in told.relations if "event-1" in {r.subject, r.object} and chance.random() < 0.6]
    named = {end for relation in kept for end in (relation.subject, relation.object)} | {"event-1"}

    def shortened(entity: Entity) -> Entity:
        if entity.id != "event-1" or entity.event is None:
            return entity
        start = entity.event.start if chance.random() < 0.7 else None
        names = entity.names if chance.random() < 0.6 else ()
        return replace(entity, names=names, event=replace(entity.event, start=start, end=None))

    source = told.announcement
    later = source.published + timedelta(days=chance.randrange(4)) if source.published else None
    return replace(
        told,
        announcement=replace(source, id=f"retold-{source.id}", title="", publisher=None, published=later),
        entities=tuple(shortened(entity) for entity in told.entities if entity.id in named),
        relations=tuple(kept),
    )


def test_events_told_twice_are_found() -> None:
    chance = Random(1)  # noqa: S311 -- the same retelling in every run
    told = blind()[::2]
    readings = [*told, *(_retold(reading, chance) for reading in told[::3])]
    found = {
        ref: identity.iri
        for identity in resolved(*readings).identities
        if identity.kind is EntityKind.EVENT
        for ref in identity.members
    }
    same = {"mnu-student-assembly-constitution": "mnu-2026-02-studencheskaya-assambleya"}
    stems = {ref: ref.announcement.removeprefix("retold-") for ref in found}
    truth = {ref: f"{same.get(stem, stem)} {ref.entity}" for ref, stem in stems.items()}
    scores = score(found, truth)
    assert scores.pairs.precision >= 0.95
    assert scores.b_cubed.f1 >= 0.9
