"""The nominative of Russian names: "Натальи Калашниковой" is "Наталья Калашникова", "Дома дружбы" is "Дом дружбы"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml
from pymorphy3.analyzer import Parse
from spacy.language import Language
from spacy.tokens import Doc

from corpus.extensions import MENTIONS
from ontology.vocabulary import load_vocabulary

from .morphology import analyser, is_abbreviation
from .named_entities import data_folder

_PARADIGMS = Path(__file__).with_name("paradigms.yaml")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LETTERS = re.compile("[а-яё]", re.IGNORECASE)
_CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct")
_ADJECTIVE_LIKE = {"ADJF", "PRTF"}
_ATTESTED, _WRITTEN = 2.0, 1.5
_PERSON = "person"
_NOMINAL = {"organisation", "place", "country"}


class Nominative:
    """Sets `span._.normal` of every name in `doc.spans["mentions"]`."""

    def __call__(self, doc: Doc) -> Doc:
        """Put the names of a text into the nominative."""
        written = frozenset(token.lower_ for token in doc if token.text[0].isupper())
        for span in doc.spans.get(MENTIONS, ()):
            if span.label_ == _PERSON:
                span._.normal = person_nominative(span.text, written)
            elif span.label_ in _NOMINAL:
                span._.normal = phrase_nominative(span.text)
        return doc


@Language.factory("russian_nominative", requires=["doc.spans"])
def create_nominative(nlp: Language, name: str) -> Nominative:  # noqa: ARG001 -- spaCy's signature
    """Build the component."""
    return Nominative()


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to read a word of a person's name; `gender` is empty where it does not tell."""

    case: str
    gender: str
    nominative: str
    weight: float


def person_nominative(name: str, written: frozenset[str] = frozenset()) -> str:
    """Return a person's name in the nominative: the case and gender that its words agree on best.

    A word that the dictionary lacks is read by paradigms.yaml; a form among the first and family names of the
    natasha package counts for more, and so does one that the text has elsewhere (`written`, lower case). Of equals
    the nominative wins: a name that may stand in it is left alone.
    """
    words = [match for match in _WORD.finditer(name) if len(match[0]) > 1 and _LETTERS.search(match[0])]
    if not words:
        return name
    initials = bool(re.search(r"\b\w\.", name))
    readings = [
        [
            replace(reading, weight=reading.weight + _WRITTEN)
            if reading.nominative in written and reading.nominative != match[0].lower()
            else reading
            for reading in _person_readings(match[0].lower(), _part(words, i, initials=initials))
        ]
        for i, match in enumerate(words)
    ]
    best = max(
        ((case, gender) for case in _CASES for gender in ("masc", "femn")),
        key=lambda choice: (sum(_support(options, *choice) for options in readings), choice[0] == "nomn"),
    )
    if best[0] == "nomn":
        return name
    forms = [_chosen(options, *best) or match[0].lower() for options, match in zip(readings, words, strict=True)]
    return _replaced(name, words, forms)


def _part(words: Sequence["re.Match[str]"], i: int, *, initials: bool) -> str:
    """Tell which part of a name a word is: a patronymic by its ending, else by the order of the words."""
    if _is_patronymic(words[i][0].lower()):
        return "patronymic"
    family_first = any(_is_patronymic(word[0].lower()) for word in words[2:])
    if len(words) == 1:
        return "family" if initials else "any"
    return "family" if (i == 0) == family_first else "given"


def _is_patronymic(word: str) -> bool:
    return bool(
        re.search(
            r"(?:[оеи]ви?ч|инич|ьич)(?:а|у|ем|е)?$|(?:ов|ев|ич)н(?:а|ы|е|у|ой)$|(?:улы|ұлы|кызы|қызы|оглы)$", word
        )
    )


@lru_cache(maxsize=50_000)
def _person_readings(word: str, part: str) -> tuple[_Reading, ...]:
    head, hyphen, last = word.rpartition("-")
    prefix = head + hyphen
    return tuple(
        _Reading(case, gender, prefix + form, weight + _ATTESTED * _is_attested(prefix + form, part, gender))
        for case, gender, form, weight in (*_by_dictionary(last, part), *_by_paradigm(last, part))
    )


def _is_attested(form: str, part: str, gender: str) -> bool:
    """Tell whether a name is on the lists, which give a family name as men or as women bear it."""
    if re.search("(?:ов|ев|ин|ын)а?$", form):
        other = form.removesuffix("а") if gender == "femn" else f"{form}а"
        return form in _attested(part) or other in _attested(part)
    return form in _attested(part)


def _by_dictionary(word: str, part: str) -> Iterator[tuple[str, str, str, float]]:
    wanted = {"given": {"Name"}, "family": {"Surn"}, "patronymic": {"Patr"}, "any": {"Name", "Surn"}}[part]
    for parse in analyser().parse(word):
        tag = parse.tag
        if not parse.is_known or not wanted & tag.grammemes or tag.number != "sing" or tag.case not in _CASES:
            continue
        nominative = parse.inflect({"nomn", tag.gender} if tag.gender in ("masc", "femn") else {"nomn"})
        if nominative:
            yield str(tag.case), str(tag.gender or ""), _with_yo_of(word, nominative.word), 3.0


def _by_paradigm(word: str, part: str) -> Iterator[tuple[str, str, str, float]]:
    data = _data()
    for row in data["fixed"]:
        if re.search(f"(?:{row['ending']})$", word):
            for case in _CASES:
                yield case, row["gender"] or "", word, 1.0
    for kind in ("given", "family") if part == "any" else (part,):
        for row in data[kind]:
            for case, ending in zip(data["cases"], row["endings"], strict=True):
                stem = word.removesuffix(ending) if word.endswith(ending) else ""
                if stem and re.search(f"(?:{row['stem']})$", stem):
                    man = row["gender"] == "masc" and kind == "given" and re.search(f"(?:{data['masculine']})$", stem)
                    yield case, row["gender"], stem + row["endings"][0], row["weight"] + (0.5 if man else 0)
        if kind != "patronymic" and re.search("[бвгджзклмнпрстфхцчшщйь]$", word):
            # A woman's name in a consonant stands in every case as it is: "Елены Ким", "Анар Калиевой".
            for case in _CASES:
                yield case, "femn", word, 1.0


def _support(options: Sequence[_Reading], case: str, gender: str) -> float:
    return max((r.weight for r in options if r.case == case and r.gender in ("", gender)), default=-2.0)


def _chosen(options: Sequence[_Reading], case: str, gender: str) -> str:
    fitting = [r for r in options if r.case == case and r.gender in ("", gender)]
    return max(fitting, key=lambda r: r.weight).nominative if fitting else ""


@lru_cache(maxsize=50_000)
def phrase_nominative(name: str) -> str:
    """Return the name of an organisation or a place with its head noun, and what agrees with it, in the nominative.

    What the head governs stays as it is: "Ассамблеи народа Казахстана" gives "Ассамблея народа Казахстана". A name
    that starts with an abbreviation or is in another script is returned unchanged.
    """
    words = list(_WORD.finditer(name))
    phrase = _head_phrase(words)
    if not phrase:
        return name
    form = _agreed(tuple(match[0].lower() for match in phrase))
    return _replaced(name, phrase, form) if form else name


def _head_phrase(words: Sequence["re.Match[str]"]) -> list["re.Match[str]"]:
    """Return the head noun with the adjectives before it; nothing when the name does not start with such a phrase."""
    phrase = []
    for match in words:
        word = match[0]
        if is_abbreviation(word) or not _LETTERS.search(word):
            return []
        phrase.append(match)
        if not _is_adjective(word.lower()):
            return phrase
    # Only adjectives: "Молодые", or "ученые" as a noun.
    return phrase


@lru_cache(maxsize=50_000)
def _is_adjective(word: str) -> bool:
    parses = analyser().parse(word)
    if parses[0].is_known:
        return parses[0].tag.POS in _ADJECTIVE_LIKE
    return bool(re.search(r"(?:ск|цк|н|ов|ев)(?:ий|ый|ой|ого|ому|им|ым|ом|ая|ую|ое|ие|ые|их|ых|ими|ыми)$", word))


def _agreed(words: tuple[str, ...]) -> list[str] | None:
    """Return the words in the nominative of the number and gender that they agree on; None when they need no change."""
    options = [_nominal_parses(word, adjective=i < len(words) - 1) for i, word in enumerate(words)]
    # The singular before the plural: "Ассамблеи" is one assembly's genitive rather than several assemblies.
    for number in ("sing", "plur"):
        for case in _CASES:
            for head in options[-1]:
                if head.tag.number != number or not _has_case(head, case):
                    continue
                agreeing = [_agreeing(parses, case, head) for parses in options[:-1]]
                if all(agreeing):
                    if case == "nomn":
                        return None
                    return [_to_nominative(parse, head) for parse in (*agreeing, head) if parse]
    return None


def _nominal_parses(word: str, *, adjective: bool) -> list[Parse]:
    parses = analyser().parse(word)
    kind = _ADJECTIVE_LIKE if adjective else {"NOUN", *_ADJECTIVE_LIKE}
    fitting = [parse for parse in parses if parse.tag.POS in kind and "Abbr" not in parse.tag.grammemes]
    known = [parse for parse in fitting if parse.is_known]
    attested = [parse for parse in fitting if parse.normal_form in _nominatives()]
    if attested or known:
        return attested or known
    # Of a word outside the dictionary: a masculine that declines is by far the most usual ("маслихат", "Тараз").
    masculine = [parse for parse in fitting if parse.tag.gender == "masc" and "Fixd" not in parse.tag.grammemes]
    return masculine or fitting


def _has_case(parse: Parse, case: str) -> bool:
    return (
        parse.tag.case == case
        or (case == "loct" and parse.tag.case == "loc2")
        or (case == "gent" and parse.tag.case == "gen2")
    )


def _agreeing(parses: Sequence[Parse], case: str, head: Parse) -> Parse | None:
    for parse in parses:
        same_number = parse.tag.number == head.tag.number
        same_gender = head.tag.number == "plur" or parse.tag.gender in (None, head.tag.gender)
        if _has_case(parse, case) and same_number and same_gender:
            return parse
    return None


def _to_nominative(parse: Parse, head: Parse) -> str:
    wanted = {"nomn", head.tag.number}
    if parse.tag.POS in _ADJECTIVE_LIKE and head.tag.number == "sing" and head.tag.gender:
        wanted.add(head.tag.gender)
    inflected = parse.inflect(wanted)
    return _with_yo_of(parse.word, inflected.word) if inflected else parse.word


def _with_yo_of(word: str, nominative: str) -> str:
    """Write е where the text does: the dictionary's ё belongs to the text only when it uses ё itself."""
    return nominative if "ё" in word else nominative.replace("ё", "е")


def _replaced(text: str, words: Sequence["re.Match[str]"], forms: Sequence[str]) -> str:
    """Put forms in the places of words, in the words' own case of letters."""
    pieces, end = [], 0
    for match, form in zip(words, forms, strict=True):
        pieces += [text[end : match.start()], _cased_like(match[0], form)]
        end = match.end()
    return "".join([*pieces, text[end:]])


def _cased_like(word: str, form: str) -> str:
    if len(word) > 1 and word.isupper():
        return form.upper()
    parts = zip(re.split("(-)", word), re.split("(-)", form), strict=False)
    return "".join(new[:1].upper() + new[1:] if old[:1].isupper() else new for old, new in parts)


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load(_PARADIGMS.read_text(encoding="utf-8"))
    return data


@cache
def _attested(part: str) -> frozenset[str]:
    files = {"given": ["first"], "family": ["last"], "any": ["first", "last"], "patronymic": []}[part]
    folder = data_folder() / "dict"
    return frozenset(line.strip() for name in files for line in (folder / f"{name}.txt").open(encoding="utf-8"))


@cache
def _nominatives() -> frozenset[str]:
    """Words that are known in the nominative beside the dictionary's: heads of organisations, names of places."""
    heads = yaml.safe_load(Path(__file__).with_name("names.yaml").read_text(encoding="utf-8"))["organisation_heads"]
    places = load_vocabulary("places").concepts.values()
    names = (name.lower() for place in places for name in place.names("ru"))
    return frozenset([*(word for words in heads.values() for word in words), *names])
