"""How fast the map is: first picture, frames while dragging, a range filter; in headless Chromium without a GPU.

`python -m tests.benchmarks.map_speed [NODES ...]` (default 2000 20000) prints a line for each size. The network is
made up: communities of some 60, three links for each node, one announcement for every ten nodes.
"""

import random
import shutil
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from graph.network import Edge, Evidence, NetworkMap, Node, Source
from ontology.terms import BASE
from tests.visualisations.conftest import QUIET
from visualisations.page import render_page

KINDS = [
    ("person", None),
    ("person", None),
    ("event", "meeting"),
    ("organisation", "university"),
    ("organisation", "ngo"),
    ("organisation", "apk_body"),
]
FRAMES = """async () => {
    const { shell } = networkMap, { x, y } = shell.getViewPosition(), step = 6 / shell.getScale();
    let frames = 0, start = performance.now();
    while (performance.now() - start < 2000) {
        const position = { x: x + step * Math.sin(frames / 9) * 20, y: y + step * Math.cos(frames / 9) * 12 };
        shell.moveTo({ position });
        await new Promise(requestAnimationFrame);
        frames++;
    }
    return frames / (performance.now() - start) * 1000;
}"""
DRAW = """() => Math.min(...Array.from({ length: 10 }, () => { const t = performance.now();
    networkMap.layer.made = null; networkMap.draw(networkMap.shell.canvas.getContext());
    return performance.now() - t; }))"""
FILTER = """() => { const t = performance.now();
    networkMap.change({ from: "2015-01", to: "2019-06" }); return performance.now() - t; }"""


def network(size: int) -> NetworkMap:
    """Return a network of so many nodes and three times as many links."""
    chance = random.Random(1)  # noqa: S311 the same network each time
    nodes = []
    for number in range(size):
        kind, subkind = KINDS[number % len(KINDS)]
        facts = (("start", f"{2010 + number % 15}-{1 + number % 12:02}-01"),) if kind == "event" else ()
        nodes.append(
            Node(
                iri=f"{BASE}{kind}/{number:05}",
                kind=kind,
                subkind=subkind,
                labels={"en": f"{subkind or kind} number {number}", "ru": f"узел номер {number}"},
                facts=facts,
                measures={"community": number // 60},
            )
        )
    sources = {
        iri: Source(iri=iri, title=f"Announcement {number}", language="en", published=f"{2010 + number % 15}-06-01")
        for number in range(size // 10)
        for iri in [f"{BASE}announcement/{number:05}"]
    }
    homes = sorted(sources)
    edges = []
    for number in range(3 * size):
        a = chance.randrange(size)
        near = min(size - 1, a // 60 * 60 + chance.randrange(60))
        b = near if chance.random() < 0.85 else chance.randrange(size)
        if a == b:
            b = (a + 1) % size
        quote = Evidence(announcement=chance.choice(homes), start=0, end=40, exact=f"what is said of {a} and {b}")
        edges.append(
            Edge(
                source=nodes[a].iri,
                target=nodes[b].iri,
                relation="participation",
                role="participant",
                fact=f"{BASE}fact/{number}",
                confidence=0.9,
                evidence=(quote,),
            )
        )
    return NetworkMap(
        nodes=tuple(sorted(nodes, key=lambda node: node.iri)),
        edges=tuple(sorted(edges, key=lambda edge: (edge.source, edge.target, edge.fact))),
        sources=sources,
    )


def main() -> None:
    """Print the measured figures."""
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=QUIET)
        for size in [int(text) for text in sys.argv[1:]] or [2000, 20000]:
            start = time.perf_counter()
            html = render_page(network(size))
            made = time.perf_counter() - start
            path = Path(folder) / "network.html"
            path.write_text(html, encoding="utf-8", newline="")
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            page.goto(path.as_uri())
            page.wait_for_function("window.networkMap && networkMap.picture")
            first = page.evaluate("networkMap.firstPicture")
            page.wait_for_timeout(1500)
            print(  # noqa: T201 what a benchmark is for
                f"{size:6} nodes: made in {made:.1f} s, {len(html.encode()) / 1e6:.2f} MB;"
                f" first picture {first / 1000:.2f} s, {page.evaluate(FRAMES):.0f} frames/s,"
                f" {page.evaluate(DRAW):.1f} ms a drawing, range filter {page.evaluate(FILTER):.0f} ms"
            )
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
