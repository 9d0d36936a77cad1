"""What the pages' tests share: an open page, and where things stand in it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page

DESK = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}


@dataclass
class Seen:
    """An open page, with every request it made beyond the file itself and every message on its console."""

    page: Page
    requests: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)


Open = Callable[..., Seen]


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
