"""What many tests share: a small build by the command line itself, a build of the gold, each made once; a browser."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from corpus.reading import to_json
from graph.network import NetworkMap
from tests.graph.gold import build_gold, gold_readings
from visualisations.page import write_pages

ROOT = Path(__file__).parents[1]
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
"""Chromium without the connections that it opens of its own accord."""


def pytest_report_header() -> str:
    """Say whether the pages are tested."""
    return f"browser: {CHROMIUM}" if CHROMIUM else "browser: none, tests of pages are left out; install chromium"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out, visibly, what needs a browser where there is none."""
    if CHROMIUM is None:
        seen = [item for item in items if "browser" in getattr(item, "fixturenames", ())]
        config.hook.pytest_deselected(items=seen)
        items[:] = [item for item in items if item not in seen]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One headless Chromium for all tests."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        chromium.close()


Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def run() -> Run:
    """Run the command line as a user does, in a process of its own, in any folder."""

    def command(*arguments: object, cwd: Path = ROOT, **more: object) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, str(ROOT / "build_graph.py"), *map(str, arguments)],
            cwd=cwd,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            **more,  # type: ignore[call-overload]
        )

    return command


@pytest.fixture(scope="session")
def small_build(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a build from a few announcements in all three languages."""
    out = tmp_path_factory.mktemp("small") / "build"
    inputs = sorted((ROOT / "corpus" / "announcements").glob("*/*zhetysu*.md"))
    inputs += [
        path for code in ("en", "kk", "ru") for path in sorted((ROOT / "corpus/announcements" / code).glob("*.md"))[:3]
    ]
    done = run("build", *inputs, "--out", out)
    assert done.returncode == 0, done.stderr
    return out


@dataclass(frozen=True)
class Gold:
    """A build of true facts: all gold annotations, with their texts, their map and its network."""

    folder: Path
    network: NetworkMap


@pytest.fixture(scope="session")
def gold(tmp_path_factory: pytest.TempPathFactory) -> Gold:
    folder = tmp_path_factory.mktemp("gold")
    network = build_gold(folder)
    (folder / "readings").mkdir()
    for reading in gold_readings():
        data = to_json(reading) | {"text": reading.announcement.text}
        path = folder / "readings" / f"{reading.announcement.id}.json"
        path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    write_pages(network, folder)
    return Gold(folder, network)


@pytest.fixture(scope="session")
def gold_build(gold: Gold) -> Path:
    """The folder of the build of true facts."""
    return gold.folder


@pytest.fixture(scope="session")
def gold_network(gold: Gold) -> NetworkMap:
    """The network of the build of true facts."""
    return gold.network
