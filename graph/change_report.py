"""The changes between two builds as files: a table, a page, and RDF in the Changeset vocabulary."""

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import jinja2
from pyoxigraph import Quad, RdfFormat, Triple, serialize

from graph import iri
from graph.changes import Change
from graph.nquads import to_lines, write_lines
from graph.rdf import node, text
from graph.table import write_table
from ontology.errors import DataError
from ontology.terms import BASE, DCTERMS, PREFIXES, PROV, RDF

CHANGESET = "http://purl.org/vocab/changeset/schema#"

TABLE = "changes.csv"
_SIGNS = {"added": "+", "removed": "-", "changed": "~"}
_TEMPLATE = Path(__file__).with_name("changes.html")


def summary(changes: Sequence[Change]) -> list[str]:
    """Return the number of changes of each kind and of each cause, as lines."""
    kinds = Counter(change.kind for change in changes)
    causes = Counter(" / ".join(change.causes) for change in changes)
    told = ", ".join(f"{kinds[kind]} {kind}" for kind in ("added", "removed", "changed"))
    return [f"{len(changes)} changes: {told}", *(f"{number} from {cause}" for cause, number in sorted(causes.items()))]


def lines(changes: Sequence[Change]) -> Iterator[str]:
    """Yield each change as a line."""
    return map(_line, map(_row, changes))


def read_changes(folder: Path) -> list[str]:
    """Return the changes that the last build into a folder made, as lines.

    Raises:
        DataError: nothing was built there twice.
    """
    try:
        with (folder / TABLE).open(encoding="utf-8", newline="") as file:
            return [_line(row) for row in list(csv.reader(file))[1:]]
    except OSError as error:
        raise DataError(folder / TABLE, "there are not two builds to compare", "build again, or name two") from error


def _line(row: Sequence[str]) -> str:
    """Return a row of the table as a line: `+`, `-` or `~`, what, was and is, and the cause."""
    kind, words, was, now, causes, announcements, _ = row
    values = " → ".join(filter(None, (was, now)))
    told = ": ".join(filter(None, (words, values)))
    return f"{_SIGNS[kind]} {told} ({': '.join(filter(None, (causes, announcements)))})"


def write_changes(changes: Sequence[Change], folder: Path) -> None:
    """Write `changes.csv`, `changes.html` and `changes.ttl`."""
    header = ("change", "what", "was", "now", "cause", "announcements", "iri")
    write_table(folder / TABLE, header, map(_row, changes))
    template = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined).from_string(
        _TEMPLATE.read_text(encoding="utf-8")
    )
    page = template.render(summary=summary(changes), changes=changes, short=iri.code)
    write_lines(folder / "changes.html", [page.encode("utf-8", "replace"), b"\n"])
    triples = sorted({triple for change in changes for triple in _changeset(change)}, key=str)
    turtle = serialize(triples, format=RdfFormat.TURTLE, prefixes={**PREFIXES, "cs": CHANGESET}) or b""
    write_lines(folder / "changes.ttl", [turtle])


def _row(change: Change) -> tuple[str, ...]:
    announcements = " ".join(iri.code(name) for name in change.announcements)
    causes = " / ".join(change.causes)
    return change.kind, change.words, change.was, change.now, causes, announcements, change.subject


def _changeset(change: Change) -> Iterator[Triple]:
    """Yield a change as a `cs:ChangeSet` with its removed and added statements."""
    statements = [(part, triple) for part, side in _sides(change) for triple in side]
    lines = b"".join(
        to_lines(
            Quad(triple.subject, triple.predicate, triple.object, node(f"{BASE}{part}")) for part, triple in statements
        )
    )
    subject = f"{BASE}change/{iri.digest(lines.decode())}"
    yield Triple(node(subject), node(RDF.type), node(f"{CHANGESET}ChangeSet"))
    yield Triple(node(subject), node(f"{CHANGESET}subjectOfChange"), node(change.subject))
    yield Triple(node(subject), node(DCTERMS.description), text(change.words, "en"))
    for cause in change.causes:
        yield Triple(node(subject), node(f"{CHANGESET}changeReason"), text(cause.value, "en"))
    for announcement in change.announcements:
        yield Triple(node(subject), node(PROV.wasInfluencedBy), node(announcement))
    for part, triple in statements:
        statement = node(f"{subject}#{part}-{iri.digest(str(triple), length=12)}")
        yield Triple(node(subject), node(f"{CHANGESET}{part}"), statement)
        yield Triple(statement, node(RDF.type), node(RDF.Statement))
        yield Triple(statement, node(RDF.subject), triple.subject)
        yield Triple(statement, node(RDF.predicate), triple.predicate)
        yield Triple(statement, node(RDF.object), triple.object)


def _sides(change: Change) -> tuple[tuple[str, tuple[Triple, ...]], ...]:
    return ("removal", change.removed), ("addition", change.added)
