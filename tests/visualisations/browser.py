"""What the pages' tests share: an open page, and where things stand in it."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page

DESK = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}


@dataclass
class Seen:
    """An open page, with every request it made beyond the file itself and every message on its console."""

    page: Page
    requests: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Listen to the page."""
        self.ears: dict[Any, Callable[[Any], None]] = {
            "request": lambda request: self._asked(request.url),
            "console": lambda message: self.messages.append(message.text),
            "dialog": lambda dialog: self.messages.append(f"dialog: {dialog.message}"),
            "pageerror": lambda error: self.messages.append(str(error)),
        }
        for event, heard in self.ears.items():
            self.page.on(event, heard)

    def leave(self) -> None:
        """Listen no more."""
        for event, heard in self.ears.items():
            self.page.remove_listener(event, heard)

    def _asked(self, url: str) -> None:
        if not url.startswith(("file:", "blob:")):
            self.requests.append(url)


Open = Callable[..., Seen]


class Tabs:
    """Tabs by the reader that they belong to: the size of the window, the ground, the language."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._free: dict[tuple[Any, ...], list[Page]] = defaultdict(list)
        self._taken: dict[Page, list[Page]] = {}

    def take(self, size: dict[str, int] = DESK, *, dark: bool = False, language: str = "en") -> Seen:
        """Return a tab, new or given back."""
        free = self._free[size["width"], dark, language]
        page = free.pop() if free else self._open(size, dark=dark, language=language)
        self._taken[page] = free
        return Seen(page)

    def give_back(self, seen: Seen) -> None:
        """Let another test have a tab."""
        seen.leave()
        self._taken.pop(seen.page).append(seen.page)

    def _open(self, size: dict[str, int], *, dark: bool, language: str) -> Page:
        return self._browser.new_page(
            viewport=size,  # type: ignore[arg-type]
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            locale=language,
            has_touch=size is PHONE,
            accept_downloads=True,
        )


def run(seen: Seen, script: str) -> Any:  # noqa: ANN401 what the page answers
    """Run a line of JavaScript in the page."""
    return seen.page.evaluate(script)


def wait(seen: Seen, script: str) -> None:
    """Wait until a line of JavaScript is true (Playwright's own way of waiting is what the page's policy forbids)."""
    for _ in range(200):
        if seen.page.evaluate(script):
            return
        seen.page.wait_for_timeout(50)
    raise AssertionError(script)


def barriers(seen: Seen) -> list[dict[str, Any]]:
    """Return what axe-core finds wrong with the page as it is shown: `id`, `impact` and `nodes` of each."""
    if not run(seen, "'axe' in window"):
        run(seen, AXE_SCRIPT)
    found: list[dict[str, Any]] = run(seen, "axe.run({ resultTypes: ['violations'] }).then((told) => told.violations)")
    return found


def busiest(seen: Seen, kind: str) -> int:
    """Return the number of the best linked node of a legend's kind."""
    best: int = run(
        seen,
        f"""(() => {{ const g = networkMap.graph; return [...g.nodes.keys()]
        .filter((n) => g.looks[g.nodes[n].k].key === "{kind}")
        .sort((a, b) => g.nodes[b].m.links - g.nodes[a].m.links)[0]; }})()""",
    )
    return best


def at(seen: Seen, number: int) -> tuple[float, float]:
    """Return where a node stands on the screen."""
    x, y = run(
        seen,
        f"""(() => {{ const box = document.getElementById("map").getBoundingClientRect(), p = networkMap.picture;
        return [box.left + p.toX({number}), box.top + p.toY({number})]; }})()""",
    )
    return x, y
