"""What the reference data knows of the namings of a text, and which of them say less than they mean."""

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc, Span

from corpus.apk_department import APK_BODY, UNIVERSITY
from corpus.entity import EntityKind
from corpus.extensions import GAZETTEER
from corpus.language_names import LanguageNames
from corpus.naming import Naming, namings
from corpus.organisation_name import QUOTES, OrganisationName, fold, is_eponym, without_legal_form
from ontology.vocabulary import Concept, Vocabulary

NAMED_CLASSES = frozenset({"university", "school", "research_institute"})
"""Classes whose things are often named after somebody."""

UNIT_CLASSES = frozenset({"academic_unit", "research_institute"})
"""Classes of which a university's units are."""


class Recognition:
    """Gives namings the concept that they mean, and no concept where that would be a guess.

    The Assembly and its bodies exist in the country and in each region under one name, so that a name without its
    place would tell of another body.
    """

    def __init__(self, names: LanguageNames, organisations: Vocabulary, language: str) -> None:
        """Keep the language's words and the reference data of organisations."""
        self._names = names
        self._organisations = organisations
        self._language = language

    def __call__(self, doc: Doc) -> list[Naming]:
        """Return the namings of a text in their order."""
        found = [self._known(naming, doc) for naming in namings(doc)]
        found = [self._owned(naming, found, doc) for naming in found]
        return [self._in_headline(naming, found, doc) for naming in found]

    def class_of(self, naming: Naming) -> str | None:
        """Return the class of what the reference data knows an organisation's name of."""
        known = naming.concept if naming.kind is EntityKind.ORGANISATION else None
        return self._organisations.concepts[known].details.get("class") if known else None

    def is_unit_of_university(self, naming: Naming, doc: Doc) -> bool:
        """Tell whether a name has the head word of a unit and holds a known university ("Law Institute of KazNU")."""
        head = OrganisationName.of(naming.normal, self._names).head
        unit = not naming.concept and self._names.organisation_heads.get(head) in UNIT_CLASSES
        universities = (self._organisations.concepts[span.kb_id_].details.get("class") for span in _inside(naming, doc))
        return unit and UNIVERSITY in universities

    def _known(self, naming: Naming, doc: Doc) -> Naming:
        """Give a name the concept that is known by it without its case, eponym or legal form."""
        if naming.kind not in {EntityKind.ORGANISATION, EntityKind.PLACE} or naming.concept:
            return naming
        start, end = naming.tokens
        for known in _inside(naming, doc):
            inflected = fold(known.text) == fold(naming.normal)
            before, after = doc[start : known.start].text.strip(), doc[known.end : end].text.strip()
            if inflected or self._add_nothing(before, after, naming.kind, known.kb_id_):
                return replace(naming, concept=known.kb_id_)
        return naming

    def _add_nothing(self, before: str, after: str, kind: EntityKind, concept: str) -> bool:
        """Tell whether what a name has around a known one is "city of", a legal form, a known word, or an eponym."""
        if kind is EntityKind.PLACE:
            words = {word for side in (before, after) for word in side.casefold().split()}
            return not words - self._names.settlement_words - self._names.prepositions
        known = self._organisations.concepts[concept]
        before, after = (self._without_known(side, known) for side in (before, after))
        if not (before or after):
            return True
        return known.details.get("class") in NAMED_CLASSES and is_eponym(before, after, self._names)

    def _without_known(self, rest: str, known: Concept) -> str:
        """Return what is left of a name's rest without a legal form and words that the reference data has for it."""
        bare = fold(without_legal_form(rest.strip(f" {QUOTES}"), self._names))
        return "" if not bare or any(bare in fold(name).split() for name in known.names(self._language)) else rest

    def _owned(self, naming: Naming, found: Sequence[Naming], doc: Doc) -> Naming:
        """Give a body of the Assembly the place that owns it ("Shymkent's Assembly") for a part of its name."""
        start, end = naming.tokens
        if self.class_of(naming) != APK_BODY or start == 0 or doc[start - 1].lower_ not in self._names.possessives:
            return naming
        for owner in found:
            if owner.kind is EntityKind.PLACE and owner.tokens[1] == start - 1:
                return replace(naming, concept=None, normal=doc[owner.tokens[0] : end].text)
        return naming

    def _in_headline(self, naming: Naming, found: Sequence[Naming], doc: Doc) -> Naming:
        """Take the Assembly in a headline that names a place for the one that the text below tells of first.

        A headline shortens: "Session of the Assembly in Abai district" is one of the Assembly of Abai district when
        the text begins with that.
        """
        length = len(doc._.announcement.title)
        placed = any(other.kind is EntityKind.PLACE and other.end <= length for other in found)
        if not placed or naming.end > length or self.class_of(naming) != APK_BODY:
            return naming
        for other in found:
            known = [span for span in _inside(other, doc) if span.kb_id_ == naming.concept]
            if other.start >= length and known and self._heads(other.normal) == self._heads(known[0].text):
                same = other.concept == naming.concept
                return naming if same else replace(naming, concept=other.concept, normal=other.normal)
        return naming

    def _heads(self, name: str) -> tuple[str, ...]:
        """Return the head words of a name: the Assembly of a region has no more of them than the Assembly."""
        return OrganisationName.of(name, self._names).heads


def _inside(naming: Naming, doc: Doc) -> list[Span]:
    """Return what the gazetteer knows inside a naming."""
    start, end = naming.tokens
    spans = doc.spans.get(GAZETTEER, ())
    return [s for s in spans if s.label_ == naming.kind and s.kb_id_ and start <= s.start and s.end <= end]
