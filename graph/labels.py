"""Labels to IRIs: which thing a person means by a name in any language, script or spelling."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

import pyoxigraph as ox

from ontology.errors import DataError
from ontology.names.match_key import match_key, words
from ontology.terms import APK, BASE, PREFIXES, RDF


@dataclass(frozen=True, slots=True)
class _Kind:
    """Things of a kind lie below one of some folders of the base; where that is not enough they have a class."""

    folders: tuple[str, ...]
    type: str | None = None


KINDS: Mapping[str, _Kind] = {
    "announcement": _Kind(("announcement/",)),
    "class": _Kind(("organisation-class/",)),
    "country": _Kind(("country/",)),
    "department": _Kind(("organisation/",), str(APK.ApkDepartment)),
    "event": _Kind(("event/",)),
    "event_kind": _Kind(("event-kind/",)),
    "group": _Kind(("group/",)),
    "organisation": _Kind(("organisation/",)),
    "person": _Kind(("person/",)),
    "place": _Kind(("place/", "country/")),
    "role": _Kind(("role/",)),
    "thing": _Kind(("",)),
    "university": _Kind(("organisation/",), str(APK.University)),
    "youth_organisation": _Kind(("organisation/",), str(APK.YouthOrganisation)),
}
"""The kinds of things that a parameter may name."""

_LABELS = "SELECT DISTINCT ?thing ?label { ?thing skos:prefLabel|skos:altLabel|schema:name|dcterms:title ?label }"
_SHOWN = 5


class Labels:
    """All labels of the things of a store, read once."""

    def __init__(self, store: ox.Store) -> None:
        """Read the labels."""
        self._store = store
        self._labels: dict[str, set[str]] = {}
        for thing, label in store.query(_LABELS, prefixes=PREFIXES):  # type: ignore[union-attr]
            if thing.value.startswith(BASE):
                self._labels.setdefault(thing.value, set()).add(label.value)
        self._labels = {iri: self._labels[iri] for iri in sorted(self._labels)}
        self._kinds: dict[str, dict[str, list[str]]] = {}

    def of_kind(self, kind: str) -> dict[str, list[str]]:
        """Return the labels of all things of a kind, by IRI, in their order."""
        if kind not in self._kinds:
            self._kinds[kind] = self._of_kind(KINDS[kind])
        return self._kinds[kind]

    def _of_kind(self, chosen: _Kind) -> dict[str, list[str]]:
        starts = tuple(BASE + folder for folder in chosen.folders)
        type_, class_ = ox.NamedNode(RDF.type), ox.NamedNode(chosen.type) if chosen.type else None
        return {
            iri: sorted(labels)
            for iri, labels in self._labels.items()
            if iri.startswith(starts)
            and (class_ is None or any(self._store.quads_for_pattern(ox.NamedNode(iri), type_, class_, None)))
        }

    def find(self, name: str, kind: str, value: str) -> str:
        """Return the IRI of the one thing of a kind that `value` names: an IRI, a slug or code, a label, an alias.

        A label is compared word by word, first as written, then across scripts and spellings. `name` is what the
        value was given for, for the error.

        Raises:
            DataError: there is no such thing, or more than one.
        """
        of_kind = self.of_kind(kind)
        for iri in (value, *(f"{BASE}{folder}{value}" for folder in KINDS[kind].folders)):
            if iri in of_kind:
                return iri
        for compare in (words, _key):
            found = _named(of_kind, value, compare)
            if len(found) == 1:
                return found[0]
            if found:
                listed = ", ".join(iri.rsplit("/", 1)[-1] for iri in found[:_SHOWN])
                raise DataError(
                    name, f"{value!r} may be {len(found)} things", f"say which by the last part of its IRI: {listed}"
                )
        every = [label for labels in of_kind.values() for label in labels]
        near = list(dict.fromkeys(get_close_matches(value, every, _SHOWN)))
        remedy = f"did you mean {', '.join(near)}?" if near else "give a label, an alias or the IRI"
        raise DataError(name, f"no {kind.replace('_', ' ')} here is called {value!r}", remedy)


@lru_cache(maxsize=1)
def labels_of(store: ox.Store) -> Labels:
    """Return the labels of a store that does not change any more."""
    return Labels(store)


def _named(of_kind: Mapping[str, list[str]], value: str, compare: Callable[[str], Hashable]) -> list[str]:
    wanted = compare(value)
    return [iri for iri, labels in of_kind.items() if wanted and any(compare(label) == wanted for label in labels)]


def _key(label: str) -> tuple[str, ...]:
    return tuple(sorted(match_key(word) for word in words(label)))
