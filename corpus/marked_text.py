r"""Small texts written for training, with who is who marked in the text itself; a marked text becomes a reading.

A text is `T KIND FIELD=VALUE …: TITLE` and the lines of its body; a blank line ends it, `#` begins a comment. The
fields are those of the event (`start`, `end`, `mode`, `attendance`) and, as a front matter would give them,
`published` and `publisher` (with `_` for a space); each is left out when the text does not say it. Marks nest:

| mark | says |
| --- | --- |
| `{P:a speaker\\|Name}` | person `a`, with the roles of its participation; `=x` member of x |
| `{O:b university host <c @d ~e\\|Name}` | organisation `b`: class, roles, unit of c, located in d, cooperates with e |
| `{C:k represented\\|Name}`, `{L:l held\\|Name}` | country, place; `held` where the event is held |
| `{R a>b\\|title}`, `{D a\\|degree}` | title of a at b (or at none), degree of a |
| `{G students participant\\|phrase}` | a group of people: category, roles |
| `{E\\|title}` | title or topic of the event |

An id that is used again marks another name of the same thing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from corpus.announcement import Announcement
from corpus.entity import Entity, EntityKind, EventDetails, Mention
from corpus.reading import Reading
from corpus.relation import Group, Relation, RelationKind
from ontology.errors import DataError

DENSE, RETOLD, UNSEEN = "sentences.txt", "retold.txt", "unseen.txt"
"""The files of a language's folder: small texts with much to mark, announcements as papers retell them, and others of
these that nothing is trained on."""
WRITTEN = (DENSE, RETOLD)
"""What is trained on."""

_KINDS = {"P": EntityKind.PERSON, "O": EntityKind.ORGANISATION, "C": EntityKind.COUNTRY, "L": EntityKind.PLACE}
_LINKS = {
    "<": RelationKind.PART_OF,
    "@": RelationKind.LOCATED_IN,
    "=": RelationKind.MEMBER_OF,
    "~": RelationKind.COOPERATES_WITH,
}
_EVENT = "event-1"
_BY = "marked"
_HELD = "held"


@dataclass(slots=True)
class _Thing:
    kind: EntityKind
    organisation_class: str | None = None
    spans: list[tuple[int, int]] = field(default_factory=list)


@dataclass(slots=True)
class _Draft:
    """What the marks of one text have said so far."""

    things: dict[str, _Thing] = field(default_factory=dict)
    relations: list[tuple[RelationKind, str, str | None, str | None, int, int]] = field(default_factory=list)
    groups: list[tuple[str, str, int, int]] = field(default_factory=list)
    titles: list[tuple[int, int]] = field(default_factory=list)


def read_written(folder: Path, language: str) -> Iterator[tuple[str, Reading]]:
    """Yield the file's name and the reading of every marked text of a language's folder that is trained on.

    Raises:
        DataError: see `read_marked`.
    """
    for name in WRITTEN:
        yield from ((name, reading) for reading in read_marked(folder / name, language))


def read_marked(path: Path, language: str) -> Iterator[Reading]:
    """Yield the readings of a file of marked texts; none when there is no such file.

    Raises:
        DataError: a mark does not close, names an unknown kind, or gives one id to things of two kinds.
    """
    if not path.is_file():
        return
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    for number, block in enumerate(re.split(r"\n\s*\n", "\n".join(lines).strip())):
        head, _, body = block.partition("\n")
        said, _, title = head.removeprefix("T ").partition(": ")
        try:
            yield _reading(f"{language}-{number}", language, said, title, body)
        except (ValueError, KeyError, IndexError, TypeError) as error:
            raise DataError(path, f"{title}: {error}", "see corpus/marked_text.py for the marks") from error


def _reading(code: str, language: str, said: str, title: str, body: str) -> Reading:
    kind, *words = said.split()
    fields = dict(word.split("=") for word in words)
    draft = _Draft()
    text = _strip(f"{title}\n{body}", draft)
    plain, _, rest = text.partition("\n")
    published = fields.pop("published", None)
    announcement = Announcement(
        id=code,
        title=plain,
        body=rest,
        language=language,
        published=date.fromisoformat(published) if published else None,
        publisher=fields.pop("publisher", "").replace("_", " ") or None,
    )
    attendance = fields.pop("attendance", None)
    details = EventDetails(kind=kind, attendance=int(attendance) if attendance else None, **fields)
    entities = [
        Entity(
            id=name,
            kind=thing.kind,
            names=tuple(dict.fromkeys(text[a:b] for a, b in thing.spans)),
            mentions=tuple(Mention(start=a, end=b, normal=text[a:b], by=_BY) for a, b in thing.spans),
            organisation_class=thing.organisation_class,
        )
        for name, thing in draft.things.items()
    ]
    event = Entity(
        id=_EVENT,
        kind=EntityKind.EVENT,
        names=tuple(dict.fromkeys(text[a:b] for a, b in draft.titles)),
        mentions=tuple(Mention(start=a, end=b, normal=text[a:b], by=_BY) for a, b in draft.titles),
        event=details,
    )
    return Reading(
        announcement=announcement,
        entities=(*entities, event),
        relations=tuple(
            Relation(kind=k, subject=s, object=o, value=v, start=a, end=b, by=_BY)
            for k, s, o, v, a, b in draft.relations
            if all(end is None or end == _EVENT or end in draft.things for end in (s, o))
        ),
        groups=tuple(
            Group(category=category, text=text[a:b], role=role, start=a, end=b, by=_BY)
            for category, role, a, b in draft.groups
        ),
        pipeline=_BY,
    )


def _strip(marked: str, draft: _Draft) -> str:
    """Return the text without its marks; what they say goes into the draft."""
    out: list[str] = []
    length = 0
    open_: list[tuple[str, int]] = []
    for piece in re.split(r"(\{[^{}|]*\||\})", marked):
        if piece.startswith("{"):
            open_.append((piece[1:-1], length))
        elif piece == "}":
            header, start = open_.pop()
            _note(header, start, "".join(out)[start:], draft)
        else:
            out.append(piece)
            length += len(piece)
    if open_:
        raise ValueError(f"the mark {open_[-1][0]!r} does not close")
    return "".join(out)


def _note(header: str, start: int, text: str, draft: _Draft) -> None:
    mark, *words = header.split()
    end = start + len(text)
    if mark == "R":
        for link in words:
            person, _, organisation = link.partition(">")
            draft.relations.append((RelationKind.POSITION, person, organisation or None, text, start, end))
    elif mark == "D":
        draft.relations.append((RelationKind.DEGREE, words[0], None, text, start, end))
    elif mark == "E":
        draft.titles.append((start, end))
    elif mark == "G":
        draft.groups += [(words[0], role, start, end) for role in words[1:]]
    else:
        _note_entity(mark, words, start, text, draft)


def _note_entity(mark: str, words: list[str], start: int, text: str, draft: _Draft) -> None:
    letter, _, name = mark.partition(":")
    kind = _KINDS[letter]
    article = re.match(r"[Tt]he ", text)
    first, end = start + (article.end() if article else 0), start + len(text)
    thing = draft.things.setdefault(name, _Thing(kind))
    if thing.kind is not kind:
        raise ValueError(f"{name} is a {thing.kind} and a {kind}")
    thing.spans.append((first, end))
    if kind is EntityKind.ORGANISATION and thing.organisation_class is None:
        thing.organisation_class, *words = words
    for word in words:
        if word[0] in _LINKS:
            draft.relations.append((_LINKS[word[0]], name, word[1:], None, first, end))
        elif word == _HELD:
            draft.relations.append((RelationKind.HELD_IN, _EVENT, name, None, first, end))
        else:
            draft.relations.append((RelationKind.PARTICIPATION, name, _EVENT, word, first, end))
