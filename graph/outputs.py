"""The folder of a build: one build at a time, and its files replaced all together or not at all."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from ontology.errors import DataError

_STAGING = ".next"
_COMPLETE = ".complete"
_REPLACED = ".replaced"
_LOCK = ".lock"


@contextmanager
def replacing(folder: Path) -> Iterator[Path]:
    """Yield an empty folder to write a build into; when the block ends well, its files take the old ones' places.

    Whatever the moment a build dies at, `folder` holds the last good build: before the new one is complete its files
    are dropped, afterwards the next call (or `recover`) finishes moving them. A build that fails leaves nothing.

    Raises:
        DataError: another build is at work in the folder, or the disk does not take the files.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / _LOCK, blocking=False):
            _recover(folder)
            staging = folder / _STAGING
            staging.mkdir()
            try:
                yield staging
                (staging / _COMPLETE).touch()
            except BaseException:
                shutil.rmtree(staging, ignore_errors=True)
                raise
            _move(folder)
    except Timeout as error:
        raise DataError(folder, "another build is at work there", "wait for its end, or give --out DIR") from error
    except OSError as error:
        problem = f"cannot write ({error.strerror or error})"
        raise DataError(error.filename or folder, problem, "make room or give --out DIR") from error


def recover(folder: Path) -> None:
    """Finish the moves of a build that died after it was complete; does nothing while a build is at work."""
    if not (folder / _STAGING / _COMPLETE).exists():
        return
    try:
        with FileLock(folder / _LOCK, blocking=False):
            _recover(folder)
    except Timeout:
        return


def _recover(folder: Path) -> None:
    if (folder / _STAGING / _COMPLETE).exists():
        _move(folder)
    shutil.rmtree(folder / _STAGING, ignore_errors=True)


def _move(folder: Path) -> None:
    """Move every file and folder of the complete staging folder into its place; may be repeated after a stop.

    Nothing but renaming stands between the first and the last, so that the moment of mixed files is short.
    """
    staging = folder / _STAGING
    replaced = staging / _REPLACED
    replaced.mkdir(exist_ok=True)
    for new in sorted(staging.iterdir()):
        if new.name in {_COMPLETE, _REPLACED}:
            continue
        old = folder / new.name
        if old.is_dir():
            old.replace(replaced / old.name)
        new.replace(old)
    (staging / _COMPLETE).unlink()
    shutil.rmtree(staging, ignore_errors=True)


def write_whole(path: Path, text: str) -> None:
    """Put a text file in place whole or not at all.

    Raises:
        DataError: the folder does not take it.
    """
    new = path.with_name(f".{path.name}.new")
    try:
        new.write_text(text, encoding="utf-8", newline="")
        new.replace(path)
    except OSError as error:
        raise DataError(path, f"cannot write ({error.strerror})", "choose another place") from error
