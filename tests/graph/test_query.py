import csv
import io
import json
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from graph.labels import KINDS, Labels
from graph.query import LANGUAGES, Question, ask, fill, question, questions, read_question, run
from graph.sparql import QueryError
from graph.store import load_store
from ontology.errors import DataError
from ontology.terms import APK, BASE, SCHEMA
from tests.graph.gold import ANSWERS, facts_of

ENU = f"{BASE}organisation/l-n-gumilyov-eurasian-national-university"
KALASHNIKOVA = f"{BASE}person/kalashnikova-natalia"
VALUES = {
    "announcement": "zhetysu-2021-04-youth-tracks",
    "class": "university",
    "country": "Польша",
    "department": "apk-department-toraighyrov-university",
    "event_kind": "webinar",
    "language": "kk",
    "number": "1",
    "organisation": "ENU",
    "person": "Kalashnikova Natalia",
    "place": "Талдыкорган",
    "text": "профессор",
    "thing": "ENU",
    "university": "ЕНУ имени Л. Н. Гумилева",
    "youth_organisation": "birlik-student-assembly-toraighyrov-university",
}
HOSTILE = [
    '" } INSERT DATA { <x:a> <x:b> <x:c> } #',
    '"@en . ?s ?p ?o } #',
    "> . ?s ?p ?o . <x:",
    "\\u0022 } #",
    "x\n} SELECT * { ?s ?p ?o",
    "'''",
    '"""',
    "\\",
    "?person",
    "\x00\ud800",
]


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("each", questions(), ids=lambda each: each.name)
def test_a_question_has_its_answer(each: Question, gold_store: ox.Store) -> None:
    expected = (ANSWERS / f"{each.name}.csv").read_text(encoding="utf-8")
    answer = run(gold_store, each, format="csv")
    assert facts_of(answer) == expected
    lines = [tuple(row.values()) for row in rows(answer)]
    assert len(set(lines)) == len(lines), "a row is said twice"


@pytest.mark.parametrize("each", questions(), ids=lambda each: each.name)
def test_a_question_takes_every_parameter_at_once(each: Question, gold_store: ox.Store) -> None:
    values = {parameter.name: VALUES[parameter.kind] for parameter in each.parameters}
    answer = run(gold_store, each, values, format="csv")
    assert answer.splitlines()[0].split(",") == list(each.columns)


def test_questions_explain_themselves_in_three_languages() -> None:
    assert len(questions()) >= 30
    for each in questions():
        for words in (each.titles, each.descriptions, *each.columns.values(), *(p.words for p in each.parameters)):
            assert set(words) == set(LANGUAGES), each.name
            assert all(words.values()), each.name
    for language in LANGUAGES:
        titles = [each.titles[language] for each in questions()]
        assert len(set(titles)) == len(titles)


def test_any_endpoint_reads_a_question_as_it_stands() -> None:
    for each in questions():
        assert list(ox.Store().query(each.sparql)) is not None


def test_answers_do_not_depend_on_the_order_of_the_dataset(
    gold_build: Path, gold_store: ox.Store, tmp_path: Path
) -> None:
    lines = (gold_build / "dataset.nq").read_bytes().splitlines(keepends=True)
    (tmp_path / "dataset.nq").write_bytes(b"".join(lines[::-1]))
    turned = load_store(tmp_path)
    labels = Labels(gold_store)
    for each in questions():
        query = fill(each, {}, labels)
        answers = [store.query(query).serialize(format=ox.QueryResultsFormat.TSV) for store in (gold_store, turned)]
        assert answers[0] == answers[1], each.name


def test_names_come_in_the_language_asked_for_or_in_any(gold_store: ox.Store) -> None:
    def names(language: str) -> dict[str, str]:
        answer = rows(run(gold_store, question("university-co-participation"), {"language": language}, format="csv"))
        return {row["organisation"]: row["organisationName"] for row in answer}

    assert names("ru").keys() == names("en").keys()
    assert names("ru")[f"{BASE}organisation/al-farabi-kazakh-national-university"].startswith("Казахский национальный")
    assert all(names("kk").values())


def test_a_parameter_narrows_the_answer(gold_store: ox.Store) -> None:
    moderated = question("who-moderated-what")
    everyone = rows(run(gold_store, moderated, format="csv"))
    one = rows(run(gold_store, moderated, {"person": "Natalia Kalashnikova"}, format="csv"))
    assert [row for row in everyone if row["agent"] == KALASHNIKOVA] == one
    assert 0 < len(one) < len(everyone)


def test_years_bound_an_answer(gold_store: ox.Store) -> None:
    by_year = question("countries-by-event-and-year")
    found = rows(run(gold_store, by_year, {"from": "2021", "to": "2021"}, format="csv"))
    assert {row["year"] for row in found} == {"2021"}


def test_contradictions_name_both_announcements(gold_build: Path) -> None:
    store = load_store(gold_build)
    graphs = [f"{BASE}announcement/{stem}" for stem in ("a", "b")]
    for graph, number in zip(graphs, (165, 200), strict=True):
        for name in (NamedNode(graph), ox.DefaultGraph()):
            store.add(Quad(NamedNode(f"{BASE}event/x"), NamedNode(APK.attendance), Literal(number), name))
    (found,) = rows(run(store, question("contradictions"), format="csv"))
    assert (found["value"], found["announcement"]) == ("165", graphs[0])
    assert (found["otherValue"], found["otherAnnouncement"]) == ("200", graphs[1])


def test_doubtful_facts_are_those_below_the_percentage(gold_build: Path) -> None:
    store = load_store(gold_build)
    fact = next(store.quads_for_pattern(None, NamedNode(APK.evidence), None, None)).subject
    measures = NamedNode(f"{BASE}graph/measures")
    for quad in list(store.quads_for_pattern(fact, NamedNode(APK.confidence), None, None)):
        store.remove(quad)
    store.add(Quad(fact, NamedNode(APK.confidence), Literal(0.4), measures))
    assert {row["fact"] for row in rows(run(store, question("doubtful-facts"), format="csv"))} == {fact.value}
    assert not rows(run(store, question("doubtful-facts"), {"percent": "40"}, format="csv"))


@pytest.mark.parametrize("value", ["ENU", "enu", "ЕНУ", ENU, "l-n-gumilyov-eurasian-national-university"])
def test_any_label_alias_slug_or_iri_names_a_thing(value: str, gold_store: ox.Store) -> None:
    assert Labels(gold_store).find("university", "university", value) == ENU


@pytest.mark.parametrize("value", ["Natalia Kalashnikova", "Kalashnikova Natalia", "Наталия Калашникова"])
def test_a_name_is_found_in_any_order_and_script(value: str, gold_store: ox.Store) -> None:
    assert Labels(gold_store).find("person", "person", value) == KALASHNIKOVA


def test_a_kind_keeps_others_apart(gold_store: ox.Store) -> None:
    with pytest.raises(DataError, match="no youth organisation here is called 'ENU'"):
        Labels(gold_store).find("youth", "youth_organisation", "ENU")


def test_an_unknown_name_is_answered_with_near_ones(gold_store: ox.Store) -> None:
    with pytest.raises(DataError, match="did you mean Natalia Kalashnikova"):
        Labels(gold_store).find("person", "person", "Natalia Kalinnikova")


def test_a_name_of_several_things_is_not_guessed(gold_build: Path) -> None:
    store = load_store(gold_build)
    for slug in ("one", "two"):
        store.add(Quad(NamedNode(f"{BASE}person/{slug}"), NamedNode(SCHEMA.name), Literal("A. Same")))
    with pytest.raises(DataError, match="may be 2 things; say which by the last part of its IRI: one, two"):
        Labels(store).find("person", "person", "A. Same")


@pytest.mark.parametrize("value", HOSTILE)
def test_a_hostile_value_names_nothing(value: str, gold_store: ox.Store) -> None:
    with pytest.raises(DataError):
        run(gold_store, question("person-record"), {"person": value}, format="csv")


@pytest.mark.parametrize("value", HOSTILE[:-1])
def test_a_hostile_text_is_only_text(value: str, gold_store: ox.Store) -> None:
    assert rows(run(gold_store, question("degrees"), {"words": value}, format="csv")) == []


@pytest.mark.parametrize("value", ["1; DROP", "1.5", "", "９", "1 2"])
def test_a_number_is_digits(value: str, gold_store: ox.Store) -> None:
    values = {"atLeast": value}
    if value:
        with pytest.raises(DataError, match="no whole number"):
            run(gold_store, question("frequent-speakers"), values)
    else:  # an empty field of a form is the default
        assert run(gold_store, question("frequent-speakers"), values) == run(gold_store, question("frequent-speakers"))


@given(value=st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_stays_one_literal(value: str) -> None:
    asked = question("degrees")
    filled = fill(asked, {"words": value or "x"}, Labels(ox.Store()))
    store = ox.Store()
    assert list(store.query(filled)) == []


def test_values_go_in_at_every_place_but_strings_and_comments() -> None:
    asked = Question(
        name="q",
        titles={},
        descriptions={},
        parameters=question("degrees").parameters,
        columns={},
        sparql='SELECT (?words AS ?x) ("?words" AS ?y) { BIND(?words AS ?z) } # ?words',
    )
    filled = fill(asked, {"words": "a"}, Labels(ox.Store()))
    assert filled == 'SELECT ("a" AS ?x) ("?words" AS ?y) { BIND("a" AS ?z) } # ?words'


def test_an_unknown_parameter_is_told(gold_store: ox.Store) -> None:
    with pytest.raises(DataError, match="no parameter planet; its parameters: language, person"):
        run(gold_store, question("who-moderated-what"), {"planet": "Mars"})


def test_an_unknown_question_is_answered_with_the_nearest() -> None:
    with pytest.raises(DataError, match="did you mean who-moderated-what"):
        question("who-moderated")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("who moderated", "who-moderated-what"),
        ("кафедры руководит", "departments-and-heads"),
        ("меморандум", "memoranda"),
        ("countries by year", "countries-by-event-and-year"),
    ],
)
def test_a_question_is_found_by_words_of_any_language(words: str, expected: str) -> None:
    assert expected in [each.name for each in ask(words)[:3]]


def test_words_that_mean_nothing_find_nothing() -> None:
    assert ask("zzzz qqqq") == ()


def test_kinds_of_parameters_are_known() -> None:
    kinds = {parameter.kind for each in questions() for parameter in each.parameters}
    assert kinds <= {*KINDS, "language", "number", "text"}


ANY = "SELECT ?p ?n { VALUES (?p ?n) { (foaf:Person 1) } }"


def test_every_format_says_the_same(gold_store: ox.Store) -> None:
    assert json.loads(run(gold_store, ANY, format="json"))["results"]["bindings"][0]["n"]["value"] == "1"
    assert run(gold_store, ANY, format="csv") == "p,n\r\nhttp://xmlns.com/foaf/0.1/Person,1\r\n"
    assert run(gold_store, ANY, format="tsv") == "?p\t?n\n<http://xmlns.com/foaf/0.1/Person>\t1\n"
    assert "<uri>http://xmlns.com/foaf/0.1/Person</uri>" in run(gold_store, ANY, format="xml")
    assert run(gold_store, ANY) == "p            n\n-----------  -\nfoaf:Person  1\n"


def test_a_table_for_a_terminal_shows_names_and_cuts_what_is_long(gold_store: ox.Store) -> None:
    head, _, *lines = run(gold_store, question("who-moderated-what")).splitlines()
    assert head.split() == ["agent", "event", "date", "quote", "announcement"]
    assert any(line.startswith("Natalia Kalashnikova") and "…" in line for line in lines)
    assert max(map(len, lines)) < 5 * 75


def test_a_graph_comes_as_turtle(gold_store: ox.Store) -> None:
    told = run(
        gold_store, f"CONSTRUCT {{ <{ENU}> skos:prefLabel ?l }} {{ <{ENU}> skos:prefLabel ?l }}", format="turtle"
    )
    assert 'skos:prefLabel "' in told
    assert told == run(gold_store, f"CONSTRUCT {{ <{ENU}> skos:prefLabel ?l }} {{ <{ENU}> skos:prefLabel ?l }}")


def test_a_table_does_not_come_as_turtle(gold_store: ox.Store) -> None:
    with pytest.raises(QueryError, match="answer with a table"):
        run(gold_store, ANY, format="turtle")


def test_yes_and_no(gold_store: ox.Store) -> None:
    assert run(gold_store, f"ASK {{ <{KALASHNIKOVA}> a foaf:Person }}") == "yes\n"
    assert run(gold_store, f"ASK {{ <{ENU}> a foaf:Person }}") == "no\n"


def test_each_triple_counts_once_though_many_announcements_say_it(gold_store: ox.Store) -> None:
    everywhere = "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?x a apk:ApkDepartment } }"
    once = f"SELECT (COUNT(*) AS ?n) {{ <{ENU}> a apk:University }}"
    assert int(rows(run(gold_store, everywhere, format="csv"))[0]["n"]) > 1
    assert rows(run(gold_store, once, format="csv")) == [{"n": "1"}]


@pytest.mark.parametrize("text", ["# title: [\n\nSELECT * {}", "# parameters: {x: 1}\n\nSELECT * {}", "SELECT", "\xff"])
def test_a_file_that_is_no_question_is_told(text: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.rq"
    path.write_text(text, encoding="latin-1")
    with pytest.raises(DataError, match=r"mine\.rq"):
        read_question(path)


def test_a_query_without_a_head_is_a_question(tmp_path: Path, gold_store: ox.Store) -> None:
    path = tmp_path / "mine.rq"
    path.write_text(ANY.replace("foaf:Person", "<x:y>"), encoding="utf-8")
    assert rows(run(gold_store, read_question(path), format="csv")) == [{"p": "x:y", "n": "1"}]
