import csv
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from corpus.reading import Reading
from graph.identity_tables import write_identities, write_unsure
from graph.judgement import Verdict, decision, read_judgements
from graph.review import doubts, why
from graph.review_page import review_page
from tests.graph.blind import person, position, reading, resolved, things


def _readings(surname: str = "Kim") -> list[Reading]:
    return [
        reading("a", person(f"A. {surname}"), relations=(position("expert", None),)),
        reading("b", person(f"Anna {surname}"), title="<script>alert(1)</script>"),
        reading("c", person("Marat Azilkhanov")),
        reading("d", person("М. Әзілханов"), language="kk"),
    ]


def test_doubtful_pairs_come_with_both_contexts_and_reasons() -> None:
    readings = _readings()
    found = doubts(resolved(*readings), readings)
    assert [{doubt.left.name, doubt.right.name} for doubt in found] == [
        {"a#person-1", "b#person-1"},
        {"c#person-1", "d#person-1"},
    ]
    first = found[0]
    assert first.reasons
    assert "A. Kim" in first.left.quote
    assert first.left.facts == ("A. Kim – position – expert",)
    assert first.score >= found[1].score


@pytest.mark.parametrize("verdict", [Verdict.SAME, Verdict.DIFFERENT, Verdict.UNSURE])
def test_a_decided_pair_is_no_longer_doubtful(verdict: Verdict) -> None:
    readings = _readings()
    told = decision("b#person-1", verdict, "a#person-1")
    found = doubts(resolved(*readings, judgements=(told,)), readings)
    assert [{doubt.left.name, doubt.right.name} for doubt in found] == [{"c#person-1", "d#person-1"}]


def test_why_tells_every_reason_and_every_name() -> None:
    readings = [
        reading("a", person("Natalia Kalashnikova")),
        reading("b", person("Наталья Калашникова"), language="ru"),
    ]
    told = decision("a#person-1", Verdict.SAME, "b#person-1", by="Aigul", why="the Deputy Chairman")
    resolution = resolved(*readings, judgements=(told,))
    lines = "\n".join(why(resolution, resolution.identities[0].iri))
    for part in ("Наталья Калашникова", "a#person-1", "equal in all that is compared", "Aigul", "the Deputy Chairman"):
        assert part in lines
    old = next(iter(resolution.replaced))
    assert "is now" in why(resolution, old)[0]
    with pytest.raises(KeyError):
        why(resolution, "https://example.org/none")


def test_the_tables_hold_every_thing_and_every_doubt(tmp_path: Path) -> None:
    readings = _readings()
    resolution = resolved(*readings)
    write_identities(tmp_path, resolution)
    write_unsure(tmp_path, doubts(resolution, readings))
    with (tmp_path / "identities.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["iri"] for row in rows] == [identity.iri for identity in resolution.identities]
    assert {member for row in rows for member in row["members"].split()} == things(resolution).keys()
    with (tmp_path / "unsure.csv").open(encoding="utf-8", newline="") as file:
        assert [row["left"] for row in csv.DictReader(file)] == ["a#person-1", "c#person-1"]


def test_on_the_page_a_person_decides_and_saves_the_decisions_file(tmp_path: Path, browser: Browser) -> None:
    readings = _readings()
    earlier = decision("x#person-1", Verdict.SAME, "y#person-1", by="Serik")
    page_file, saved = tmp_path / "review.html", tmp_path / "judgements.csv"
    page_file.write_text(review_page(doubts(resolved(*readings), readings), (earlier,)), encoding="utf-8")
    errors: list[str] = []
    page = browser.new_page()
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(page_file.as_uri())
    page.locator("#pair-0").get_by_label("Different").check()
    page.locator("#by").fill('Aigul "A", K.')
    with page.expect_download() as download:
        page.get_by_role("button", name="Save").click()
    download.value.save_as(saved)
    assert page.locator("#open").inner_text() == "1"
    page.close()
    assert not errors
    told = read_judgements(saved)
    assert told[0] == earlier
    assert (str(told[1].left), told[1].verdict, str(told[1].right)) == ("a#person-1", "different", "b#person-1")
    assert told[1].by == 'Aigul "A", K.'
