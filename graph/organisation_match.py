"""Organisations: what is compared, which pairs are worth comparing, and how."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import lru_cache
from itertools import product

from graph.comparison import Feature, feature
from ontology.names.match_key import consonants, near
from ontology.names.organisation_parts import COUNTRY, OrganisationParts

REPUBLIC = "republic"
"""The scope of a body of the whole country."""

_WEIGHTS = {
    "heads": 1.0,
    "unique": 4.0,
    "local": 3.0,
    "weak": 0.5,
    "words": 2.0,
    "peoples": 2.0,
    "countries": 2.0,
    "places": 2.0,
    "towns": 2.0,
    "proper": 3.0,
    "acronyms": 3.0,
}
"""What a part of a name tells; of a head that is unique or local only that weight counts."""

_HOME = frozenset({COUNTRY})
_TELLING = ("proper", "unique", "peoples", "acronyms")
_OF_STATE = frozenset({"state_body", "research_institute", "university", "international_organisation", "party"})
_ANYWHERE = frozenset({"centre", "organisation", "club"})
_ENOUGH = 3.0
_CONTAINED = 0.2
_FIRST_NAME = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationProfile:
    """What is known of an organisation before it is compared.

    `names` are its names in parts; `scope` is the region, city or country that it belongs to by its name or its
    announcement; `local` organisations exist once in each. `assumed` says that the scope is only where its
    announcement is set, and may be where it came as a guest; `around` are the regions of the towns of the scope.
    `parent` names the organisation that it is a unit of; `region` is where its announcement is set, `country` where
    its event is held; `above` are the parts of the name of what it belongs to; `officers` are the full names of
    those who hold an office in it. Equal profiles are one thing; `apart` keeps those from being equal that say too
    little.
    """

    names: frozenset[OrganisationParts]
    text: str = field(compare=False)
    organisation_class: str | None = None
    scope: frozenset[str] = frozenset()
    local: bool = False
    assumed: bool = False
    around: frozenset[str] = frozenset()
    parent: str | None = None
    unit: bool = False
    region: str | None = None
    country: str = COUNTRY
    above: frozenset[str] = frozenset()
    officers: frozenset[str] = field(default=frozenset(), compare=False)
    apart: str = ""


def merged(profiles: Sequence[OrganisationProfile]) -> OrganisationProfile:
    """Return equal profiles as one, with the officers of all."""
    return replace(
        profiles[0],
        text=min(profile.text for profile in profiles),
        officers=frozenset[str]().union(*(profile.officers for profile in profiles)),
    )


def block_keys(profile: OrganisationProfile) -> Iterator[tuple[str, ...]]:
    """Yield the keys of which two organisations must share one to be compared."""
    scopes = (
        [profile.parent or ""]
        if profile.parent or not profile.local
        else sorted(profile.scope | profile.around) or [""]
    )
    for name in profile.names:
        for word in name.proper:
            yield ("proper", consonants(word))
        for officer in profile.officers:
            yield ("officer", officer, *sorted(name.heads)[:1])
        told = _told(name)
        if weight_of(told, name) < _ENOUGH:
            continue
        abroad = name.countries - _HOME
        for scope in scopes:
            yield ("all", scope, *sorted(told))
            for word in sorted(name.words | name.peoples | name.places | name.towns | name.acronyms | abroad):
                yield ("word", scope, word, *sorted(name.heads)[:1])


def features(left: OrganisationProfile, right: OrganisationProfile) -> Iterator[Feature]:
    """Yield what speaks for and against two organisations being one."""
    classes = {left.organisation_class, right.organisation_class}
    university, exact = classes == {"university"}, bool(classes & _EXACT)
    one, other, value = _alike(left.names, right.names, university=university, exact=exact)
    yield _seen("name", left.text, right.text, value)
    yield from _conflicts(one, other, unit=left.unit or right.unit, exact=exact)
    yield from _countries(left, right)
    yield from _classes(left, right)
    yield from _scopes(left, right)
    if shared := left.officers & right.officers:
        yield _seen("officer", shared, shared)
    if _is_common(left, one) and _is_common(right, other):
        yield from _common(left, right, one, other)
    if left.parent and right.parent:
        yield _seen("parent" if left.parent == right.parent else "parent conflict", left.parent, right.parent)
    elif left.above and right.above and 2 * len(left.above & right.above) < len(left.above | right.above):
        yield _seen("above conflict", left.above, right.above)
    elif left.unit or right.unit:
        yield _seen("scope conflict", left.parent or "no parent known", right.parent or "no parent known")


@lru_cache(maxsize=1 << 18)
def _alike(
    left: frozenset[OrganisationParts], right: frozenset[OrganisationParts], *, university: bool, exact: bool
) -> tuple[OrganisationParts, OrganisationParts, float]:
    """The two names that say most of the same, and how far they do."""
    pairs = product(sorted(left, key=_order), sorted(right, key=_order))
    return max(
        ((one, other, _similarity(one, other, university=university, exact=exact)) for one, other in pairs),
        key=lambda found: (found[2], found[0].is_nationwide == found[1].is_nationwide),
    )


def _common(
    left: OrganisationProfile, right: OrganisationProfile, one: OrganisationParts, other: OrganisationParts
) -> Iterator[Feature]:
    """Of a name that many have, what tells two of them apart: only one is of the country, or each of a region."""
    if one.is_nationwide != other.is_nationwide:
        told = ("of the country" if name.is_nationwide else "not said so" for name in (one, other))
        yield _seen("nationwide", next(told), next(told))
    elif not one.is_nationwide and left.region and right.region and left.region != right.region:
        yield _seen("elsewhere", left.region, right.region)


def _is_common(profile: OrganisationProfile, name: OrganisationParts) -> bool:
    """Tell whether many an organisation may have this name: "Council of Veterans", "Youth Centre"."""
    own = any(getattr(name, part) for part in _TELLING)
    of_state = profile.organisation_class in _OF_STATE and not name.heads & _ANYWHERE
    return not (own or of_state or profile.unit)


@lru_cache(maxsize=100_000)
def _order(name: OrganisationParts) -> tuple[tuple[str, ...], ...]:
    """An order of names in which no two different ones are equal."""
    parts = (name.content, *(getattr(name, part.name) for part in fields(name)))
    return tuple(tuple(sorted(part)) for part in parts)


def _seen(name: str, left: object, right: object, value: float = 1.0) -> Feature:
    return feature("organisation", name, left, right, value)


def _similarity(one: OrganisationParts, other: OrganisationParts, *, university: bool, exact: bool) -> float:
    """How far two names say the same, 0 to 1: what they share against what only one of them has.

    Where the other name has nothing of its own, what only one name has counts little: its head, its seat, the first
    name of whom an institution is named after, and in a university's name, which is known by its eponym, everything.
    A name that says too little proves nothing.
    """
    shared = _told(one) & _told(other)
    rest, rest_other = _against(one) - shared, _against(other) - shared
    pairs = {(a, b) for a in rest & one.proper for b in rest_other & other.proper if near(a, b)}
    rest, rest_other = rest - {a for a, _ in pairs}, rest_other - {b for _, b in pairs}
    common = weight_of(shared, one) + _WEIGHTS["proper"] * len(pairs)
    if not common:
        return 0.0
    telling = (
        bool(pairs) or any(shared & getattr(one, part) for part in _TELLING) or bool(shared & one.countries - _HOME)
    )
    if exact or not telling or (rest and rest_other):
        left = weight_of(rest, one) + weight_of(rest_other, other)
    else:
        left = _left(rest, one, university=university) + _left(rest_other, other, university=university)
    return common / (common + left) * min(1.0, common / _ENOUGH)


def _left(rest: frozenset[str], name: OrganisationParts, *, university: bool) -> float:
    """What one name has beyond the other: light parts count little, a first name in an institution's name more."""
    light = rest - name.proper if university else rest & (name.heads | name.weak | name.places | name.towns | _HOME)
    first_names = rest & name.proper if university or name.heads & _INSTITUTIONS else frozenset()
    heavy = rest - light - first_names
    return _CONTAINED * weight_of(light, name) + _FIRST_NAME * weight_of(first_names, name) + weight_of(heavy, name)


def weight_of(codes: frozenset[str], name: OrganisationParts) -> float:
    """Return how much the given parts of a name tell."""
    weights = _weights(name)
    return sum(weights[code] for code in codes if code in weights)


@lru_cache(maxsize=100_000)
def _weights(name: OrganisationParts) -> dict[str, float]:
    """What each part of a name tells that counts when it is compared: its content and its places."""
    special = name.unique | name.local
    return {
        code: weight
        for part, weight in _WEIGHTS.items()
        for code in getattr(name, part)
        if not (part == "heads" and code in special) and not (part == "countries" and code == COUNTRY)
    }


@lru_cache(maxsize=100_000)
def _against(name: OrganisationParts) -> frozenset[str]:
    """The parts that speak against a match when the other name lacks them: not an acronym beside the full name."""
    return _told(name) - name.acronyms or name.acronyms


@lru_cache(maxsize=100_000)
def _told(name: OrganisationParts) -> frozenset[str]:
    return frozenset(_weights(name))


@lru_cache(maxsize=1 << 18)
def _conflicts(one: OrganisationParts, other: OrganisationParts, *, unit: bool, exact: bool) -> tuple[Feature, ...]:
    return tuple(_conflicting(one, other, unit=unit, exact=exact))


def _conflicting(one: OrganisationParts, other: OrganisationParts, *, unit: bool, exact: bool) -> Iterator[Feature]:
    lone, lone_other = one.heads - other.heads, other.heads - one.heads
    conflict = False
    levels = _level(one.heads), _level(other.heads)
    if unit and all(levels) and levels[0] != levels[1]:
        yield _seen("level conflict", *levels)
    elif unit:
        conflict = _lowest(one.heads) != _lowest(other.heads)
    else:
        kinds = one.heads & _INSTITUTIONS, other.heads & _INSTITUTIONS
        conflict = bool((lone and lone_other) or (lone & one.units) or (lone_other & other.units))
        conflict |= all(kinds) and kinds[0] != kinds[1]
    if conflict:
        yield _seen("head conflict", one.heads, other.heads)
    if one.sender and other.sender and one.sender != other.sender:
        yield _seen("country conflict", one.sender, other.sender)
    if one.peoples and other.peoples and one.peoples != other.peoples:
        yield _seen("people conflict", one.peoples, other.peoples)
    rest, rest_other = one.proper - other.proper, other.proper - one.proper
    if rest and rest_other and not any(near(a, b) for a in rest for b in rest_other):
        yield _seen("proper conflict", rest, rest_other)
    yield from _fields(one, other)
    words, words_other = one.words - other.words, other.words - one.words
    named_by_topic = exact or bool({"committee"} & one.heads & other.heads and not (lone or lone_other))
    if (words and words_other) or (named_by_topic and (words or words_other)):
        yield _seen("words conflict", words, words_other)


_INSTITUTIONS = frozenset({"library", "museum", "theatre", "palace", "ensemble", "school", "college"})
"""Heads of which the museum of a library has two, and is not the library."""

_LEVELS = ("laboratory", "department", "faculty", "higher-school", "institute", "academy", "university")


def _level(heads: frozenset[str]) -> str:
    """The level of a unit of a university: of a department of a faculty that of a department."""
    return next((level for level in _LEVELS if level in heads), "")


def _lowest(heads: frozenset[str]) -> frozenset[str]:
    """What a unit of a university is, its faculty and its university aside."""
    return frozenset({_level(heads)} - {""}) | (heads - set(_LEVELS))


def _fields(one: OrganisationParts, other: OrganisationParts) -> Iterator[Feature]:
    """Two universities of one place differ by their field; a full name ("state university") without one says so."""
    full = one.weak | other.weak | one.words | other.words
    if (
        bool(one.fields) != bool(other.fields)
        and "university" in one.heads & other.heads
        and full & {"state", "national", "international"}
    ):
        yield _seen("field conflict", one.fields or "general", other.fields or "general")


def _countries(left: OrganisationProfile, right: OrganisationProfile) -> Iterator[Feature]:
    """Different countries; a state body that names none is of this country."""
    one, other = _named_countries(left.names), _named_countries(right.names)
    if "state_body" in (left.organisation_class, right.organisation_class):
        one, other = one or frozenset((left.country,)), other or frozenset((right.country,))
    if one and other and one.isdisjoint(other):
        yield _seen("country conflict", one, other)


@lru_cache(maxsize=1 << 16)
def _named_countries(names: frozenset[OrganisationParts]) -> frozenset[str]:
    return frozenset[str]().union(*(name.countries for name in names))


_EXACT = frozenset({"apk_body"})
_BRANCHED = ("youth_organisation", "ngo", "party", "international_organisation", "media", "company")
_EXCLUSIVE = (
    "university",
    "apk_department",
    "academic_unit",
    "apk_body",
    "youth_organisation",
    "media",
    "party",
    "school",
)


def _classes(left: OrganisationProfile, right: OrganisationProfile) -> Iterator[Feature]:
    classes = left.organisation_class, right.organisation_class
    if not all(classes):
        return
    if classes[0] == classes[1]:
        yield _seen("class", *classes)
    elif classes[0] in _EXCLUSIVE or classes[1] in _EXCLUSIVE:
        yield _seen("class conflict", *classes)


def _scopes(left: OrganisationProfile, right: OrganisationProfile) -> Iterator[Feature]:
    if left.scope and right.scope:
        if left.scope & right.scope:
            yield _seen("place", left.scope, right.scope)
        elif left.assumed or right.assumed:
            if not (left.scope & right.around or right.scope & left.around):
                yield _seen("place differs", left.scope, right.scope)
        else:
            yield _seen("place conflict", left.scope, right.scope)
    elif left.local or right.local:
        yield _seen("scope conflict", left.scope or "no region known", right.scope or "no region known")
    elif (left.scope or right.scope) and left.organisation_class in _BRANCHED:
        yield _seen("branch", left.scope or "no region named", right.scope or "no region named")
    elif left.region and left.region == right.region:
        yield _seen("seat", left.region, right.region)
