"""Terms for the quads that this stage makes: one literal, one node, whatever the text holds."""

from functools import lru_cache

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Triple

from ontology.terms import XSD

_XSD_DATE = NamedNode(XSD.date)
_XSD_DECIMAL = NamedNode(XSD.decimal)
_XSD_INTEGER = NamedNode(XSD.integer)


@lru_cache(maxsize=1 << 16)
def node(iri: str) -> NamedNode:
    """Return the node of an IRI.

    Raises:
        ValueError: it is no IRI.
    """
    return NamedNode(str(iri))


def text(value: str, language: str | None = None) -> Literal:
    """Return a literal; what UTF-8 cannot hold (half of a surrogate pair) becomes a question mark."""
    safe = value.encode("utf-8", "replace").decode("utf-8")
    return Literal(safe, language=language) if language else Literal(safe)


def decimal(number: float) -> Literal:
    """Return an `xsd:decimal` with at most six digits after the point, in the canonical form that a store keeps."""
    digits = f"{number:.6f}".rstrip("0").rstrip(".")
    return Literal("0" if digits == "-0" else digits, datatype=_XSD_DECIMAL)


def iso_date(value: str) -> Literal:
    """Return an `xsd:date`."""
    return Literal(value, datatype=_XSD_DATE)


def value(term: BlankNode | DefaultGraph | Literal | NamedNode | Triple) -> str:
    """Return the IRI of a node or the words of a literal; the dataset holds no other terms."""
    if isinstance(term, (DefaultGraph, Triple)):
        raise TypeError(f"neither a node nor a literal: {term}")
    return term.value


def integer(number: int) -> Literal:
    """Return an `xsd:integer`, however large."""
    return Literal(str(number), datatype=_XSD_INTEGER)
