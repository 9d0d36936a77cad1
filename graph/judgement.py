"""Judgements: what says that two found entities are, or are not, one thing in the world.

A person's decisions stand in a CSV file, one a line (`judgements.csv`): `left,verdict,right,by,why`. `left` and
`right` are entities of readings (`announcement#entity`) or IRIs of things. To undo one, delete its line.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from graph.table import write_table
from ontology.errors import DataError
from ontology.terms import BASE

JUDGEMENTS = Path(__file__).parent / "judgements.csv"
"""The decisions on this corpus."""

HEADER = ("left", "verdict", "right", "by", "why")
RULES = frozenset({"comparison", "match key", "vocabulary"})
"""Who judges without a person: the sum of the features, equal names, the reference data."""

DECIDED = 1.0
"""The score of a decision: a person is sure."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class EntityRef:
    """An entity of one reading: the announcement's id and the entity's id within it."""

    announcement: str
    entity: str

    def __str__(self) -> str:
        """`announcement#entity`, as files and commands write it."""
        return f"{self.announcement}#{self.entity}"


class Verdict(StrEnum):
    """What a comparison, or a person, says of a pair."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """One explained verdict on a pair.

    `left` and `right` are entities of readings, or IRIs of identities where a person judged those. `score` is the
    sum of the weights behind the verdict; `reasons` tell each feature with the two values that it compared; `by`
    is the rule, or the person who decided.
    """

    left: EntityRef | str
    right: EntityRef | str
    verdict: Verdict
    score: float
    reasons: tuple[str, ...]
    by: str

    @property
    def decided(self) -> bool:
        """Whether a person, not a rule, says so."""
        return self.by not in RULES


def reference(text: str) -> EntityRef | str:
    """Return what a command or a file names: `announcement#entity`, an IRI, or an IRI without its base."""
    text = text.strip()
    if text.startswith(("http://", "https://")):
        return text
    announcement, found, entity = text.partition("#")
    return EntityRef(announcement=announcement, entity=entity) if found else f"{BASE}{text}"


def decision(left: str, verdict: Verdict, right: str, *, by: str = "", why: str = "") -> Judgement:
    """Return a person's verdict on two entities or things."""
    return Judgement(
        left=reference(left),
        right=reference(right),
        verdict=verdict,
        score=DECIDED,
        reasons=(why,) if why else (),
        by=by or "a person",
    )


def read_judgements(path: Path = JUDGEMENTS) -> tuple[Judgement, ...]:
    """Return the decisions of a file, in its order; none when there is no file.

    Raises:
        DataError: a line is not `left,verdict,right,by,why`, or its verdict is none.
    """
    if not path.exists():
        return ()
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DataError(path, f"cannot be read ({error})", "save it as UTF-8 CSV") from error
    return tuple(_from_row(path, number, row) for number, row in enumerate(rows, start=1) if number > 1 and any(row))


def _from_row(path: Path, line: int, row: list[str]) -> Judgement:
    left, verdict, right, by, why = (*(cell.strip() for cell in row), "", "", "", "", "")[:5]
    if verdict not in set(Verdict) or not left or not right:
        raise DataError(path, "not a decision", f"write {','.join(HEADER)} with same, different or unsure", line=line)
    return decision(left, Verdict(verdict), right, by=by, why=why)


def decide(made: Judgement, path: Path = JUDGEMENTS) -> None:
    """Add a decision to a file; an earlier one on the same pair, in either order, gives way to it.

    Raises:
        DataError: the file cannot be read.
    """
    pair = {str(made.left), str(made.right)}
    kept = [told for told in read_judgements(path) if {str(told.left), str(told.right)} != pair]
    write_judgements([*kept, made], path)


def write_judgements(judgements: Iterable[Judgement], path: Path) -> None:
    """Write decisions to a file, which is replaced whole."""
    rows = ((str(j.left), j.verdict.value, str(j.right), j.by, "; ".join(j.reasons)) for j in judgements)
    write_table(path, HEADER, rows)
