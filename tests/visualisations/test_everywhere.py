"""Whatever a reader can do is done with a mouse at a desk, a finger on a phone, and keys alone at both."""

import re

import pytest
from playwright.sync_api import expect

from tests.visualisations.browser import DESK, PHONE, Open, Seen, at, busiest, run, wait
from tests.visualisations.reader import HANDS, Reader

CONTROLS = "a[href], button, input, select, summary, [tabindex='0']"
ASSEMBLY = "organisation/assembly-of-people-of-kazakhstan"
FILTERS = [
    ("People", "off", ["person"]),
    ("cooperation", "relations", ["cooperates_with"]),
    ("Kazakh", "lang", ["en", "ru"]),
    ("speaker", "roles", ["speaker"]),
]
CHOICES = [("size", "links"), ("confidence", "75"), ("times", "2")]


@pytest.fixture(params=HANDS)
def reader(request: pytest.FixtureRequest, open_page: Open) -> Reader:
    return Reader(open_page, request.param)


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize(
    "fragment",
    ["", "view=cooperation&table=1&node=organisation/assembly-of-people-of-kazakhstan", "story=story.brokers&step=1"],
)
def test_tab_reaches_every_control_that_is_shown(open_page: Open, size: dict[str, int], fragment: str) -> None:
    seen = open_page(fragment, size=size)
    run(
        seen,
        f"""document.getElementById("open-filters").click();
        window.wanted = [...document.querySelectorAll("{CONTROLS}")]
        .filter((e) => e.checkVisibility({{ visibilityProperty: true }}) && !e.disabled);
        window.reached = new Set(); document.addEventListener("focusin", (event) => reached.add(event.target))""",
    )
    for _ in range(run(seen, "wanted.length") + 5):
        seen.page.keyboard.press("Tab")
    assert run(seen, "wanted.filter((e) => !reached.has(e)).map((e) => e.outerHTML.slice(0, 120))") == []


def test_every_view_is_shown(reader: Reader) -> None:
    seen = reader.open()
    for button in seen.page.locator("#views button").all():
        reader.press(button)
        expect(button).to_have_attribute("aria-pressed", "true")
        wait(seen, "networkMap.picture.labels.length > 0")
        assert run(seen, "networkMap.scene.lines.length") > 0
        assert run(seen, "document.documentElement.scrollWidth <= innerWidth")
    assert seen.messages == []


def test_every_filter_filters_and_lets_go(reader: Reader) -> None:
    seen = reader.open()
    page = seen.page
    lines = run(seen, "networkMap.scene.lines.length")
    reader.show_filters()
    reader.press(page.locator("details.more summary"))
    for name, key, wanted in FILTERS:
        box = page.locator("#filters").get_by_role("checkbox", name=name)
        reader.press(box)
        assert run(seen, f"networkMap.state.{key}") == wanted
        assert run(seen, "networkMap.scene.lines.length") < lines
        reader.press(box)
        assert run(seen, "networkMap.scene.lines.length") == lines
    for name, value in CHOICES:
        reader.choose(page.locator(f"#choose-{name}"), value)
        assert str(run(seen, f"networkMap.state.{name}")) == value
    place = page.locator("#choose-place option").nth(3).get_attribute("value") or ""
    reader.choose(page.locator("#choose-place"), place)
    assert run(seen, "networkMap.state.place") == place
    reader.press(page.locator("#reset"))
    assert run(seen, "networkMap.scene.lines.length") == lines
    only = page.get_by_role("button", name="only: Universities")
    page.locator("#legend li", has=only).hover()
    reader.press(only)
    assert run(seen, "[...networkMap.scene.nodes].every((n) => networkMap.graph.nodes[n].s === 'university')")
    reader.press(only)
    assert run(seen, "networkMap.scene.lines.length") == lines


def test_a_range_of_months_is_chosen_and_played(reader: Reader) -> None:
    seen = reader.open()
    page = seen.page
    lines = run(seen, "networkMap.scene.lines.length")
    reader.slide(page.locator("#time-to"), -2)
    reader.slide(page.locator("#time-from"), 3)
    start, end = run(seen, "[networkMap.state.from, networkMap.state.to]")
    assert start < end
    expect(page.locator("#time-text")).to_have_text(f"{start} – {end}")
    assert f"from={start}&to={end}" in page.url
    assert 0 < run(seen, "networkMap.scene.lines.length") < lines
    reader.press(page.get_by_role("button", name="All years"))
    assert run(seen, "networkMap.scene.lines.length") == lines
    reader.press(page.get_by_role("button", name="Play"))
    wait(seen, "networkMap.state.to")
    first = run(seen, "networkMap.state.to")
    wait(seen, f"networkMap.state.to > '{first}'")
    reader.press(page.get_by_role("button", name="Stop"))


def test_a_path_and_neighbours_are_found_by_search(reader: Reader) -> None:
    seen = reader.open()
    page = seen.page
    start, end = busiest(seen, "university"), busiest(seen, "youth_organisation")
    name = {number: run(seen, f"networkMap.graph.nodes[{number}].n.en") for number in (start, end)}
    reader.find(name[start])
    expect(page.locator("#panel h2")).to_have_text(name[start])
    sizes = []
    for steps in ("1", "2", "3"):
        reader.press(page.locator(".steps").get_by_role("button", name=steps, exact=True))
        sizes.append(run(seen, "networkMap.scene.nodes.length"))
    assert 1 < sizes[0] < sizes[1] < sizes[2]
    assert "hops=3" in page.url
    reader.press(page.locator(".steps").get_by_role("button", name="all", exact=True))
    reader.press(page.get_by_role("button", name="Path from here"))
    reader.find(name[end])
    path = run(seen, "networkMap.path")
    assert (path[0], path[-1]) == (start, end)
    steps = page.locator("#panel .path > li")
    expect(steps).to_have_count(len(path))
    for number in range(len(path) - 1):
        expect(steps.nth(number).locator("mark").first).not_to_be_empty()
    page.wait_for_timeout(300)
    top, sheet, bottom = (
        run(seen, f"document.getElementById('{box}').getBoundingClientRect().{side}")
        for box, side in (("map", "top"), ("panel", "top"), ("map", "bottom"))
    )
    for number in path:
        x, y = at(seen, number)
        assert 0 < x < run(seen, "innerWidth")
        assert top < y < (sheet if reader.narrow else bottom)
    reader.press(page.get_by_role("button", name="Close"))
    assert run(seen, "networkMap.path") is None


def test_a_node_and_a_link_show_their_quotes(reader: Reader) -> None:
    seen = reader.open("view=bodies")
    page = seen.page
    panel = page.locator("#panel")
    reader.lift()
    reader.press(panel.locator(".ranking button").first)
    reader.press(panel.locator(".links details:not([open]) summary").first)
    expect(panel.locator(".links details[open]").last.locator("mark").first).not_to_be_empty()
    expect(panel.locator("figcaption").first).to_contain_text("confidence")
    reader.press(panel.get_by_role("button", name="Close"))
    reader.lift()
    reader.press(panel.locator(".links .ranked button").first)
    expect(panel.locator("h2.ends button")).to_have_count(2)
    expect(panel.locator(".quote mark").first).not_to_be_empty()
    assert "line=" in page.url


def test_the_table_is_sorted_and_shares_the_choice(reader: Reader) -> None:
    seen = reader.open("view=universities")
    page = seen.page
    reader.show_filters()
    reader.press(page.locator("#table-toggle"))
    reader.hide_filters()
    assert f"({run(seen, 'networkMap.scene.nodes.length')})" in page.locator("#table h2").first.inner_text()
    nodes, lines = page.locator("#table table").all()
    names = []
    for order in ("ascending", "descending"):
        reader.press(nodes.get_by_role("button", name="Name", exact=True))
        expect(nodes.locator(f"[aria-sort={order}]")).to_have_text("Name")
        names.append(nodes.locator("tbody th").all_inner_texts())
    assert names[0] == names[1][::-1]
    assert len(names[0]) > 5
    reader.press(nodes.locator("tbody th button").first)
    expect(page.locator("#panel h2")).to_have_text(names[1][0])
    expect(nodes.locator("tr.chosen")).to_have_count(1)
    reader.press(page.locator("#panel").get_by_role("button", name="Close"))
    reader.press(lines.get_by_role("button", name="met at events").first)
    expect(page.locator("#panel .quote mark").first).not_to_be_empty()


def test_language_ground_and_scale_are_changed(reader: Reader) -> None:
    seen = reader.open()
    page = seen.page
    number = run(seen, "networkMap.graph.nodes.findIndex((node) => node.n && node.n.en && node.n.kk && node.n.ru)")
    run(seen, f"networkMap.choose({number})")
    reader.show_filters()
    titles = set()
    for code in ("ru", "kk", "en"):
        reader.press(page.locator(f"#tongue-{code}"))
        expect(page.locator("html")).to_have_attribute("lang", code)
        titles.add(page.locator("h1").text_content())
        assert run(seen, "[...document.querySelectorAll('[data-word]')].filter((e) => !e.textContent).length") == 0
        expect(page.locator("#panel h2")).to_have_text(run(seen, f"networkMap.graph.nodes[{number}].n.{code}"))
    assert len(titles) == 3
    for ground in ("dark", "light"):
        reader.press(page.locator("#theme"))
        expect(page.locator("html")).to_have_attribute("data-theme", ground)
    reader.hide_filters()
    scales = []
    for name in ("Show all", "Zoom in", "Zoom out", "Zoom in", "Show all"):
        reader.press(page.get_by_role("button", name=name))
        page.wait_for_timeout(50)
        scales.append(run(seen, "networkMap.shell.getScale()"))
    assert scales[1] > scales[0] == pytest.approx(scales[2]) == pytest.approx(scales[4])


def test_every_story_leads_through_its_steps_with_numbers_filled_in(reader: Reader) -> None:
    seen = reader.open()
    page = seen.page
    reader.lift()
    titles = page.locator(".story-link").all_inner_texts()
    assert len(titles) >= 4
    for number in range(len(titles) if reader.hand == "mouse" else 1):
        reader.lift()
        reader.press(page.locator(".story-link").nth(number))
        while True:
            text = page.locator(".told").inner_text()
            assert re.search(r"\d", text)
            assert "{" not in text
            assert text.count(".") + text.count("?") >= 2
            assert run(seen, "networkMap.scene.nodes.length") > 0
            if page.locator("#story-next").is_disabled():
                break
            reader.press(page.locator("#story-next"))
        reader.press(page.get_by_role("button", name="End the story"))
    assert seen.messages == []


def test_everything_is_taken_away(reader: Reader) -> None:
    seen = reader.open("view=cooperation")
    page = seen.page
    reader.show_filters()
    for what in ("png", "svg", "nodes", "lines", "gexf"):
        reader.press(page.locator("#take summary"))
        with page.expect_download() as waited:
            reader.press(page.locator(f"#take-{what}"))
        assert waited.value.path().stat().st_size > 1000
    for what in ("link", "cite"):
        reader.press(page.locator("#take summary"))
        reader.press(page.locator(f"#take-{what}"))
        expect(page.locator("#status")).to_have_text("Copied")


def free_line(seen: Seen) -> tuple[int, float, float]:
    """Return a line at whose middle nothing else lies: its number, and where its middle is on the screen."""
    number, x, y = run(
        seen,
        """(() => { const { scene, picture } = networkMap;
        const box = document.getElementById("map").getBoundingClientRect();
        const middle = ({ a, b }, to) => (to(a) + to(b)) / 2;
        const at = (line) => ({ x: middle(line, picture.toX), y: middle(line, picture.toY) });
        const number = scene.lines.findIndex((line, number) => networkMap.under(at(line)).line === number);
        return [number, box.left + at(scene.lines[number]).x, box.top + at(scene.lines[number]).y]; })()""",
    )
    return number, x, y


def bare(reader: Reader) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of the part of the stage that no sheet covers."""
    left, top, right, bottom, sheet = run(
        reader.seen,
        """(() => { const box = (id) => document.getElementById(id).getBoundingClientRect();
        const { left, top, right, bottom } = box("map");
        return [left, top, right, bottom, box("panel").top]; })()""",
    )
    return left, top, right, min(bottom, sheet) if reader.narrow else bottom


@pytest.fixture(params=["mouse", "finger"])
def pointing(request: pytest.FixtureRequest, open_page: Open) -> Reader:
    return Reader(open_page, request.param)


def test_a_node_and_a_line_of_the_picture_are_chosen(pointing: Reader) -> None:
    seen = pointing.open("view=cooperation")
    page = seen.page
    line, x, y = free_line(seen)
    stated = run(
        seen,
        f"""networkMap.scene.lines[{line}].of.flatMap((n) => networkMap.graph.lines[n].facts)
        .flatMap((n) => networkMap.graph.facts[n].evidence).length""",
    )
    pointing.click(x, y)
    expect(page.locator("#panel .quote")).to_have_count(stated)
    assert "line=" in page.url
    pointing.press(page.get_by_role("button", name="Close"))
    number = busiest(seen, "university")
    pointing.click(*at(seen, number))
    expect(page.locator("#panel h2")).to_have_text(run(seen, f"networkMap.graph.nodes[{number}].n.en"))


def test_a_pinch_draws_near_and_away_where_it_is_made(pointing: Reader) -> None:
    seen = pointing.open()
    number = busiest(seen, "university")
    place = at(seen, number)
    scales = []
    for near in (True, False):
        pointing.pinch(*place, near=near)
        seen.page.wait_for_timeout(200)
        scales.append(run(seen, "networkMap.shell.getScale() / networkMap.camera.fitScale"))
        assert at(seen, number) == pytest.approx(place, abs=15)
        assert "camera=" in seen.page.url
    assert scales[0] > 1.2
    assert scales[1] == pytest.approx(1, abs=0.05)
    assert run(seen, "visualViewport.scale") == 1
    assert run(seen, "networkMap.state.node") is None


def test_double_clicks_walk_from_neighbours_to_neighbours(pointing: Reader) -> None:
    seen = pointing.open()
    number = busiest(seen, "university")
    pointing.pinch(*at(seen, number), near=True)
    for _ in range(2):
        seen.page.wait_for_timeout(200)
        pointing.click(*at(seen, number), times=2)
        wait(seen, "networkMap.state.hops === 1")
        seen.page.wait_for_timeout(200)
        assert run(seen, f"networkMap.state.node === networkMap.graph.slug[{number}]")
        told, shown = run(
            seen,
            f"""(() => {{ const {{ graph, scene, kept }} = networkMap;
            const lines = graph.around[{number}].filter((line) => kept.line[line]).map((line) => graph.lines[line]);
            return [lines.flatMap(({{ a, b }}) => [a, b]), [...scene.nodes]]; }})()""",
        )
        assert set(shown) == set(told)
        left, top, right, bottom = bare(pointing)
        for x, y in (at(seen, node) for node in shown):
            assert left < x < right
            assert top < y < bottom
        number = run(
            seen,
            f"""[...networkMap.scene.nodes].find((n) => n !== {number} && networkMap.under(
            {{ x: networkMap.picture.toX(n), y: networkMap.picture.toY(n) }}).node === n)""",
        )


def test_a_tip_tells_what_lies_under_the_mouse(open_page: Open) -> None:
    seen = open_page("view=cooperation")
    mouse, tip = seen.page.mouse, seen.page.locator("#tip")
    line, *beside = free_line(seen)
    number = busiest(seen, "university")
    ends = run(seen, f"[networkMap.scene.lines[{line}].a, networkMap.scene.lines[{line}].b]")
    name = {n: run(seen, f"networkMap.graph.nodes[{n}].n.en") for n in (number, *ends)}
    mouse.move(*beside)
    expect(tip).to_have_text(re.compile(f"^cooperation.*{re.escape(name[ends[0]])}.*{re.escape(name[ends[1]])}"))
    x, y = at(seen, number)
    for leave in (
        lambda: seen.page.locator("h1").hover(),
        lambda: seen.page.keyboard.press("Escape"),
        lambda: (mouse.down(), mouse.move(x + 40, y + 40)),
    ):
        mouse.move(x, y)
        expect(tip).to_have_text(f"{name[number]}university")
        expect(tip).to_be_in_viewport(ratio=1)
        leave()
        expect(tip).to_be_hidden()
    mouse.up()


@pytest.mark.parametrize("view", ["network", "people"])
def test_centre_brings_a_node_to_the_middle_and_the_address_keeps_it(reader: Reader, view: str) -> None:
    seen = reader.open(f"view={view}&node={ASSEMBLY}")
    number = run(seen, f"networkMap.graph.bySlug.get('{ASSEMBLY}')")
    assert bool(run(seen, f"networkMap.scene.shown[{number}]")) == (view == "network")
    reader.press(seen.page.get_by_role("button", name="Centre"))
    for _ in range(2):
        seen.page.wait_for_timeout(300)
        assert run(seen, f"networkMap.scene.shown[{number}]")
        left, top, right, bottom = bare(reader)
        assert at(seen, number) == pytest.approx(((left + right) / 2, (top + bottom) / 2), abs=2)
        seen.page.reload()
