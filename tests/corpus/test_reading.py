import json
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from corpus.annotations import read_gold
from corpus.announcement import Announcement
from corpus.entity import Entity, EntityKind, EventDetails, Mention, PersonName
from corpus.reading import Reading, from_json, occurrences, shortest_window, to_json
from corpus.relation import Group, Relation, RelationKind

WORDS = st.text(alphabet="abc ғқң«»\"'", min_size=1, max_size=8)
SPANS = st.tuples(st.integers(0, 20), st.integers(0, 20)).map(lambda pair: (min(pair), max(pair) + 1))
SHARES = st.floats(0, 1)
ANNOUNCEMENT = Announcement(id="a", title="Forum", body="x" * 40, language="en", published=date(2021, 4, 23))


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    def mention() -> Mention:
        start, end = draw(SPANS)
        return Mention(start=start, end=end, normal=draw(WORDS), by=draw(WORDS))

    def thing(number: int, kind: EntityKind) -> Entity:
        return Entity(
            id=f"{kind}-{number}",
            kind=kind,
            names=tuple(draw(st.lists(WORDS, max_size=2))),
            mentions=tuple(mention() for _ in range(draw(st.integers(0, 2)))),
            organisation_class="ngo" if kind is EntityKind.ORGANISATION else None,
            person_name=PersonName(family=draw(WORDS)) if kind is EntityKind.PERSON else None,
            event=EventDetails(kind="forum", attendance=draw(st.integers(0, 9))) if kind is EntityKind.EVENT else None,
            concept=draw(st.none() | WORDS),
            confidence=draw(SHARES),
        )

    kinds = draw(st.lists(st.sampled_from(list(EntityKind)), min_size=1, max_size=4))
    entities = tuple(thing(number, kind) for number, kind in enumerate(kinds))
    names = st.sampled_from([entity.id for entity in entities])
    start, end = draw(SPANS)
    stated = {"start": start, "end": end, "by": "rule", "confidence": draw(SHARES)}
    relations = (
        Relation(
            kind=RelationKind.POSITION, subject=draw(names), object=draw(st.none() | names), value=draw(WORDS), **stated
        ),
        Relation(kind=RelationKind.PART_OF, subject=draw(names), object=draw(names), **stated),
        Relation(kind=RelationKind.DEGREE, subject=draw(names), value=draw(WORDS), **stated),
    )
    group = Group(
        category="youth", text=draw(WORDS), role="participant", count=draw(st.none() | st.integers(1, 9)), **stated
    )
    return Reading(announcement=ANNOUNCEMENT, entities=entities, relations=relations, groups=(group,), pipeline="test")


@given(reading=readings())
def test_a_reading_survives_its_json(reading: Reading) -> None:
    assert from_json(json.loads(json.dumps(to_json(reading))), ANNOUNCEMENT, by="test") == reading


def test_every_gold_fact_gets_a_quote_of_its_text() -> None:
    gold, faults = read_gold()
    assert not faults
    for reading in gold:
        text = reading.announcement.text
        for entity in reading.entities:
            assert entity.mentions or entity.kind is EntityKind.EVENT
            assert all(mention.normal == text[mention.start : mention.end] for mention in entity.mentions)
        for relation in reading.relations:
            assert 0 <= relation.start < relation.end <= len(text)
        for group in reading.groups:
            assert text[group.start : group.end] == group.text


def test_a_name_is_found_as_whole_words_before_inside_one() -> None:
    assert occurrences("Taraz, Tarazda", "Taraz") == [(0, 5)]
    assert occurrences("Tarazda", "Taraz") == [(0, 5)]
    assert occurrences("text", "") == []


@given(places=st.lists(st.lists(SPANS, min_size=1, max_size=3), min_size=1, max_size=3))
def test_the_shortest_window_holds_a_place_of_every_list_and_none_is_shorter(
    places: list[list[tuple[int, int]]],
) -> None:
    def holds(window: tuple[int, int]) -> bool:
        return all(any(window[0] <= start and end <= window[1] for start, end in spans) for spans in places)

    window = shortest_window(places)
    assert window is not None
    assert holds(window)
    shorter = [
        (start, end)
        for start in range(22)
        for end in range(start, 22)
        if end - start < window[1] - window[0] and holds((start, end))
    ]
    assert not shorter


def test_there_is_no_window_when_a_name_stands_nowhere() -> None:
    assert shortest_window([[(0, 1)], []]) is None
    assert shortest_window([]) is None
