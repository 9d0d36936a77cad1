"""The page's modules one by one: each is a plain script, loaded alone with what it leans on."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.visualisations.browser import Tabs

SCRIPTS = Path(__file__).parents[2] / "visualisations" / "templates" / "script"


@pytest.fixture
def page(tabs: Tabs) -> Iterator[Page]:
    seen = tabs.take()
    seen.page.goto("about:blank")
    seen.page.set_content("<!DOCTYPE html><title>modules</title>")
    yield seen.page
    tabs.give_back(seen)


def load(page: Page, *names: str) -> None:
    for name in names:
        page.add_script_tag(path=SCRIPTS / f"{name}.js")


def ask(page: Page, script: str) -> Any:  # noqa: ANN401 what the page answers
    return page.evaluate(script)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Тугжанов", "Tugzhanov"),
        ("Есентаева", "Yessentayeva"),
        ("Қазақстан", "Kazakstan"),
        ("Жансүгіров", "Zhansugirov"),
        ("Ассамблея", "ASSAMBLEIA"),
        ("Ménière", "meniere"),
        ("Al-Farabi", "al farabi"),
    ],
)
def test_spellings_of_one_name_fold_together(page: Page, one: str, other: str) -> None:
    load(page, "fold")
    assert ask(page, f"fold({one!r})") == ask(page, f"fold({other!r})")


@pytest.mark.parametrize(
    ("one", "other", "most", "answer"),
    [("kitten", "sitten", 1, True), ("ab", "ba", 1, True), ("abc", "abcde", 1, False), ("same", "same", 0, True)],
)
def test_words_within_some_slips(page: Page, one: str, other: str, most: int, *, answer: bool) -> None:
    load(page, "fold")
    assert ask(page, f"within({one!r}, {other!r}, {most})") is answer


def test_a_fragment_gives_back_the_state_and_nonsense_does_no_harm(page: Page) -> None:
    load(page, "dom", "views", "state")
    state = {"view": "people", "hops": 2, "off": ["a", "b"], "node": "person/x y&z=#", "table": True, "to": "2020-01"}
    text = ask(page, f"toFragment({{...START, ...{str(state).replace('True', 'true')}}})")
    again = ask(page, f"fromFragment({text!r})")
    assert {key: again[key] for key in state} == state
    junk = ask(page, "fromFragment('#view=nothing&hops=99&from=yesterday&confidence=x&__proto__=1&camera=a,b')")
    assert (junk["view"], junk["hops"], junk["from"], junk["confidence"]) == ("network", 3, None, 0)
    assert ask(page, "cameraOf(fromFragment('camera=1,2,0'))") is None


def test_labels_take_other_places_or_stay_away_when_there_is_no_room(page: Page) -> None:
    load(page, "dom", "words", "labels")
    label = "{x: 100, y: 100, r: 4, lines: ['name'], width: 40, size: 12, firm: true}"
    placed = ask(page, f"placeLabels(Array(9).fill({label}), [], [0, 0, 400, 400], 99)")
    assert [item["align"] for item in placed] == ["left", "right"]
    assert placed[0]["left"] >= placed[1]["left"] + placed[1]["width"]


def test_long_names_are_wrapped_and_cut(page: Page) -> None:
    load(page, "dom", "words", "labels")
    assert ask(page, "wrap('Eurasian National University named after Gumilyov', 20)") == [
        "Eurasian National",
        "University named…",
    ]
    assert ask(page, "wrap('x'.repeat(500), 20)") == ["x" * 19 + "…"]


@pytest.mark.parametrize("text", ["=1+1", "@x", "+7 777", "-a", '"', "a,b", "a\nb", "Қ"])
def test_no_cell_of_a_table_is_a_formula(page: Page, text: str) -> None:
    load(page, "dom", "words", "take")
    written = ask(page, f"csv([[{text!r}]])").removeprefix("\ufeff").rstrip("\r\n").strip('"')
    assert not written.startswith(("=", "@", "+", "-"))
    assert text.strip('"') in written.replace('""', '"')
