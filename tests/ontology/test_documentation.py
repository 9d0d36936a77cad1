import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

from ontology.documentation import documentation, write_documentation
from ontology.terms import APK
from ontology.turtle import read
from ontology.vocabulary import load_vocabulary

ROOT = Path(__file__).parents[2]


class Page(HTMLParser):
    """What the page holds: attributes of every element, and the text in each language."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.said: dict[str, set[str]] = {}
        self._language: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._language = dict(attrs).get("lang")

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 -- the parser's signature
        self._language = None

    def handle_data(self, data: str) -> None:
        if self._language:
            self.said.setdefault(self._language, set()).add(data)


@pytest.fixture(scope="module")
def page() -> Page:
    parsed = Page()
    parsed.feed(documentation())
    return parsed


def test_every_label_definition_and_example_is_there(page: Page) -> None:
    for triple in read(ROOT / "ontology" / "apk.ttl"):
        if triple.subject.value.startswith(str(APK)) and getattr(triple.object, "language", None):
            assert triple.object.value in page.said[triple.object.language]


def test_every_term_has_a_place_that_links_lead_to(page: Page) -> None:
    places = {attributes["id"] for _, attributes in page.elements if "id" in attributes}
    inside = {a["href"][1:] for tag, a in page.elements if tag == "a" and (a["href"] or "").startswith("#")}
    assert inside <= places
    assert {"Participation", "agent", "positions", "classes"} <= places
    assert len(places) == len([1 for _, attributes in page.elements if "id" in attributes])


def test_the_closed_lists_are_shown_with_their_meaning(page: Page) -> None:
    for concept in load_vocabulary("participation-roles").concepts.values():
        for language, meaning in concept.definitions.items():
            assert meaning in page.said[language]


def test_the_page_asks_for_nothing(page: Page) -> None:
    assert not {tag for tag, _ in page.elements} & {"script", "img", "iframe", "object", "embed", "video"}
    for tag, attributes in page.elements:
        assert "src" not in attributes
        assert not [name for name in attributes if name.startswith("on")]
        if tag == "link":
            assert attributes["href"] == "data:,"
    assert "url(" not in documentation()


def test_the_same_bytes_whatever_the_hash_seed(tmp_path: Path) -> None:
    code = "import sys, pathlib, ontology.documentation as d; d.write_documentation(pathlib.Path(sys.argv[1]))"
    pages = []
    for seed in ("1", "2"):
        path = tmp_path / f"{seed}.html"
        command = [sys.executable, "-c", code, str(path)]
        subprocess.run(command, check=True, cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed})
        pages.append(path.read_bytes())
    assert pages[0] == pages[1]


def test_the_file_replaces_the_old_one_whole(tmp_path: Path) -> None:
    path = tmp_path / "ontology.html"
    path.write_text("old")
    write_documentation(path)
    assert re.match(r"\s*<!doctype html>", path.read_text(encoding="utf-8"))
    assert [found.name for found in tmp_path.iterdir()] == ["ontology.html"]
