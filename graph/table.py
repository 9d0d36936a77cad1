"""Tables as CSV that a spreadsheet can open without running anything that stands in them."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

Cell = str | float | None

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_table(path: Path, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """Write a CSV file (UTF-8, one row a line), which is replaced whole or not at all.

    A text that a spreadsheet would take for a formula gets an apostrophe in front, as OWASP advises.
    """
    new = path.with_name(f".{path.name}.new")
    with new.open("w", encoding="utf-8", errors="replace", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows([_safe(cell) for cell in row] for row in rows)
    new.replace(path)


def _safe(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
