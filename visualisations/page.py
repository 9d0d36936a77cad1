"""The map as one HTML file that opens from disk: no request, no outside script, a strict Content-Security-Policy.

`templates/map.html` is the page, `style.css` its look, `script/*.js` its modules, `words.yaml` every word of the
interface in three languages; they are joined here.
"""

from functools import cache
from importlib.resources import files
from pathlib import Path

from graph.network import LANGUAGES, NetworkMap
from visualisations.charts import render_report
from visualisations.network_map import draw
from visualisations.palette import looks
from visualisations.policy import policy
from visualisations.words import TEMPLATES, words


def write_pages(network: NetworkMap, folder: Path) -> None:
    """Write the map (`network.html`) and the report (`report.html`) of a network into a folder."""
    pages = {"network.html": render_page(network), "report.html": render_report(network)}
    for name, html in pages.items():
        part = folder / f"{name}.part"
        part.write_text(html, encoding="utf-8", newline="")
        part.replace(folder / name)


def render_page(network: NetworkMap) -> str:
    """Return the whole page of a network: the same network gives the same characters."""
    drawing = draw(network)
    style, script = _style(), _script()
    pyvis = drawing.network
    pyvis.set_template_dir(f"{TEMPLATES}/", "map.html")
    pyvis.templateEnv.autoescape = True
    pyvis.templateEnv.policies["json.dumps_kwargs"] = {
        "ensure_ascii": False,
        "separators": (",", ":"),
        "sort_keys": True,
    }
    pyvis.templateEnv.globals |= {
        "policy": policy(scripts=(_vis_network(), script), styles=(style,)),
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
def _style() -> str:
    """Return the page's style, with the palette's colours on both grounds."""
    marks = (
        f".look-{look.key} {{ fill: {look.light}; stroke: {look.light}; stroke-width: 0; }}\n"
        f'[data-theme="dark"] .look-{look.key} {{ fill: {look.dark}; stroke: {look.dark}; }}\n'
        for look in looks()
    )
    growth = next(look for look in looks() if look.figure)
    grounds = f":root {{ --growth: {growth.light}; }}\n:root[data-theme=dark] {{ --growth: {growth.dark}; }}\n"
    return grounds + (TEMPLATES / "style.css").read_text(encoding="utf-8") + "".join(marks)


@cache
def _script() -> str:
    """Return the page's modules as one script, in a scope of their own: each is a plain script of functions."""
    parts = (path.read_text(encoding="utf-8") for path in sorted((TEMPLATES / "script").glob("*.js")))
    return _closed('(() => {\n"use strict";\n' + "\n".join(parts) + "\nstart();\n})();\n")


@cache
def _vis_network() -> str:
    """Return the script of vis-network as pyvis ships it."""
    shipped = files("pyvis") / "templates" / "lib" / "vis-9.1.2" / "vis-network.min.js"
    return _closed(shipped.read_text(encoding="utf-8"))


def _closed(script: str) -> str:
    """Return a script that cannot end its own element."""
    return script.replace("</script", "<\\/script").replace("<!--", "<\\!--")
