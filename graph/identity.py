"""Identity across announcements: which found entities are one thing in the world."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from corpus.entity import EntityKind, PersonName
from graph.judgement import EntityRef, Judgement


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """One thing in the world, and every entity of every reading that names it.

    `labels` maps a language to the preferred label; `aliases` maps a language to every surface form in it;
    `same_as` holds outside identifiers of the vocabulary concept `concept` (a code), where one was found.
    """

    iri: str
    kind: EntityKind
    labels: Mapping[str, str]
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    same_as: tuple[str, ...] = ()
    members: tuple[EntityRef, ...] = ()
    concept: str | None = None
    organisation_class: str | None = None
    person_name: PersonName | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """All identities in the order of their IRIs, the judgements behind them, and old IRIs with what replaces them."""

    identities: tuple[Identity, ...]
    judgements: tuple[Judgement, ...]
    replaced: Mapping[str, str] = field(default_factory=dict)
