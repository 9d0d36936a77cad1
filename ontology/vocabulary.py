"""Vocabularies: Turtle in, plain records out."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """One concept of a SKOS scheme, or one thing of the reference data.

    `code` is the last part of the IRI: the code or the id of FORMAT.md (`moderator`, `taldykorgan`, `KZ`).
    `labels` maps a language to the preferred label; `aliases` maps a language to every other name in use
    (abbreviations, former names; the empty tuple when there is none). `same_as` holds outside identifiers
    (Wikidata, ROR, ISO). `details` holds what the kind of thing needs beside: `class`, `city`, `latitude`, …
    """

    iri: str
    code: str
    labels: Mapping[str, str]
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    broader: str | None = None
    same_as: tuple[str, ...] = ()
    details: Mapping[str, str] = field(default_factory=dict)

    def names(self, language: str) -> tuple[str, ...]:
        """The preferred label and the aliases in a language, in that order."""
        label = self.labels.get(language)
        return (*((label,) if label else ()), *self.aliases.get(language, ()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """A scheme: its name and its concepts by code, in the order of their codes."""

    name: str
    concepts: Mapping[str, Concept]
