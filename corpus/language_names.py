"""What a language's `names.yaml` says about names: the words that the shared components may not hold themselves."""

from collections.abc import Container, Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from ontology.errors import DataError

NAMES = "names.yaml"
_SETS = {
    "abbreviations",
    "initials",
    "titles",
    "articles",
    "connectors",
    "peoples",
    "definite_units",
    "possessives",
    "prepositions",
    "settlement_words",
}
_STEM = "*"
_SHORTEST_STEM = 3


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LanguageNames:
    """The keys of `names.yaml`, each told there; every word in small letters unless its case matters.

    `organisation_heads` maps a head word to the organisation class that it tells; a word that ends in `*` is a stem.
    An eponym stands behind a word of `named_after` or before a word of `named_before`.
    Of several head words the name is built on the first when `head_first`, else on the last before a preposition.
    """

    family_first: bool = False
    abbreviations: frozenset[str] = frozenset()
    initials: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    patronymic_endings: tuple[str, ...] = ()
    family_endings: tuple[str, ...] = ()
    articles: frozenset[str] = frozenset()
    connectors: frozenset[str] = frozenset()
    named_after: tuple[str, ...] = ()
    named_before: tuple[str, ...] = ()
    legal_forms: tuple[str, ...] = ()
    organisation_heads: Mapping[str, str] = field(default_factory=dict)
    peoples: frozenset[str] = frozenset()
    settlement_words: frozenset[str] = frozenset()
    definite_units: frozenset[str] = frozenset()
    possessives: frozenset[str] = frozenset()
    prepositions: frozenset[str] = frozenset()
    head_first: bool = False

    _found: dict[tuple[str, str], str] = field(default_factory=dict, init=False, repr=False, compare=False)

    def _entry(self, word: str, key: str) -> str:
        """Look a word up under a key once; the same words come again and again."""
        if (word, key) not in self._found:
            self._found[word, key] = _entry(word, getattr(self, key))
        return self._found[word, key]

    def head(self, word: str) -> str:
        """Return the entry of `organisation_heads` that a word (in small letters) falls under, else nothing."""
        return self._entry(word, "organisation_heads")

    def is_definite(self, word: str) -> bool:
        """Tell whether a word (in small letters) alone names a unit of an organisation that the text is about."""
        return bool(self._entry(word, "definite_units"))

    def names_people(self, word: str) -> bool:
        """Tell whether a word (in small letters) names an ethnic group or stands for one as an adjective."""
        return bool(self._entry(word, "peoples"))


def _entry(word: str, entries: Container[str]) -> str:
    """Return the entry that a word falls under: itself, else the longest stem; the empty string when there is none."""
    if word in entries:
        return word
    stems = (word[:length] + _STEM for length in range(len(word), _SHORTEST_STEM - 1, -1))
    return next((stem for stem in stems if stem in entries), "")


@cache
def load_names(folder: Path) -> LanguageNames:
    """Return the `names.yaml` of a language's folder.

    Raises:
        DataError: the file is missing, is not YAML, or has a key that nothing reads.
    """
    path = folder / NAMES
    try:
        data: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    except (OSError, yaml.YAMLError) as error:
        raise DataError(path, "cannot be read as YAML", "see another language's names.yaml") from error
    known = {key.name for key in fields(LanguageNames) if key.init}
    unknown = set(data) - known
    if unknown:
        raise DataError(path, f"unknown keys: {', '.join(sorted(unknown))}", f"known are {', '.join(sorted(known))}")
    heads = {word: code for code, words in data.pop("organisation_heads", {}).items() for word in words}
    values: dict[str, Any] = {
        key: frozenset(value) if key in _SETS else tuple(value) if isinstance(value, list) else value
        for key, value in data.items()
    }
    return LanguageNames(organisation_heads=heads, **values)
