"""The command line: announcements in; RDF graph, SPARQL answers and network map out.

Started by a Python outside any virtual environment it makes its own, `.venv` beside this file, from the lock file,
and goes on in there.
"""

import errno
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
    # Work is shared out over processes; a second thread of NumPy's in each would only wait beside them.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    enter_environment("development.txt" if sys.argv[1:2] == ["test"] else "runtime.txt")

import contextlib
import itertools
from typing import Any

import click

import corpus.commands as reading
import graph.commands as answering
import visualisations.commands as drawing
from corpus.options import KEPT_READINGS, PATH, READER, bar, other_reader, report
from graph.commands import OUT
from ontology.errors import DataError


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
        except OSError as fault:
            if fault.errno == errno.EPIPE:  # who reads along has enough: click ends quietly
                raise
            where, problem = fault.filename or "the output", f"cannot be read or written ({fault.strerror or fault})"
            raise click.ClickException(str(DataError(where, problem, "make room, or name another place"))) from fault


@click.group(cls=_Commands, context_settings={"help_option_names": ["--help"], "max_content_width": 100})
def main() -> None:
    """Read announcements around the Assembly of People of Kazakhstan into a graph, and ask and draw it.

    Without a command: build.
    """


@main.command()
@click.argument("paths", nargs=-1, type=PATH)
@OUT
@click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes that read.")
@click.option("--scheduler", metavar="ADDRESS", help="Read on the Dask cluster with this scheduler.")
@READER
@click.option("--fresh", is_flag=True, help="Read everything again.")
@click.option("--machine", is_flag=True, help="Ignore people's corrections (STEM.json beside an announcement).")
@click.option("--min-confidence", type=click.FloatRange(0, 1), default=0.0, help="Leave out what is less certain.")
@click.pass_context
def build(
    ctx: click.Context,
    paths: tuple[Path, ...],
    out: Path,
    jobs: int,
    scheduler: str | None,
    reader: str | None,
    min_confidence: float,
    *,
    fresh: bool,
    machine: bool,
) -> None:
    """Read the announcements in PATHS (default: the project's corpus) and build everything under --out."""
    from corpus.annotations import ANNOUNCEMENTS
    from corpus.announcement import read_announcements
    from corpus.correction import with_corrections
    from corpus.reader import read_all
    from corpus.reading import confident
    from corpus.workers import read_here, read_in_processes, read_on_cluster
    from graph.build import build_graph
    from graph.outputs import replacing
    from visualisations.page import write_pages

    workers = read_on_cluster(scheduler) if scheduler else read_in_processes(jobs) if jobs > 1 else read_here
    batch = read_announcements(paths or [ANNOUNCEMENTS])
    with replacing(out) as folder:
        kept = out / KEPT_READINGS
        if fresh:
            kept.unlink(missing_ok=True)
        with bar("Reading", len(batch.announcements)) as progress:
            how = other_reader(reader) or {"workers": workers}
            read = read_all(batch.announcements, batch.paths, kept=kept, progress=progress, **how)
        readings = [confident(reading, min_confidence) for reading in read.readings]
        readings, corrected, stale = with_corrections(readings, {} if machine else batch.paths)
        with bar("Building the graph"):
            built = build_graph(readings, [*batch.faults, *read.faults, *stale], folder, previous=out)
        with bar("Drawing the map"):
            write_pages(built.network, folder)
    for line in built.summary(reused=read.reused, corrected=corrected):
        click.echo(line)
    click.echo(f"Open {out / 'network.html'} in a browser; ask with: python3 build_graph.py query --list")
    ctx.exit(1 if built.faults else 0)


@main.command()
@click.argument("folder", required=False, type=PATH)
@OUT
@click.pass_context
def watch(ctx: click.Context, folder: Path | None, out: Path) -> None:
    """Build again whenever an announcement in FOLDER (default: the project's corpus) changes; stop with Ctrl-C."""
    from watchfiles import watch as changes

    from corpus.annotations import ANNOUNCEMENTS

    place = folder or ANNOUNCEMENTS
    if not place.is_dir():
        raise DataError(place, "there is no such folder", "name the folder of the announcements")
    for _ in itertools.chain([None], changes(place)):
        with contextlib.suppress(click.exceptions.Exit):
            ctx.invoke(build, paths=(place,), out=out, jobs=1)


@main.command()
@click.argument("gold_dir", required=False, type=PATH)
@click.argument("text_dir", required=False, type=PATH)
@click.option("--errors", "count", type=click.IntRange(0), default=0, help="List this many errors.")
@click.option("--cross-validate", "folds", type=click.IntRange(2), help="Train on the other folds of so many.")
@READER
@click.pass_context
def evaluate(
    ctx: click.Context, gold_dir: Path | None, text_dir: Path | None, count: int, folds: int | None, reader: str | None
) -> None:
    """Score what is read against the annotations in GOLD_DIR (default: the project's gold), by corpus/FORMAT.md."""
    from corpus.annotations import GOLD, read_gold
    from corpus.evaluation import errors, scores_by_language
    from corpus.reader import read_all
    from corpus.score_table import tables
    from graph.build import resolve_readings
    from graph.identity_evaluation import score_resolution

    gold, faults = read_gold(gold_dir or GOLD, text_dir)
    with bar("Reading", len(gold)) as progress:
        if folds:
            from corpus.cross_validation import cross_validate_all

            readings = cross_validate_all(gold, folds, progress)
        else:
            announcements = [reading.announcement for reading in gold]
            paths = {announcement.id: Path(announcement.id) for announcement in announcements}
            found = read_all(announcements, paths, progress=progress, **other_reader(reader))
            readings, faults = list(found.readings), [*faults, *found.faults]
    for line in tables(scores_by_language(gold, readings)):
        click.echo(line)
    for line in score_resolution(resolve_readings(readings), readings, gold).told():
        click.echo(line)
    right = {reading.announcement.id: reading for reading in gold}
    wrong = (f"{r.announcement.id}: {line}" for r in readings for line in errors(right[r.announcement.id], r))
    for line in itertools.islice(wrong, count):
        click.echo(line)
    ctx.exit(report(faults))


@main.command(context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
@click.pass_context
def test(ctx: click.Context, arguments: tuple[str, ...]) -> None:
    """Install what the tests need, once, and run them; ARGUMENTS go to pytest."""
    import pytest

    ctx.exit(int(pytest.main([f"--rootdir={ROOT}", "--config-file", str(ROOT / "pyproject.toml"), *arguments])))


for command in (
    reading.read,
    reading.add,
    answering.query,
    answering.ask,
    answering.serve,
    answering.diff,
    answering.publish,
    answering.validate,
    answering.measure,
    drawing.draw,
    answering.export,
    answering.review,
    answering.decide,
    answering.why,
):
    main.add_command(command)

if __name__ == "__main__":
    main()
