"""What a language's `names.yaml` says about names: the words that the shared components may not hold themselves."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from ontology.errors import DataError

NAMES = "names.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageNames:
    """The keys of `names.yaml`, each told there; every word in lower case unless case matters."""

    family_first: bool = False
    abbreviations: frozenset[str] = frozenset()
    initials: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    patronymic_endings: tuple[str, ...] = ()
    family_endings: tuple[str, ...] = ()
    articles: frozenset[str] = frozenset()
    named_after: tuple[str, ...] = ()
    legal_forms: frozenset[str] = frozenset()
    organisation_heads: Mapping[str, str] = field(default_factory=dict)


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
    unknown = set(data) - set(LanguageNames.__slots__)
    if unknown:
        raise DataError(path, f"unknown keys: {', '.join(sorted(unknown))}", f"known are {LanguageNames.__slots__}")
    heads = {word: code for code, words in data.pop("organisation_heads", {}).items() for word in words}
    sets = {"abbreviations", "initials", "titles", "articles", "legal_forms"}
    values: dict[str, Any] = {
        key: frozenset(value) if key in sets else tuple(value) if isinstance(value, list) else value
        for key, value in data.items()
    }
    return LanguageNames(organisation_heads=heads, **values)
