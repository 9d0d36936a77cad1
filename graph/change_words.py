"""How a change is told: facts as sentences, properties by their words (`change_words.yaml`)."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Protocol

import yaml
from pyoxigraph import Literal, NamedNode, Triple

from graph import iri
from graph.rdf import node, value
from ontology.terms import BASE, DCTERMS, PREFIXES, RDF, SCHEMA, SKOS

_WORDS = Path(__file__).with_name("change_words.yaml")
_FACTS = tuple(f"{BASE}{kind}/" for kind in ("evidence", "fact"))
_PROPERTY = re.compile(r"\{(\w+):(\w+)\}")


class Values(Protocol):
    """Where the values of a property of a subject are found, sorted."""

    def values(self, subject: str, predicate: str) -> list[NamedNode | Literal]:
        """Return the values."""


def is_silent(predicate: str) -> bool:
    """Tell whether a property (`prefix:name`) only repeats or holds together what is told otherwise."""
    return predicate in _words()["silent"]


def heading(subject: str, predicate: str, values: Values) -> str:
    """Return what has changed: a fact as a sentence, a thing with its kind, or a thing and its property."""
    for kind in values.values(subject, RDF.type):
        parts = _words()["facts"].get(short(kind.value))
        if parts:
            return _sentence(parts, subject, values)
    name = _name(subject, values)
    if predicate:
        return f"{name}: {_words()['properties'].get(predicate, predicate)}"
    return f"{subject.removeprefix(BASE).partition('/')[0]} {name}"


def details(triples: Iterable[Triple], predicate: str, values: Values) -> str:
    """Return the values in triples, each with the words of its property unless the heading has them."""
    told = []
    for triple in triples:
        words = _words()["properties"].get(short(triple.predicate.value))
        if words and not _is_of_a_fact(triple):
            shown = _shown(triple.object, values)
            told.append(shown if predicate else f"{words}: {shown}")
    return "; ".join(sorted(set(told)))


def _is_of_a_fact(triple: Triple) -> bool:
    """Tell whether a triple is the type of a fact or of its evidence, which the sentence has told."""
    return triple.predicate == node(RDF.type) and value(triple.subject).startswith(_FACTS)


def short(name: str) -> str:
    """Return an IRI as `prefix:name` where one of our prefixes fits."""
    for prefix, namespace in PREFIXES.items():
        if name.startswith(namespace):
            return f"{prefix}:{name[len(namespace) :]}"
    return name


def _sentence(parts: Iterable[str], subject: str, values: Values) -> str:
    """Fill the parts in; a property named twice gives its values one after the other."""
    left: dict[str, list[str]] = {}
    words = []
    for part in parts:
        match = _PROPERTY.fullmatch(part)
        if match is None:
            words.append(part)
            continue
        predicate = PREFIXES[match[1]] + match[2]
        if predicate not in left:
            left[predicate] = [_shown(term, values) for term in values.values(subject, predicate)]
        if left[predicate]:
            words.append(left[predicate].pop(0))
    return " – ".join(words)


def _shown(term: object, values: Values) -> str:
    if isinstance(term, NamedNode):
        return _name(term.value, values)
    if isinstance(term, Literal):
        return f"“{term.value}”" if term.language else term.value
    return str(term)


def _name(subject: str, values: Values) -> str:
    """Return the label of a node, the English one first, or the last part of its IRI."""
    for predicate in (SKOS.prefLabel, SCHEMA.name, DCTERMS.title):
        labels = [label for label in values.values(subject, predicate) if isinstance(label, Literal)]
        if labels:
            return min(labels, key=lambda label: (label.language != "en", label.value)).value
    return iri.code(subject) if subject.startswith(BASE) else short(subject)


@cache
def _words() -> Mapping[str, Any]:
    words: Mapping[str, Any] = yaml.safe_load(_WORDS.read_text(encoding="utf-8"))
    return words
