"""Mints every IRI of the dataset, alone: from content, never from a counter or a clock."""

import hashlib
import re

from anyascii import anyascii

from graph.judgement import EntityRef
from ontology.terms import BASE

IDENTITIES = f"{BASE}graph/identities"
VOCABULARIES = f"{BASE}graph/vocabularies"
MEASURES = f"{BASE}graph/measures"
DATASET = f"{BASE}graph/dataset"
DERIVED_GRAPHS = (DATASET, IDENTITIES, MEASURES, VOCABULARIES)
"""The graphs that are made again in every build; every other graph is one announcement's and bears its IRI."""

SLUG_LENGTH = 96
"""Longer names are cut here and told apart by a digest: file names and addresses stay within common limits."""

_SEGMENT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,119}")


def digest(*parts: str, length: int = 20) -> str:
    """Return a hexadecimal digest of the parts in their order (4 bits a digit).

    The 80 bits of the default make an accidental clash among 10⁸ facts less likely than 1 in 10⁸.
    """
    framed = "".join(f"{len(part)}:{part}" for part in parts)
    return hashlib.sha256(framed.encode("utf-8", "surrogatepass")).hexdigest()[:length]


def slug(text: str) -> str:
    """Return `text` as a Latin slug: lower case, words joined by hyphens, at most `SLUG_LENGTH` + 9 characters.

    A text that leaves nothing, or is cut, gets a digest of the whole, so that it is never empty and long names
    with the same beginning stay apart.
    """
    latin = anyascii(text).lower().replace("'", "")
    words = "-".join(re.findall(r"[a-z0-9]+", latin))
    if words and len(words) <= SLUG_LENGTH:
        return words
    return "-".join(filter(None, (words[:SLUG_LENGTH].strip("-"), digest(text, length=8))))


def thing(kind: str, name: str) -> str:
    """Return the IRI of a person, organisation, place, country, event or announcement.

    `name` is its id or slug. One that cannot stand in an IRI as it is becomes a slug with a digest of the name, so
    that two different names never meet in one IRI.
    """
    if not _SEGMENT.fullmatch(name):
        name = f"{slug(name)}-{digest(name, length=8)}"
    return f"{BASE}{kind}/{name}"


def announcement(name: str) -> str:
    """Return the IRI of an announcement, which is also the name of its graph."""
    return thing("announcement", name)


def concept(scheme: str, code: str) -> str:
    """Return the IRI of a concept: `scheme` as in `role`, `organisation-class`, `event-kind`, `group`, `position`."""
    return thing(scheme, code)


def fact(kind: str, *parts: str) -> str:
    """Return the IRI of a fact node: of its kind and of what it links, so that a fact stated twice is one node."""
    return f"{BASE}fact/{digest(kind, *parts)}"


def evidence(fact_iri: str, announcement_iri: str, start: int, end: int) -> str:
    """Return the IRI of one piece of evidence: one span of one announcement, for one fact."""
    return f"{BASE}evidence/{digest(fact_iri, announcement_iri, str(start), str(end))}"


def entity(reference: EntityRef) -> str:
    """Return the IRI of an entity as one reading has it, before anything is merged."""
    return f"{announcement(reference.announcement)}#{code(thing('entity', reference.entity))}"


def judgement(left: str, right: str, by: str) -> str:
    """Return the IRI of a judgement on a pair, whatever its order."""
    return f"{BASE}judgement/{digest(*sorted((left, right)), by)}"


def agent(name: str) -> str:
    """Return the IRI of a person who decides, by the name that a decision gives."""
    return thing("agent", name)


def selectors(evidence_iri: str) -> tuple[str, str]:
    """Return the IRIs of the position selector and of the quote selector of a piece of evidence."""
    return f"{evidence_iri}#position", f"{evidence_iri}#quote"


def code(iri: str) -> str:
    """Return the last part of an IRI of this dataset: the slug of a thing, the code of a concept."""
    return iri.rsplit("/", 1)[-1]
