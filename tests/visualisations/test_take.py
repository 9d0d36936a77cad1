"""What a reader takes away: each file is read back by an independent reader."""

import csv
import io
import xml.etree.ElementTree as ET
from pathlib import Path

import networkx as nx
import pytest

from tests.graph import gexf
from tests.visualisations.browser import Open, Seen, run


def take(seen: Seen, what: str, folder: Path) -> Path:
    seen.page.locator("#take summary").click()
    with seen.page.expect_download() as waited:
        seen.page.locator(f"#take-{what}").click()
    path = folder / waited.value.suggested_filename
    waited.value.save_as(path)
    return path


def test_gexf_holds_the_nodes_and_lines_of_the_view(open_page: Open, tmp_path: Path) -> None:
    seen = open_page("view=cooperation")
    path = take(seen, "gexf", tmp_path)
    graph = nx.read_gexf(path)
    nodes, edges = gexf.read(path)
    assert (len(nodes), len(edges)) == (graph.number_of_nodes(), graph.number_of_edges())
    assert graph.number_of_nodes() == run(seen, "networkMap.scene.nodes.length")
    assert graph.number_of_edges() == run(seen, "networkMap.scene.lines.length")
    assert {"label", "kind", "viz"} <= set(next(iter(graph.nodes.values())))


def test_csv_holds_every_quote_of_the_view(open_page: Open, tmp_path: Path) -> None:
    seen = open_page("view=cooperation")
    text = take(seen, "lines", tmp_path).read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) >= run(seen, "networkMap.scene.lines.length")
    assert all(row["quote"] and row["title"] and row["from"].startswith("https://") for row in rows)
    text = take(seen, "nodes", tmp_path).read_text(encoding="utf-8-sig")
    assert len(list(csv.DictReader(io.StringIO(text)))) == run(seen, "networkMap.scene.nodes.length")


def test_svg_is_well_formed_and_shows_shapes_and_names(open_page: Open, tmp_path: Path) -> None:
    seen = open_page("view=universities")
    root = ET.parse(take(seen, "svg", tmp_path)).getroot()  # noqa: S314 our own file
    assert len(root.findall(".//{http://www.w3.org/2000/svg}text")) > 5
    assert len(root.findall(".//{http://www.w3.org/2000/svg}path")) > 2


@pytest.mark.parametrize("view", ["network", "places"])
def test_png_is_a_picture_of_twice_the_stage(open_page: Open, tmp_path: Path, view: str) -> None:
    seen = open_page(f"view={view}")
    data = take(seen, "png", tmp_path).read_bytes()
    assert data.startswith(b"\x89PNG")
    width = int.from_bytes(data[16:20], "big")
    assert width == 2 * run(seen, "document.getElementById('map').clientWidth")


def test_the_citation_tells_the_version_of_the_dataset(open_page: Open) -> None:
    seen = open_page()
    run(
        seen,
        "Object.defineProperty(navigator, 'clipboard', { value: { writeText: (text) => { window.copied = text; } } })",
    )
    seen.page.locator("#take summary").click()
    seen.page.locator("#take-cite").click()
    version = run(seen, "networkMap.graph.citation.version")
    assert len(version) == 12
    assert version in run(seen, "window.copied")
