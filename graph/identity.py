"""Identity across announcements: which found entities are one thing in the world."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from corpus.entity import EntityKind, PersonName
from corpus.reading import Reading
from graph import iri
from graph.account import Accounts, Changed
from graph.decision import decided, decisions, stands_for
from graph.former import NOTHING, Former
from graph.judgement import EntityRef, Judgement
from graph.layers import resolve_layers
from graph.minting import Cluster, entities_by_name, mint
from graph.outcome import Group, Outcome, joined
from graph.profile import Profile, profiles
from graph.reference import Reference
from graph.scene import scene
from ontology.vocabulary import Vocabulary


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
    """All identities in the order of their IRIs, the judgements behind them, and old IRIs with what replaces them.

    `judgements` are those of the rules, `doubts` the doubtful ones among them; `decisions` are those of people, and
    `waiting` the decisions that name something which is in none of the readings. `changed` is what differs in the
    judgements from the build before, where one could be used; `profiles` and `layers` are what the next one can use.
    """

    identities: tuple[Identity, ...]
    judgements: Iterable[Judgement] = field(default=(), compare=False)
    doubts: tuple[Judgement, ...] = ()
    decisions: tuple[Judgement, ...] = ()
    replaced: Mapping[str, str] = field(default_factory=dict)
    waiting: tuple[Judgement, ...] = ()
    changed: Changed | None = field(default=None, compare=False)
    profiles: Mapping[EntityRef, Profile] = field(default_factory=dict, compare=False)
    layers: Mapping[str, Outcome] = field(default_factory=dict, compare=False)


def resolve(
    readings: Iterable[Reading],
    vocabularies: Mapping[str, Vocabulary],
    judgements: Iterable[Judgement] = (),
    before: Former = NOTHING,
) -> Resolution:
    """Return which entities of the readings are one thing.

    `judgements` are a person's decisions, which win; they name entities, or IRIs of this or an earlier build. The
    order of the readings does not matter, and a reading given twice counts once. `before` is what the build before
    found out; what is the same in this one is taken from it.
    """
    told = tuple(judgements)
    unique = {reading.announcement.id: reading for reading in readings}
    reference = Reference(vocabularies)
    scene_of = cache(lambda name: scene(unique[name], reference))
    found = profiles((unique[name] for name in sorted(unique)), reference, scene_of, before.known)
    layers = resolve_layers(unique, scene_of, found, reference, before)
    outcome = joined(layers.values())
    clusters = _clusters(outcome.groups, found, outcome.known)
    waiting: tuple[Judgement, ...] = ()
    if told:
        concepts, entities = _concept_groups(told, reference), entities_by_name(clusters)
        waiting = tuple(judgement for judgement in told if not all(stands_for(judgement, entities, concepts)))
        heeded = decisions(told, entities, concepts)
        clusters = _clusters(decided(outcome, heeded, concepts), found, outcome.known)
    iris, replaced = mint(clusters)
    identities = (_identity(name, cluster, reference) for name, cluster in zip(iris, clusters, strict=True))
    accounts = Accounts(outcome.accounts)
    return Resolution(
        identities=tuple(sorted(identities, key=lambda identity: identity.iri)),
        judgements=accounts,
        doubts=accounts.doubts(),
        decisions=told,
        replaced=replaced,
        waiting=waiting,
        changed=accounts.changed() if before is not NOTHING else None,
        profiles=found,
        layers=layers,
    )


def _clusters(
    groups: Iterable[Group], found: Mapping[EntityRef, Profile], known: frozenset[EntityRef]
) -> list[Cluster]:
    return [
        Cluster(members=[found[ref] for ref in group.members], concept=group.concept, known=known) for group in groups
    ]


def _concept_groups(told: Iterable[Judgement], reference: Reference) -> dict[str, Group]:
    """The concepts that decisions name, each as a group without members, by IRI."""
    names = {side for judgement in told for side in (judgement.left, judgement.right) if isinstance(side, str)}
    return {
        name: Group(members=(), kind=kind, concept=code)
        for kind in EntityKind
        for name in names
        if (code := iri.code(name)) in reference.concepts(kind) and iri.thing(kind, code) == name
    }


def _identity(name: str, group: Cluster, reference: Reference) -> Identity:
    cluster = group.members
    kind = cluster[0].kind
    concept = reference.concepts(kind).get(group.concept) if group.concept else None
    labels = _labels(cluster)
    return Identity(
        iri=name,
        kind=kind,
        labels=labels | dict(concept.labels) if concept else labels,
        aliases=_aliases(cluster),
        same_as=concept.same_as if concept else (),
        members=tuple(profile.ref for profile in cluster),
        concept=group.concept,
        organisation_class=(concept.details.get("class") if concept else None)
        or _commonest(profile.entity.organisation_class for profile in cluster),
        person_name=_person_name(cluster),
    )


def _commonest(values: Iterable[str | None]) -> str | None:
    counted = Counter(value for value in values if value)
    return min(counted, key=lambda value: (-counted[value], value)) if counted else None


def _labels(cluster: Sequence[Profile]) -> dict[str, str]:
    """In each language the base form that most announcements use; of equals the longest."""
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for profile in cluster:
        forms[profile.language].update(profile.entity.names[:1])
    return {
        language: min(counted, key=lambda name: (-counted[name], -len(name), name))
        for language, counted in sorted(forms.items())
        if counted
    }


def _aliases(cluster: Sequence[Profile]) -> dict[str, tuple[str, ...]]:
    forms: dict[str, set[str]] = defaultdict(set)
    for profile in cluster:
        forms[profile.language].update(profile.entity.names)
    return {language: tuple(sorted(names)) for language, names in sorted(forms.items())}


def _person_name(cluster: Sequence[Profile]) -> PersonName | None:
    """The fullest of the members' parsed names; of equals the first in order."""
    names = [profile.entity.person_name for profile in cluster if profile.entity.person_name]
    return min(
        names,
        key=lambda name: (
            -sum(map(bool, (name.given, name.patronymic, name.family))),
            -len(f"{name.given}{name.patronymic}{name.family}"),
            (name.family, name.given, name.patronymic),
        ),
        default=None,
    )
