"""The map as one HTML file that opens from disk: no request, no outside script, a strict Content-Security-Policy.

`templates/map.html` is the page, `templates/style` and `templates/script` hold its parts, joined here in the order
of their file lists; `templates/words.yaml` holds every word of the interface in three languages.
"""

import base64
import hashlib
from functools import cache
from importlib.resources import files
from pathlib import Path

import yaml

from graph.network import LANGUAGES, NetworkMap
from ontology.vocabulary import load_vocabulary
from visualisations.network_map import draw
from visualisations.palette import looks

TEMPLATES = Path(__file__).with_name("templates")
SCRIPTS = tuple(
    "dom fold words model filters views state shapes labels scene panel controls time table take main".split()
)
"""The modules of the page, each a plain script of functions, in the order in which they are joined."""

VOCABULARIES = {
    "role": "participation-roles",
    "class": "organisation-classes",
    "event": "event-kinds",
    "group": "stakeholder-groups",
    "mode": "attendance-modes",
}
"""The first part of a word's key, and the vocabulary whose concepts it names."""


def render_page(network: NetworkMap, *, version: str = "") -> str:
    """Return the whole page of a network: the same network gives the same characters.

    `version` is the dataset's, as the page's citation line tells it.
    """
    drawing = draw(network, version=version)
    style, script = _style(), _script()
    pyvis = drawing.network
    pyvis.set_template_dir(f"{TEMPLATES}/", "map.html")
    pyvis.templateEnv.autoescape = True
    pyvis.templateEnv.globals |= {
        "policy": _policy(script=(_vis_network(), script), style=(style,)),
        "style": style,
        "vis_network": _vis_network(),
        "script": script,
        "tables": drawing.tables,
        "quotes": drawing.quotes,
        "words": words(),
        "languages": LANGUAGES,
    }
    html: str = pyvis.generate_html()
    return html


@cache
def words() -> dict[str, dict[str, str]]:
    """Return every word of the page, by key and then by language: its own, and the labels of the vocabularies."""
    found: dict[str, dict[str, str]] = yaml.safe_load((TEMPLATES / "words.yaml").read_text(encoding="utf-8"))
    for key, name in VOCABULARIES.items():
        for code, concept in load_vocabulary(name).concepts.items():
            found[f"{key}.{code}"] = dict(concept.labels)
    return found


@cache
def _style() -> str:
    """Return the page's style, with the palette's colours on both grounds."""
    marks = (
        f".look-{look.key} {{ fill: {look.light}; stroke: {look.light}; stroke-width: 0; }}\n"
        f'[data-theme="dark"] .look-{look.key} {{ fill: {look.dark}; stroke: {look.dark}; }}\n'
        for look in looks()
    )
    return (TEMPLATES / "style.css").read_text(encoding="utf-8") + "".join(marks)


@cache
def _script() -> str:
    """Return the page's modules as one script, in a scope of their own."""
    parts = ((TEMPLATES / "script" / f"{name}.js").read_text(encoding="utf-8") for name in SCRIPTS)
    return _closed('(() => {\n"use strict";\n' + "\n".join(parts) + "\nstart();\n})();\n")


@cache
def _vis_network() -> str:
    """Return the script of vis-network as pyvis ships it."""
    shipped = files("pyvis") / "templates" / "lib" / "vis-9.1.2" / "vis-network.min.js"
    return _closed(shipped.read_text(encoding="utf-8"))


def _closed(script: str) -> str:
    """Return a script that cannot end its own element."""
    return script.replace("</script", "<\\/script").replace("<!--", "<\\!--")


def _policy(*, script: tuple[str, ...], style: tuple[str, ...]) -> str:
    """Return the policy under which only these very scripts and styles run, and nothing is ever fetched."""
    sources = {"script-src": script, "style-src": style}
    parts = [f"{name} {' '.join(_hash(text) for text in texts)}" for name, texts in sources.items()]
    return "; ".join(["default-src 'none'", *parts, "img-src data: blob:", "base-uri 'none'", "form-action 'none'"])


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode('ascii')}'"
