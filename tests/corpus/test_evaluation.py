from corpus.announcement import Announcement
from corpus.entity import Entity, EntityKind, EventDetails
from corpus.evaluation import Counts, errors, interval, match_entities, normal_name, score, total
from corpus.reading import Reading
from corpus.relation import Group, Relation, RelationKind

TEXT = Announcement(id="a", title="T", body="B", language="en")


def thing(name: str, *names: str, kind: EntityKind = EntityKind.ORGANISATION, **more: object) -> Entity:
    return Entity(id=name, kind=kind, names=names or (name,), **more)  # type: ignore[arg-type]


def fact(kind: RelationKind, subject: str, target: str | None = None, value: str | None = None) -> Relation:
    return Relation(kind=kind, subject=subject, object=target, value=value, start=0, end=1, by="test")


def reading(*entities: Entity, relations: tuple[Relation, ...] = (), groups: tuple[Group, ...] = ()) -> Reading:
    return Reading(announcement=TEXT, entities=entities, relations=relations, groups=groups, pipeline="test")


def test_names_are_compared_without_case_quotes_article_dashes_and_outer_punctuation() -> None:
    assert normal_name(" The  «Shanyrak»  – Union,") == normal_name('"SHANYRAK"-union')
    assert normal_name("Assembly") != normal_name("Assemblies")


def test_entities_pair_one_to_one_and_those_that_share_most_names_first() -> None:
    gold = [
        thing("eurasian", "Department of the APK", "Department of the APK, ENU"),
        thing("zhetysu", "Department of the APK"),
    ]
    found = [thing("one", "Department of the APK"), thing("two", "department of the apk", "Department of the APK, ENU")]
    assert match_entities(gold, found) == {"two": "eurasian", "one": "zhetysu"}


def test_a_country_pairs_by_its_code_and_an_entity_of_another_kind_never() -> None:
    gold = [thing("US", "United States", kind=EntityKind.COUNTRY)]
    assert match_entities(gold, [thing("US", "USA", kind=EntityKind.COUNTRY)]) == {"US": "US"}
    assert match_entities(gold, [thing("US", "United States", kind=EntityKind.PLACE)]) == {}


def test_a_relation_counts_when_its_kind_its_found_ends_and_its_role_are_right() -> None:
    person, body = thing("p", "Anna", kind=EntityKind.PERSON), thing("o", "Union")
    gold = reading(person, body, relations=(fact(RelationKind.POSITION, "p", "o", "Head of the Department"),))
    same = reading(person, body, relations=(fact(RelationKind.POSITION, "p", "o", "head, department"),))
    other = reading(person, body, relations=(fact(RelationKind.POSITION, "p", "o", "dean of the faculty"),))
    no_body = reading(person, body, relations=(fact(RelationKind.POSITION, "p", None, "Head of the Department"),))
    assert score(gold, same)["relations"] == Counts(right=1)
    assert score(gold, other)["relations"] == Counts(wrong=1, missed=1)
    assert score(gold, no_body)["relations/position"] == Counts(wrong=1, missed=1)
    assert any("Anna" in line and line.startswith("missed position") for line in errors(gold, other))


def test_cooperation_has_no_order() -> None:
    bodies = thing("a", "A"), thing("b", "B")
    gold = reading(*bodies, relations=(fact(RelationKind.COOPERATES_WITH, "a", "b"),))
    assert score(gold, reading(*bodies, relations=(fact(RelationKind.COOPERATES_WITH, "b", "a"),)))["relations"].f1 == 1


def test_an_event_is_judged_field_by_field_and_by_its_title() -> None:
    details = EventDetails(kind="forum", start="2021-04-23", attendance=165)
    gold = reading(Entity(id="event-1", kind=EntityKind.EVENT, names=("Unity in diversity",), event=details))
    answer = EventDetails(kind="forum", start="2021-04-24", mode="online")
    found = reading(Entity(id="event-1", kind=EntityKind.EVENT, names=("Forum “Unity in diversity”",), event=answer))
    counts = score(gold, found)
    assert counts["event/kind"] == counts["event/title"] == Counts(right=1)
    assert counts["event/start"] == counts["event/mode"] == Counts(wrong=1)
    assert counts["event/attendance"] == Counts(missed=1)
    assert counts["event"] == Counts(right=2, wrong=2, missed=1)
    assert counts["entities"] == Counts()


def test_a_group_is_found_by_category_and_role() -> None:
    group = Group(category="youth", text="young people", role="participant", start=0, end=1, by="test")
    speakers = Group(category="youth", text="young people", role="speaker", start=0, end=1, by="test")
    assert score(reading(groups=(group,)), reading(groups=(speakers,)))["groups"] == Counts(wrong=1, missed=1)


def test_counts_add_up_and_their_interval_holds_the_figure() -> None:
    scores = [
        {"x": Counts(right=8, wrong=1, missed=1)},
        {"x": Counts(right=5, wrong=5, missed=5)},
        {"y": Counts(right=1)},
    ]
    assert total(scores)["x"] == Counts(right=13, wrong=6, missed=6)
    low, high = interval(scores, "x", lambda counts: counts.f1)
    assert 0 <= low <= total(scores)["x"].f1 <= high <= 1
