from dataclasses import replace

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.announcement import Announcement
from corpus.entity import Entity, EntityKind, EventDetails
from corpus.reading import Reading, from_json
from corpus.relation import Group, Relation, RelationKind
from graph import iri
from graph.dataset import identities_by_reading
from graph.nquads import to_lines
from graph.statements import statements
from ontology.terms import PREFIXES
from tests.graph import sample


def said(*readings: Reading) -> ox.Store:
    """All that the readings state, in a store whose queries see the union."""
    identities = identities_by_reading(sample.resolution(readings))
    store = ox.Store()
    for reading in readings:
        store.extend(statements(reading, identities.get(reading.announcement.id, {})))
    return store


def ask(store: ox.Store, pattern: str) -> bool:
    return bool(store.query(f"ASK {{ {pattern} }}", prefixes=NAMES, use_default_graph_as_union=True))


def rows(store: ox.Store, query: str) -> list[tuple[str, ...]]:
    found = store.query(query, prefixes=NAMES, use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions)
    return sorted({tuple(term.value for term in row) for row in found})


NAMES = PREFIXES | {
    kind: iri.thing(kind, "x")[:-1]
    for kind in ("person", "organisation", "event", "place", "country", "role", "group", "announcement")
}
ENGLISH, RUSSIAN, EMPTY = sample.readings()
KALASHNIKOVA, EVENT = "person:kalashnikova-natalia", "event:enu-2021-04-event-1"


@pytest.mark.parametrize(
    "pattern",
    [
        f"{KALASHNIKOVA} a foaf:Person ; apk:holdsPositionAt organisation:apk-department-enu",
        f"{KALASHNIKOVA} org:headOf organisation:apk-department-enu",
        f'{KALASHNIKOVA} apk:degree "Doctor of Political Science"@en',
        "organisation:enu a org:Organization, apk:University ; schema:location place:astana",
        "organisation:apk-department-enu a apk:ApkDepartment ; org:unitOf organisation:enu",
        f"organisation:apk-department-enu org:linkedTo organisation:{sample.ASSEMBLY}",
        "organisation:enu apk:cooperatesWith organisation:youth-union",
        "organisation:youth-union apk:cooperatesWith organisation:enu",
        f'{EVENT} a schema:Event ; schema:name "Round table"@en ; apk:attendance 165',
        f'{EVENT} schema:startDate "2021-04-23"^^xsd:date ; schema:location place:astana',
        f"{EVENT} schema:eventAttendanceMode schema:OnlineEventAttendanceMode",
        f"{EVENT} apk:moderator {KALASHNIKOVA} ; apk:represented country:RU",
        f"{EVENT} apk:participant group:youth_organisations",
        f"announcement:enu-2021-04 a apk:Announcement, prov:Entity ; apk:announces {EVENT}",
        'announcement:enu-2021-04 dcterms:title "Round table at ENU"@en ; dcterms:language "en"',
        'announcement:enu-2021-04 dcterms:source <https://example.org/enu> ; dcterms:publisher "ENU"',
        'announcement:enu-2021-04 dcterms:issued "2021-04-26"^^xsd:date ; schema:mentions country:RU',
    ],
)
def test_things_and_shortcuts(pattern: str) -> None:
    assert ask(said(ENGLISH), pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        (
            f"?f a apk:Position ; org:member {KALASHNIKOVA} ; org:organization organisation:apk-department-enu ; "
            'apk:title "Head of the Department"@en ; org:role <https://w3id.org/apk-network/position/head-of-department>'
        ),
        f'?f a apk:Degree ; apk:holder {KALASHNIKOVA} ; apk:title "Doctor of Political Science"@en',
        f"?f a apk:Participation ; apk:agent {KALASHNIKOVA} ; apk:event {EVENT} ; apk:role role:moderator",
        f"?f a apk:Participation ; apk:agent group:youth_organisations ; apk:event {EVENT} ; apk:count 30",
        "?f a apk:PartOf ; apk:unit organisation:apk-department-enu ; apk:parent organisation:enu",
        "?f a apk:Cooperation ; apk:partner organisation:enu, organisation:youth-union",
        f"?f a apk:Location ; apk:located {EVENT} ; apk:place place:astana",
        "?f a apk:Location ; apk:located organisation:enu ; apk:place place:astana",
    ],
)
def test_each_fact_is_a_node_with_evidence(pattern: str) -> None:
    quote = (
        "; apk:foundBy 'test 1' ; apk:evidence ?e . "
        "?e a oa:SpecificResource ; oa:hasSource announcement:enu-2021-04 ; oa:hasSelector ?p, ?q ; "
        "apk:confidence 1.0 ; apk:foundBy 'test 1' . "
        "?p a oa:TextPositionSelector ; oa:start ?start ; oa:end ?end . ?q a oa:TextQuoteSelector ; oa:exact ?exact"
    )
    assert ask(said(ENGLISH), pattern + quote)


def test_a_membership_and_an_office_without_an_organisation() -> None:
    store = said(RUSSIAN)
    assert ask(store, f"?f a org:Membership ; org:member {KALASHNIKOVA} ; org:organization organisation:youth-union")
    assert ask(store, f"{KALASHNIKOVA} org:memberOf organisation:youth-union")
    assert ask(store, f'?f a apk:Position ; org:member {KALASHNIKOVA} ; apk:title "политолог"@ru')
    assert not ask(store, "?f a apk:Position ; org:organization ?any")


def test_quotes_are_the_words_at_their_place() -> None:
    store = said(ENGLISH, RUSSIAN)
    text = {iri.announcement(a.id): a.text for a in (sample.ENU_EN, sample.ENU_RU)}
    found = rows(
        store,
        "SELECT ?a ?start ?end ?exact ?prefix ?suffix { ?e oa:hasSource ?a ; oa:hasSelector ?p, ?q . "
        "?p oa:start ?start ; oa:end ?end . ?q oa:exact ?exact ; oa:prefix ?prefix ; oa:suffix ?suffix }",
    )
    assert len(found) == len(rows(store, "SELECT ?e { ?e a oa:SpecificResource }"))
    for announcement, start, end, exact, prefix, suffix in found:
        words, first, last = text[announcement], int(start), int(end)
        assert words[first:last] == exact
        assert words[:first].endswith(prefix)
        assert words[last:].startswith(suffix)
        assert len(prefix) == min(first, 32)


def test_the_same_fact_in_two_announcements_is_one_node_with_two_quotes() -> None:
    found = rows(
        said(ENGLISH, RUSSIAN),
        "SELECT ?fact ?source { ?fact a apk:Cooperation ; apk:evidence ?e . ?e oa:hasSource ?source }",
    )
    assert len({fact for fact, _ in found}) == 1
    assert [source for _, source in found] == [iri.announcement("enu-2021-04"), iri.announcement("enu-2021-05")]


def test_an_announcement_says_nothing_in_another_graph() -> None:
    for reading in (ENGLISH, RUSSIAN, EMPTY):
        graphs = {quad.graph_name.value for quad in said(reading)}
        assert graphs == {iri.announcement(reading.announcement.id)}


def test_a_surface_form_that_is_the_label_is_not_repeated() -> None:
    store = said(ENGLISH)
    assert rows(store, "SELECT ?name { organisation:enu skos:altLabel ?name }") == []
    renamed = replace(ENGLISH.entities[1], names=("ENU", "Gumilyov University"))
    reading = replace(ENGLISH, entities=(*ENGLISH.entities[:1], renamed, *ENGLISH.entities[2:]))
    assert rows(said(reading), "SELECT ?name { organisation:enu skos:altLabel ?name }") == [("ENU",)]


def test_a_relation_of_a_thing_to_itself_says_nothing() -> None:
    loop = Relation(kind=RelationKind.PART_OF, subject="enu", object="enu", start=0, end=5, by="test")
    reading = replace(ENGLISH, relations=(loop,))
    assert not ask(said(reading), "?f a apk:PartOf")


def test_one_quote_read_twice_has_one_confidence() -> None:
    relation = RUSSIAN.relations[-1]
    twice = replace(RUSSIAN, relations=(relation, replace(relation, confidence=0.75)))
    assert rows(said(twice), "SELECT ?c { ?e apk:confidence ?c }") == [("0.75",)]


def test_a_source_that_is_no_iri_is_kept_as_words() -> None:
    reading = replace(ENGLISH, announcement=replace(ENGLISH.announcement, source="no such page"))
    assert rows(said(reading), "SELECT ?s { ?a dcterms:source ?s }") == [("no such page",)]


def test_codes_that_no_vocabulary_knows_are_stated_for_the_shapes_to_find() -> None:
    data = {
        "entities": [
            {"id": "enu", "type": "organisation", "class": "big <one>", "names": ["ЕНУ"]},
            {
                "id": "event-1",
                "type": "event",
                "names": [],
                "kind": "a party",
                "mode": "by pigeon",
                "start": "next week",
                "attendance": "many",
            },
        ],
        "relations": [{"type": "participation", "agent": "enu", "event": "event-1", "role": "guest of honour"}],
        "groups": [{"category": "no such", "text": "дружат", "role": "no such"}],
    }
    store = said(from_json(data, sample.ENU_RU, by="person"))
    assert ask(store, "?f a apk:Participation ; apk:agent organisation:enu ; apk:role ?role ; apk:evidence ?e")
    assert ask(store, "?event apk:eventKind ?kind ; schema:eventAttendanceMode ?mode ; schema:startDate ?day")


names = st.text(min_size=1, max_size=30)
kinds = st.sampled_from([EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.PLACE, EntityKind.COUNTRY])
events = st.builds(
    EventDetails,
    kind=st.sampled_from([None, "forum"]),
    start=st.dates().map(str),
    mode=st.sampled_from([None, "hybrid"]),
    attendance=st.one_of(st.none(), st.integers(min_value=0)),
)


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    """Readings of any text, with any names, spans and facts."""
    announcement = draw(st.builds(Announcement, id=names, title=names, body=st.text(), language=st.just("ru")))
    entities = [
        Entity(id="event-1", kind=EntityKind.EVENT, names=tuple(draw(st.lists(names, max_size=2))), event=draw(events)),
        *(Entity(id=f"e{number}", kind=draw(kinds), names=(draw(names),)) for number in range(draw(st.integers(1, 4)))),
    ]
    ids = st.sampled_from([entity.id for entity in entities])
    place = st.integers(0, len(announcement.text))
    chance = st.floats(0, 1)
    relation = st.builds(
        Relation,
        kind=st.sampled_from([*RelationKind]),
        subject=ids,
        object=ids,
        value=st.sampled_from(["speaker", "host"]),
        start=place,
        end=place,
        by=names,
        confidence=chance,
    )
    group = st.builds(
        Group,
        category=st.just("youth"),
        text=names,
        role=st.just("participant"),
        count=st.one_of(st.none(), st.integers(min_value=0)),
        start=place,
        end=place,
        by=names,
        confidence=chance,
    )
    return Reading(
        announcement=announcement,
        entities=tuple(entities),
        relations=tuple(draw(st.lists(relation, max_size=5))),
        groups=tuple(draw(st.lists(group, max_size=2))),
        pipeline="test 1",
    )


@settings(max_examples=60, deadline=None)
@given(readings())
def test_any_reading_survives_the_way_through_n_quads(reading: Reading) -> None:
    identities = identities_by_reading(sample.resolution([reading])).get(reading.announcement.id, {})
    quads = statements(reading, identities)
    assert len(set(quads)) == len(quads)
    assert not any(isinstance(term, ox.BlankNode) for quad in quads for term in (quad.subject, quad.object))
    store = ox.Store()
    store.bulk_load(b"".join(to_lines(quads)), format=ox.RdfFormat.N_QUADS)
    assert set(store) == set(quads)


def test_facts_in_gold_form_need_no_spans() -> None:
    data = sample.ENU_RU_JSON | {"groups": [{"category": "youth", "text": "дружат", "role": "speaker"}]}
    store = said(from_json(data, sample.ENU_RU, by="gold"))
    assert ask(store, 'group:youth ^apk:agent/apk:phrase "дружат"@ru')
