"""Validates what a build changed, and keeps what was found before in the rest."""

from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import NamedNode, Store

from graph import dataset, iri
from graph.nquads import Difference, difference, graph_of, plain
from graph.rdf import node
from graph.run_record import holds_build, read_run_record
from graph.store import open_store
from graph.validation import Finding, ordered, read_findings, validate
from ontology.terms import BASE

_SHARED = {iri.IDENTITIES.encode(), iri.VOCABULARIES.encode()}
_FACT = f"<{BASE}fact/".encode()
_FOLLOWS = {iri.MEASURES.encode(), iri.DATASET.encode()}


def validate_build(folder: Path, previous: Path | None, differs: Difference | None = None) -> tuple[Finding, ...]:
    """Return what breaks the shapes in a build: the same as if all of it were validated.

    Where the build before was made by the same rules and vocabularies, only those announcements are looked at that
    changed, or that say something of a fact or thing of which another graph says something else now. `differs` tells
    how the datasets differ, where that is known.
    """
    store = open_store(folder)
    if previous is None or not holds_build(previous) or not _same_rules(previous, folder):
        return validate(store)
    differs = differs or difference(previous / dataset.FILE, folder / dataset.FILE)
    touched = (set(differs.graphs()) | set(_affected(differs, store))) - set(iri.DERIVED_GRAPHS)
    kept = []
    for finding in read_findings(previous):
        if finding.graph in touched:
            # A thing's fault is told once, of one announcement: now another that names it may have to tell it.
            touched |= set(_stating(store, finding.focus))
        else:
            kept.append(finding)
    found: dict[tuple[str, str | None, str], Finding] = {}
    for finding in (*kept, *validate(store, only=touched, changed=_changed(differs))):
        same = (finding.focus, finding.path, finding.message)
        found[same] = min(found.get(same, finding), finding, key=lambda one: one.graph)
    return ordered(found.values())


def _same_rules(previous: Path, folder: Path) -> bool:
    old, new = read_run_record(previous), read_run_record(folder)
    return (old.rules, old.vocabularies) == (new.rules, new.vocabularies)


def _affected(differs: Difference, store: Store) -> Iterator[str]:
    """Yield the announcements that share a fact, or name a thing, of which something has changed."""
    lines = (*differs.gone, *differs.came)
    subjects = {_subject(line) for line in lines if line.startswith(_FACT) or graph_of(line) in _SHARED}
    return (name for subject in subjects for name in _stating(store, subject))


def _changed(differs: Difference) -> set[str]:
    """Return the subjects of which the announcements, or who is who in them, say something else."""
    return {_subject(line) for line in (*differs.gone, *differs.came) if graph_of(line) not in _FOLLOWS}


def _subject(line: bytes) -> str:
    return plain(line.split(b" ", 1)[0])


def _stating(store: Store, subject: str) -> Iterator[str]:
    """Yield the announcements that say something of a subject."""
    names = {
        quad.graph_name.value
        for quad in store.quads_for_pattern(node(subject), None, None)
        if isinstance(quad.graph_name, NamedNode)
    }
    return iter(names - set(iri.DERIVED_GRAPHS))
