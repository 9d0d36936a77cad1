"""The entity linker: from the mentions of one announcement to the things that it names."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from corpus.apk_department import APK_BODY, APK_DEPARTMENT, UNIVERSITY, Tokens, department_slug, university_of
from corpus.calibration import Calibration
from corpus.context_scorer import Surprises, load_context
from corpus.coreference import bare_nouns, repetitions
from corpus.entity import Entity, EntityKind, Mention
from corpus.grouping import Group, group_organisations, group_persons, group_places, settlement_name
from corpus.language_names import LanguageNames, load_names
from corpus.naming import Naming
from corpus.organisation_class import Distribution, OrganisationClassifier, class_context
from corpus.organisation_name import OrganisationName, short_forms
from corpus.person_name import parse_person, person_slug
from corpus.recognition import Recognition
from corpus.slug import slug
from ontology.vocabulary import Vocabulary, load_vocabulary

_FALLBACK_CLASS = "other"
_CERTAIN = 100.0
"""Weight of the reference data against the sum of what names make probable."""


class EntityLinker:
    """Sets `doc._.entities`: persons, organisations, countries and places (events are found later)."""

    def __init__(
        self,
        names: LanguageNames,
        classifier: OrganisationClassifier,
        organisations: Vocabulary,
        calibration: Calibration,
        language: str,
    ) -> None:
        """Keep the language's words, the classifier of organisations, their reference data, and the calibration."""
        self._calibration = calibration
        self._names = names
        self._classifier = classifier
        self._recognition = Recognition(names, organisations, language)

    def __call__(self, doc: Doc) -> Doc:
        """Link the mentions of a text."""
        found = self._recognition(doc)
        by_kind = {kind: [n for n in found if n.kind is kind] for kind in EntityKind}
        entities = [
            *self._persons(by_kind[EntityKind.PERSON]),
            *self._organisations_of(by_kind[EntityKind.ORGANISATION], doc),
            *self._places(by_kind[EntityKind.COUNTRY]),
            *self._places(by_kind[EntityKind.PLACE]),
        ]
        entities = [replace(e, confidence=self._calibration.probability(e.kind.value, e.confidence)) for e in entities]
        entities = _with_mentions(_unique_ids(entities), repetitions(doc, entities))
        more: dict[str, list[Mention]] = {}
        for entity_id, mention in bare_nouns(doc, entities, self._names):
            more.setdefault(entity_id, []).append(mention)
        entities = _with_mentions(entities, more)
        doc._.entities = tuple(sorted(entities, key=lambda e: (e.mentions[0].start, -e.mentions[0].end, e.id)))
        return doc

    def _persons(self, found: Sequence[Naming]) -> Iterator[Entity]:
        for group in group_persons(found, self._names):
            name = parse_person(group.longest.normal, self._names)
            yield replace(_entity(group, person_slug(name)), person_name=name)

    def _organisations_of(self, found: Sequence[Naming], doc: Doc) -> Iterator[Entity]:
        told = self._classifier.told(doc.text, [(naming.start, naming.end) for naming in found])
        likely = {n.tokens: self._classes_of(n, doc, own) for n, own in zip(found, told, strict=True)}
        classes = {tokens: _most_likely([probabilities]) for tokens, probabilities in likely.items()}
        # The Assembly inside the name of a university's department of it is no entity (FORMAT.md, hard case 3).
        found = [
            n
            for n in found
            if classes[n.tokens] != APK_BODY or APK_DEPARTMENT not in {classes.get(h) for h in n.holders}
        ]
        departments = [n for n in found if classes[n.tokens] == APK_DEPARTMENT]
        others = [n for n in found if classes[n.tokens] != APK_DEPARTMENT]
        ids: dict[Tokens, str] = {}
        for group in group_organisations(others, self._names):
            if group.concept is None and all(map(self._is_bare, group.namings)):
                continue
            entity = _entity(group, group.concept or slug(group.longest.normal), self._short_forms(group))
            ids |= {n.tokens: entity.id for n in group.namings}
            yield replace(entity, organisation_class=_most_likely([likely[n.tokens] for n in group.namings]))
        universities = [
            (n.tokens, ids[n.tokens]) for n in others if n.tokens in ids and classes[n.tokens] == UNIVERSITY
        ]
        yield from self._departments(departments, universities, doc)

    def _departments(
        self,
        found: Sequence[Naming],
        universities: Sequence[tuple[Tokens, str]],
        doc: Doc,
    ) -> Iterator[Entity]:
        groups: dict[str, Group] = {}
        for naming in found:
            department = department_slug(university_of(naming.tokens, universities, doc))
            groups.setdefault(department, Group()).add(naming)
        for entity_id, group in groups.items():
            yield replace(_entity(group, entity_id), organisation_class=APK_DEPARTMENT)

    def _classes_of(self, naming: Naming, doc: Doc, told: Surprises) -> Distribution:
        """Return how probable each class is; what the reference data knows is certain."""
        if known := self._recognition.class_of(naming):
            return {known: _CERTAIN}
        holder = doc[slice(*naming.holders[0])].text if naming.holders else ""
        likely = self._classifier(naming.normal, class_context(doc, *naming.tokens, holder, self._names), told)
        unit = self._recognition.is_unit_of_university(naming, doc)
        return {code: chance for code, chance in likely.items() if not (unit and code == UNIVERSITY)}

    def _places(self, found: Sequence[Naming]) -> Iterator[Entity]:
        for group in group_places(found, self._names):
            short = [settlement_name(naming.text, self._names) for naming in group.namings]
            yield _entity(group, group.concept or slug(group.longest.normal), short)

    def _is_bare(self, naming: Naming) -> bool:
        """Tell whether a naming is a common noun that may stand for any body of its kind (FORMAT.md, hard case 20)."""
        definite = self._names.is_definite(naming.text.casefold())
        return OrganisationName.of(naming.normal, self._names).is_bare and not definite

    def _short_forms(self, group: Group) -> list[str]:
        return [form for naming in group.namings for form in short_forms(naming.text, self._names)]


def _most_likely(distributions: Sequence[Distribution]) -> str:
    """Return the class with the highest sum over the namings of one thing."""
    sums: dict[str, float] = {}
    for distribution in distributions:
        for code, probability in distribution.items():
            sums[code] = sums.get(code, 0.0) + probability
    return max(sorted(sums), key=lambda code: sums[code], default=_FALLBACK_CLASS)


def _entity(group: Group, entity_id: str, short: Sequence[str] = ()) -> Entity:
    """Return the record of a group: the base form of its fullest name first, then every form in the text's order."""
    longest = group.longest
    inside = sorted(group.namings, key=lambda n: n.start)
    uncertain = 1.0
    for naming in group.namings:
        uncertain *= 1 - naming.probability
    return Entity(
        id=entity_id or slug(longest.text) or longest.kind.value,
        kind=longest.kind,
        names=tuple(dict.fromkeys([longest.normal, *(n.text for n in inside), *short])),
        mentions=tuple(naming.mention for naming in inside),
        concept=group.concept,
        confidence=round(1 - uncertain, 4),
    )


def _unique_ids(entities: Sequence[Entity]) -> list[Entity]:
    """Tell apart things that would share an id by their place in the order."""
    seen: dict[str, int] = {}
    unique = []
    for entity in entities:
        seen[entity.id] = seen.get(entity.id, 0) + 1
        number = seen[entity.id]
        unique.append(entity if number == 1 else replace(entity, id=f"{entity.id}-{number}"))
    return unique


def _with_mentions(entities: Sequence[Entity], more: Mapping[str, Sequence[Mention]]) -> list[Entity]:
    return [
        replace(e, mentions=tuple(sorted((*e.mentions, *more.get(e.id, ())), key=lambda m: (m.start, m.end))))
        for e in entities
    ]


@Language.factory(
    "mention_linker",
    requires=["doc.spans"],
    assigns=["doc._.entities"],
    default_config={"folder": "", "models": "", "context": "", "vocabulary": "organisations"},
)
def create_entity_linker(  # noqa: PLR0913, PLR0917 -- spaCy's names
    nlp: Language,
    name: str,  # noqa: ARG001 -- spaCy's names
    folder: str,
    models: str,
    context: str,
    vocabulary: str,
) -> EntityLinker:
    """Build the component from the language's folder, its trained models, and the encoder of all languages."""
    names = load_names(Path(folder))
    classifier = OrganisationClassifier(names, Path(models), load_context(Path(context)))
    return EntityLinker(names, classifier, load_vocabulary(vocabulary), Calibration.load(Path(context)), str(nlp.lang))
