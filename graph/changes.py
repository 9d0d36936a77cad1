"""What differs between two builds, fact by fact, in words and with the cause."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store, Triple

from graph import iri
from graph.change_words import details, heading, is_silent, short
from graph.dataset import FILE
from graph.nquads import Difference, difference
from graph.rdf import node, value
from graph.run_record import RunRecord, read_run_record
from graph.store import changed_triples, former_store
from ontology.terms import APK, BASE, SCHEMA


class Cause(StrEnum):
    """Why a fact has changed."""

    NEW = "new text"
    EDITED = "edited text"
    WITHDRAWN = "withdrawn text"
    RULE = "changed rule or model"
    VOCABULARY = "changed vocabulary"
    DECISION = "decision"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One fact that was `added`, `removed` or `changed`.

    `subject` is the fact node or the thing; `words` say the fact, `was` and `now` what of it changed (quotes,
    confidence, a value). `causes` is never empty; `announcements` are the IRIs of those that cause the change, or
    state the fact. `removed` and `added` are the triples behind it.
    """

    kind: str
    subject: str
    words: str
    was: str
    now: str
    causes: tuple[Cause, ...]
    announcements: tuple[str, ...]
    removed: tuple[Triple, ...]
    added: tuple[Triple, ...]


def changes(old: Path, new: Path, differs: Difference | None = None) -> tuple[Change, ...]:
    """Return what differs between the builds in two folders, in the order of subjects.

    `differs` tells how their datasets differ, where that is known.

    Every triple that differs belongs to one change, but for those that follow from others: shortcuts, measures, the
    description of the dataset, and the judgements behind identities (a thing that became another one is told).

    Raises:
        DataError: one of the folders holds no build.
    """
    before, after = _Build(old), _Build(new)
    why = _Causes(before, after)
    found: defaultdict[tuple[str, str], _Difference] = defaultdict(_Difference)
    lines = differs or difference(old / FILE, new / FILE)
    for gone, triple in changed_triples(lines, before.store, after.store):
        build = before if gone else after
        key = _key(triple, build, (before, after))
        if key:
            side = found[key].removed if gone else found[key].added
            side.append(triple)
    return tuple(_change(key, found[key], (before, after), why) for key in sorted(found))


@dataclass(slots=True, kw_only=True)
class _Difference:
    removed: list[Triple] = field(default_factory=list)
    added: list[Triple] = field(default_factory=list)


class _Build:
    """One of the two builds: its store and its record."""

    def __init__(self, folder: Path) -> None:
        """Open the build; nothing is read yet."""
        self.store: Store = former_store(folder)
        self.record: RunRecord = read_run_record(folder)

    def values(self, subject: str, predicate: str) -> list[NamedNode | Literal]:
        """Return the values of a property in the union of the graphs, sorted."""
        quads = self.store.quads_for_pattern(node(subject), node(predicate), None, DefaultGraph())
        return sorted((quad.object for quad in quads if isinstance(quad.object, (NamedNode, Literal))), key=str)

    def has(self, subject: str) -> bool:
        """Tell whether anything is said of a subject."""
        return next(self.store.quads_for_pattern(node(subject), None, None, DefaultGraph()), None) is not None

    def subjects(self, predicate: str, target: str) -> list[str]:
        """Return the subjects that have a node as the value of a property, sorted."""
        quads = self.store.quads_for_pattern(None, node(predicate), node(target), DefaultGraph())
        return sorted(value(quad.subject) for quad in quads)

    def graphs(self, triple: Triple) -> set[str]:
        """Return the names of the graphs that hold a triple."""
        quads = self.store.quads_for_pattern(triple.subject, triple.predicate, triple.object)
        return {value(quad.graph_name) for quad in quads if isinstance(quad.graph_name, NamedNode)}


class _Causes:
    """Tells why something changed, from the records of both builds."""

    def __init__(self, before: _Build, after: _Build) -> None:
        """Compare the records: which announcements changed and how, and what changed for all."""
        self._builds = (before, after)
        old, new = before.record, after.record
        self._for_all = tuple(
            cause
            for cause, one, other in (
                (Cause.RULE, old.rules, new.rules),
                (Cause.VOCABULARY, old.vocabularies, new.vocabularies),
                (Cause.DECISION, old.decisions, new.decisions),
            )
            if one != other
        )
        self._changed: dict[str, tuple[Cause, ...]] = {}
        for name in sorted({*old.announcements, *new.announcements}):
            causes = self._of_announcement(name, old, new)
            if causes:
                self._changed[iri.announcement(name)] = causes

    def _of_announcement(self, name: str, old: RunRecord, new: RunRecord) -> tuple[Cause, ...]:
        one, other = old.announcements.get(name), new.announcements.get(name)
        if one is None or other is None:
            return (Cause.NEW,) if one is None else (Cause.WITHDRAWN,)
        if one == other:
            return ()
        if one.text != other.text:
            return (Cause.EDITED,)
        if "person" in (one.by, other.by) or one.by == other.by:
            return (Cause.DECISION,)
        return tuple(cause for cause in self._for_all if cause is not Cause.DECISION) or (Cause.RULE,)

    def of(self, differs: _Difference, subject: str) -> tuple[tuple[Cause, ...], tuple[str, ...]]:
        """Return the causes of a difference, and the announcements that they lie in.

        What an announcement that did not change itself says differently, or what follows from several, comes from
        the changed announcements that name the same thing, from what changed for all, or, when neither is there,
        from any announcement that changed.
        """
        sides = zip(self._builds, (differs.removed, differs.added), strict=True)
        stated = {graph for build, triples in sides for triple in triples for graph in build.graphs(triple)}
        if stated == {iri.VOCABULARIES}:
            return (Cause.VOCABULARY,), ()
        direct = sorted(stated & self._changed.keys())
        named = direct or sorted(self._naming(subject) & self._changed.keys())
        if named:
            return self._causes(named), tuple(named)
        where = tuple(sorted(stated - set(iri.DERIVED_GRAPHS)))
        return self._for_all or self._causes(self._changed), where

    def _causes(self, announcements: Iterable[str]) -> tuple[Cause, ...]:
        found = {cause for name in announcements for cause in self._changed[name]}
        return tuple(cause for cause in Cause if cause in found)

    def _naming(self, subject: str) -> set[str]:
        """Return the announcements that name a thing, or one of those that a fact links."""
        ends = {subject}
        for build in self._builds:
            quads = build.store.quads_for_pattern(node(subject), None, None, DefaultGraph())
            ends |= {quad.object.value for quad in quads if isinstance(quad.object, NamedNode)}
        named = {name for build in self._builds for end in ends for name in build.subjects(SCHEMA.mentions, end)}
        return named | {end.partition("#")[0] for end in ends}


def _key(triple: Triple, build: _Build, builds: tuple[_Build, _Build]) -> tuple[str, str] | None:
    """Return the subject and the property under which a triple is told; no property for a fact or a whole thing."""
    subject, predicate = value(triple.subject), short(triple.predicate.value)
    if subject.startswith(f"{BASE}evidence/"):
        return build.subjects(APK.evidence, subject.partition("#")[0])[0], ""
    if subject.startswith(f"{BASE}fact/"):
        return subject, ""
    if subject.startswith((iri.DATASET, f"{BASE}judgement/", iri.agent(""))) or is_silent(predicate):
        return None
    return subject, predicate if all(each.has(subject) for each in builds) else ""


def _change(key: tuple[str, str], differs: _Difference, builds: tuple[_Build, _Build], why: _Causes) -> Change:
    subject, predicate = key
    before, after = builds
    stays = (differs.removed, differs.added) if predicate else (before.has(subject), after.has(subject))
    kind = "changed" if all(stays) else "removed" if stays[0] else "added"
    build = before if kind == "removed" else after
    causes, announcements = why.of(differs, subject)
    return Change(
        kind=kind,
        subject=subject,
        words=heading(subject, predicate, build),
        was=details(differs.removed, predicate, before),
        now=details(differs.added, predicate, after),
        causes=causes,
        announcements=announcements,
        removed=tuple(differs.removed),
        added=tuple(differs.added),
    )
