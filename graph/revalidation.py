"""Validates what a build changed, and keeps what was found before in the rest."""

from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import NamedNode, Store

from graph import dataset, iri
from graph.nquads import difference
from graph.rdf import node, value
from graph.run_record import holds_build, read_run_record
from graph.store import open_store
from graph.validation import Finding, ordered, read_findings, validate
from ontology.terms import BASE

_SHARED = {iri.IDENTITIES, iri.VOCABULARIES}


def validate_build(folder: Path, previous: Path | None) -> tuple[Finding, ...]:
    """Return what breaks the shapes in a build: the same as if all of it were validated.

    Where the build before was made by the same rules and vocabularies, only those announcements are looked at that
    changed, or that say something of a fact or thing of which another graph says something else now.
    """
    store = open_store(folder)
    if previous is None or not holds_build(previous) or not _same_rules(previous, folder):
        return validate(store)
    touched = set(_changed_announcements(previous, folder)) | set(_affected(previous, folder, store))
    kept = []
    for finding in read_findings(previous):
        if finding.graph in touched:
            # A thing's fault is told once, of one announcement: now another that names it may have to tell it.
            touched |= set(_stating(store, finding.focus))
        else:
            kept.append(finding)
    found: dict[tuple[str, str | None, str], Finding] = {}
    for finding in (*kept, *validate(store, only=touched)):
        same = (finding.focus, finding.path, finding.message)
        found[same] = min(found.get(same, finding), finding, key=lambda one: one.graph)
    return ordered(found.values())


def _same_rules(previous: Path, folder: Path) -> bool:
    old, new = read_run_record(previous), read_run_record(folder)
    return (old.rules, old.vocabularies) == (new.rules, new.vocabularies)


def _changed_announcements(previous: Path, folder: Path) -> Iterator[str]:
    """Yield the announcements that are new, gone, or read otherwise."""
    old, new = read_run_record(previous).announcements, read_run_record(folder).announcements
    return (iri.announcement(name) for name in {*old, *new} if old.get(name) != new.get(name))


def _affected(previous: Path, folder: Path, store: Store) -> Iterator[str]:
    """Yield the announcements that share a fact, or name a thing, of which something has changed."""
    before = open_store(previous)
    subjects = set()
    for gone, triple in difference(previous / dataset.FILE, folder / dataset.FILE):
        side = before if gone else store
        quads = side.quads_for_pattern(triple.subject, triple.predicate, triple.object)
        shared = _SHARED & {quad.graph_name.value for quad in quads if isinstance(quad.graph_name, NamedNode)}
        if shared or value(triple.subject).startswith(f"{BASE}fact/"):
            subjects.add(value(triple.subject))
    return (name for subject in subjects for name in _stating(store, subject))


def _stating(store: Store, subject: str) -> Iterator[str]:
    """Yield the announcements that say something of a subject."""
    names = {
        quad.graph_name.value
        for quad in store.quads_for_pattern(node(subject), None, None)
        if isinstance(quad.graph_name, NamedNode)
    }
    return iter(names - set(iri.DERIVED_GRAPHS))
