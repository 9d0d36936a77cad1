"""Who reads: this process, several processes, a cluster, or another program. All give the same answers.

A worker function takes chunks of announcements and yields an answer per announcement as it comes; the order and the
sharing of the work never show in a reading.
"""

import json
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context, parent_process
from typing import Any

from spacy.language import Language

from corpus.announcement import Announcement
from corpus.extraction import read
from corpus.pipeline import load_pipeline
from corpus.reading import to_json
from corpus.version import reader_version
from ontology.errors import DataError

HANGS = 600
"""Seconds without any answer after which a cluster's open chunks are given to other workers as well."""

CONNECTS = 30
"""Seconds to find a cluster's scheduler in."""

Chunk = Sequence[Announcement]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came of reading one announcement: its JSON as text, or else what is wrong. `notes` tell what was dropped."""

    announcement: str
    reading: str | None = None
    problem: str | None = None
    notes: tuple[str, ...] = ()


Workers = Callable[[Iterable[Chunk]], Iterator[Answer]]


def read_here(chunks: Iterable[Chunk]) -> Iterator[Answer]:
    """Read in this process."""
    for chunk in chunks:
        for announcement in chunk:
            yield _answer(announcement)


def read_in_processes(jobs: int) -> Workers:
    """Return workers in several processes of this machine, each of which loads the pipelines that it needs.

    When one dies (the system ends what takes too much memory) what is not yet answered is given to new ones.

    Raises (while working):
        DataError: processes die over and over, with nothing answered.
    """

    def workers(chunks: Iterable[Chunk]) -> Iterator[Answer]:
        missing = dict(enumerate(chunks))
        while missing:
            before = len(missing)
            pool = ProcessPoolExecutor(jobs, get_context("spawn"), initializer=_end_with_parent)
            with pool, suppress(BrokenProcessPool):
                futures = {pool.submit(read_chunk, chunk): number for number, chunk in missing.items()}
                for future in as_completed(futures):
                    yield from future.result()
                    del missing[futures.pop(future)]
            if len(missing) == before:
                raise DataError(f"--jobs {jobs}", "the processes that read die", "read in one, without --jobs")

    return workers


def _end_with_parent() -> None:
    """End this process when the one that started it has died, by whatever death: no one else would."""

    def watch() -> None:
        parent = parent_process()
        if parent:
            parent.join()
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def read_on_cluster(address: str) -> Workers:
    """Return workers on an existing Dask cluster, whose machines have this software in the same version.

    A chunk whose worker dies is given to another by the scheduler; one whose worker hangs is given to others after
    `HANGS` seconds, and the first answer counts.

    Raises (while working):
        DataError: no scheduler answers there, or a worker has another version of the software.
    """

    def workers(chunks: Iterable[Chunk]) -> Iterator[Answer]:
        distributed = _distributed()
        try:
            client = distributed.Client(address, timeout=CONNECTS)
        except (OSError, ValueError) as error:
            remedy = "start one with: dask scheduler, or leave --scheduler out"
            raise DataError(address, f"no Dask scheduler answers ({error})", remedy) from error
        with client:
            futures = {client.submit(_checked_chunk, chunk, _versions(chunk), pure=False): chunk for chunk in chunks}
            done: set[str] = set()
            while futures:
                try:
                    finished, _ = distributed.wait(list(futures), timeout=HANGS, return_when="FIRST_COMPLETED")
                except TimeoutError:
                    again = {id(chunk): chunk for chunk in futures.values()}.values()
                    futures |= {client.submit(_checked_chunk, c, _versions(c), pure=False): c for c in again}
                    continue
                for future in finished:
                    answered = futures.pop(future)
                    for other in [key for key, chunk in futures.items() if chunk is answered]:
                        del futures[other]
                        other.cancel()
                    new = [answer for answer in future.result() if answer.announcement not in done]
                    done |= {answer.announcement for answer in new}
                    yield from new

    return workers


def read_chunk(chunk: Chunk) -> list[Answer]:
    """Read some announcements: what a worker process does."""
    return list(read_here([chunk]))


def _checked_chunk(chunk: Chunk, versions: dict[str, str]) -> list[Answer]:
    """Read some announcements on a machine that must have the versions given by language."""
    for language, version in versions.items():
        if reader_version(language) != version:
            remedy = "install the same version of this software there"
            raise DataError("a worker of the cluster", f"it has another version of the {language} reader", remedy)
    return read_chunk(chunk)


def _versions(chunk: Chunk) -> dict[str, str]:
    return {announcement.language: reader_version(announcement.language) for announcement in chunk}


def _answer(announcement: Announcement) -> Answer:
    try:
        reading = read(announcement, _pipeline(announcement.language))
    except DataError as fault:
        return Answer(announcement=announcement.id, problem=str(fault))
    except Exception as error:  # noqa: BLE001 -- one text that the reader fails on must not cost the others
        return Answer(
            announcement=announcement.id, problem=f"the reader failed on it ({type(error).__name__}: {error})"
        )
    return Answer(announcement=announcement.id, reading=json.dumps(to_json(reading), ensure_ascii=False))


@cache
def _pipeline(language: str) -> Language:
    return load_pipeline(language)


def _distributed() -> Any:  # noqa: ANN401 -- a module without types
    try:
        import distributed  # noqa: PLC0415 -- only a cluster's users need it
    except ImportError as error:
        raise DataError("--scheduler", "Dask is not installed", "install it with: pip install distributed") from error
    return distributed
