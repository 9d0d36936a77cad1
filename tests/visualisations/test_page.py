"""The map in a real browser: it opens from disk, asks for nothing, and says what its data say."""

import hashlib
import json
import os
import pickle
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import expect

from graph.network import Edge, Evidence, NetworkMap, Node, Source
from tests.visualisations.browser import DESK, PHONE, Open, at, barriers, busiest, run, wait
from visualisations.page import render_page

HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "\u202egnorw yaw eht txet",
    "👩‍🎓" * 40,
    "Ы" * 500,
    '"; alert(1); "',
    "{{ 7*7 }} {% raw %} {#",
)


SOUGHT = (
    ("Al-Farabi", "Al-Farabi"),
    ("казну", "Al-Farabi"),
    ("farabbi", "Al-Farabi"),
    ("tugzhanov", "Tugzhanov"),
    ("тугжанов", "Tugzhanov"),
    ("Tugjanof", "Tugzhanov"),
)


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_it_opens_without_a_request_and_without_a_message(open_page: Open, size: dict[str, int]) -> None:
    seen = open_page(size=size)
    wait(seen, "networkMap.picture && networkMap.picture.labels.length > 3")
    assert seen.requests == []
    assert seen.messages == []


def test_its_policy_lets_only_its_own_scripts_run(open_page: Open) -> None:
    seen = open_page()
    policy = seen.page.locator("meta[http-equiv=Content-Security-Policy]").get_attribute("content") or ""
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    run(
        seen,
        """document.body.append(Object.assign(document.createElement("script"), {textContent: "window.broken = 1"}))""",
    )
    assert run(seen, "window.broken") is None


def test_the_file_names_no_outside_script_style_or_picture(pages: Path) -> None:
    html = (pages / "network.html").read_text(encoding="utf-8")
    page = re.sub(r"<script.*?</script>", "", html, flags=re.DOTALL)
    assert not re.search(r"""(?:src|href)\s*=\s*["']?https?:|@import|url\(""", page)
    assert "innerHTML" not in "".join(
        path.read_text(encoding="utf-8") for path in Path("visualisations/templates/script").glob("*.js")
    )


def test_a_thousand_nodes_are_at_most_one_and_a_half_megabytes_apart_from_the_quotes(network: NetworkMap) -> None:
    nodes = network.nodes[:1000]
    kept = {node.iri for node in nodes}
    edges = tuple(edge for edge in network.edges if edge.source in kept and edge.target in kept)
    html = render_page(replace(network, nodes=nodes, edges=edges))
    quotes = re.search(r'id="data-quotes">([^<]*)<', html)
    assert quotes
    assert len(html.encode()) - len(quotes[1]) < 1_500_000


def test_the_same_network_gives_the_same_page_in_every_process(
    network: NetworkMap, pages: Path, tmp_path: Path
) -> None:
    plain = replace(network, nodes=tuple(replace(node, measures={}) for node in network.nodes[::3]))
    kept = {node.iri for node in plain.nodes}
    plain = replace(plain, edges=tuple(edge for edge in network.edges if {edge.source, edge.target} <= kept))
    (tmp_path / "network").write_bytes(pickle.dumps(plain))
    script = (
        "import hashlib, pathlib, pickle, sys; from visualisations.page import render_page;"
        "network = pickle.loads(pathlib.Path(sys.argv[1]).read_bytes());"
        "print(hashlib.sha256(render_page(network).encode()).hexdigest())"
    )
    told = subprocess.run(
        [sys.executable, "-c", script, tmp_path / "network"],
        env={**os.environ, "PYTHONHASHSEED": "1"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    assert told == hashlib.sha256(render_page(plain).encode()).hexdigest()
    assert render_page(network) == (pages / "network.html").read_text(encoding="utf-8")


def test_hostile_names_and_quotes_do_nothing(open_page: Open, tmp_path: Path) -> None:
    nodes = tuple(
        Node(
            iri=f"https://example.org/person/{number}",
            kind="person",
            subkind=None,
            labels={"en": text},
            aliases=(text,),
        )
        for number, text in enumerate(HOSTILE)
    )
    home = "https://example.org/announcement/1"
    edges = tuple(
        Edge(
            source=nodes[number].iri,
            target=nodes[number - 1].iri,
            relation="position",
            role=text,
            fact=f"https://example.org/fact/{number}",
            confidence=0.5,
            evidence=(Evidence(announcement=home, start=0, end=9, exact=text, prefix=text, suffix=text),),
        )
        for number, text in enumerate(HOSTILE)
    )
    source = Source(iri=home, title=HOSTILE[0], language="en", publisher=HOSTILE[1], page="javascript:alert(1)")
    path = tmp_path / "hostile.html"
    path.write_text(
        render_page(NetworkMap(nodes=nodes, edges=edges, sources={home: source})), encoding="utf-8", newline=""
    )
    for size in (DESK, PHONE):
        seen = open_page("node=person/0&table=1", file=path, size=size)
        panel = seen.page.locator("#panel")
        expect(panel.locator("h2")).to_have_text(HOSTILE[0])
        expect(panel.locator("mark").first).to_contain_text("")
        for name in HOSTILE:
            seen.page.fill("#search", name[:40])
        assert seen.page.locator("#panel img, #table img, #found img, [href^=javascript]").count() == 0
        assert run(seen, "document.documentElement.scrollWidth <= innerWidth")
        assert seen.messages == []
        assert seen.requests == []


def test_views_without_anything_say_so(open_page: Open, tmp_path: Path) -> None:
    path = tmp_path / "empty.html"
    path.write_text(render_page(NetworkMap(nodes=(), edges=(), sources={})), encoding="utf-8", newline="")
    seen = open_page(file=path)
    for view in seen.page.locator("#views button").all():
        view.click()
        expect(seen.page.locator("#nothing")).to_be_visible()
        seen.page.keyboard.press("Escape")
        seen.page.get_by_role("button", name="Show all").click()
    assert seen.messages == []


def test_a_click_on_a_node_shows_its_facts_with_quote_announcement_and_confidence(open_page: Open) -> None:
    seen = open_page()
    number = busiest(seen, "university")
    seen.page.mouse.click(*at(seen, number))
    panel = seen.page.locator("#panel")
    expect(panel.locator("h2")).to_have_text(run(seen, f"networkMap.graph.nodes[{number}].n.en"))
    panel.locator(".links summary").first.click()
    quote = panel.locator(".quote").first
    expect(quote.locator("mark")).not_to_be_empty()
    expect(quote.locator("figcaption")).to_contain_text("confidence")
    assert "node=" in seen.page.url


def test_a_quote_stands_in_the_announcement_that_it_names(open_page: Open, network: NetworkMap) -> None:
    seen = open_page()
    run(seen, f"networkMap.choose({busiest(seen, 'youth_organisation')})")
    seen.page.locator("#panel .links summary").first.click()
    quote = seen.page.locator("#panel .quote").first
    expect(quote.locator("mark")).not_to_be_empty()
    stated = {(e.exact, network.sources[e.announcement].title) for edge in network.edges for e in edge.evidence}
    words, title = (quote.locator(part).text_content() for part in ("mark", "figcaption :first-child >> nth=0"))
    assert (words, title) in stated


def test_labels_never_overlap(open_page: Open) -> None:
    for fragment, size in (("", DESK), ("view=bodies", DESK), ("view=people", PHONE)):
        seen = open_page(fragment, size=size)
        wait(seen, "networkMap.picture && networkMap.picture.labels.length > 3")
        boxes = run(seen, "networkMap.picture.labels.map((l) => [l.left, l.top, l.left + l.width, l.top + l.height])")
        for number, one in enumerate(boxes):
            for other in boxes[number + 1 :]:
                assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


def test_the_legend_filters(open_page: Open) -> None:
    seen = open_page()
    before = run(seen, "networkMap.scene.nodes.length")
    seen.page.get_by_role("checkbox", name="People").uncheck()
    people = run(seen, 'networkMap.graph.nodes.filter((node) => node.t === "person").length')
    assert run(seen, "networkMap.scene.nodes.length") == before - people
    assert "off=person" in seen.page.url


def test_search_forgives_script_and_spelling(open_page: Open) -> None:
    seen = open_page()
    for asked, wanted in SOUGHT:
        seen.page.keyboard.press("/")
        seen.page.keyboard.type(asked)
        expect(seen.page.locator("#found li").first).to_be_visible()
        assert any(wanted in text for text in seen.page.locator("#found li").all_inner_texts()), asked
        seen.page.keyboard.press("Enter")
        expect(seen.page.locator("#panel h2")).to_be_visible()
        assert "node=" in seen.page.url
        seen.page.keyboard.press("Escape")
        assert "node=" not in seen.page.url


@pytest.mark.parametrize(("size", "dark"), [(DESK, False), (PHONE, True)], ids=["desk, light", "phone, dark"])
def test_axe_finds_nothing(open_page: Open, size: dict[str, int], *, dark: bool) -> None:
    seen = open_page(size=size, dark=dark)
    university = busiest(seen, "university")
    path = run(seen, f"`${{networkMap.graph.slug[{university}]}},${{networkMap.graph.slug[{busiest(seen, 'event')}]}}`")
    for state in (
        *({"view": view} for view in run(seen, "[...document.querySelectorAll('#views button')].map((_, n) => n)")),
        {"table": True, "node": run(seen, f"networkMap.graph.slug[{university}]")},
        {"path": path},
        {"story": "story.brokers", "step": 1},
    ):
        run(seen, "networkMap.reset()")
        if "view" in state:
            run(seen, f"document.querySelectorAll('#views button')[{state['view']}].click()")
        else:
            run(seen, f"networkMap.change({json.dumps(state)})")
        assert [(state, item["id"], item["nodes"][0]["html"][:150]) for item in barriers(seen)] == []
