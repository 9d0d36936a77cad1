"""The parts of an organisation's name, the same for English, Russian and Kazakh.

`organisation_words.csv` gives the words that these names share, with one code for all three languages;
`regions.csv` the regions with their centres, adjectives and abbreviations. A word of neither is proper to the
organisation (an eponym, a motto) and is kept as its match key.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from functools import cache, cached_property, lru_cache

from ontology.names.match_key import FOLDER, composed, match_key, without_ending, words
from ontology.table import table
from ontology.vocabulary import load_vocabulary

COUNTRY = "KZ"
"""The country that an organisation belongs to when its name gives none."""

NATIONWIDE = frozenset({"level-republic", "national"})
"""The level and the word by which a name says that it is of the whole country, if it does not name it."""

CITIES = frozenset({"almaty", "astana", "shymkent"})
"""The cities that rank as regions."""


def region_then(region: str, day: date) -> str:
    """Return the region that stood on a day in the place of one that is younger than that.

    The dates are those of the presidential decrees 702 of 19 June 2018 (Shymkent, Turkestan) and 887 of 3 May 2022
    (Abai, Zhetysu, Ulytau; in force from 8 June 2022).
    """
    row = _regions().get(region)
    return row["before"] if row and row["since"] and day < date.fromisoformat(row["since"]) else region


def centre_of(region: str) -> str:
    """Return the town that a region is governed from."""
    return _regions()[region]["centre"]


@cache
def _regions() -> dict[str, dict[str, str]]:
    return {row["region"]: row for row in table(FOLDER / "regions.csv")}


Code = tuple[str, str, str]
"""The role and the code of a part of a name, and its last word."""

_MISSIONS = {"embassy", "consulate"}
_MINISTRY = "ministry"
_OF_MINISTRIES = {"committee", "institute"}
"""Bodies that are known by a name of their own."""
_BODIES_OF_A_PEOPLE = {"centre", "organisation", "association"}
_ETHNOCULTURAL = "ethnocultural-association"
"""What those of a people are: the Polish centre "Kopernik" and the Polish cultural association are one."""
_LETTERS = re.compile(r"[^\W\d_]+")
_VOWELS = "аеиоуыюяьй"
"""The letters that Russian names of countries end in, and change when they are declined."""
_SHORTEST_KEY = 3
_SHORTEST_STEM = 5
_ENDING = 2
_SPELT_OUT = {"head", "unit", "word", "weak", "field", "proper"}
"""Roles of words that names of English texts keep in the language of the organisation."""
_SHORTEST_PLACE = 5
_LONGEST_ACRONYM = 5


@dataclass(frozen=True, kw_only=True)
class OrganisationParts:
    """A name as sets of codes: what it is, where, for whom; `proper` are the match keys of its own words.

    `places` are regions of this country, `towns` the match keys of other places. `sender` is the country whose
    embassy or consulate it is: the one that its name tells first, that in which it is (Kazakh "Қазақстандағы") aside.

    Of the `heads`, `unique` are those that a country has once (parliament), `local` those that every region has
    (akimat), `units` those that are part of another organisation (secretariat). The `weak` words are in so many
    names that they tell little (national), `fields` the words for what a university teaches (medical). Acronyms
    (KarSU) speak for a match and never against one.
    """

    heads: frozenset[str] = frozenset()
    unique: frozenset[str] = frozenset()
    local: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    weak: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    fields: frozenset[str] = frozenset()
    peoples: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    towns: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    sender: str = ""
    levels: frozenset[str] = frozenset()
    proper: frozenset[str] = frozenset()
    acronyms: frozenset[str] = frozenset()

    def __hash__(self) -> int:
        """One number for equal names; names are looked up far more often than they are made."""
        return self._number

    @cached_property
    def _number(self) -> int:
        return hash(tuple(getattr(self, part.name) for part in fields(self)))

    @cached_property
    def content(self) -> frozenset[str]:
        """All that tells one organisation from another but its seat, its level and its own country."""
        common = self.heads | self.words | self.weak | self.peoples
        return common | self.proper | self.acronyms | (self.countries - {COUNTRY})

    @property
    def is_nationwide(self) -> bool:
        """Whether it says that the organisation is of the whole country."""
        return COUNTRY in self.countries or bool((self.levels | self.words) & NATIONWIDE)


@lru_cache(maxsize=200_000)
def parse(name: str) -> OrganisationParts:
    """Return the parts of a name."""
    name = composed(name)
    found: dict[str, set[str]] = {}
    named_after = False
    short = _acronyms(name)
    sender = ""
    for role, code, word in _without_superior(list(_codes(words(without_ending(name, "case"))))):
        if role in {"drop", "office"}:
            named_after = code == "named" or (named_after and code == "of")
            continue
        parts = found.setdefault(role, set())
        if role == "country" and without_ending(word, "locative") == word:
            sender = sender or code
        if role == "proper" and not code and word in short:
            found.setdefault("acronym", set()).add(match_key(word))
        elif role == "proper" and not code:
            key, is_place = _proper(word, named_after=named_after)
            (found.setdefault("town", set()) if is_place else parts).update(key)
        else:
            parts.add(code)
    if "people" in found and found.get("head", set()) & _BODIES_OF_A_PEOPLE:
        found["head"] = found["head"] - _BODIES_OF_A_PEOPLE | {_ETHNOCULTURAL}
    return OrganisationParts(
        heads=frozenset().union(*(found.get(role, ()) for role in ("head", "unique", "local", "unit"))),
        unique=frozenset(found.get("unique", ())),
        local=frozenset(found.get("local", ())),
        units=frozenset(found.get("unit", ())),
        weak=frozenset(found.get("weak", ())),
        words=frozenset().union(*(found.get(role, ()) for role in ("word", "field"))),
        fields=frozenset(found.get("field", ())),
        peoples=frozenset(found.get("people", ())),
        places=frozenset(found.get("place", ())),
        towns=frozenset(found.get("town", ())),
        countries=frozenset(found.get("country", ())),
        sender=sender if _MISSIONS & found.get("head", set()) else "",
        levels=frozenset(found.get("level", ())),
        proper=frozenset(found.get("proper", ())),
        acronyms=frozenset(found.get("acronym", ())),
    )


def _without_superior(codes: list[Code]) -> list[Code]:
    """The parts of the name of a committee or an institute without those of the ministry that it belongs to.

    The ministry stands behind it in English and Russian, before it in Kazakh, and changes over the years.
    """
    places = {code: index for index, (_, code, _) in enumerate(codes) if code in _OF_MINISTRIES or code == _MINISTRY}
    own = [index for code, index in places.items() if code != _MINISTRY]
    if _MINISTRY not in places or len(own) != 1:
        return codes
    return codes[: places[_MINISTRY]] if own[0] < places[_MINISTRY] else codes[places[_MINISTRY] + 1 :]


@lru_cache(maxsize=50_000)
def office_codes(title: str) -> frozenset[str]:
    """Return the offices that a title names, the same for all languages; of occupations (expert) nothing."""
    found = {code for role, code, _ in _codes(words(title)) if role == "office" or code == "president"}
    return frozenset(found)


def _acronyms(name: str) -> frozenset[str]:
    """The words of a name with capitals inside (КарГУ, KSU), folded.

    A long word in capitals, or a name all in capitals that has one, is emphasis.
    """
    if name.isupper() and any(len(word) > _LONGEST_ACRONYM for word in words(name)):
        return frozenset()
    inside = (word for word in _LETTERS.findall(name) if sum(map(str.isupper, word)) > 1)
    found = (word for word in inside if not word.isupper() or len(word) <= _LONGEST_ACRONYM)
    return frozenset(word for text in found for word in words(text))


def _proper(word: str, *, named_after: bool) -> tuple[set[str], bool]:
    """The key of a word of the organisation's own, if it is long enough to tell, and whether it is a place.

    After "имени" the nominative stands for a Russian genitive; an adjective in -ский is of a place.
    """
    whole = match_key(without_ending(word, "genitive") if named_after else word)
    key = without_ending(whole, "place")
    tells = len(key) >= _SHORTEST_KEY or key.isdigit()
    return ({key} if tells else set()), key != whole and len(key) >= _SHORTEST_PLACE


def _codes(tokens: tuple[str, ...]) -> Iterator[Code]:
    """Yield role, code and last word of the longest known phrase at each place, or the word itself as proper."""
    start = 0
    while start < len(tokens):
        found = max(
            (phrase for phrase in _candidates(tokens[start]) if _matches(phrase.words, tokens, start)),
            key=lambda phrase: (len(phrase.words), phrase.letters),
            default=None,
        )
        found = found or _written_in_latin(tokens[start])
        start += len(found.words) if found else 1
        yield (found.role, found.code, tokens[start - 1]) if found else ("proper", "", tokens[start - 1])


@lru_cache(maxsize=50_000)
def _written_in_latin(word: str) -> "_Phrase | None":
    """The known Cyrillic word that a name has in Latin letters: "Dostyk", "Birlik"."""
    key = match_key(word)
    beginnings = (key[:end] for end in range(len(key), max(len(key) - _ENDING, _SHORTEST_STEM) - 1, -1))
    return next((_by_key()[part] for part in beginnings if part in _by_key()), None) if word.isascii() else None


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A form of the tables; a word that ends in * stands for all that begin with it."""

    words: tuple[str, ...]
    role: str
    code: str

    @property
    def letters(self) -> int:
        return sum(map(len, self.words))


@lru_cache(maxsize=50_000)
def _candidates(word: str) -> tuple[_Phrase, ...]:
    """The phrases whose first word is this one or a beginning of it."""
    index = _phrases()
    beginnings = (f"{word[:end]}*" for end in range(1, len(word) + 1))
    return tuple(phrase for first in (word, *beginnings) for phrase in index.get(first, ()))


def _matches(phrase: tuple[str, ...], tokens: tuple[str, ...], start: int) -> bool:
    following = tokens[start : start + len(phrase)]
    return len(following) == len(phrase) and all(
        token.startswith(part[:-1]) if part[-1] == "*" else token == part
        for part, token in zip(phrase[1:], following[1:], strict=True)
    )


@cache
def _phrases() -> dict[str, list[_Phrase]]:
    """Every phrase of the two tables and of the countries of the vocabulary by its first word."""
    phrases = [
        _Phrase(form, row["role"], row["code"])
        for row in table(FOLDER / "organisation_words.csv")
        for form in _forms(row)
    ]
    phrases += [_Phrase(form, "place", row["region"]) for row in table(FOLDER / "regions.csv") for form in _forms(row)]
    for country in load_vocabulary("countries").concepts.values():
        names = (name for language in country.labels for name in country.names(language))
        phrases += [_Phrase(form, "country", country.code) for name in names for form in _declined(words(name))]
    index: dict[str, list[_Phrase]] = {}
    for phrase in phrases:
        index.setdefault(phrase.words[0], []).append(phrase)
    return index


@cache
def _by_key() -> dict[str, _Phrase]:
    """The single words in Cyrillic letters by their match key."""
    words_alone = (phrase for phrases in _phrases().values() for phrase in phrases if len(phrase.words) == 1)
    found = ((match_key(phrase.words[0].rstrip("*")), phrase) for phrase in words_alone if phrase.role in _SPELT_OUT)
    return {key: phrase for key, phrase in found if not phrase.words[0].isascii()}


def _declined(name: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield a country's name with every ending: a long stem with any, a short one with another last vowel."""
    yield name
    stems = tuple(word[:-1] if word[-1] in _VOWELS else word for word in name)
    yield tuple(f"{stem}*" if len(stem) >= _SHORTEST_STEM else word for stem, word in zip(stems, name, strict=True))
    if len(stems[-1]) < _SHORTEST_STEM and stems[-1] != name[-1]:
        yield from ((*name[:-1], stems[-1] + vowel) for vowel in _VOWELS)


def _forms(row: dict[str, str]) -> Iterator[tuple[str, ...]]:
    for language in ("en", "ru", "kk"):
        for form in row[language].split("|"):
            if form:
                yield tuple(f"{match}" + ("*" if star else "") for match, star in _split(form))


def _split(form: str) -> Iterator[tuple[str, bool]]:
    for part in form.split():
        folded = words(part.rstrip("*"))
        yield (folded[0] if folded else part.rstrip("*")), part.endswith("*")
