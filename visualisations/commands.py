"""The command of this stage: draw."""

from pathlib import Path

import click

from graph.commands import OUT


@click.command()
@OUT
def draw(out: Path) -> None:
    """Draw the map and the report again: network.html, report.html."""
    from graph.measures import measure as measured
    from graph.network import project
    from visualisations.page import write_pages

    write_pages(measured(project(out)), out)
    click.echo(f"Open {out / 'network.html'} in a browser")
