"""What the commands of all stages share: options, progress, and how faults are told."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from ontology.errors import DataError

KEPT_READINGS = ".readings.sqlite"
"""The file in a build's folder that keeps readings from build to build."""

PATH = click.Path(path_type=Path)
READER = click.option("--reader", metavar="COMMAND", help="Read by another program (corpus/OTHER_READERS.md).")


def report(faults: Sequence[DataError]) -> int:
    """Tell each fault in a line; return the exit status."""
    for fault in faults:
        click.echo(str(fault), err=True)
    return 1 if faults else 0


@contextmanager
def bar(label: str, length: int | None = None) -> Iterator[Callable[[int], None]]:
    """Show a progress bar on a terminal and a plain line otherwise."""
    with click.progressbar(length=length or 1, label=label, file=sys.stderr) as bar:
        yield bar.update
        bar.update(0 if length else 1)


def other_reader(command: str | None) -> dict[str, Any]:
    """Return how `read_all` reads by another program; nothing when there is none."""
    from corpus.other_reader import command_version, read_by

    return {"workers": read_by(command), "version": lambda _: command_version(command)} if command else {}
