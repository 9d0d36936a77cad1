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
ANSWERS = ("table", "csv", "tsv", "json", "xml", "turtle")


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
    from corpus.correction import with_corrections
    from corpus.reader import read_all
    from corpus.workers import read_here, read_in_processes
    from graph.build import build_graph
    from graph.outputs import replacing
    from visualisations.page import write_pages

    batch = read_announcements(paths or [ANNOUNCEMENTS])
    with replacing(out) as folder:
        kept = out / KEPT_READINGS
        if fresh:
            kept.unlink(missing_ok=True)
        with _bar("Reading", len(batch.announcements)) as progress:
            workers = read_in_processes(jobs) if jobs > 1 else read_here
            read = read_all(batch.announcements, batch.paths, kept=kept, workers=workers, progress=progress)
        corrections = {} if machine else batch.paths
        readings, corrected, stale = with_corrections(read.readings, corrections)
        with _bar("Building the graph"):
            built = build_graph(readings, [*batch.faults, *read.faults, *stale], folder)
        with _bar("Drawing the map"):
            write_pages(built.network, folder)
    for line in built.summary(reused=read.reused, corrected=corrected):
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


@main.command()
@click.argument("question", required=False)
@OUT
@click.option("--list", "listed", is_flag=True, help="Name the questions with their parameters.")
@click.option("-p", "parameters", multiple=True, metavar="NAME=VALUE", help="A parameter: any label, alias or IRI.")
@click.option("--format", "form", type=click.Choice(ANSWERS), default="table", show_default=True, help="Of the answer.")
def query(question: str | None, out: Path, parameters: tuple[str, ...], form: str, *, listed: bool) -> None:
    """Answer QUESTION: a name from --list, a file with a SPARQL query, or the query itself."""
    from graph import query as asking
    from graph.store import load_store

    if listed or question is None:
        _show_questions(asking.questions())
        return
    asked = asking.find(question)
    values = dict(_name_and_value(parameter) for parameter in parameters)
    click.echo(asking.run(load_store(out), asked, values, form), nl=False)


@main.command()
@click.argument("words", nargs=-1, required=True)
@OUT
@click.option("-p", "parameters", multiple=True, metavar="NAME=VALUE", help="A parameter: any label, alias or IRI.")
@click.option("--format", "form", type=click.Choice(ANSWERS), default="table", show_default=True, help="Of the answer.")
def ask(words: tuple[str, ...], out: Path, parameters: tuple[str, ...], form: str) -> None:
    """Answer the question that WORDS, in any of the three languages, most likely mean."""
    from graph import query as asking
    from graph.store import load_store

    found = asking.ask(" ".join(words))
    if not found:
        raise DataError(" ".join(words), "no question is like it", "see them all: query --list")
    click.echo(f"{found[0].name}: {found[0].titles['en']}", err=True)
    for other in found[1:4]:
        click.echo(f"  or {other.name}: {other.titles['en']}", err=True)
    values = dict(_name_and_value(parameter) for parameter in parameters)
    click.echo(asking.run(load_store(out), found[0], values, form), nl=False)


@main.command()
@OUT
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8080, show_default=True, help="Port to listen on.")
def serve(out: Path, host: str, port: int) -> None:
    """Serve the map, SPARQL 1.1 at /sparql, and a page for every thing with its quotes; stop with Ctrl-C."""
    from graph.endpoint import serve as listen

    listen(out, host=host, port=port, ready=lambda address: click.echo(f"Open {address} in a browser"))


@main.command()
@OUT
@click.pass_context
def validate(ctx: click.Context, out: Path) -> None:
    """Check what is built against the shapes (SHACL); write findings.csv."""
    from graph.store import load_store
    from graph.validation import validate as check
    from graph.validation import write_findings

    findings = check(load_store(out))
    write_findings(out, [], findings)
    for finding in findings:
        click.echo(f"{finding.graph}: {finding.message} ({finding.focus})")
    click.echo(f"{len(findings)} findings")
    ctx.exit(1 if findings else 0)


@main.command()
@OUT
def measure(out: Path) -> None:
    """Measure the network again: nodes.csv, edges.csv, measures.csv, network.gexf."""
    from graph.export import write_gexf, write_tables
    from graph.measures import measure as measured
    from graph.network import project
    from graph.store import load_store

    network = measured(project(load_store(out)))
    write_tables(network, out)
    write_gexf(network, out)
    click.echo(f"Measured {len(network.nodes)} things: see {out / 'measures.csv'}")


@main.command()
@OUT
def draw(out: Path) -> None:
    """Draw the map and the report again: network.html, report.html."""
    from graph.measures import measure as measured
    from graph.network import project
    from graph.store import load_store
    from visualisations.page import write_pages

    write_pages(measured(project(load_store(out))), out)
    click.echo(f"Open {out / 'network.html'} in a browser")


@main.command()
@OUT
@click.option("--format", "form", required=True, type=click.Choice(["gexf", "graphml", "csv", "jsonld", "ttl"]))
@click.option("--to", "folder", type=EXISTING, help="Folder to write into.  [default: that of the build]")
def export(out: Path, form: str, folder: Path | None) -> None:
    """Write what is built in another format."""
    from graph.export import FORMATS

    target = folder or out
    target.mkdir(parents=True, exist_ok=True)
    FORMATS[form](out, target)
    click.echo(f"Written into {target}")


@main.command()
@click.argument("paths", nargs=-1, type=EXISTING)
@OUT
@click.option("--html", "page", type=EXISTING, help="Write a page on which the pairs can be decided.")
def review(paths: tuple[Path, ...], out: Path, page: Path | None) -> None:
    """Show the pairs of things that may be one, best first, with their reasons."""
    from graph.judgement import read_judgements
    from graph.outputs import write_whole
    from graph.review import doubts
    from graph.review_page import review_page

    resolution, readings = _resolve(paths, out)
    found = doubts(resolution, readings)
    if page:
        write_whole(page, review_page(found, read_judgements()))
        click.echo(f"Open {page} in a browser, decide, and save the file as graph/judgements.csv")
        return
    for doubt in found:
        click.echo(f"{doubt.score:.2f}  {doubt.left.label}  |  {doubt.right.label}")
        for side in (doubt.left, doubt.right):
            click.echo(f"      {side.name}  ({side.title or side.iri})  {side.quote}".rstrip())
        for reason in doubt.reasons:
            click.echo(f"      - {reason}")
    click.echo(f"{len(found)} pairs to decide: python build_graph.py decide A same|different B")


@main.command()
@click.argument("left")
@click.argument("verdict", type=click.Choice(["same", "different"]))
@click.argument("right")
@click.option("--by", default="", help="Who decides.")
@click.option("--why", default="", help="The reason, in words.")
def decide(left: str, verdict: str, right: str, by: str, why: str) -> None:
    """Decide that LEFT and RIGHT (announcement#entity, or an IRI) are the same thing, or different ones."""
    from graph.judgement import JUDGEMENTS, Verdict, decision
    from graph.judgement import decide as write

    write(decision(left, Verdict(verdict), right, by=by, why=why))
    click.echo(f"Written into {JUDGEMENTS.name}; the next build follows it. To undo it, delete its line")


@main.command()
@click.argument("iri")
@click.argument("paths", nargs=-1, type=EXISTING)
@OUT
def why(iri: str, paths: tuple[Path, ...], out: Path) -> None:
    """Print every reason that made the thing IRI one thing."""
    from graph.review import why as reasons

    for line in reasons(_resolve(paths, out)[0], iri):
        click.echo(line)


@main.command()
@click.argument("sources", nargs=-1, required=True)
@click.option("--to", "folder", type=EXISTING, help="Folder of announcements.  [default: the project's corpus]")
@click.option("--yes", is_flag=True, help="Keep without asking.")
@click.pass_context
def add(ctx: click.Context, sources: tuple[str, ...], folder: Path | None, *, yes: bool) -> None:
    """Take announcements from SOURCES: files (text, HTML, PDF, DOCX, EML), folders, or web addresses."""
    from corpus.adding import drafts, keep, preview
    from corpus.annotations import ANNOUNCEMENTS

    faults: list[DataError] = []
    for draft in drafts(sources, faults):
        for line in preview(draft):
            click.echo(line)
        if yes or click.confirm("Keep it?", default=True):
            click.echo(f"Kept as {keep(draft, folder or ANNOUNCEMENTS)}")
    ctx.exit(_report(faults))


@main.command(context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
@click.pass_context
def test(ctx: click.Context, arguments: tuple[str, ...]) -> None:
    """Install what the tests need, once, and run them; ARGUMENTS go to pytest."""
    import pytest

    ctx.exit(int(pytest.main([f"--rootdir={ROOT}", "--config-file", str(ROOT / "pyproject.toml"), *arguments])))


def _resolve(paths: Sequence[Path], out: Path) -> tuple[Any, Any]:
    """Return how the announcements of a build were resolved, and their readings, as they were kept."""
    from corpus.annotations import ANNOUNCEMENTS
    from corpus.announcement import read_announcements
    from corpus.reader import read_all
    from graph.build import resolve_readings

    batch = read_announcements(paths or [ANNOUNCEMENTS])
    kept = out / KEPT_READINGS
    readings = read_all(batch.announcements, batch.paths, kept=kept if out.is_dir() else None).readings
    return resolve_readings(readings), readings


def _show_questions(questions: Sequence[Any]) -> None:
    for question in questions:
        click.echo(f"{question.name}: {question.titles['en']}")
        for parameter in question.parameters:
            default = f" (default {parameter.default})" if parameter.default else ""
            click.echo(f"    -p {parameter.name}=…  {parameter.words['en']}{default}")


def _name_and_value(parameter: str) -> tuple[str, str]:
    name, equals, value = parameter.partition("=")
    if not equals:
        raise click.BadParameter(f"{parameter!r} is not NAME=VALUE", param_hint="-p")
    return name, value


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
