"""An announcement: one text with what is known about its publication."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """A text to read.

    `body` stands as it is in the file after the front matter, so that every offset into `text`
    (code points, half-open) is an offset into what a person sees.
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
