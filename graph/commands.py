"""The commands of this stage: ask, serve, check, measure, export, and decide who is who."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from corpus.options import KEPT_READINGS, PATH
from ontology.errors import DataError

ANSWERS = ("table", "csv", "tsv", "json", "xml", "turtle")


def _settled(_: click.Context, __: click.Parameter, out: Path) -> Path:
    """Return the folder of a build, in which one that died while its files moved is finished."""
    from graph.outputs import recover

    recover(out)
    return out


OUT = click.option(
    "--out", type=PATH, default=Path("build"), show_default=True, callback=_settled, help="Folder of the build."
)


@click.command()
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


@click.command()
@click.argument("words", nargs=-1, required=True)
@OUT
@click.option("-p", "parameters", multiple=True, metavar="NAME=VALUE", help="A parameter: any label, alias or IRI.")
@click.option("--format", "form", type=click.Choice(ANSWERS), default="table", show_default=True, help="Of the answer.")
def ask(words: tuple[str, ...], out: Path, parameters: tuple[str, ...], form: str) -> None:
    """Answer the question that WORDS, in any of the three languages, most likely mean."""
    from graph import query as asking
    from graph.labels import labels_of
    from graph.store import load_store

    text = " ".join(words)
    found = asking.ask(text)
    if not found:
        raise DataError(text, "no question is like it", "see them all: query --list")
    store = load_store(out)
    values = asking.named(found[0], text, labels_of(store)) | dict(map(_name_and_value, parameters))
    click.echo(f"{found[0].name}: {found[0].titles['en']}", err=True)
    for name, value in values.items():
        click.echo(f"  -p {name}={value}", err=True)
    for other in found[1:4]:
        click.echo(f"  or {other.name}: {other.titles['en']}", err=True)
    click.echo(asking.run(store, found[0], values, form), nl=False)


@click.command()
@OUT
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8080, show_default=True, help="Port to listen on.")
@click.option(
    "--seconds", type=click.FloatRange(0, min_open=True), default=30.0, show_default=True, help="Most for a query."
)
@click.option("--rows", type=click.IntRange(1), default=1_000_000, show_default=True, help="Most in an answer.")
def serve(out: Path, host: str, port: int, seconds: float, rows: int) -> None:
    """Serve the map, SPARQL 1.1 at /sparql, and a page for every thing with its quotes; stop with Ctrl-C."""
    from graph.endpoint import serve as listen
    from graph.sandbox import Limits

    limits = Limits(seconds=seconds, rows=rows)
    listen(out, host=host, port=port, limits=limits, ready=lambda address: click.echo(f"Open {address} in a browser"))


@click.command()
@click.argument("url")
@OUT
def publish(url: str, out: Path) -> None:
    """Put the graphs that changed into the SPARQL 1.1 Graph Store at URL, and delete those that are gone.

    Credentials: GRAPH_STORE_USER and GRAPH_STORE_PASSWORD, or GRAPH_STORE_TOKEN, in the environment.
    """
    from graph.publish import publish as send

    done = send(out, url)
    click.echo(f"{done.put} graphs put, {done.deleted} deleted, {done.unchanged} unchanged")


@click.command()
@click.argument("old", required=False, type=PATH)
@click.argument("new", required=False, type=PATH)
@OUT
@click.option("--to", "folder", type=PATH, help="Write changes.csv, changes.html and changes.ttl into this folder.")
def diff(old: Path | None, new: Path | None, out: Path, folder: Path | None) -> None:
    """Show what changed, fact by fact, with the cause: from build OLD to NEW (default: --out), or in the last build."""
    from graph.change_report import lines, read_changes, summary, write_changes
    from graph.changes import changes

    if old is None:
        for line in read_changes(out):
            click.echo(line)
        return
    found = changes(old, new or out)
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
        write_changes(found, folder)
    for line in (*summary(found), *lines(found)):
        click.echo(line)


@click.command()
@OUT
@click.pass_context
def validate(ctx: click.Context, out: Path) -> None:
    """Check what is built against the shapes (SHACL); write findings.csv."""
    from graph.dataset import FILE
    from graph.store import load_store
    from graph.validation import validate as check
    from graph.validation import write_findings

    findings = check(load_store(out), out / FILE)
    write_findings(out, [], findings)
    for finding in findings:
        click.echo(f"{finding.graph}: {finding.message} ({finding.focus})")
    click.echo(f"{len(findings)} findings")
    ctx.exit(1 if findings else 0)


@click.command()
@OUT
def measure(out: Path) -> None:
    """Measure the network again: nodes.csv, edges.csv, measures.csv, network.gexf."""
    from graph.export import write_tables
    from graph.gexf import write_gexf
    from graph.measures import measure as measured
    from graph.network import project

    network = measured(project(out))
    write_tables(network, out)
    write_gexf(network, out)
    click.echo(f"Measured {len(network.nodes)} things: see {out / 'measures.csv'}")


@click.command()
@OUT
@click.option("--format", "form", required=True, type=click.Choice(["gexf", "graphml", "csv", "jsonld", "ttl"]))
@click.option("--to", "folder", type=PATH, help="Folder to write into.  [default: that of the build]")
def export(out: Path, form: str, folder: Path | None) -> None:
    """Write what is built in another format."""
    from graph.export import FORMATS

    target = folder or out
    target.mkdir(parents=True, exist_ok=True)
    FORMATS[form](out, target)
    click.echo(f"Written into {target}")


@click.command()
@click.argument("paths", nargs=-1, type=PATH)
@OUT
@click.option("--html", "page", type=PATH, help="Write a page on which the pairs can be decided.")
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


@click.command()
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


@click.command()
@click.argument("iri")
@click.argument("paths", nargs=-1, type=PATH)
@OUT
def why(iri: str, paths: tuple[Path, ...], out: Path) -> None:
    """Print every reason that made the thing IRI one thing."""
    from graph.review import why as reasons

    for line in reasons(_resolve(paths, out)[0], iri):
        click.echo(line)


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
