import unicodedata
from dataclasses import replace
from datetime import date
from random import Random

import pytest

from corpus.entity import Entity, EntityKind
from corpus.reading import Reading
from tests.graph.blind import (
    UNIVERSITY,
    blind,
    event,
    held_in,
    organisation,
    participation,
    partition,
    person,
    place,
    reading,
    resolved,
    things,
    together,
)


def _forum(name: str, language: str, title: str, start: str, town: str, *people: str) -> Reading:
    persons = [person(who, id=f"person-{number}") for number, who in enumerate(people)]
    return reading(
        name,
        event(title, kind="forum", start=start),
        place(town),
        *persons,
        relations=(held_in("place-1"), *(participation(found["id"]) for found in persons)),
        language=language,
    )


def test_two_announcements_of_one_event_tell_of_one_event() -> None:
    resolution = resolved(
        _forum("a", "en", "Youth Forum", "2024-05-01", "Almaty", "Natalia Kalashnikova", "Marat Azilkhanov"),
        _forum("b", "kk", "Жастар форумы", "2024-05-01", "Алматы", "Марат Әзілханов", "Наталья Калашникова"),
        _forum("c", "en", "Youth Forum", "2025-05-01", "Almaty", "Natalia Kalashnikova", "Marat Azilkhanov"),
        _forum("d", "en", "Concert of folk song", "2024-05-01", "Almaty"),
    )
    assert together(resolution, "a#event-1", "b#event-1")
    assert not together(resolution, "a#event-1", "c#event-1")
    assert not together(resolution, "a#event-1", "d#event-1")


def test_the_order_of_announcements_and_duplicates_change_nothing() -> None:
    readings = list(blind()[::7])
    expected = resolved(*readings)
    Random(1).shuffle(readings)  # noqa: S311 -- a test's order, no secret
    found = resolved(*readings, *readings[:5])
    assert found == expected
    assert list(found.judgements) == list(expected.judgements)


def test_what_is_resolved_resolves_to_itself() -> None:
    readings = [replace(found, relations=()) for found in blind()[::6]]
    named = {name: identity.iri.rsplit("/", 1)[-1] for name, identity in things(resolved(*readings)).items()}

    def relabelled(found: Reading, entity: Entity, number: int) -> Entity:
        kept = entity.kind in {EntityKind.EVENT, EntityKind.COUNTRY}
        label = f"{named[f'{found.announcement.id}#{entity.id}']}-{number}"
        return entity if kept else replace(entity, id=label)

    again = [
        replace(found, entities=tuple(relabelled(found, entity, n) for n, entity in enumerate(found.entities)))
        for found in readings
    ]
    sizes = sorted(len(group) for group in partition(resolved(*readings)))
    assert sorted(len(group) for group in partition(resolved(*again))) == sizes


def _respelt(found: Reading, change: str) -> Reading:
    forms = {
        "capitals": str.upper,
        "small letters": str.lower,
        "NFD": lambda name: unicodedata.normalize("NFD", name),
        "apostrophe": lambda name: name.replace("'", "’").replace("`", "ʼ"),
    }

    def respell(entity: Entity) -> Entity:
        return replace(entity, names=tuple(forms[change](name) for name in entity.names))

    return replace(found, entities=tuple(respell(entity) for entity in found.entities))


@pytest.mark.parametrize("change", ["capitals", "small letters", "NFD", "apostrophe"])
def test_case_unicode_form_and_apostrophes_change_nothing(change: str) -> None:
    readings = blind()[::7]
    assert partition(resolved(*(_respelt(found, change) for found in readings))) == partition(resolved(*readings))


def test_adding_later_announcements_renames_nothing() -> None:
    readings = sorted(blind(), key=lambda found: (found.announcement.published or date.max, found.announcement.id))
    before, after = resolved(*readings[:120]), resolved(*readings[:160])
    kept = {identity.iri for identity in after.identities}
    for identity in before.identities:
        assert identity.iri in kept or after.replaced[identity.iri] in kept
    same = {str(ref): identity.iri for identity in before.identities for ref in identity.members}
    now = things(after)
    renamed = [name for name, iri in same.items() if now[name].iri != iri]
    assert all(after.replaced.get(same[name]) == now[name].iri for name in renamed)
    assert len(renamed) < len(same) / 50


def test_an_earlier_announcement_found_later_leaves_the_old_iri_behind() -> None:
    late = reading("a", person("Natalia Kalashnikova"), published=date(2024, 1, 1))
    early = reading("b", person("Наталья Калашникова"), language="ru", published=date(2020, 1, 1))
    old = resolved(late).identities[0].iri
    resolution = resolved(late, early)
    assert resolution.replaced == {old: resolution.identities[0].iri}


def test_a_thing_that_turns_out_to_be_in_the_vocabulary_keeps_its_old_iri() -> None:
    bare = reading("a", organisation(UNIVERSITY, "Zharmukhamed Beekeeping University"))
    old = resolved(bare).identities[0]
    link = reading("b", organisation(UNIVERSITY, "Zharmukhamed University", "Yessenov University"))
    resolution = resolved(bare, link)
    assert together(resolution, "a#organisation-1", "b#organisation-1")
    assert resolution.identities[0].concept == "yessenov-university"
    assert resolution.replaced[old.iri] == resolution.identities[0].iri


def test_namesakes_have_iris_of_their_own() -> None:
    one = reading("a", person("A. Kim"), published=date(2020, 1, 1))
    other = reading("b", person("A. Kim"), published=date(2021, 1, 1))
    iris = [identity.iri for identity in resolved(one, other).identities]
    assert len(set(iris)) == len(iris)
    assert things(resolved(one))["a#person-1"].iri in iris


def test_a_concept_gives_code_labels_and_identifiers() -> None:
    found = things(resolved(reading("a", organisation(UNIVERSITY, "Al-Farabi KazNU"))))["a#organisation-1"]
    assert found.iri.endswith("/organisation/al-farabi-kazakh-national-university")
    assert found.concept == "al-farabi-kazakh-national-university"
    assert {"en", "ru", "kk"} <= found.labels.keys()
    assert any("ror.org" in iri for iri in found.same_as)
