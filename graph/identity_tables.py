"""The tables of a build on identity: `identities.csv` (every thing and who it is) and `unsure.csv` (the doubts)."""

from collections.abc import Sequence
from pathlib import Path

from graph.identity import Resolution
from graph.review import Doubt
from graph.table import Cell, write_table

IDENTITIES = "identities.csv"
UNSURE = "unsure.csv"
_LANGUAGES = ("en", "ru", "kk")


def write_identities(folder: Path, resolution: Resolution) -> None:
    """Write every thing with its names, and every IRI of an earlier build with what replaces it."""
    header = (
        "iri",
        "kind",
        "class",
        "concept",
        *(f"label_{code}" for code in _LANGUAGES),
        "mentions",
        "members",
        "replaces",
    )
    earlier: dict[str, list[str]] = {}
    for old, new in resolution.replaced.items():
        earlier.setdefault(new, []).append(old)
    rows = (
        (
            identity.iri,
            identity.kind.value,
            identity.organisation_class,
            identity.concept,
            *(identity.labels.get(code) for code in _LANGUAGES),
            len(identity.members),
            " ".join(map(str, identity.members)),
            " ".join(sorted(earlier.get(identity.iri, ()))),
        )
        for identity in resolution.identities
    )
    write_table(folder / IDENTITIES, header, rows)


def write_unsure(folder: Path, found: Sequence[Doubt]) -> None:
    """Write the doubtful pairs, best first, with what a person needs to decide them."""
    sides = (f"{side}{cell}" for side in ("left", "right") for cell in ("", "_names", "_thing", "_quote"))
    write_table(folder / UNSURE, ("score", *sides, "reasons"), map(_row, found))


def _row(doubt: Doubt) -> tuple[Cell, ...]:
    cells = [(side.name, side.label, side.iri, side.quote) for side in (doubt.left, doubt.right)]
    return (doubt.score, *cells[0], *cells[1], "; ".join(doubt.reasons))
