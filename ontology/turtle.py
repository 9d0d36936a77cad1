"""Turtle in the one form that the files beside this module keep: sorted, prefixed, the same bytes every time."""

from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from ontology.terms import BASE, PREFIXES

_KINDS = ("country", "event-kind", "group", "organisation", "organisation-class", "place", "role")
_PREFIXES = PREFIXES | {kind: f"{BASE}{kind}/" for kind in _KINDS}


def canonical(triples: Iterable[ox.Triple]) -> str:
    """Return the triples as Turtle, sorted, a subject's type first, a blank line between subjects."""
    ordered = sorted(set(triples), key=_order)
    data = ox.serialize(ordered, format=ox.RdfFormat.TURTLE, prefixes=_PREFIXES) or b""
    lines = data.decode("utf-8").rstrip("\n").split("\n")
    body = [line if line.startswith("\t") else f"\n{line}" for line in lines if not line.startswith("@prefix ")]
    text = "\n".join(body)
    # The serialiser writes every prefix, in no fixed order.
    header = sorted(line for line in lines if line.startswith("@prefix ") and _is_used(line, text))
    return "\n".join([*header, text, ""])


def read(path: Path) -> list[ox.Triple]:
    """Return the triples of a Turtle file in the order of the file."""
    return [
        ox.Triple(quad.subject, quad.predicate, quad.object)
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
    ]


def _is_used(prefix_line: str, text: str) -> bool:
    return f"{prefix_line.split()[1]}" in text


def _order(triple: ox.Triple) -> tuple[str, bool, str, str]:
    subject, predicate = str(triple.subject), str(triple.predicate)
    return (subject, not predicate.endswith("#type>"), predicate, str(triple.object))
