"""The commands of this stage: read announcements, add new ones."""

import json
from pathlib import Path

import click

from corpus.options import PATH, report
from ontology.errors import DataError


@click.command()
@click.argument("files", nargs=-1, required=True, type=PATH)
@click.option("--out", type=PATH, help="Write one STEM.json each into this folder.")
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
    ctx.exit(report([*batch.faults, *found.faults]))


@click.command()
@click.argument("sources", nargs=-1, required=True)
@click.option("--to", "folder", type=PATH, help="Folder of announcements.  [default: the project's corpus]")
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
    ctx.exit(report(faults))
