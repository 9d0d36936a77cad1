"""The pages' tests look at the network of a third of the gold annotation in a real browser."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from corpus.reading import Reading
from graph.dataset import write_dataset
from graph.measures import measure
from graph.network import NetworkMap, project
from tests.graph.gold import gold_readings, gold_resolution
from tests.visualisations.browser import DESK, Open, Seen, Tabs
from visualisations.page import write_pages


@pytest.fixture(scope="session")
def readings() -> list[Reading]:
    """The gold reading of every third announcement of the corpus."""
    return gold_readings()[::3]


@pytest.fixture(scope="session")
def dataset(readings: list[Reading], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the gold readings' dataset."""
    folder = tmp_path_factory.mktemp("gold")
    write_dataset(readings, gold_resolution(readings), folder)
    return folder


@pytest.fixture(scope="session")
def network(dataset: Path) -> NetworkMap:
    """The measured network of the gold readings."""
    return replace(measure(project(dataset)), version="0123456789abcdef")


@pytest.fixture(scope="session")
def pages(network: NetworkMap, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that holds the pages of that network."""
    folder = tmp_path_factory.mktemp("pages")
    write_pages(network, folder)
    return folder


@pytest.fixture(scope="session")
def tabs(browser: Browser) -> Tabs:
    """The tabs of all tests: a page is loaded anew into one that is free, for loading is quick and opening is not."""
    return Tabs(browser)


loads = count()


@pytest.fixture
def open_page(tabs: Tabs, pages: Path) -> Iterator[Open]:
    """Open a page of the folder (or any file) as a reader does who wants no motion."""
    taken: list[Seen] = []

    def opened(
        fragment: str = "",
        *,
        file: Path | None = None,
        size: dict[str, int] = DESK,
        dark: bool = False,
        language: str = "en",
    ) -> Seen:
        seen = tabs.take(size, dark=dark, language=language)
        taken.append(seen)
        # A search part of its own makes the browser load the page anew, whatever the tab showed before.
        seen.page.goto(f"{(file or pages / 'network.html').as_uri()}?{next(loads)}#{fragment}")
        return seen

    yield opened
    for seen in taken:
        tabs.give_back(seen)
