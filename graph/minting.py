"""IRIs that stay: each thing bears the one that its first published announcement gave it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from graph import iri
from graph.judgement import EntityRef
from graph.profile import Profile


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """The entities that are one thing, and the vocabulary concept that it is.

    `known` are entities that bear the concept's IRI in every build.
    """

    members: Sequence[Profile]
    concept: str | None = None
    known: frozenset[EntityRef] = frozenset()


def mint(clusters: Sequence[Cluster]) -> tuple[list[str], dict[str, str]]:
    """Return an IRI for each cluster, in order, and every other IRI that a member would have had, with its heir.

    A concept of the vocabularies bears its code. Any other thing bears the IRI of its member published first, so
    that new announcements do not rename it. Whoever comes first keeps a contested IRI; the later one adds the
    announcement that it stands in, and its own id there when even that is taken. What any member would have been
    called alone is replaced by the thing's IRI, so that an IRI of an earlier build never dangles.
    """
    founders = [min(cluster.members, key=priority) for cluster in clusters]
    order = sorted(range(len(clusters)), key=lambda index: (not clusters[index].concept, priority(founders[index])))
    owner: dict[str, int] = {}
    iris = [""] * len(clusters)
    for index in order:
        founder = founders[index]
        slug, suffix = clusters[index].concept or founder.slug, founder.ref.announcement
        choices = (slug, f"{slug}-{suffix}", f"{slug}-{suffix}-{iri.slug(founder.ref.entity)}")
        names = [iri.thing(founder.kind, choice) for choice in choices]
        iris[index] = next((name for name in names if name not in owner), names[-1])
        owner[iris[index]] = index
    return iris, _replaced(clusters, order, iris)


def priority(profile: Profile) -> tuple[date, str, str]:
    """Return the order in which entities found a thing's IRI: first published, then by reference."""
    return profile.published, profile.ref.announcement, profile.ref.entity


def _replaced(clusters: Sequence[Cluster], order: Sequence[int], iris: Sequence[str]) -> dict[str, str]:
    living = set(iris)
    replaced: dict[str, str] = {}
    for index in order:
        for profile in sorted(clusters[index].members, key=priority):
            name = iri.thing(profile.kind, profile.slug)
            if name not in living and profile.ref not in clusters[index].known:
                replaced.setdefault(name, iris[index])
    return dict(sorted(replaced.items()))


def entities_by_name(clusters: Sequence[Cluster]) -> dict[str, list[EntityRef]]:
    """Return the entities that each reference and each IRI of this or an earlier build stands for, founders first.

    An IRI that no thing bears now stands for the entities that would have borne it alone.
    """
    found: dict[str, list[EntityRef]] = defaultdict(list)
    for name, cluster in zip(mint(clusters)[0], clusters, strict=True):
        found[name] = [profile.ref for profile in sorted(cluster.members, key=priority)]
    alone: dict[str, list[EntityRef]] = defaultdict(list)
    for profile in sorted((profile for cluster in clusters for profile in cluster.members), key=priority):
        alone[iri.thing(profile.kind, profile.slug)].append(profile.ref)
        found[str(profile.ref)] = [profile.ref]
    return alone | found
