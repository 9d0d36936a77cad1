"""A picture of a page, for the README: `python -m visualisations.picture build/network.html FILE.png [light|dark]`.

It needs Playwright (a development dependency) and a Chromium on the path.
"""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

SIZE = {"width": 1440, "height": 900}


def take_picture(page: Path, picture: Path, *, theme: str = "light") -> None:
    """Write what a reader sees on opening the map, as PNG."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        view = browser.new_page(viewport=SIZE, reduced_motion="reduce", locale="en")  # type: ignore[arg-type]
        view.goto(f"{page.resolve().as_uri()}#theme={theme}")
        view.locator("#status:not(:empty)").wait_for()
        view.wait_for_timeout(500)
        view.screenshot(path=picture)
        browser.close()


if __name__ == "__main__":
    take_picture(Path(sys.argv[1]), Path(sys.argv[2]), theme=(sys.argv[3:] or ["light"])[0])
