"""An announcement: one text with what is known about its publication, and how it is read from files.

A file is Markdown or plain text in UTF-8. Its front matter is optional: lines `key: value` between two lines `---`,
the value running to the end of the line as it is (so a title may hold colons and quotes).
"""

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from corpus.language import detect_language
from ontology.errors import DataError

SUFFIXES = frozenset({".md", ".txt"})
MAX_BYTES = 1_000_000
"""A longer file is no announcement; the longest known has under 20 kB."""

_FENCE = "---"
_HEADING = re.compile(r"#+\s+")
_COMMENT = re.compile(r"\s+#.*$")
_COMMENTED_KEYS = frozenset({"id", "language", "date"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """A text to read.

    `body` stands as it is in the file after the front matter (NFC, line ends folded to one newline), so that every
    offset into `text` (code points, half-open) is an offset into what a person sees.
    """

    id: str
    title: str
    body: str
    language: str
    source: str | None = None
    publisher: str | None = None
    published: date | None = None

    @property
    def text(self) -> str:
        """Title, newline, body: what the offsets of all mentions count in."""
        return f"{self.title}\n{self.body}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What lay in the input: announcements with the file each came from (sorted by id), and a fault per bad file."""

    announcements: tuple[Announcement, ...]
    paths: Mapping[str, Path]
    faults: tuple[DataError, ...]


def read_announcements(inputs: Iterable[Path]) -> Batch:
    """Read every announcement in files and folders; one bad file never costs the others.

    Of two files with one id the first by path counts, the second is a fault.
    """
    announcements: dict[str, Announcement] = {}
    paths: dict[str, Path] = {}
    faults: list[DataError] = []
    for path in _files(inputs, faults):
        try:
            announcement = read_announcement(path)
        except DataError as fault:
            faults.append(fault)
            continue
        if announcement.id in paths:
            remedy = "give one of them another id in its front matter"
            faults.append(DataError(path, f"its id {announcement.id!r} is that of {paths[announcement.id]}", remedy))
            continue
        announcements[announcement.id] = announcement
        paths[announcement.id] = path
    ordered = sorted(announcements)
    return Batch(
        announcements=tuple(announcements[key] for key in ordered),
        paths={key: paths[key] for key in ordered},
        faults=tuple(faults),
    )


def read_announcement(path: Path) -> Announcement:
    """Read one file.

    Without front matter the id is the file's name, the title the first heading or line, the language detected.

    Raises:
        DataError: the file cannot be read, is too large, empty, not UTF-8 text, or its front matter is faulty.
    """
    text = _read_text(path)
    head, body = _split_front_matter(path, text)
    title = head.get("title")
    if not title:
        title, body = _split_title(body)
    if not title:
        raise DataError(path, "the file has no text", "write the announcement into it or remove it")
    return Announcement(
        id=head.get("id") or path.stem,
        title=title,
        body=body,
        language=head.get("language") or detect_language(f"{title}\n{body}"),
        source=head.get("source"),
        publisher=head.get("publisher"),
        published=_published(path, head),
    )


def _files(inputs: Iterable[Path], faults: list[DataError]) -> Iterator[Path]:
    """Yield the files to read, each once, in the order of their paths."""

    def report(error: OSError) -> None:
        faults.append(_unreadable(Path(error.filename), error))

    files: set[Path] = set()
    for given in inputs:
        if given.is_dir():
            for folder, _, names in os.walk(given, onerror=report):
                files |= {Path(folder, name) for name in names if Path(name).suffix.lower() in SUFFIXES}
        else:
            files.add(given)
    yield from sorted(files)


def _unreadable(path: Path, error: OSError) -> DataError:
    return DataError(path, f"it cannot be read ({error.strerror})", "check that it exists and that you may read it")


def _read_text(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_BYTES:
            limit = f"split it into announcements of under {MAX_BYTES // 1000} kB"
            raise DataError(path, f"it has {path.stat().st_size // 1000} kB, too much for an announcement", limit)
        raw = path.read_bytes()
    except OSError as error:
        raise _unreadable(path, error) from error
    if b"\0" in raw:
        raise DataError(path, "it is a binary file, not text", "save the announcement as plain text or Markdown")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise DataError(path, "it is not valid UTF-8", "save it again with the encoding UTF-8", line=line) from error
    if not text.strip():
        raise DataError(path, "the file is empty", "write the announcement into it or remove it")
    return unicodedata.normalize("NFC", "\n".join(text.splitlines()) + ("\n" if text.endswith(("\n", "\r")) else ""))


def _split_front_matter(path: Path, text: str) -> tuple[dict[str, str], str]:
    """Return the front matter's values by key, and the body."""
    lines = text.split("\n")
    if lines[0].strip() != _FENCE:
        return {}, text
    closing = next((i for i, line in enumerate(lines[1:], 1) if line.strip() == _FENCE), None)
    if closing is None:
        remedy = f"close it with a line {_FENCE} before the text, or remove the first line"
        raise DataError(path, "the front matter has no end", remedy, line=1)
    head: dict[str, str] = {}
    for number, line in enumerate(lines[1:closing], 2):
        key, colon, value = line.partition(":")
        if colon and key.strip():
            head[key.strip()] = _value(key.strip(), value.strip())
        elif line.strip() and not line.lstrip().startswith("#"):
            raise DataError(
                path, f"the front matter's line {line.strip()!r} has no 'key: value'", "correct it", line=number
            )
    return head, "\n".join(lines[closing + 1 :])


def _value(key: str, value: str) -> str:
    """Drop a comment behind a plain value, and quotes that enclose the whole value."""
    if key in _COMMENTED_KEYS:
        value = _COMMENT.sub("", value)
    enclosed = value[:1] in {'"', "'"} and value[:1] == value[-1:] and value.count(value[:1]) == len('""')
    return value[1:-1] if enclosed else value


def _split_title(text: str) -> tuple[str, str]:
    """Return the first line that has text, without a heading's marks, and all that follows it."""
    first, _, rest = text.lstrip().partition("\n")
    return _HEADING.sub("", first).strip(), rest


def _published(path: Path, head: Mapping[str, str]) -> date | None:
    value = head.get("date")
    if not value:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise DataError(
            path, f"the date {value!r} is no date", "write it as YYYY-MM-DD or leave the key out"
        ) from error
