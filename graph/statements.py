"""What one reading says, as quads in its announcement's graph: things, facts with their evidence, shortcuts."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode, Quad

from corpus.announcement import Announcement
from corpus.entity import Entity, EntityKind, EventDetails
from corpus.reading import Reading
from corpus.relation import Group, Relation, RelationKind
from graph import iri
from graph.identity import Identity
from graph.office import heads, kind_of_office, named_concept
from graph.rdf import decimal, integer, iso_date, node, text
from ontology.terms import APK, DCTERMS, FOAF, OA, ORG, PROV, RDF, SCHEMA, SKOS
from ontology.vocabulary import load_vocabulary

CONTEXT = 32
"""Code points of text kept before and after a quote, so that it can be found again in a changed text."""

ASSEMBLY = "assembly-of-people-of-kazakhstan"
"""The organisation to which every APK department is linked."""

TYPES = {
    EntityKind.PERSON: FOAF.Person,
    EntityKind.ORGANISATION: ORG.Organization,
    EntityKind.COUNTRY: SCHEMA.Country,
    EntityKind.PLACE: SCHEMA.Place,
    EntityKind.EVENT: SCHEMA.Event,
}

FACT_TYPES = {
    RelationKind.POSITION: APK.Position,
    RelationKind.DEGREE: APK.Degree,
    RelationKind.PARTICIPATION: APK.Participation,
    RelationKind.PART_OF: APK.PartOf,
    RelationKind.MEMBER_OF: ORG.Membership,
    RelationKind.COOPERATES_WITH: APK.Cooperation,
    RelationKind.LOCATED_IN: APK.Location,
    RelationKind.HELD_IN: APK.Location,
}

# The properties of each fact node for subject and object of the relation, and the shortcut between the two.
ROLES_IN_FACT = {
    RelationKind.PART_OF: (APK.unit, APK.parent, ORG.unitOf),
    RelationKind.MEMBER_OF: (ORG.member, ORG.organization, ORG.memberOf),
    RelationKind.COOPERATES_WITH: (APK.partner, APK.partner, APK.cooperatesWith),
    RelationKind.LOCATED_IN: (APK.located, APK.place, SCHEMA.location),
    RelationKind.HELD_IN: (APK.located, APK.place, SCHEMA.location),
}

_MODES = {
    "online": SCHEMA.OnlineEventAttendanceMode,
    "offline": SCHEMA.OfflineEventAttendanceMode,
    "hybrid": SCHEMA.MixedEventAttendanceMode,
}


def class_name(code: str) -> str:
    """Return the local name of the class for an organisation class code: `apk_department` → `ApkDepartment`."""
    return "".join(word.capitalize() for word in code.split("_"))


def statements(reading: Reading, identities: Mapping[str, Identity]) -> list[Quad]:
    """Return the quads of one announcement's graph, each once, without blank nodes.

    The graph depends on the reading and on the identities of its own entities alone (`identities` maps each entity
    id of the reading to its identity): another announcement changes it only by changing one of those. Labels that
    hold for the whole dataset (`skos:prefLabel`) and the confidence of a fact (the highest of all its evidence) are
    therefore not here but in derived graphs; here each piece of evidence has its own `apk:confidence`.

    A code that no vocabulary knows, which a person's correction may hold, is stated as it is, for a shape to find.
    """
    writer = _Writer(announcement=reading.announcement)
    writer.describe_announcement(reading, identities)
    for entity in reading.entities:
        writer.describe_thing(entity, identities[entity.id])
    for relation in reading.relations:
        writer.state(relation, identities)
    event = identities.get("event-1")
    if event:
        for group in reading.groups:
            writer.state_group(group, event)
    for evidence, confidence in writer.surest.items():
        writer.add(evidence, APK.confidence, decimal(confidence))
    return list(writer.quads)


@dataclass(slots=True, kw_only=True)
class _Writer:
    """Collects the quads of one announcement; a dictionary keeps their order and drops repetitions.

    `names` are the surface forms of each thing; `surest` is the confidence of each piece of evidence, the highest
    where one quote was read twice for one fact.
    """

    announcement: Announcement
    quads: dict[Quad, None] = field(default_factory=dict)
    surest: dict[str, float] = field(default_factory=dict)
    names: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    graph: NamedNode = field(init=False)

    def __post_init__(self) -> None:
        self.graph = node(iri.announcement(self.announcement.id))

    def add(self, subject: str, predicate: str, value: str | Literal) -> None:
        """Add one quad; a plain string is an IRI."""
        target = value if isinstance(value, Literal) else node(value)
        self.quads[Quad(node(subject), node(predicate), target, self.graph)] = None

    def written(self, words: str) -> Literal:
        """Return words as they stand in the announcement, tagged with its language."""
        return text(words, self.announcement.language)

    def describe_announcement(self, reading: Reading, identities: Mapping[str, Identity]) -> None:
        """State what is known of the publication, which event it announces and what it names."""
        subject, source = self.graph.value, self.announcement
        self.add(subject, RDF.type, APK.Announcement)
        self.add(subject, RDF.type, PROV.Entity)
        self.add(subject, DCTERMS.title, self.written(source.title))
        self.add(subject, DCTERMS.language, text(source.language))
        if source.source:
            self.add(subject, DCTERMS.source, _page(source.source))
        if source.publisher:
            self.add(subject, DCTERMS.publisher, text(source.publisher))
        if source.published:
            self.add(subject, DCTERMS.issued, iso_date(source.published.isoformat()))
        if "event-1" in identities:
            self.add(subject, APK.announces, identities["event-1"].iri)
        for entity in reading.entities:
            self.add(subject, SCHEMA.mentions, identities[entity.id].iri)

    def describe_thing(self, entity: Entity, identity: Identity) -> None:
        """State the type and the surface forms of a thing, and the fields of an event."""
        self.add(identity.iri, RDF.type, TYPES[identity.kind])
        self.names[identity.iri] += entity.names
        preferred = identity.labels.get(self.announcement.language)
        for name in entity.names:
            # SKOS keeps preferred and other labels of one thing apart.
            if name != preferred:
                self.add(identity.iri, SKOS.altLabel, self.written(name))
        if identity.organisation_class:
            self.describe_organisation(identity.iri, identity.organisation_class)
        if entity.event:
            self.describe_event(identity.iri, entity.names, entity.event)

    def describe_organisation(self, subject: str, code: str) -> None:
        """State the class of an organisation; an APK department is linked to the Assembly by what it is."""
        if code in load_vocabulary("organisation-classes").concepts:
            self.add(subject, RDF.type, APK[class_name(code)])
        self.add(subject, APK.organisationClass, iri.concept("organisation-class", code))
        if code == "apk_department":
            self.add(subject, ORG.linkedTo, iri.thing("organisation", ASSEMBLY))

    def describe_event(self, subject: str, names: Iterable[str], event: EventDetails) -> None:
        """State the fields of an event as this announcement gives them."""
        for name in names:
            self.add(subject, SCHEMA.name, self.written(name))
        if event.kind:
            self.add(subject, APK.eventKind, iri.concept("event-kind", event.kind))
        if event.start:
            self.add(subject, SCHEMA.startDate, iso_date(event.start))
        if event.end:
            self.add(subject, SCHEMA.endDate, iso_date(event.end))
        if event.mode:
            mode = _MODES.get(event.mode) or iri.concept("attendance-mode", event.mode)
            self.add(subject, SCHEMA.eventAttendanceMode, mode)
        if event.attendance is not None:
            self.add(subject, APK.attendance, integer(event.attendance))

    def state(self, relation: Relation, identities: Mapping[str, Identity]) -> None:
        """State one relation as a fact node with evidence and its shortcut."""
        subject = identities[relation.subject].iri
        organisation = identities[relation.object] if relation.object else None
        target = organisation.iri if organisation else None
        match relation.kind:
            case RelationKind.POSITION:
                fact = self.state_position(subject, organisation, relation.value or "")
            case RelationKind.DEGREE:
                fact = self.state_degree(subject, relation.value or "")
            case RelationKind.PARTICIPATION if target:
                fact = self.state_participation(subject, target, relation.value or "")
            case _:
                # Two names of one thing, merged, leave a relation of a thing to itself: it says nothing.
                if target is None or target == subject:
                    return
                fact = self.state_link(relation.kind, subject, target)
        self.add(fact, RDF.type, FACT_TYPES[relation.kind])
        self.give_evidence(fact, relation)

    def state_position(self, person: str, organisation: Identity | None, title: str) -> str:
        """State an office; its concept, or its words where none is known, tell one office from another."""
        place = organisation.iri if organisation else ""
        office = named_concept("positions", title, self.announcement.language)
        kind = office or kind_of_office(title, self.announcement.language)
        fact = iri.fact("position", person, place, office.iri if office else title.casefold())
        self.add(fact, ORG.member, person)
        self.add(fact, APK.title, self.written(title))
        if kind:
            self.add(fact, ORG.role, kind.iri)
        if organisation:
            self.add(fact, ORG.organization, place)
            self.add(person, APK.holdsPositionAt, place)
            if heads(office, title, [*organisation.labels.values(), *self.names[place]]):
                self.add(person, ORG.headOf, place)
        return fact

    def state_degree(self, person: str, degree: str) -> str:
        """State a degree, rank or honour as written."""
        concept = named_concept("degrees", degree, self.announcement.language)
        fact = iri.fact("degree", person, concept.iri if concept else degree.casefold())
        self.add(fact, APK.holder, person)
        self.add(fact, APK.title, self.written(degree))
        if concept:
            self.add(fact, ORG.role, concept.iri)
        self.add(person, APK.degree, self.written(degree))
        return fact

    def state_participation(self, agent: str, event: str, role: str) -> str:
        """State in what role a person, organisation, country or stakeholder group took part."""
        fact = iri.fact("participation", agent, event, role)
        self.add(fact, APK.agent, agent)
        self.add(fact, APK.event, event)
        self.add(fact, APK.role, iri.concept("role", role))
        if role in load_vocabulary("participation-roles").concepts:
            self.add(event, APK[role], agent)
        return fact

    def state_link(self, kind: RelationKind, subject: str, target: str) -> str:
        """State a relation between two things that has no role."""
        first, second, shortcut = ROLES_IN_FACT[kind]
        both_ways = first == second
        ends = sorted((subject, target)) if both_ways else (subject, target)
        fact = iri.fact(str(FACT_TYPES[kind]), *ends)
        self.add(fact, first, subject)
        self.add(fact, second, target)
        self.add(subject, shortcut, target)
        if both_ways:
            self.add(target, shortcut, subject)
        return fact

    def state_group(self, group: Group, event: Identity) -> None:
        """State that people named only by kind took part."""
        concept = iri.concept("group", group.category)
        fact = self.state_participation(concept, event.iri, group.role)
        self.add(fact, RDF.type, APK.Participation)
        self.add(fact, APK.phrase, self.written(group.text))
        if group.count is not None:
            self.add(fact, APK["count"], integer(group.count))
        self.give_evidence(fact, group)

    def give_evidence(self, fact: str, stated: Relation | Group) -> None:
        """Attach the quote that states a fact: where it stands, its words, who found it and how surely."""
        words, start, end = self.announcement.text, stated.start, stated.end
        source = self.graph.value
        evidence = iri.evidence(fact, source, start, end)
        position, quote = iri.selectors(evidence)
        self.add(fact, APK.foundBy, text(stated.by))
        self.add(fact, APK.evidence, evidence)
        self.add(evidence, RDF.type, OA.SpecificResource)
        self.add(evidence, OA.hasSource, source)
        self.add(evidence, OA.hasSelector, position)
        self.add(evidence, OA.hasSelector, quote)
        self.add(evidence, APK.foundBy, text(stated.by))
        self.surest[evidence] = max(stated.confidence, self.surest.get(evidence, 0.0))
        self.add(position, RDF.type, OA.TextPositionSelector)
        self.add(position, OA.start, integer(start))
        self.add(position, OA.end, integer(end))
        self.add(quote, RDF.type, OA.TextQuoteSelector)
        self.add(quote, OA.exact, text(words[start:end]))
        self.add(quote, OA.prefix, text(words[max(0, start - CONTEXT) : start]))
        self.add(quote, OA.suffix, text(words[end : end + CONTEXT]))


def _page(address: str) -> str | Literal:
    """Return the page of an announcement as an IRI, or as a literal when it is none."""
    try:
        return node(address).value
    except ValueError:
        return text(address)
