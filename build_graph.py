"""The command line: announcements in; RDF graph, SPARQL answers and network map out.

Started by a Python outside any virtual environment it makes its own, `.venv` beside this file, from the lock file,
and goes on in there.
"""

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
LOCKS = ROOT / ".lock"


def enter_environment(lock: str) -> None:
    """Go on inside `.venv` with the packages of a lock file (`runtime.txt`, `development.txt`), installed when needed.

    An environment that the user has entered is left as it is.
    """
    if sys.version_info < (3, 11):  # noqa: UP036 -- said before an older Python fails on something else
        sys.exit("Python 3.11 or later is needed; start this program with a newer one")
    inside = Path(sys.prefix) == ENVIRONMENT
    if sys.prefix != sys.base_prefix and not inside:
        return
    python = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not _is_installed(lock):
        _install(lock, python)
    if not inside:
        arguments = [str(python), str(ROOT / "build_graph.py"), *sys.argv[1:]]
        if os.name == "nt":
            sys.exit(subprocess.call(arguments))  # noqa: S603 -- our own program again
        os.execv(python, arguments)  # noqa: S606 -- as above


def _digest(lock: str) -> str:
    return hashlib.sha256((LOCKS / lock).read_bytes()).hexdigest()


def _is_installed(lock: str) -> bool:
    stamp = ENVIRONMENT / "installed.txt"
    return stamp.is_file() and _digest(lock) in stamp.read_text().split()


def _install(lock: str, python: Path) -> None:
    """Install the lock file's packages into `.venv` with the pip that the user has."""
    print(f"Setting up {ENVIRONMENT.name} from {LOCKS.name}/{lock}: once, for a minute or two …", file=sys.stderr)
    stamp = ENVIRONMENT / "installed.txt"
    stamp.unlink(missing_ok=True)
    venv.create(ENVIRONMENT, with_pip=False, symlinks=os.name != "nt")
    pip = [getattr(sys, "_base_executable", sys.executable), "-m", "pip", "--python", str(python), "install", "--quiet"]
    if subprocess.call([*pip, "--require-hashes", "--requirement", str(LOCKS / lock)]):  # noqa: S603 -- pip, our lock
        sys.exit("The packages could not be installed (pip says why above); mend that and start again")
    locks = {lock, "runtime.txt"}  # the development packages hold the others
    stamp.write_text("\n".join(sorted(map(_digest, locks))) + "\n")


if __name__ == "__main__":
    enter_environment("development.txt" if sys.argv[1:2] == ["test"] else "runtime.txt")

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import click

from ontology.errors import DataError

EXISTING = click.Path(path_type=Path)
KEPT_READINGS = ".readings.sqlite"


class _Commands(click.Group):
    """`build` when no command is named; a fault of the input is one line and exit status 1."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `build` in front of arguments that name no command but are options or files."""
        if not args or (args[0] not in {*self.commands, "--help"} and (args[0][0] == "-" or Path(args[0]).exists())):
            args = ["build", *args]
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 -- click's own signature
        """Run the command."""
        try:
            return super().invoke(ctx)
        except DataError as fault:
            raise click.ClickException(str(fault)) from fault


OUT = click.option("--out", type=EXISTING, default=Path("build"), show_default=True, help="Folder of the build.")


@click.group(cls=_Commands, context_settings={"help_option_names": ["--help"], "max_content_width": 100})
def main() -> None:
    """Read announcements around the Assembly of People of Kazakhstan into a graph, and ask and draw it.

    Without a command: build.
    """


@main.command()
@click.argument("paths", nargs=-1, type=EXISTING)
@OUT
@click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes that read.")
@click.option("--fresh", is_flag=True, help="Read everything again.")
@click.option("--machine", is_flag=True, help="Ignore people's corrections (STEM.json beside an announcement).")
@click.pass_context
def build(ctx: click.Context, paths: tuple[Path, ...], out: Path, jobs: int, *, fresh: bool, machine: bool) -> None:
    """Read the announcements in PATHS (default: the project's corpus) and build everything under --out."""
    from corpus.annotations import ANNOUNCEMENTS
    from corpus.announcement import read_announcements
    from corpus.reader import read_all
    from graph.build import build_graph
    from graph.outputs import replacing
    from visualisations.page import write_pages

    batch = read_announcements(paths or [ANNOUNCEMENTS])
    with replacing(out) as folder:
        kept = out / KEPT_READINGS
        if fresh:
            kept.unlink(missing_ok=True)
        with _bar("Reading", len(batch.announcements)) as progress:
            read = read_all(batch.announcements, batch.paths, kept=kept, jobs=jobs, progress=progress)
        with _bar("Building the graph") as progress:
            built = build_graph(read.readings, [*batch.faults, *read.faults], folder)
        with _bar("Drawing the map") as progress:
            write_pages(built.network, folder)
    for line in built.summary(reused=read.reused):
        click.echo(line)
    click.echo(f"Open {out / 'network.html'} in a browser; ask with: python build_graph.py query --list")
    ctx.exit(1 if built.faults else 0)


@main.command()
@click.argument("files", nargs=-1, required=True, type=EXISTING)
@click.option("--out", type=EXISTING, help="Write one STEM.json each into this folder.")
@click.pass_context
def read(ctx: click.Context, files: tuple[Path, ...], out: Path | None) -> None:
    """Print what is read in FILES as annotation JSON (corpus/FORMAT.md), one document per file."""
    from corpus.announcement import read_announcements
    from corpus.reader import read_all
    from corpus.reading import to_json

    batch = read_announcements(files)
    found = read_all(batch.announcements, batch.paths)
    for reading in found.readings:
        text = json.dumps(to_json(reading), ensure_ascii=False, indent=1)
        if out is None:
            click.echo(text)
        else:
            out.mkdir(parents=True, exist_ok=True)
            (out / f"{reading.announcement.id}.json").write_text(text + "\n", encoding="utf-8")
    ctx.exit(_report([*batch.faults, *found.faults]))


@main.command()
@click.argument("gold_dir", required=False, type=EXISTING)
@click.argument("text_dir", required=False, type=EXISTING)
@click.option("--errors", "count", type=int, default=0, help="List this many errors.")
@click.pass_context
def evaluate(ctx: click.Context, gold_dir: Path | None, text_dir: Path | None, count: int) -> None:
    """Score what is read against the annotations in GOLD_DIR (default: the project's gold)."""
    from corpus.annotations import GOLD, read_gold
    from corpus.evaluation import errors, score
    from corpus.reader import read_all
    from corpus.score_table import tables

    gold, faults = read_gold(gold_dir or GOLD, text_dir)
    announcements = [reading.announcement for reading in gold]
    paths = {announcement.id: Path(announcement.id) for announcement in announcements}
    with _bar("Reading", len(gold)) as progress:
        found = read_all(announcements, paths, progress=progress)
    answers = {reading.announcement.id: reading for reading in found.readings}
    pairs = [(reading, answers[reading.announcement.id]) for reading in gold if reading.announcement.id in answers]
    scores: dict[str, list[Any]] = {}
    for reading, answer in pairs:
        scores.setdefault(reading.announcement.language, []).append(score(reading, answer))
    for line in tables(scores):
        click.echo(line)
    lines = [f"{reading.announcement.id}: {line}" for reading, answer in pairs for line in errors(reading, answer)]
    for line in lines[:count]:
        click.echo(line)
    ctx.exit(_report([*faults, *found.faults]))


@main.command(context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
@click.pass_context
def test(ctx: click.Context, arguments: tuple[str, ...]) -> None:
    """Install what the tests need, once, and run them; ARGUMENTS go to pytest."""
    import pytest

    ctx.exit(int(pytest.main([f"--rootdir={ROOT}", "--config-file", str(ROOT / "pyproject.toml"), *arguments])))


def _report(faults: Sequence[DataError]) -> int:
    """Tell each fault in a line; return the exit status."""
    for fault in faults:
        click.echo(str(fault), err=True)
    return 1 if faults else 0


@contextmanager
def _bar(label: str, length: int | None = None) -> Iterator[Callable[[int], None]]:
    """Show a progress bar on a terminal and a plain line otherwise."""
    with click.progressbar(length=length or 1, label=label, file=sys.stderr) as bar:
        yield bar.update
        bar.update(0 if length else 1)


if __name__ == "__main__":
    main()
