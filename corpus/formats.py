"""Announcements from other formats: HTML, PDF, DOCX and EML files, and web pages, turned into Markdown files.

The main text, title, date and publisher of a page are found by trafilatura (Barbaresi 2021), without guessing a date
from the running text.
"""

import email
import email.policy
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import docx
import pypdf
import trafilatura
from trafilatura.settings import Document

from corpus.announcement import SUFFIXES, Announcement, read_announcement
from corpus.language import detect_language
from corpus.slug import slug
from ontology.errors import DataError

MAX_BYTES = 20_000_000
"""A larger document or page is refused."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a document holds, before it is kept as an announcement; `date` is ISO, the rest may be unknown."""

    title: str
    body: str
    date: str | None = None
    publisher: str | None = None
    source: str | None = None

    @property
    def language(self) -> str:
        """The language that the text is in."""
        return detect_language(f"{self.title}\n{self.body}")

    @property
    def stem(self) -> str:
        """The name for its file: the date, when known, and the first words of the title."""
        words = slug(self.title).split("-")[:8]
        return "-".join([self.date, *words] if self.date else words)

    def announcement(self) -> Announcement:
        """Return the draft as an announcement to read."""
        return Announcement(
            id=self.stem,
            title=self.title,
            body=f"\n{self.body.strip()}\n",
            language=self.language,
            source=self.source,
            publisher=self.publisher,
            published=date.fromisoformat(self.date) if self.date else None,
        )

    def markdown(self) -> str:
        """Return the announcement file: front matter and body."""
        values = {
            "id": self.stem,
            "title": self.title,
            "language": self.language,
            "date": self.date,
            "source": self.source,
            "publisher": self.publisher,
        }
        head = "".join(f"{key}: {' '.join(value.split())}\n" for key, value in values.items() if value)
        return f"---\n{head}---\n\n{self.body.strip()}\n"


def draft(path: Path) -> Draft:
    """Read a file of any known format.

    Raises:
        DataError: the format is unknown, the file is unreadable or too large, or it holds no text.
    """
    suffix = path.suffix.lower()
    if suffix in SUFFIXES:
        announcement = read_announcement(path)
        published = announcement.published.isoformat() if announcement.published else None
        return Draft(
            title=announcement.title,
            body=announcement.body,
            date=published,
            publisher=announcement.publisher,
            source=announcement.source,
        )
    if suffix not in _READERS:
        known = ", ".join(sorted(READABLE))
        raise DataError(
            path, f"the format {suffix or 'of a file without suffix'!r} is not known", f"use one of: {known}"
        )
    try:
        if path.stat().st_size > MAX_BYTES:
            raise DataError(path, "the document is too large", f"give one of under {MAX_BYTES // 1_000_000} MB")
        content = path.read_bytes()
    except OSError as error:
        raise DataError(
            path, f"it cannot be read ({error.strerror})", "check that it exists and may be read"
        ) from error
    return draft_of(str(path), suffix, content)


def draft_of(name: str, suffix: str, content: bytes) -> Draft:
    """Read a document that is at hand as bytes; `name` is said in errors.

    Raises:
        DataError: the document is broken or holds no text.
    """
    try:
        found = _READERS[suffix](content)
    except Exception as error:
        problem = f"it is no readable {suffix.removeprefix('.').upper()} file ({type(error).__name__})"
        raise DataError(name, problem, "save it again, or give its text as a .txt file") from error
    if found is None or not found.body.strip():
        remedy = "a scanned document has to be put through text recognition first"
        raise DataError(name, "no text was found in it", remedy)
    return found


def _html(content: bytes) -> Draft | None:
    page = trafilatura.bare_extraction(
        content,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    if not isinstance(page, Document) or not page.text:
        return None
    title = page.title or page.text.split("\n", 1)[0]
    lines = page.text.split("\n")
    body = "\n\n".join(lines[1:] if lines[0].strip() == title.strip() else lines)
    return Draft(title=title, body=body, date=page.date, publisher=page.sitename, source=page.url)


def _pdf(content: bytes) -> Draft | None:
    reader = pypdf.PdfReader(io.BytesIO(content))
    text = "\n\n".join(page.extract_text() for page in reader.pages)
    metadata: Mapping[str, Any] = reader.metadata or {}
    return _plain(_unwrapped(text), str(metadata.get("/Title") or ""))


def _unwrapped(text: str) -> str:
    """Join the lines that the page's width broke: the next one goes on in small letters."""
    lines: list[str] = []
    for line in map(str.strip, text.split("\n")):
        if lines and lines[-1] and line[:1].islower():
            lines[-1] = f"{lines[-1]} {line}"
        else:
            lines.append(line)
    return "\n".join(lines)


def _docx(content: bytes) -> Draft | None:
    document = docx.Document(io.BytesIO(content))
    text = "\n\n".join(paragraph.text for paragraph in document.paragraphs if paragraph.text.strip())
    return _plain(text, document.core_properties.title or "")


def _eml(content: bytes) -> Draft | None:
    message = email.message_from_bytes(content, policy=email.policy.default)
    if not isinstance(message, EmailMessage):
        return None
    part = message.get_body(("plain", "html"))
    if part is None:
        return None
    text = part.get_content()
    if part.get_content_subtype() == "html":
        page = _html(text.encode())
        text = page.body if page else ""
    sent = message["date"].datetime.date().isoformat() if message["date"] else None
    return _plain(text, message["subject"] or "", sent)


def _plain(text: str, title: str, published: str | None = None) -> Draft | None:
    """Return the draft of a text whose title, when the document names none, is its first line."""
    text = text.strip()
    if not title.strip() or text.startswith(title.strip()):
        title, _, text = text.partition("\n")
    if published:
        date.fromisoformat(published)
    return Draft(title=title.strip(), body=text.strip(), date=published) if title.strip() else None


_READERS: dict[str, Callable[[bytes], Draft | None]] = {
    ".docx": _docx,
    ".eml": _eml,
    ".htm": _html,
    ".html": _html,
    ".pdf": _pdf,
}

READABLE = frozenset({*SUFFIXES, *_READERS})
"""The suffixes of every format that can be read."""
