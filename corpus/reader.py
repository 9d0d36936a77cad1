"""Many announcements read, each once: a reading is kept under the hash of all that it depends on."""

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from corpus.announcement import Announcement
from corpus.pipeline import available_languages
from corpus.reading import Reading, from_json
from corpus.version import reader_version
from corpus.workers import Workers, read_here
from ontology.errors import DataError

_CHUNK = 16
"""Announcements handed to a worker at once: enough to make its overhead small, few enough to share evenly."""

_VARIABLES = 500
"""Values in one SQL statement, below what any SQLite allows."""

_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """The readings (in the order of the announcements), what could not be read, and how many were kept from before."""

    readings: tuple[Reading, ...]
    faults: tuple[DataError, ...]
    reused: int


def read_all(  # noqa: PLR0913 -- the announcements, and five ways in which reading them may differ
    announcements: Sequence[Announcement],
    paths: Mapping[str, Path],
    *,
    kept: Path | None = None,
    workers: Workers = read_here,
    version: Callable[[str], str] = reader_version,
    progress: Callable[[int], None] = lambda _: None,
) -> Read:
    """Read announcements, taking from the file `kept` what was read before by the same `version` of the reader.

    `paths` name the file of each announcement in faults. `version` maps a language to what its readings depend on.
    `progress` hears how many more are done. Answers are kept as they come, so a stop costs only the open ones.

    Raises:
        DataError: the file `kept` cannot be read or written.
    """
    languages = available_languages()
    readable = [each for each in announcements if each.language in languages]
    strange = [each for each in announcements if each.language not in languages]
    faults = {each.id: _unknown_language(paths[each.id], each) for each in strange}
    notes: dict[str, list[DataError]] = {}
    keys = {each.id: reading_key(each, version(each.language)) for each in readable}
    with closing(_Kept(kept)) as store:
        known = store.get(keys.values())
        missing = [each for each in readable if keys[each.id] not in known]
        progress(len(announcements) - len(missing))
        for answer in workers(_chunks(missing)):
            path, key = paths[answer.announcement], keys[answer.announcement]
            if answer.reading is not None:
                store.put(key, answer.reading)
                known[key] = answer.reading
            if answer.problem is not None:
                faults[answer.announcement] = DataError(path, answer.problem, "report this announcement")
            notes[answer.announcement] = [DataError(path, note, "it was left out") for note in answer.notes]
            progress(1)
    return Read(
        readings=tuple(
            from_json(json.loads(known[keys[each.id]]), each, by=version(each.language))
            for each in readable
            if keys[each.id] in known
        ),
        faults=(
            *(faults[name] for name in sorted(faults)),
            *(note for name in sorted(notes) for note in notes[name]),
        ),
        reused=len(readable) - len(missing),
    )


def reading_key(announcement: Announcement, version: str) -> str:
    """Return the hash of all that a reading depends on: the text, its date, language and publisher, the reader."""
    published = str(announcement.published)
    parts = (announcement.language, announcement.text, published, announcement.publisher, version)
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def _chunks(announcements: Iterable[Announcement]) -> list[list[Announcement]]:
    """Return the announcements in chunks of one language each, so that a worker needs few pipelines."""
    by_language: dict[str, list[Announcement]] = {}
    for announcement in announcements:
        by_language.setdefault(announcement.language, []).append(announcement)
    return [
        group[start : start + _CHUNK]
        for _, group in sorted(by_language.items())
        for start in range(0, len(group), _CHUNK)
    ]


def _unknown_language(path: Path, announcement: Announcement) -> DataError:
    known = ", ".join(available_languages())
    problem = f"its language {announcement.language!r} is not yet readable"
    return DataError(path, problem, f"announcements are read in: {known}")


class _Kept:
    """Readings kept by key in one SQLite file; in memory when there is no file."""

    def __init__(self, path: Path | None) -> None:
        self._path = path or Path(":memory:")
        with self._told():
            try:
                self._connection = self._open()
            except sqlite3.DatabaseError as error:
                if error.sqlite_errorcode not in _DAMAGED:
                    raise
                self._path.unlink()  # all of it can be read again
                self._connection = self._open()

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Tell what SQLite cannot do, on a full disk for one, as a fault of the input."""
        try:
            yield
        except sqlite3.Error as error:
            raise DataError(self._path, f"cannot write ({error})", "make room or give --out DIR") from error

    def _open(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, isolation_level=None)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("CREATE TABLE IF NOT EXISTS readings (key TEXT PRIMARY KEY, reading TEXT)")
        return connection

    def get(self, keys: Iterable[str]) -> dict[str, str]:
        wanted = list(keys)
        found: dict[str, str] = {}
        for start in range(0, len(wanted), _VARIABLES):
            some = wanted[start : start + _VARIABLES]
            query = f"SELECT * FROM readings WHERE key IN ({','.join('?' * len(some))})"  # noqa: S608 -- places alone
            with self._told():
                found |= dict(self._connection.execute(query, some))
        return found

    def put(self, key: str, reading: str) -> None:
        with self._told():
            self._connection.execute("INSERT OR REPLACE INTO readings VALUES (?, ?)", (key, reading))

    def close(self) -> None:
        self._connection.close()
