"""Tables that people edit: CSV in, rows out."""

import csv
from pathlib import Path


def table(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file by the names of its columns."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
