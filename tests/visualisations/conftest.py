"""The pages' tests look at the network of a third of the gold annotation in a real browser."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from corpus.announcement import read_announcement
from corpus.reading import Reading, from_json
from graph.dataset import write_dataset
from graph.measures import measure
from graph.network import NetworkMap, project
from tests.graph.gold import CORPUS, gold_resolution
from tests.visualisations.browser import DESK, PHONE, Open, Seen
from visualisations.page import write_pages

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def gold_readings() -> list[Reading]:
    """Return the gold reading of every third announcement of the corpus."""
    paths = sorted((CORPUS / "announcements").glob("*/*.md"))[::3]
    return [_gold(path) for path in paths]


def _gold(path: Path) -> Reading:
    gold = CORPUS / "gold" / path.parent.name / f"{path.stem}.json"
    return from_json(json.loads(gold.read_text(encoding="utf-8")), read_announcement(path), by="gold")


@pytest.fixture(scope="session")
def readings() -> list[Reading]:
    """The gold readings."""
    return gold_readings()


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
def browser() -> Iterator[Browser]:
    """One Chromium for all tests."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=QUIET)
        yield chromium
        chromium.close()


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
