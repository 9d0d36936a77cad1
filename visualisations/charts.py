"""The report: the network in numbers, as one page of tables with bars that needs no script."""

from jinja2 import Environment, FileSystemLoader

from graph.network import LANGUAGES, NetworkMap
from visualisations.policy import policy
from visualisations.tables import Table, tables
from visualisations.words import TEMPLATES, words


def render_report(network: NetworkMap) -> str:
    """Return the report of a network: counts by kind, link, role, year, language, and who stands in the middle."""
    templates = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True)
    style = templates.get_template("report.css").render(languages=LANGUAGES)
    said = {code: {key: entry[code] for key, entry in words().items()} for code in LANGUAGES}
    charts = {code: [_chart(table) for table in tables(network, words(), code)] for code in LANGUAGES}
    return templates.get_template("report.html").render(
        languages=LANGUAGES, words=said, charts=charts, network=network, style=style, policy=policy(styles=(style,))
    )


def _chart(table: Table) -> tuple[str, list[tuple[str, str, float]]]:
    """Return a table's title and its rows as (name, number as text, length of the bar in per cent)."""
    most = max((number for _, number in table.rows), default=1)
    return table.title, [(name, f"{number:.4g}", round(100 * number / most, 1)) for name, number in table.rows]
