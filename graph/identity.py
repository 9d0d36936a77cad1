"""Identity across announcements: which found entities are one thing in the world."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from corpus.entity import EntityKind, PersonName
from corpus.reading import Reading
from graph import iri
from graph.judgement import EntityRef, Judgement
from graph.match_key import match_key, words
from graph.profile import Profile, profiles
from ontology.vocabulary import Concept, Vocabulary


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


def resolve(
    readings: Iterable[Reading],
    vocabularies: Mapping[str, Vocabulary],
    judgements: Iterable[Judgement] = (),
) -> Resolution:
    """Return which entities of the readings are one thing.

    `judgements` are a person's decisions, which win. The order of the readings does not matter, and a reading
    given twice counts once.
    """
    groups: dict[tuple[str, ...], list[Profile]] = defaultdict(list)
    for profile in profiles(readings, vocabularies):
        groups[_group(profile)].append(profile)
    clusters = sorted(groups.values(), key=_first)
    iris, replaced = mint(clusters)
    identities = (_identity(name, cluster, vocabularies) for name, cluster in zip(iris, clusters, strict=True))
    return Resolution(
        identities=tuple(sorted(identities, key=lambda identity: identity.iri)),
        judgements=tuple(judgements),
        replaced=replaced,
    )


def _group(profile: Profile) -> tuple[str, ...]:
    kind = profile.entity.kind
    if profile.concept:
        return (kind, "concept", profile.concept)
    if kind is EntityKind.EVENT or not profile.entity.names:
        return (kind, profile.ref.announcement, profile.ref.entity)
    longest = max(profile.entity.names, key=lambda name: (len(name), name))
    return (kind, *sorted(match_key(word) for word in words(longest)))


def mint(clusters: Sequence[Sequence[Profile]]) -> tuple[list[str], dict[str, str]]:
    """Return an IRI for each cluster, in order, and every other IRI that a member would have had, with its heir.

    A thing bears the IRI of its member published first, so that new announcements do not rename it; whoever
    comes first keeps a contested IRI, and the later one adds the announcement that it stands in.
    """
    candidates = [[_candidate(profile) for profile in sorted(cluster, key=_priority)] for cluster in clusters]
    order = sorted(range(len(clusters)), key=lambda index: _first(clusters[index]))
    taken: dict[str, int] = {}
    iris = [""] * len(clusters)
    for index in order:
        kind, slug = candidates[index][0]
        founder = min(clusters[index], key=_priority)
        name = iri.thing(kind, slug)
        if name in taken:
            name = iri.thing(kind, f"{slug}-{founder.ref.announcement}")
        if name in taken:
            name = iri.thing(kind, f"{slug}-{founder.ref.announcement}-{iri.slug(founder.ref.entity)}")
        taken[name] = index
        iris[index] = name
    replaced: dict[str, str] = {}
    for index in order:
        for kind, slug in candidates[index][1:]:
            name = iri.thing(kind, slug)
            if name not in taken:
                replaced.setdefault(name, iris[index])
    return iris, dict(sorted(replaced.items()))


def _priority(profile: Profile) -> tuple[date, EntityRef]:
    return profile.priority


def _first(cluster: Sequence[Profile]) -> tuple[date, EntityRef]:
    return min(profile.priority for profile in cluster)


def _candidate(profile: Profile) -> tuple[str, str]:
    """Return the kind and the slug of the IRI that an entity would have, were it alone."""
    entity = profile.entity
    if profile.concept:
        return entity.kind, profile.concept
    if entity.kind is EntityKind.COUNTRY and len(entity.id) == 2 and entity.id.isupper():  # noqa: PLR2004 an ISO code
        return entity.kind, entity.id
    if entity.kind is EntityKind.EVENT:
        start = (entity.event.start if entity.event else None) or profile.published.isoformat()
        kind = (entity.event.kind if entity.event else None) or "event"
        title = entity.names[0] if entity.names else f"{kind} {profile.ref.announcement}"
        return entity.kind, iri.slug(f"{start} {title}")
    name = entity.names[0] if entity.names else entity.id
    if entity.kind is EntityKind.PERSON and " " in name:
        given, family = name.rsplit(" ", 1)
        name = f"{family} {given}"
    return entity.kind, iri.slug(name)


def _identity(name: str, cluster: Sequence[Profile], vocabularies: Mapping[str, Vocabulary]) -> Identity:
    kind = cluster[0].entity.kind
    codes = Counter(profile.concept for profile in cluster if profile.concept)
    code = min(codes, key=lambda code: (-codes[code], code)) if codes else None
    concept = _find(code, kind, vocabularies) if code else None
    classes = Counter(p.entity.organisation_class for p in cluster if p.entity.organisation_class)
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for profile in cluster:
        forms[profile.language].update(profile.entity.names[:1])
    labels = {
        language: min(count, key=lambda n: (-count[n], -len(n), n))
        for language, count in sorted(forms.items())
        if count
    }
    aliases = {
        language: tuple(sorted({n for p in cluster if p.language == language for n in p.entity.names}))
        for language in sorted({profile.language for profile in cluster})
    }
    named = sorted((p.entity.person_name for p in cluster if p.entity.person_name), key=str)
    return Identity(
        iri=name,
        kind=kind,
        labels=labels | dict(concept.labels) if concept else labels,
        aliases=aliases,
        same_as=concept.same_as if concept else (),
        members=tuple(sorted(profile.ref for profile in cluster)),
        concept=code,
        organisation_class=(concept.details.get("class") if concept else None)
        or (min(classes, key=lambda c: (-classes[c], c)) if classes else None),
        person_name=max(named, key=lambda n: len(f"{n.given}{n.patronymic}{n.family}")) if named else None,
    )


_SCHEMES = {
    EntityKind.ORGANISATION: "organisations",
    EntityKind.COUNTRY: "countries",
    EntityKind.PLACE: "places",
}


def _find(code: str, kind: EntityKind, vocabularies: Mapping[str, Vocabulary]) -> Concept | None:
    scheme = vocabularies.get(_SCHEMES.get(kind, ""))
    return scheme.concepts.get(code) if scheme else None
