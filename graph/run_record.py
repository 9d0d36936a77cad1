"""`run.json`: what a build was made from, so that the next one can tell why a fact has changed."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

import corpus
from corpus.reading import Reading, to_json
from graph import iri
from graph.dataset import Kept, identities_by_reading
from graph.former import NOTHING, Former, read_former, write_former
from graph.identity import Identity, Resolution
from graph.judgement import JUDGEMENTS
from graph.nquads import write_lines
from ontology.errors import DataError
from ontology.vocabulary import FOLDER as VOCABULARIES

FILE = "run.json"

_RULE_FOLDERS = (Path(corpus.__file__).parent, Path(__file__).parent, VOCABULARIES.parent)
_NO_RULES = {"announcements", "gold", JUDGEMENTS.name, VOCABULARIES.name, "sources", "__pycache__"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingRecord:
    """Digests of an announcement (text, title, publication) and of its reading; which pipeline or person read it."""

    text: str
    reading: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRecord:
    """Digests of all that a build depends on: readings by announcement id, rules, vocabularies, decisions.

    `graphs` are digests of what each announcement's graph is made from, by its IRI: the reading, and who is who in it.
    """

    announcements: Mapping[str, ReadingRecord]
    graphs: Mapping[str, str]
    rules: str
    vocabularies: str
    decisions: str

    @property
    def made_with(self) -> tuple[str, str]:
        """The rules and vocabularies: a build made with others says nothing about this one."""
        return self.rules, self.vocabularies


def reading_records(readings: Iterable[Reading]) -> dict[str, ReadingRecord]:
    """Return the records of readings by announcement id, in its order."""
    ordered = sorted(readings, key=lambda reading: reading.announcement.id)
    return {
        reading.announcement.id: ReadingRecord(
            text=_digest([repr(reading.announcement)]),
            reading=_digest([json.dumps(to_json(reading))]),
            by=reading.pipeline,
        )
        for reading in ordered
    }


def run_record(
    readings: Iterable[Reading], resolution: Resolution, made: Mapping[str, ReadingRecord] | None = None
) -> RunRecord:
    """Return the record of a build from these readings with the rules, vocabularies and decisions of this moment.

    `made` are the records of the readings, where there are any yet.
    """
    records = made or reading_records(readings)
    who = identities_by_reading(resolution)
    return RunRecord(
        announcements=records,
        graphs={iri.announcement(name): _graph(record, who.get(name, {})) for name, record in records.items()},
        rules=_rules(),
        vocabularies=_vocabularies(),
        decisions=_digest_files([JUDGEMENTS]),
    )


def _graph(record: ReadingRecord, identities: Mapping[str, Identity]) -> str:
    """Return the digest of all that an announcement's graph is made from."""
    who = (
        f"{entity} {one.iri} {one.kind} {sorted(one.labels.items())} {one.organisation_class}"
        for entity, one in identities.items()
    )
    return _digest([repr(record), *who])


def kept_of(folder: Path, new: RunRecord) -> Kept | None:
    """Return what the dataset of a build says as a new one does; None when their rules or vocabularies differ."""
    old = read_run_record(folder)
    if old.made_with != new.made_with:
        return None
    same = frozenset(name.encode() for name, digest in new.graphs.items() if old.graphs.get(name) == digest)
    return Kept(folder=folder, graphs=same, decisions=old.decisions == new.decisions)


def write_run_record(record: RunRecord, folder: Path) -> None:
    """Write `run.json`."""
    write_lines(folder / FILE, [json.dumps(asdict(record), ensure_ascii=False, indent=1).encode(), b"\n"])


def holds_build(folder: Path) -> bool:
    """Tell whether a folder holds a build that this version can compare with another."""
    try:
        read_run_record(folder)
    except DataError:
        return False
    return True


def read_run_record(folder: Path) -> RunRecord:
    """Return the record of a build.

    Raises:
        DataError: there is none, or it is not of this form.
    """
    try:
        data: dict[str, Any] = json.loads((folder / FILE).read_text(encoding="utf-8"))
        readings = {name: ReadingRecord(**values) for name, values in data.pop("announcements").items()}
        return RunRecord(announcements=readings, **data)
    except OSError as error:
        raise DataError(folder / FILE, "there is no record of a build", "name the folder of a build") from error
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise DataError(folder / FILE, "not the record of a build", "build again") from error


def write_found(record: RunRecord, resolution: Resolution, folder: Path) -> None:
    """Write what the resolution found out, for the next build, bound to the record of this one."""
    names = {ref: name for outcome in resolution.layers.values() for ref, name in outcome.names.items()}
    accounts = {name: outcome.accounts[0] for name, outcome in resolution.layers.items()}
    write_former(folder, _mark(record), resolution.profiles.values(), names, accounts)


def found_before(folder: Path, records: Mapping[str, ReadingRecord]) -> Former:
    """Return what a build with the present rules and vocabularies found out of readings that have not changed."""
    old = read_run_record(folder)
    if old.made_with != (_rules(), _vocabularies()):
        return NOTHING
    same = [name for name, record in records.items() if old.announcements.get(name) == record]
    return read_former(folder, _mark(old), same)


def _mark(record: RunRecord) -> str:
    """Return the digest of all that who is who is found out from, but for decisions."""
    return _digest([record.rules, record.vocabularies, *map(repr, sorted(record.announcements.items()))])


def _vocabularies() -> str:
    return _digest_files(VOCABULARIES.glob("*.ttl"))


@cache
def _rules() -> str:
    """Return the digest of all code and data that read and build, but for what the record tells by itself."""
    return _digest_files(
        path
        for folder in _RULE_FOLDERS
        for path in folder.rglob("*")
        if not _NO_RULES & {*path.relative_to(folder).parts}
    )


def _digest_files(paths: Iterable[Path]) -> str:
    files = sorted((path for path in paths if path.is_file()), key=lambda path: path.as_posix())
    return _digest(f"{path.name}\n{hashlib.sha256(path.read_bytes()).hexdigest()}" for path in files)


def _digest(parts: Sequence[str] | Iterable[str]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()
