"""Persons: the parts of a name, what is compared, which pairs are worth comparing, and how."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import product

from graph.comparison import Feature, feature
from ontology.names.match_key import composed, consonants, endings, fold, match_key, near, without_ending
from ontology.names.organisation_parts import office_codes

_INITIAL = 2
"""The most letters of an initial that stands with a full stop: Ye., Zh."""

_VOWELS = "aeiou"
_SHORTEST_FATHER = 3
_ENDING = 2
_WORD = re.compile(r"[^\W_]+(?:[-’'ʼ`][^\W_]+)*\.?")


@dataclass(frozen=True, slots=True, kw_only=True)
class NameParts:
    """One form of a person's name in keys: family name, given name, patronymic, initials.

    Which word is which is the best guess; both orders of two full words are tried when names are compared.
    `written` are the family name and the given name (or the initials) as they stand.
    """

    family: str
    given: str = ""
    patronymic: str = ""
    initials: tuple[str, ...] = ()
    written: tuple[str, str] = field(default=("", ""), compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonProfile:
    """What is known of a person before it is compared: the forms of the name, the offices and the company.

    `organisations` are clusters, `titles` office codes, `company` the full names of the other persons in the
    announcements. Equal names are one thing; `apart` keeps a name without a given name from that.
    """

    names: frozenset[NameParts]
    text: str = field(compare=False)
    organisations: frozenset[str] = field(default=frozenset(), compare=False)
    titles: frozenset[str] = field(default=frozenset(), compare=False)
    regions: frozenset[str] = field(default=frozenset(), compare=False)
    company: frozenset[str] = field(default=frozenset(), compare=False)
    apart: str = ""


def merged(profiles: Sequence[PersonProfile]) -> PersonProfile:
    """Return equal profiles as one, with the context of all."""
    return replace(
        profiles[0],
        text=min(profile.text for profile in profiles),
        organisations=frozenset[str]().union(*(profile.organisations for profile in profiles)),
        titles=frozenset[str]().union(*(profile.titles for profile in profiles)),
        regions=frozenset[str]().union(*(profile.regions for profile in profiles)),
        company=frozenset[str]().union(*(profile.company for profile in profiles)),
    )


@lru_cache(maxsize=200_000)
def parts(name: str) -> NameParts | None:
    """Return the parts of a written name; None when no full word is left."""
    words = _WORD.findall(composed(name))
    initials: list[str] = []
    words_of_initials: list[str] = []
    patronymic = ""
    full: list[str] = []
    for position, word in enumerate(words):
        bare = word.rstrip(".")
        if len(words) > 1 and (len(bare) == 1 or (len(bare) <= _INITIAL and word.endswith("."))):
            initials.append(match_key(bare)[:1] or bare.lower())
            words_of_initials.append(bare)
        elif office_codes(bare) and len(words) > 1:
            continue
        elif position and _is_patronymic(bare):
            patronymic = match_key(bare)
        else:
            full.append(bare)
    if not full:
        return None
    family_first = len(full) > 1 and _is_patronymic(words[-1])
    family, given = (full[0], full[1]) if family_first else (full[-1], full[0] if len(full) > 1 else "")
    return NameParts(
        family=match_key(family),
        given=match_key(given),
        patronymic=patronymic,
        initials=tuple(initials),
        written=(family, given or " ".join(words_of_initials)),
    )


def full_names(names: Iterable[str]) -> frozenset[str]:
    """Return the keys of those names that have a family name and a given name."""
    found = (parts(name) for name in names)
    return frozenset(f"{name.family} {name.given}" for name in found if name and name.given)


def _is_patronymic(word: str) -> bool:
    return any(pattern.search(fold(word)) for pattern, _ in endings("patronymic"))


def block_keys(profile: PersonProfile) -> Iterator[tuple[str, ...]]:
    """Yield the keys of which two persons must share one to be compared."""
    for name in profile.names:
        if name.given:
            yield ("pair", *sorted((consonants(name.family), consonants(name.given))))
            for family, given in ((name.family, name.given), (name.given, name.family)):
                yield ("initial", consonants(family), given[:1])
        elif name.initials:
            yield ("initial", consonants(name.family), name.initials[0])
        for office in profile.titles:
            yield ("office", consonants(name.family), office)


def features(left: PersonProfile, right: PersonProfile) -> Iterator[Feature]:
    """Yield what speaks for and against two persons being one: of all pairs of name forms the best.

    Where both have a given name in some form, an initial proves nothing.
    """
    names = _alike(left.names, right.names)
    yield from names
    bare = not any(found.name in {"given", "given near"} for found in names)
    yield from _context(left, right, bare=bare)


@lru_cache(maxsize=1 << 16)
def _alike(left: frozenset[NameParts], right: frozenset[NameParts]) -> tuple[Feature, ...]:
    full = [{name for name in names if name.given} for names in (left, right)]
    forms = full if all(full) else (left, right)
    pairs = product(*(sorted(names, key=_order) for names in forms))
    return max((tuple(_names(one, other)) for one, other in pairs), key=lambda found: sum(f.score for f in found))


@lru_cache(maxsize=1 << 16)
def _order(name: NameParts) -> str:
    return str(name)


def _seen(name: str, left: object, right: object, value: float = 1.0) -> Feature:
    return feature("person", name, left, right, value)


def _names(one: NameParts, other: NameParts) -> Iterator[Feature]:
    straight = tuple(_ordered(one, other))
    swapped = replace(other, family=other.given, given=other.family)
    if one.given and other.given:
        crossed = tuple(_ordered(one, swapped))
        yield from max(straight, crossed, key=lambda found: sum(f.score for f in found))
    else:
        yield from straight


def _ordered(one: NameParts, other: NameParts) -> Iterator[Feature]:
    if one.family == other.family:
        yield _seen("family", one.family, other.family)
    elif near(one.family, other.family):
        yield _seen("family near", one.family, other.family)
    else:
        yield _seen("family conflict", one.family, other.family)
    if one.given and other.given:
        yield from _given(one.given, other.given)
    else:
        yield from _initials(one, other)
    if one.patronymic and other.patronymic:
        agree = near(one.patronymic, other.patronymic) or _one_father(one.patronymic, other.patronymic)
        yield _seen("patronymic" if agree else "patronymic conflict", one.patronymic, other.patronymic)


def _one_father(one: str, other: str) -> bool:
    """Tell whether two patronymics name one father: Kemelevich and Kemeluly do, in two languages.

    The last letters before the ending may be the ending's: Kakimbek-kyzy has one k in its key.
    """
    fathers = (without_ending(patronymic, "father").rstrip(_VOWELS) for patronymic in (one, other))
    short, long = sorted(fathers, key=len)
    return len(short) >= _SHORTEST_FATHER and long.startswith(short) and len(long) - len(short) <= _ENDING


def _given(one: str, other: str) -> Iterator[Feature]:
    if one == other:
        yield _seen("given", one, other)
    elif near(one, other) or consonants(one) == consonants(other):
        yield _seen("given near", one, other)
    else:
        yield _seen("given conflict", one, other)


def _initials(one: NameParts, other: NameParts) -> Iterator[Feature]:
    first = one.given[:1] or next(iter(one.initials), "")
    first_other = other.given[:1] or next(iter(other.initials), "")
    if first and first_other:
        yield _seen("initial" if first == first_other else "initial conflict", first, first_other)
    second = one.patronymic[:1] or "".join(one.initials[1:2])
    second_other = other.patronymic[:1] or "".join(other.initials[1:2])
    if second and second_other and not (one.patronymic and other.patronymic):
        yield _seen("patronymic" if second == second_other else "patronymic conflict", second, second_other)


def _context(left: PersonProfile, right: PersonProfile, *, bare: bool) -> Iterator[Feature]:
    """What stands around both; two organisations speak against a match only where no given name speaks for it."""
    for name, field_name in _CONTEXT.items():
        shared = getattr(left, field_name) & getattr(right, field_name)
        if shared:
            yield _seen(name, shared, shared)
    if bare and left.organisations and right.organisations and left.organisations.isdisjoint(right.organisations):
        yield _seen("organisation differs", left.organisations, right.organisations)


_CONTEXT = {"organisation": "organisations", "office": "titles", "region": "regions", "company": "company"}
