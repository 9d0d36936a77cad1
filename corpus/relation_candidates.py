"""Which relations a text may state: high recall by grammar, the scorer decides.

Each function yields the candidates of one kind. Keys:
`participation.KIND` (agent id,), labels are roles joined by "+";
`holder.role` and `holder.degree` (person id, span of the title);
`employer` (span of the title, organisation id);
`part_of`, `located_in`, `member_of`, `cooperates_with` (entity id, entity id); `held_in` (place id,).
"""

from collections.abc import Iterable, Iterator

from corpus.apk_department import APK_BODY
from corpus.employer_features import employer_features, surroundings
from corpus.entity import Entity, EntityKind
from corpus.features import agent_features, distance, what
from corpus.pair_features import closest, pair_features
from corpus.relation import RelationKind
from corpus.scene import Place, Scene, Span, names_publisher
from corpus.scorer import Candidate
from corpus.word_classes import lexical
from ontology.vocabulary import Concept, load_vocabulary

AGENTS = (EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.COUNTRY)
GROUNDS = (EntityKind.PLACE, EntityKind.COUNTRY)
UNITS = {"academic_unit", "apk_department", "apk_body", "youth_organisation", "research_institute", "culture"}
"""Classes of organisations whose parent a text often leaves to be understood."""
_ALIKE = 5


def participations(scene: Scene) -> Iterator[Candidate]:
    """Every person, organisation and country may take part."""
    for entity in scene.entities:
        if entity.kind in AGENTS and scene.by_entity[entity.id]:
            features, (start, end) = agent_features(scene, entity)
            yield Candidate(
                model=f"participation.{entity.kind}", features=features, key=(entity.id,), start=start, end=end
            )


def held_in(scene: Scene) -> Iterator[Candidate]:
    """Every place and country may be where the event is held."""
    names = [name.casefold() for e in scene.entities if e.kind is EntityKind.ORGANISATION for name in e.names]
    for entity in scene.entities:
        if entity.kind in GROUNDS and scene.by_entity[entity.id]:
            features, (start, end) = agent_features(scene, entity)
            if any(own.casefold()[:_ALIKE] in name for own in entity.names for name in names):
                features["in an organisation's name"] = 1.0
            yield Candidate(model=RelationKind.HELD_IN, features=features, key=(entity.id,), start=start, end=end)


def holders(scene: Scene, label: str) -> Iterator[Candidate]:
    """Every person near a title may hold it; `label` is `role` or `degree`."""
    persons = [place for place in scene.places if place.entity.kind is EntityKind.PERSON]
    for span in scene.roles if label == "role" else scene.degrees:
        sentence = scene.layout.sentence_at(span[0])
        for person in (e for e in scene.entities if e.kind is EntityKind.PERSON):
            nearest = min(scene.by_entity[person.id], key=lambda place: distance(place, span), default=None)
            if nearest is None or abs(nearest.sentence - sentence) > 1 or _in_other_item(scene, nearest, span):
                continue
            features = pair_features(scene, span, (nearest.start, nearest.end), (label, "person"))
            side = nearest.start > span[0]
            closer = [p for p in persons if (p.start > span[0]) == side and distance(p, span) < distance(nearest, span)]
            features[f"rank.{side}.{min(len(closer), 3)}"] = 1.0
            if not any(distance(p, span) < distance(nearest, span) for p in persons):
                features["nearest"] = 1.0
            first = scene.layout.words[scene.layout.words_in(*span)[0]]
            features |= {f"title|{name}": 1.0 for name in lexical(scene.language, first)}
            if span in scene.by_words:
                features["by words"] = 1.0
            yield Candidate(
                model=f"holder.{label}",
                features=features,
                key=(person.id, span),
                start=min(span[0], nearest.start),
                end=max(span[1], nearest.end),
            )


def _in_other_item(scene: Scene, person: Place, span: Span) -> bool:
    """Tell whether a semicolon parts a person from a title: a list's next item is about someone else."""
    left, right = min(person.end, span[1]), max(person.start, span[0])
    return ";" in scene.text[left:right]


def employers(scene: Scene) -> Iterator[Candidate]:
    """Every organisation may be the one that a position is held at."""
    organisations = [e for e in scene.entities if e.kind is EntityKind.ORGANISATION and scene.by_entity[e.id]]
    for span in scene.roles:
        near = surroundings(scene, span)
        for organisation in organisations:
            nearest = min(scene.by_entity[organisation.id], key=lambda place: distance(place, span))
            yield Candidate(
                model="employer",
                features=employer_features(scene, near, organisation, nearest),
                key=(span, organisation.id),
                start=min(span[0], nearest.start),
                end=max(span[1], nearest.end),
            )


def pairs(
    scene: Scene, kind: RelationKind, left: Iterable[EntityKind], right: Iterable[EntityKind]
) -> Iterator[Candidate]:
    """Every two entities of the given kinds may be related."""
    firsts, seconds = ([e for e in scene.entities if e.kind in kinds] for kinds in (tuple(left), tuple(right)))
    for a in firsts:
        held = _held_names(a, seconds)
        for b in seconds:
            if a.id == b.id or (kind is RelationKind.COOPERATES_WITH and a.id > b.id):
                continue
            near = closest(scene.by_entity[a.id], scene.by_entity[b.id])
            if near is None or not _within_reach(scene, kind, a, near):
                continue
            features = pair_features(scene, *near, (a.kind.value, b.kind.value))
            features |= _entity_pair(scene, a, b, seconds, held)
            if kind is RelationKind.PART_OF:
                told = [*_by_context(scene, a, b, seconds), *(["l.holds another"] if held - {b.id} else ())]
                features |= {name: 1.0 for one in told for name in (one, f"{what(a)}>{what(b)}:{one}")}
            yield Candidate(
                model=kind.value,
                features=features,
                key=(a.id, b.id),
                start=min(near[0][0], near[1][0]),
                end=max(near[0][1], near[1][1]),
            )


def candidates(scene: Scene) -> Iterator[Candidate]:
    """Yield every candidate relation of a text."""
    organisation = (EntityKind.ORGANISATION,)
    yield from participations(scene)
    yield from held_in(scene)
    yield from holders(scene, "role")
    yield from holders(scene, "degree")
    yield from employers(scene)
    yield from pairs(scene, RelationKind.PART_OF, organisation, organisation)
    yield from pairs(scene, RelationKind.LOCATED_IN, organisation, GROUNDS)
    yield from pairs(scene, RelationKind.MEMBER_OF, (EntityKind.PERSON, EntityKind.ORGANISATION), organisation)
    yield from pairs(scene, RelationKind.COOPERATES_WITH, organisation, organisation)


def _within_reach(scene: Scene, kind: RelationKind, a: Entity, near: tuple[Span, Span]) -> bool:
    """Only a unit's parent is left to the context; all else is said in a sentence or two."""
    apart = abs(scene.layout.sentence_at(near[0][0]) - scene.layout.sentence_at(near[1][0]))
    return apart <= 1 or (kind is RelationKind.PART_OF and a.organisation_class in UNITS)


def _held_names(a: Entity, others: Iterable[Entity]) -> frozenset[str]:
    """Return the ids of the entities a name of which stands in a name of `a`."""
    own = [name.casefold() for name in a.names]
    return frozenset(e.id for e in others if e.id != a.id and any(n.casefold() in o for n in e.names for o in own))


def _entity_pair(
    scene: Scene, a: Entity, b: Entity, rivals: Iterable[Entity], held: frozenset[str]
) -> dict[str, float]:
    kinds = f"{what(a)}>{what(b)}"
    count = min(sum(e.organisation_class == b.organisation_class for e in rivals), 3)
    names = {f"l:{what(a)}", f"r:{what(b)}", kinds, f"{kinds}:rivals.{count}", f"rivals.{count}"}
    own, other = ([name.casefold() for name in e.names] for e in (a, b))
    if b.id in held:
        names |= {"name in", f"name in:{kinds}"}
    if any(name in whole for name in own for whole in other):
        names.add("name around")
    names |= set(_reference(a, b))
    for side, entity in (("l", a), ("r", b)):
        names.add(f"{side}.mentions.{min(len(scene.by_entity[entity.id]), 4)}")
        if names_publisher(entity, scene.publisher):
            names.add(f"{side}.publisher")
    return dict.fromkeys(names, 1.0)


def _by_context(scene: Scene, a: Entity, b: Entity, rivals: Iterable[Entity]) -> Iterator[str]:
    """Yield what a text leaves to be understood: whose unit a body is that bears no name of a parent."""
    if b.id in scene.main:
        yield "r.main"
    start = scene.by_entity[a.id][0].start
    before = max((p.start for p in scene.by_entity[b.id] if p.start < start), default=None)
    if before is None:
        yield "r.after"
        return
    alike = [e for e in rivals if e.id not in {a.id, b.id} and e.organisation_class == b.organisation_class]
    if not any(before < p.start < start for e in alike for p in scene.by_entity[e.id]):
        yield "r.last before"


def _reference(a: Entity, b: Entity) -> Iterator[str]:
    """Yield what the reference data say of two organisations that they know: whether one is a body of the other."""
    own, other = _known(a), _known(b)
    if own is None or other is None:
        return
    if own.details.get("parent") == other.code:
        yield "reference parent"
        yield f"reference parent:{own.details.get('class')}>{other.details.get('class')}"
        yield f"reference parent:{'parent' in other.details}"
    elif other.details.get("parent") == own.code:
        yield "reference child"
    else:
        yield "reference strangers"
        yield f"reference strangers:{'parent' in own.details}"


def known_apart(a: Entity, b: Entity) -> bool:
    """Tell whether two bodies of the Assembly, which all bear its name, are known, and not one as the other's."""
    own, other = _known(a), _known(b)
    bodies = a.organisation_class == b.organisation_class == APK_BODY
    return bodies and own is not None and other is not None and own.details.get("parent") != other.code


def _known(entity: Entity) -> Concept | None:
    return load_vocabulary("organisations").concepts.get(entity.concept or entity.id)
