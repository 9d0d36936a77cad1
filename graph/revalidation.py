"""Validates what a build changed, and keeps what was found before in the rest."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from pyoxigraph import DefaultGraph, NamedNode, Store

from graph import dataset
from graph.nquads import Difference, difference
from graph.rdf import value
from graph.run_record import holds_build, read_run_record
from graph.store import changed_triples, former_store, open_store
from graph.validation import Finding, home, ordered, read_findings, validate

_UNION = DefaultGraph()


def validate_build(folder: Path, previous: Path | None, differs: Difference | None = None) -> tuple[Finding, ...]:
    """Return what breaks the shapes in a build: the same as if all of it were validated.

    Where the build before was made by the same rules and vocabularies, only those nodes are looked at that a change
    is about. `differs` tells how the datasets differ, where that is known.
    """
    store = open_store(folder)
    if previous is None or not holds_build(previous) or not _same_rules(previous, folder):
        return validate(store, folder / dataset.FILE)
    differs = differs or difference(previous / dataset.FILE, folder / dataset.FILE)
    among = set(_affected(differs, former_store(previous), store))
    kept = (
        replace(finding, graph=home(store, finding.focus))
        for finding in read_findings(previous)
        if finding.focus not in among
    )
    return ordered([*kept, *validate(store, folder / dataset.FILE, among=among)])


def _same_rules(previous: Path, folder: Path) -> bool:
    return read_run_record(previous).made_with == read_run_record(folder).made_with


def _affected(differs: Difference, before: Store, after: Store) -> Iterator[str]:
    """Yield the nodes of which something has changed, and those one step away, as far as a shape looks."""
    triples = [triple for _, triple in changed_triples(differs, before, after)]
    subjects = {triple.subject for triple in triples}
    for subject in subjects:
        yield value(subject)
        yield from (value(quad.subject) for quad in after.quads_for_pattern(None, None, subject, _UNION))
    named = (quad.object for subject in subjects for quad in after.quads_for_pattern(subject, None, None, _UNION))
    for term in (*(triple.object for triple in triples), *named):
        if isinstance(term, NamedNode):
            yield term.value
