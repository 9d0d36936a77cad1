"""The pages' tests look at the network of a third of the gold annotation in a real browser."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from corpus.reading import Reading
from graph.dataset import write_dataset
from graph.measures import measure
from graph.network import NetworkMap, project
from tests.graph.gold import gold_readings, gold_resolution
from tests.visualisations.browser import DESK, PHONE, Open, Seen
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


@pytest.fixture
def open_page(browser: Browser, pages: Path) -> Iterator[Open]:
    """Open a page of the folder (or any file) as a reader does who wants no motion."""
    contexts = []

    def opened(
        fragment: str = "",
        *,
        file: Path | None = None,
        size: dict[str, int] = DESK,
        dark: bool = False,
        language: str = "en",
    ) -> Seen:
        context = browser.new_context(
            viewport=size,  # type: ignore[arg-type]
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            locale=language,
            has_touch=size is PHONE,
            accept_downloads=True,
        )
        contexts.append(context)
        seen = Seen(context.new_page())
        seen.page.on(
            "request",
            lambda request: None if request.url.startswith(("file:", "blob:")) else seen.requests.append(request.url),
        )
        seen.page.on("console", lambda message: seen.messages.append(message.text))
        seen.page.on("dialog", lambda dialog: seen.messages.append(f"dialog: {dialog.message}"))
        seen.page.on("pageerror", lambda error: seen.messages.append(str(error)))
        seen.page.goto(f"{(file or pages / 'network.html').as_uri()}#{fragment}")
        return seen

    yield opened
    for context in contexts:
        context.close()
