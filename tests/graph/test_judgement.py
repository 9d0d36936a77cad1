from pathlib import Path

import pytest

from graph.judgement import EntityRef, Verdict, decide, decision, read_judgements, reference
from ontology.errors import DataError


def test_a_decision_is_read_as_it_was_made(tmp_path: Path) -> None:
    path = tmp_path / "judgements.csv"
    made = decision("a#person-1", Verdict.SAME, "https://example.org/x", by="Aigul", why="one office, «one» year")
    decide(made, path)
    assert read_judgements(path) == (made,)


def test_a_later_decision_on_a_pair_replaces_the_earlier_one(tmp_path: Path) -> None:
    path = tmp_path / "judgements.csv"
    decide(decision("a#x", Verdict.SAME, "b#y"), path)
    decide(decision("c#x", Verdict.SAME, "d#y"), path)
    decide(decision("b#y", Verdict.DIFFERENT, "a#x"), path)
    assert [(str(j.left), j.verdict) for j in read_judgements(path)] == [("c#x", "same"), ("b#y", "different")]


def test_a_deleted_line_is_an_undone_decision(tmp_path: Path) -> None:
    path = tmp_path / "judgements.csv"
    decide(decision("a#x", Verdict.SAME, "b#y"), path)
    path.write_text(path.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    assert read_judgements(path) == ()


def test_no_file_is_no_decision(tmp_path: Path) -> None:
    assert read_judgements(tmp_path / "none.csv") == ()


@pytest.mark.parametrize("line", ["a#x,perhaps,b#y,,", "a#x,same,,,", "a#x"])
def test_a_line_that_decides_nothing_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "judgements.csv"
    path.write_text(f"left,verdict,right,by,why\na#x,same,b#y,,\n{line}\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"judgements\.csv:3"):
        read_judgements(path)


def test_a_thing_may_be_named_without_its_base() -> None:
    assert reference("person/kim-anna") == "https://w3id.org/apk-network/person/kim-anna"
    assert reference("a#person-1") == EntityRef(announcement="a", entity="person-1")
