"""Annotations made by people: `STEM.json` files of FORMAT.md's form, with the texts that they belong to."""

import json
from collections.abc import Iterable
from pathlib import Path

from corpus.announcement import Announcement, read_announcements
from corpus.reading import Reading, from_json
from ontology.errors import DataError

GOLD = Path(__file__).parent / "gold"
ANNOUNCEMENTS = Path(__file__).parent / "announcements"


def read_gold(gold: Path = GOLD, texts: Path | None = None) -> tuple[list[Reading], list[DataError]]:
    """Return the gold readings of a folder, sorted by id, and what is wrong with the rest.

    The text of an annotation is the announcement with its id: beside it, else in the folder `texts`, else in the
    project's own corpus.
    """
    folders = [gold, texts or ANNOUNCEMENTS]
    announcements: dict[str, Announcement] = {}
    for folder in reversed(folders):
        batch = read_announcements([folder])
        announcements |= {announcement.id: announcement for announcement in batch.announcements}
    return _readings(sorted(gold.rglob("*.json")), announcements)


def read_annotation(path: Path, announcement: Announcement, *, by: str) -> Reading:
    """Return the reading that an annotation file holds.

    Raises:
        DataError: the file is not JSON, or not of FORMAT.md's form.
    """
    remedy = "see corpus/FORMAT.md for the form of an annotation"
    try:
        return from_json(json.loads(path.read_text(encoding="utf-8")), announcement, by=by)
    except json.JSONDecodeError as error:
        raise DataError(path, f"it is not JSON ({error.msg})", remedy, line=error.lineno) from error
    except UnicodeDecodeError as error:
        raise DataError(path, "it is not valid UTF-8", "save it again with the encoding UTF-8") from error
    except OSError as error:
        raise DataError(path, f"it cannot be read ({error.strerror})", "check that you may read it") from error
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise DataError(path, f"it is not an annotation ({type(error).__name__}: {error})", remedy) from error


def _readings(paths: Iterable[Path], announcements: dict[str, Announcement]) -> tuple[list[Reading], list[DataError]]:
    readings, faults = [], []
    for path in paths:
        announcement = announcements.get(path.stem)
        try:
            if announcement is None:
                raise DataError(path, "no announcement has its id", "name the folder of the texts")  # noqa: TRY301
            readings.append(read_annotation(path, announcement, by="gold"))
        except DataError as fault:
            faults.append(fault)
    return readings, faults
