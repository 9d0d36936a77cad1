"""Another program as the reader: announcements go to it line by line, FORMAT.md's JSON comes back line by line.

Each line on its standard input is one JSON object (`id`, `title`, `body`, `language`, `date`, `publisher`, `source`);
each line that it prints is the annotation JSON of the next announcement. Nothing that it says is believed unchecked:
a name that does not stand in the text, and a fact about an unknown thing, are dropped and told.
"""

import hashlib
import json
import shlex
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from corpus.announcement import Announcement
from corpus.entity import EntityKind
from corpus.reading import from_json, to_json
from corpus.relation import FIELDS, RelationKind
from corpus.workers import Answer, Chunk, Workers
from ontology.errors import DataError
from ontology.vocabulary import load_vocabulary

Json = dict[str, Any]

_EVENT = "event-1"


def read_by(command: str) -> Workers:
    """Return workers that read by a command line, one process for all announcements.

    Raises (while working):
        DataError: the command cannot be started.
    """

    def workers(chunks: Iterable[Chunk]) -> Iterator[Answer]:
        try:
            process = subprocess.Popen(  # noqa: S603 -- the user's own command, without a shell
                shlex.split(command), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
            )
        except (OSError, ValueError) as error:
            raise DataError(command, f"the reader cannot be started ({error})", "check the command") from error
        with process:
            for chunk in chunks:
                for announcement in chunk:
                    yield _ask(process, announcement)

    return workers


def command_version(command: str) -> str:
    """Return what the readings of a command are kept under: its words, so a changed program needs `--fresh`."""
    return f"other-{hashlib.sha256(command.encode()).hexdigest()[:16]}"


def checked(data: Json, announcement: Announcement) -> tuple[Json, list[str]]:
    """Return an annotation without what the text or the format does not bear out, and what was dropped."""
    text = announcement.text
    dropped: list[str] = []
    entities = [entity for item in data.get("entities", []) if (entity := _checked_entity(item, text, dropped))]
    if not any(entity["id"] == _EVENT for entity in entities):
        entities.append({"id": _EVENT, "type": "event", "names": []})
    kinds = {entity["id"]: entity["type"] for entity in entities}
    relations = [item for item in data.get("relations", []) if _is_relation(item, kinds, dropped)]
    groups = [item for item in data.get("groups", []) if _is_group(item, text, dropped)]
    return {"entities": entities, "relations": relations, "groups": groups}, dropped


def _ask(process: "subprocess.Popen[str]", announcement: Announcement) -> Answer:
    line = {
        "id": announcement.id,
        "title": announcement.title,
        "body": announcement.body,
        "language": announcement.language,
        "date": announcement.published.isoformat() if announcement.published else None,
        "publisher": announcement.publisher,
        "source": announcement.source,
    }
    assert process.stdin is not None  # noqa: S101 -- opened as pipes
    assert process.stdout is not None  # noqa: S101
    try:
        process.stdin.write(json.dumps(line, ensure_ascii=False) + "\n")
        process.stdin.flush()
        answer = process.stdout.readline()
    except OSError:
        answer = ""
    if not answer:
        return Answer(announcement=announcement.id, problem="the reader stopped without an answer")
    try:
        data, dropped = checked(json.loads(answer), announcement)
        reading = from_json(data, announcement, by="other-reader")
    except (json.JSONDecodeError, KeyError, TypeError, ValueError, AttributeError) as error:
        problem = f"the reader's answer is no annotation ({type(error).__name__}: {error})"
        return Answer(announcement=announcement.id, problem=problem)
    text = json.dumps(to_json(reading), ensure_ascii=False)
    return Answer(announcement=announcement.id, reading=text, notes=tuple(dropped))


def _checked_entity(item: Json, text: str, dropped: list[str]) -> Json | None:
    """Return an entity with the names and mentions that stand in the text; None when none does."""
    kind = EntityKind(item["type"])
    names = [name for name in item.get("names", []) if name and name in text]
    dropped += [
        f"the reader's name {name!r} does not stand in the text" for name in item.get("names", []) if name not in names
    ]
    if kind is not EntityKind.EVENT and not names:
        return None
    kept = {key: value for key, value in item.items() if key != "mentions"} | {"names": names}
    spans = [m for m in item.get("mentions", []) if text[m["start"] : m["end"]] in names]
    if len(spans) < len(item.get("mentions", [])):
        dropped.append(f"a span of {item['id']!r} holds none of its names")
    return kept | {"mentions": spans} if spans else kept


def _is_relation(item: Json, kinds: Mapping[str, str], dropped: list[str]) -> bool:
    subject, target, value = FIELDS[RelationKind(item["type"])]
    object_ = item.get(target) if target else None
    ends = [item.get(subject), *([object_] if object_ is not None else [])]
    needs_target = target is not None and item["type"] != RelationKind.POSITION
    good = (
        all(end in kinds for end in ends)
        and (not needs_target or object_ is not None)
        and (value is None or bool(item.get(value)))
        and (
            item["type"] != RelationKind.PARTICIPATION
            or item["role"] in load_vocabulary("participation-roles").concepts
        )
    )
    if not good:
        dropped.append(f"the reader's relation {json.dumps(item, ensure_ascii=False)} names what is not there")
    return good


def _is_group(item: Json, text: str, dropped: list[str]) -> bool:
    good = (
        bool(item.get("text"))
        and item["text"] in text
        and item.get("category") in load_vocabulary("stakeholder-groups").concepts
        and item.get("role") in load_vocabulary("participation-roles").concepts
    )
    if not good:
        dropped.append(f"the reader's group {json.dumps(item, ensure_ascii=False)} does not stand in the text")
    return good
