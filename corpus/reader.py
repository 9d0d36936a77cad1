"""Many announcements read: each once, on one or more cores, and kept under the hash of all that it depends on."""

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from importlib.metadata import distributions
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

from spacy.language import Language

from corpus.announcement import Announcement
from corpus.extraction import read
from corpus.pipeline import LANGUAGES, available_languages, load_pipeline
from corpus.reading import Reading, from_json, to_json
from ontology.errors import DataError
from ontology.vocabulary import FOLDER as VOCABULARIES

_CHUNK = 16
"""Announcements handed to a process at once: enough to make its overhead small, few enough to share evenly."""

Item = TypeVar("Item")
Answer = tuple[str, str | None, str | None]  # announcement id, reading as JSON, what went wrong


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """The readings (in the order of the announcements) and a fault per announcement that could not be read."""

    readings: tuple[Reading, ...]
    faults: tuple[DataError, ...]
    reused: int


def read_all(
    announcements: Sequence[Announcement],
    paths: Mapping[str, Path],
    *,
    kept: Path | None = None,
    jobs: int = 1,
    progress: Callable[[int], None] = lambda _: None,
) -> Read:
    """Read announcements, taking from the file `kept` what was read before by the same pipeline.

    A reading is the same however many `jobs` share the work. `progress` hears how many more are done.
    """
    faults: dict[str, DataError] = {}
    readable = []
    for announcement in announcements:
        if announcement.language in available_languages():
            readable.append(announcement)
        else:
            faults[announcement.id] = _unknown_language(paths[announcement.id], announcement)
    with closing(_Kept(kept)) as store:
        keys = {announcement.id: reading_key(announcement) for announcement in readable}
        known = store.get(keys.values())
        progress(sum(key in known for key in keys.values()) + len(faults))
        missing = [announcement for announcement in readable if keys[announcement.id] not in known]
        for answers in _answers(missing, jobs):
            fresh = {keys[name]: reading for name, reading, _ in answers if reading is not None}
            store.put(fresh)
            known |= fresh
            for name, _, problem in answers:
                if problem is not None:
                    faults[name] = DataError(paths[name], problem, "report this announcement to the maintainers")
            progress(len(answers))
    readings = tuple(
        from_json(json.loads(known[keys[announcement.id]]), announcement, by=pipeline_version(announcement.language))
        for announcement in readable
        if keys[announcement.id] in known
    )
    return Read(
        readings=readings,
        faults=tuple(faults[name] for name in sorted(faults)),
        reused=len(readable) - len(missing),
    )


def reading_key(announcement: Announcement) -> str:
    """Return the hash of all that a reading depends on: the text, its date and language, the pipeline."""
    parts = (
        announcement.language,
        announcement.text,
        str(announcement.published),
        announcement.publisher,
        pipeline_version(announcement.language),
    )
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


@cache
def pipeline_version(language: str) -> str:
    """Return what a language's readings depend on, as `en-<hash>`, without loading the pipeline.

    The hash is over the reader's code, the language's folder, the vocabularies and the installed packages.
    """
    corpus = Path(__file__).parent
    files = [*corpus.glob("*.py"), *(LANGUAGES / language).rglob("*"), *VOCABULARIES.glob("*.ttl")]
    digest = hashlib.sha256()
    for path in sorted(path for path in files if path.is_file() and path.suffix != ".pyc"):
        digest.update(path.name.encode() + hashlib.sha256(path.read_bytes()).digest())
    packages = sorted({f"{package.name}=={package.version}" for package in distributions()})
    digest.update("\n".join(packages).encode())
    return f"{language}-{digest.hexdigest()[:16]}"


def _answers(announcements: Sequence[Announcement], jobs: int) -> Iterator[list[Answer]]:
    """Yield the answers to chunks of announcements, one language a chunk, as they come."""
    ordered = sorted(announcements, key=lambda announcement: (announcement.language, announcement.id))
    size = max(1, min(_CHUNK, -(-len(ordered) // max(jobs, 1))))
    chunks = _slices(ordered, size)
    if jobs <= 1 or len(chunks) <= 1:
        yield from map(_read_chunk, chunks)
        return
    with ProcessPoolExecutor(max_workers=jobs, mp_context=get_context("spawn")) as pool:
        for future in as_completed([pool.submit(_read_chunk, chunk) for chunk in chunks]):
            yield future.result()


def _read_chunk(announcements: Sequence[Announcement]) -> list[Answer]:
    answers: list[Answer] = []
    for announcement in announcements:
        try:
            reading = read(announcement, _pipeline(announcement.language))
        except DataError as fault:
            answers.append((announcement.id, None, str(fault)))
        except Exception as error:  # noqa: BLE001 -- one text that the reader fails on must not cost the others
            answers.append((announcement.id, None, f"the reader failed on it ({type(error).__name__}: {error})"))
        else:
            answers.append((announcement.id, json.dumps(to_json(reading), ensure_ascii=False), None))
    return answers


def _slices(items: Sequence[Item], size: int) -> list[Sequence[Item]]:
    return [items[start : start + size] for start in range(0, len(items), size)]


@cache
def _pipeline(language: str) -> Language:
    return load_pipeline(language)


def _unknown_language(path: Path, announcement: Announcement) -> DataError:
    known = ", ".join(available_languages())
    problem = f"its language {announcement.language!r} is not yet readable"
    return DataError(path, problem, f"announcements are read in: {known}")


class _Kept:
    """Readings kept by key in one SQLite file; in memory when there is no file."""

    def __init__(self, path: Path | None) -> None:
        self._connection = sqlite3.connect(path or ":memory:")
        self._connection.execute(
            "CREATE TABLE IF NOT EXISTS readings (key TEXT PRIMARY KEY, reading TEXT) WITHOUT ROWID"
        )

    def get(self, keys: Iterable[str]) -> dict[str, str]:
        rows = (
            row
            for some in _slices(list(keys), 500)
            for row in self._connection.execute(
                f"SELECT key, reading FROM readings WHERE key IN ({','.join('?' * len(some))})",  # noqa: S608
                some,
            )
        )
        return dict(rows)

    def put(self, readings: Mapping[str, str]) -> None:
        with self._connection:
            self._connection.executemany("INSERT OR REPLACE INTO readings VALUES (?, ?)", readings.items())

    def close(self) -> None:
        self._connection.close()
