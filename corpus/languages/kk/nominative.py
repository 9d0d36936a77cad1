"""The nominative of Kazakh names: "Ерлан Қариннің" is "Ерлан Қарин", "университетінің" is "университеті"."""

import re
from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml
from spacy.language import Language
from spacy.tokens import Doc

from corpus.extensions import MENTIONS
from ontology.vocabulary import load_vocabulary

from .morphology import Stem, case_endings, stems

_NAMES = Path(__file__).with_name("names.yaml")
_LAST_WORD = re.compile(r"(?P<word>[^\W\d_]+(?:-[^\W\d_]+)*)(?P<rest>[»”\"]?)$")
_PERSON = "person"
_GENITIVE = "genitive"
_NOMINAL = {"organisation", "place", "country"}


class Nominative:
    """Sets `span._.normal` of every name in `doc.spans["mentions"]`."""

    def __call__(self, doc: Doc) -> Doc:
        """Put the names of a text into the nominative."""
        written = frozenset(token.lower_ for token in doc if not token.is_punct)
        for span in doc.spans.get(MENTIONS, ()):
            if span.label_ == _PERSON:
                span._.normal = person_nominative(span.text, written)
            elif span.label_ in _NOMINAL:
                span._.normal = phrase_nominative(span.text, written)
        return doc


@Language.factory("kazakh_nominative", requires=["doc.spans"])
def create_nominative(nlp: Language, name: str) -> Nominative:  # noqa: ARG001 -- spaCy's signature
    """Build the component."""
    return Nominative()


def person_nominative(name: str, written: frozenset[str] = frozenset()) -> str:
    """Return a person's name without the case ending of its last word.

    The ending goes when what is left ends as family names or patronymics do, or stands elsewhere in the text
    (`written`, lower case): "Қариннің" has one, "Айдан" and "Сапарбек" have none. No name ends as a genitive does.
    """
    return _without_ending(
        name, lambda stem: stem.case == _GENITIVE or _is_family_name(stem.text) or stem.text in written
    )


@lru_cache(maxsize=50_000)
def phrase_nominative(name: str, written: frozenset[str] = frozenset()) -> str:
    """Return the name of an organisation or a place without the case ending of its last word, its head.

    The ending goes when it follows a possessive (университеті|нің, қаласы|нда), or when what is left is a known
    name or head word, or stands elsewhere in the text. A word that is itself a known name stays: Қазақстан, Алматы.
    """
    return _without_ending(name, lambda stem: _is_bare(stem, written), known=_nominatives())


def _is_bare(stem: Stem, written: frozenset[str]) -> bool:
    return stem.text in _nominatives() or stem.text in written or (stem.possessive and _is_possessive(stem.text))


def _without_ending(name: str, accept: Callable[[Stem], bool], known: frozenset[str] = frozenset()) -> str:
    # An ending joined by a hyphen needs no proof: ҚХА-ның, University-де, "Болашақ"-тың.
    if found := re.search(rf"(?<=[\w»”\"])-(?:{'|'.join(case_endings())})$", name, re.IGNORECASE):
        return name[: found.start()]
    found = _LAST_WORD.search(name)
    if not found or (word := found["word"].lower()) in known:
        return name
    stem = next(filter(accept, stems(word)), None)
    return name[: found.start() + len(stem.text)] + found["rest"] if stem else name


def _is_family_name(word: str) -> bool:
    return word.endswith((*_names()["family_endings"], *_names()["patronymic_endings"]))


def _is_possessive(word: str) -> bool:
    """Tell whether a word ends as a noun with a possessive does: -сы/-сі after a vowel, -ы/-і after a consonant."""
    return not word.endswith(("лы", "лі", "ды", "ді"))  # Алматы, adjectives


@cache
def _names() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load(_NAMES.read_text(encoding="utf-8"))
    return {
        **data,
        "family_endings": tuple(data["family_endings"]),
        "patronymic_endings": tuple(data["patronymic_endings"]),
    }


@cache
def _nominatives() -> frozenset[str]:
    """Words that are known in the nominative: names of places and countries, heads of organisations."""
    concepts = [c for name in ("places", "countries") for c in load_vocabulary(name).concepts.values()]
    places = (word for concept in concepts for name in concept.names("kk") for word in name.lower().split()[-1:])
    heads = (word for words in _names()["organisation_heads"].values() for word in words)
    return frozenset([*places, *heads])
