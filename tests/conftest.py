"""What many tests share: one small build, made once by the command line itself, and one browser."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

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
