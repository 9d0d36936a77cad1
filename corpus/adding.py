"""New announcements taken into a corpus: from whatever source, shown before they are kept."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from corpus.entity import EntityKind
from corpus.formats import READABLE, Draft, draft
from corpus.reader import read_all
from corpus.reading import Reading
from corpus.web import draft_from_web
from ontology.errors import DataError


def drafts(sources: Iterable[str], faults: list[DataError]) -> Iterator[Draft]:
    """Yield the draft of every file, every readable file of a folder, and every web address; faults are collected."""
    for source in sources:
        web = source.startswith(("http://", "https://"))
        path = Path(source)
        paths = sorted(p for p in path.rglob("*") if p.suffix.lower() in READABLE) if path.is_dir() else [path]
        for each in [source] if web else paths:
            try:
                yield draft_from_web(source) if web else draft(Path(each))
            except DataError as fault:
                faults.append(fault)


def preview(found: Draft) -> Iterator[str]:
    """Yield lines that show a draft and what is read in it."""
    yield f"{found.title} ({found.language}, {found.date or 'no date'}, {found.publisher or 'no publisher'})"
    announcement = found.announcement()
    read = read_all([announcement], {announcement.id: Path(found.stem)})
    for reading in read.readings:
        for kind in EntityKind:
            names = [entity.names[0] for entity in reading.entities if entity.kind is kind and entity.names]
            if names:
                yield f"  {kind}: {'; '.join(names)}"
        yield from _facts(reading)
    for fault in read.faults:
        yield f"  {fault}"


def keep(found: Draft, folder: Path) -> Path:
    """Write a draft as an announcement file below the folder of its language; return the file.

    Raises:
        DataError: there is an announcement of that name already.
    """
    path = folder / found.language / f"{found.stem}.md"
    if path.exists():
        raise DataError(path, "there is an announcement of this name", "remove it first, or leave this one out")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(found.markdown(), encoding="utf-8")
    return path


def _facts(reading: Reading) -> Iterator[str]:
    names = {entity.id: entity.names[0] if entity.names else entity.id for entity in reading.entities}
    for relation in reading.relations:
        parts = (names[relation.subject], relation.value, names.get(relation.object or ""))
        yield f"  {relation.kind}: {' – '.join(part for part in parts if part)}"
