"""The report: the network's numbers, readable without a script."""

from collections import Counter
from pathlib import Path

from graph.network import NetworkMap
from tests.visualisations.browser import Open, barriers
from visualisations.tables import tables
from visualisations.words import words


def test_counts_are_those_of_the_network(network: NetworkMap) -> None:
    by_title = {table.title: dict(table.rows) for table in tables(network, words(), "en")}
    assert sum(by_title["legend"].values()) == len(network.nodes)
    assert sum(by_title["lines"].values()) == len(network.edges)
    languages = Counter(source.language for source in network.sources.values())
    assert by_title["source.language"]["Kazakh"] == languages["kk"]
    best = max(network.nodes, key=lambda node: (node.measures["degree"], node.iri))
    assert max(by_title["measure.degree"].values()) == best.measures["degree"]


def test_the_report_opens_without_a_request_and_changes_language(open_page: Open, pages: Path) -> None:
    seen = open_page(file=pages / "report.html")
    assert seen.requests == []
    assert seen.messages == []
    assert [item["id"] for item in barriers(seen) if item["impact"] in {"serious", "critical"}] == []
    seen.page.locator("#tongue-kk").check()
    assert seen.page.locator("article:visible").get_attribute("lang") == "kk"
