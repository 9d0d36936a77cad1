"""The same on a phone and without a mouse: what a reader at a desk does, others do too."""

import csv
import io
from pathlib import Path

from playwright.sync_api import expect

from tests.visualisations.browser import PHONE, Open, at, busiest, run, wait

CONTROLS = "a[href], button, input, select, summary, [tabindex='0']"


def test_tab_reaches_every_control_that_is_shown(open_page: Open) -> None:
    seen = open_page()
    run(
        seen,
        f"""window.wanted = [...document.querySelectorAll("{CONTROLS}")]
        .filter((e) => e.checkVisibility({{ visibilityProperty: true }}) && !e.disabled)""",
    )
    reached = 0
    while reached < run(seen, "wanted.length") + 5:
        seen.page.keyboard.press("Tab")
        run(seen, "(window.reached ??= new Set()).add(document.activeElement)")
        reached += 1
    left = run(seen, "wanted.filter((e) => !reached.has(e)).map((e) => e.outerHTML.slice(0, 120))")
    assert left == []


def test_keys_alone_change_view_filters_time_table_and_story(open_page: Open) -> None:
    seen = open_page()
    keys = seen.page.keyboard
    seen.page.get_by_role("button", name="Cooperation", exact=True).focus()
    keys.press("Enter")
    assert run(seen, "networkMap.state.view") == "cooperation"
    seen.page.get_by_role("checkbox", name="State bodies and parties").focus()
    keys.press("Space")
    assert run(seen, "networkMap.state.off") == ["state_body"]
    seen.page.locator("#time-to").focus()
    keys.press("ArrowLeft")
    assert run(seen, "networkMap.state.to") is not None
    seen.page.locator("#table-toggle").focus()
    keys.press("Enter")
    seen.page.locator("#table thead").first.get_by_role("button", name="Name", exact=True).focus()
    keys.press("Enter")
    expect(seen.page.locator("#table thead").first.locator("[aria-sort=ascending]")).to_have_text("Name ↑")
    seen.page.locator("#table tbody th button").first.focus()
    keys.press("Enter")
    expect(seen.page.locator("#panel .actions")).to_be_visible()
    keys.press("Escape")
    seen.page.locator(".story-link").first.focus()
    keys.press("Enter")
    expect(seen.page.locator(".told")).to_be_visible()
    seen.page.locator("#story-next").focus()
    keys.press("Enter")
    assert run(seen, "[networkMap.state.step, document.activeElement.id]") == [1, "story-next"]


def test_a_phone_shows_every_view(open_page: Open) -> None:
    seen = open_page(size=PHONE)
    for button in seen.page.locator("#views button").all():
        button.tap()
        wait(seen, "networkMap.picture.labels.length > 0")
        assert run(seen, "networkMap.scene.lines.length") > 0
        assert run(seen, "document.documentElement.scrollWidth <= innerWidth")
    assert seen.messages == []


def test_a_phone_searches_and_shows_a_whole_path_above_its_sheet(open_page: Open) -> None:
    seen = open_page(size=PHONE)
    start, end = busiest(seen, "university"), busiest(seen, "youth_organisation")
    for number in (start, end):
        seen.page.fill("#search", run(seen, f"Object.values(networkMap.graph.nodes[{number}].n)[0]"))
        seen.page.locator("#found li").first.tap()
        if number == start:
            seen.page.get_by_role("button", name="Path from here").tap()
    expect(seen.page.locator("#panel .path > li")).to_have_count(run(seen, "networkMap.path.length"))
    seen.page.wait_for_timeout(300)
    top, sheet = (
        run(seen, f"document.getElementById('{name}').getBoundingClientRect().top") for name in ("map", "panel")
    )
    for number in run(seen, "networkMap.path"):
        x, y = at(seen, number)
        assert 0 < x < PHONE["width"]
        assert top < y < sheet


def test_a_phone_plays_tells_stories_and_takes_away(open_page: Open) -> None:
    seen = open_page(size=PHONE)
    seen.page.get_by_role("button", name="Play").tap()
    wait(seen, "/to=/.test(location.hash)")
    seen.page.get_by_role("button", name="Stop").tap()
    run(seen, "networkMap.reset()")
    seen.page.locator(".lift").tap()
    seen.page.locator(".story-link").first.tap()
    seen.page.locator("#story-next").tap()
    expect(seen.page.locator(".turns")).to_contain_text("2 /")
    seen.page.get_by_role("button", name="End the story").tap()
    seen.page.get_by_role("button", name="Legend and filters").tap()
    seen.page.locator("#take summary").tap()
    with seen.page.expect_download() as waited:
        seen.page.locator("#take-nodes").tap()
    text = Path(waited.value.path()).read_text(encoding="utf-8-sig")
    assert len(list(csv.DictReader(io.StringIO(text)))) == run(seen, "networkMap.scene.nodes.length")
    seen.page.locator("#table-toggle").tap()
    seen.page.locator("#tongues [lang=kk]").tap()
    expect(seen.page.locator("html")).to_have_attribute("lang", "kk")
    expect(seen.page.locator("#table tbody tr").first).to_be_visible()
