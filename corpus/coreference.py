"""Namings that the tagger did not see: known names repeated, and bare nouns that stand for the one thing they fit."""

from collections.abc import Iterator, Mapping, Sequence

from spacy.tokens import Doc

from corpus.entity import Entity, EntityKind, Mention
from corpus.extensions import MENTIONS
from corpus.gold_doc import ROLE
from corpus.language_names import LanguageNames
from corpus.organisation_name import OrganisationName

REPETITION, COREFERENCE = "repetition", "coreference"


def repetitions(doc: Doc, entities: Sequence[Entity]) -> dict[str, list[Mention]]:
    """Return by entity id the places where one of its names stands in the text and nothing was found."""
    taken = {(m.start, m.end) for entity in entities for m in entity.mentions}
    found: dict[str, list[Mention]] = {}
    text = doc.text  # put together anew at every call
    names = sorted(((name, entity) for entity in entities for name in entity.names), key=lambda pair: -len(pair[0]))
    for name, entity in names:
        if not name[:1].isupper() and not any(char.isupper() for char in name):
            continue
        for start, end in _whole_words(text, name):
            if not any(start < b and a < end for a, b in taken):
                taken.add((start, end))
                found.setdefault(entity.id, []).append(
                    Mention(start=start, end=end, normal=entity.names[0], by=REPETITION)
                )
    return found


def _whole_words(text: str, name: str) -> Iterator[tuple[int, int]]:
    """Yield the places of a name that no letter touches."""
    start = text.find(name)
    while start >= 0:
        end = start + len(name)
        if not any(char.isalnum() for char in (text[max(start - 1, 0) : start] + text[end : end + 1])):
            yield start, end
        start = text.find(name, end)


def bare_nouns(doc: Doc, entities: Sequence[Entity], names: LanguageNames) -> Iterator[tuple[str, Mention]]:
    """Yield entity id and mention of a head word alone, of the last named entity that it fits.

    It stands with an article ("the Association"), in capitals, or beside a title ("директор школы", "мектеп
    директоры"): nobody is the director of any school.
    """
    heads = _heads(entities, names)
    taken = [(m.start, m.end) for entity in entities for m in entity.mentions]
    titles = [span for span in doc.spans.get(MENTIONS, ()) if span.label_ == ROLE]
    beside = {span.start - 1 for span in titles} | {span.end for span in titles}
    for token in doc:
        head = names.head(token.lower_)
        if not head or head not in heads or any(a <= token.idx < b for a, b in taken):
            continue
        definite = token.i > 0 and token.nbor(-1).lower_ in names.articles
        if not (definite or token.i in beside or (token.text[0].isupper() and not token.is_sent_start)):
            continue
        before = [(m.start, entity.id) for entity in heads[head] for m in entity.mentions if m.end <= token.idx]
        if before:
            end = token.idx + len(token)
            yield max(before)[1], Mention(start=token.idx, end=end, normal=token.text, by=COREFERENCE)


def _heads(entities: Sequence[Entity], names: LanguageNames) -> Mapping[str, list[Entity]]:
    """Map a head word to the organisations whose fullest name has it for its head."""
    heads: dict[str, list[Entity]] = {}
    for entity in entities:
        organisation = entity.kind is EntityKind.ORGANISATION
        if organisation and (head := OrganisationName.of(entity.names[0], names).head):
            heads.setdefault(head, []).append(entity)
    return heads
