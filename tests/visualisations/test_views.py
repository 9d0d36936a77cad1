"""Views, time, paths, tables, stories, languages and the address: what a reader does beyond looking."""

import json

import pytest
from playwright.sync_api import expect

from graph.network import NetworkMap
from tests.visualisations.browser import DESK, PHONE, Open, Seen, at, busiest, run, wait


def test_each_view_shows_its_own_nodes_and_lines(open_page: Open) -> None:
    seen = open_page()
    shown = {}
    for view in run(seen, "[...document.querySelectorAll('#views button')].map((button) => button.textContent)"):
        seen.page.get_by_role("button", name=view, exact=True).click()
        shown[view] = run(
            seen,
            """(() => { const { scene, graph } = networkMap;
            const kindOf = (node) => node.s === "university" ? "university" : node.t;
            const kinds = new Set([...scene.nodes].map((n) => kindOf(graph.nodes[n])));
            return [[...kinds].sort(), [...new Set(scene.lines.map((line) => line.r))], scene.lines.length]; })()""",
        )
        assert shown[view][2] > 0
    assert len(shown) == 8
    assert shown["Universities"][0] == ["university"]
    assert shown["People who met"][:2] == [["person"], ["met"]]
    assert shown["Bodies that met"][1] == ["met"]
    assert shown["Cooperation"][1] == ["cooperates_with"]
    assert shown["Events and actors"][1] == ["participation"]
    assert set(shown["On the map"][0]) >= {"country", "place"}
    assert seen.messages == []


def test_bodies_that_met_took_part_in_the_same_event(open_page: Open, network: NetworkMap) -> None:
    seen = open_page("view=bodies")
    lines = run(
        seen,
        """networkMap.scene.lines.slice(0, 40).map(({ a, b, via }) =>
        [networkMap.graph.nodes[a].iri, networkMap.graph.nodes[b].iri, via.length])""",
    )
    events: dict[str, set[str]] = {}
    for edge in network.edges:
        if edge.relation == "participation":
            events.setdefault(edge.source, set()).add(edge.target)
    for one, other, times in lines:
        assert len(events[one] & events[other]) == times > 0


def test_places_stand_where_they_lie(open_page: Open) -> None:
    seen = open_page("view=places")
    facts = run(
        seen,
        "[...networkMap.scene.nodes].map((n) => [networkMap.graph.nodes[n].f, networkMap.scene.at.x[n]])",
    )
    assert len(facts) > 5
    by_longitude = sorted((float(dict(known)["longitude"]), x) for known, x in facts)
    assert [x for _, x in by_longitude] == sorted(x for _, x in by_longitude)


def test_the_network_as_of_a_month_holds_nothing_later(open_page: Open) -> None:
    seen = open_page()
    whole = run(seen, "networkMap.scene.lines.length")
    june = 2018 * 12 + 5
    seen.page.locator("#time-to").fill(str(june))
    assert "to=2018-06" in seen.page.url
    months = run(
        seen,
        """networkMap.scene.lines.flatMap((line) => line.of).flatMap((n) => networkMap.graph.lines[n].facts)
        .filter((n) => networkMap.kept.fact[n])
        .map((n) => networkMap.graph.facts[n].evidence.map(([source]) => networkMap.graph.months[source]))
        .map((months) => Math.min(...months))""",
    )
    assert 0 < len(months) < whole
    assert max(months) <= june


SHOWN = "[networkMap.state, networkMap.shell.getViewPosition(), networkMap.shell.getScale()]"
# An address holds places to a tenth of the map's unit.
ALIKE = f"""([state, place, scale]) => {{
    const [here, at, zoom] = {SHOWN};
    return JSON.stringify(here) === JSON.stringify(state) && Math.abs(zoom - scale) < 1e-4
        && Math.hypot(at.x - place.x, at.y - place.y) < 0.1;
}}"""
ADDRESSES = (
    "view=bodies&off=person,place&size=links",
    "lang=ru&confidence=75&times=2",
    "roles=participant&relations=part_of,held_in",
    "from=2016-01&to=2020-12&table=1&ui=kk&theme=dark",
    "camera=100.0,-50.0,0.4000",
)


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_an_address_restores_the_view_exactly(open_page: Open, size: dict[str, int]) -> None:
    seen, again = open_page(size=size), open_page(size=size)
    for fragment in ADDRESSES:
        run(seen, f"location.hash = {json.dumps(fragment)}")
        restores(seen, again)
    _, place, scale = run(seen, SHOWN)
    assert (place["x"], scale) == pytest.approx((100, 0.4))
    run(seen, "networkMap.reset()")
    for change in ("off: ['person']", "to: '2020-12'", "view: 'bodies'", "lang: ['ru']"):
        run(seen, f"networkMap.change({{ {change} }})")
        restores(seen, again)


def restores(seen: Seen, again: Seen) -> None:
    """See that the address, once it has settled, opens the same picture elsewhere."""
    seen.page.wait_for_timeout(200)
    again.page.goto("about:blank")
    again.page.goto(seen.page.url)
    wait(again, f"({ALIKE})({json.dumps(run(seen, SHOWN))})")


def test_going_back_brings_the_last_choice_back(open_page: Open) -> None:
    seen = open_page()
    run(seen, f"networkMap.choose({busiest(seen, 'university')})")
    first = seen.page.locator("#panel h2").inner_text()
    run(seen, f"networkMap.choose({busiest(seen, 'event')})")
    seen.page.go_back()
    expect(seen.page.locator("#panel h2")).to_have_text(first)


def test_an_office_is_told_with_the_months_that_state_it(open_page: Open) -> None:
    seen = open_page()
    person, month = run(
        seen,
        """(() => { const { graph } = networkMap; for (const line of graph.lines) {
        const months = line.facts.flatMap((n) => graph.facts[n].evidence.map(([source]) => graph.months[source]));
        if (line.r === "position" && months.length === 1 && months[0] >= 0)
        return [graph.nodes[line.a].t === "person" ? line.a : line.b, months[0]]; } })()""",
    )
    run(seen, f"networkMap.choose({person})")
    expect(seen.page.locator("#panel")).to_contain_text(f" · {month // 12}-{month % 12 + 1:02}")


def test_who_connects_is_named_in_the_first_picture(open_page: Open) -> None:
    seen = open_page()
    wait(seen, "networkMap.picture && networkMap.picture.labels.length > 3")
    best = run(
        seen, "[...networkMap.scene.nodes].sort((a, b) => networkMap.scene.weight[b] - networkMap.scene.weight[a])"
    )
    named = set(run(seen, "networkMap.picture.labels.map((label) => label.number)"))
    assert set(best[:5]) <= named
    assert all(run(seen, f"networkMap.scene.level[{number}]") > 0 for number in best[:5])


def test_every_kind_of_line_has_a_look_of_its_own(open_page: Open) -> None:
    seen = open_page()
    looks = run(
        seen,
        """[...document.querySelectorAll(".sample line")].map((line) =>
        [getComputedStyle(line).stroke, line.getAttribute("stroke-dasharray")].join())""",
    )
    assert len(set(looks)) == len(looks) == 7


def test_a_reader_without_a_mouse_finds_a_node_reads_its_quotes_and_walks_on(open_page: Open) -> None:
    seen = open_page()
    keys = seen.page.keyboard
    keys.press("Tab")
    assert run(seen, "document.activeElement.id") == "skip"
    keys.press("/")
    keys.type("казну")
    keys.press("Enter")
    first = seen.page.locator("#panel h2").inner_text()
    seen.page.locator("#map").focus()
    for arrow in ("ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown"):
        keys.press(arrow)
    expect(seen.page.locator("#panel h2")).not_to_have_text(first)
    keys.press("Enter")
    assert run(seen, "document.activeElement.id") == "panel"
    for _ in range(40):
        keys.press("Tab")
        if run(seen, "document.activeElement.tagName") == "SUMMARY":
            break
    if run(seen, "!document.activeElement.parentElement.open"):
        keys.press("Enter")
    expect(seen.page.locator("#panel mark").first).not_to_be_empty()
    keys.press("Escape")
    assert run(seen, "networkMap.state.node") is None


def test_a_phone_shows_the_question_the_filters_and_a_chosen_node_above_its_sheet(open_page: Open) -> None:
    seen = open_page(size=PHONE)
    expect(seen.page.locator("#panel h2")).to_be_in_viewport()
    seen.page.get_by_role("button", name="Legend and filters").click()
    seen.page.get_by_role("checkbox", name="Events").uncheck()
    assert "off=event" in seen.page.url
    seen.page.mouse.click(380, 400)
    number = busiest(seen, "university")
    run(seen, f"networkMap.choose({number}, true)")
    seen.page.wait_for_timeout(300)
    _, y = at(seen, number)
    assert y < run(seen, "document.getElementById('panel').getBoundingClientRect().top")
    assert run(seen, "document.documentElement.scrollWidth <= innerWidth")
