import csv
import io
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from graph.commands import ask, publish, query
from ontology.errors import DataError
from ontology.terms import BASE

KALASHNIKOVA = f"{BASE}person/kalashnikova-natalia"


def call(command: object, *arguments: object) -> Result:
    return CliRunner().invoke(command, list(map(str, arguments)))  # type: ignore[arg-type]


def test_ask_finds_the_question_and_what_it_is_about(gold_build: Path) -> None:
    told = call(ask, "what", "did", "Natalia", "Kalashnikova", "moderate", "--out", gold_build, "--format", "csv")
    assert f"  -p person={KALASHNIKOVA}" in told.stderr
    rows = list(csv.DictReader(io.StringIO(told.stdout, newline="")))
    assert {row["agent"] for row in rows} == {KALASHNIKOVA}


def test_ask_takes_years_and_what_is_given_wins(gold_build: Path) -> None:
    told = call(ask, "страны", "по", "годам", "2020-2021", "-p", "from=2021", "--out", gold_build, "--format", "csv")
    assert "  -p from=2021\n  -p to=2021\n" in told.stderr
    assert {row["year"] for row in csv.DictReader(io.StringIO(told.stdout))} == {"2021"}


def test_ask_says_when_no_question_is_like_it(gold_build: Path) -> None:
    assert isinstance(call(ask, "qqqq", "--out", gold_build).exception, DataError)


def test_query_lists_every_question_with_its_parameters() -> None:
    told = call(query, "--list").stdout
    assert "who-moderated-what: Who moderated what\n" in told
    assert re.search(r"-p person=…  person \(default Natalia Kalashnikova\)", told)


def test_query_answers_a_name_a_file_and_a_query(gold_build: Path, tmp_path: Path) -> None:
    named = call(
        query, "who-moderated-what", "-p", "person=Natalia Kalashnikova", "--out", gold_build, "--format", "csv"
    )
    assert named.stdout.count(KALASHNIKOVA) == 1
    file = tmp_path / "mine.rq"
    file.write_text(f"SELECT ?n {{ <{KALASHNIKOVA}> skos:prefLabel ?n }}", encoding="utf-8")
    for asked in (file, file.read_text(encoding="utf-8")):
        assert "Natalia Kalashnikova" in call(query, asked, "--out", gold_build).stdout


def test_publish_needs_a_graph_store(gold_build: Path) -> None:
    with pytest.raises(DataError, match="stopped"):
        CliRunner().invoke(publish, ["http://127.0.0.1:1/store", "--out", str(gold_build)], catch_exceptions=False)
