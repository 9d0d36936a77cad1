"""Whether two names in one announcement may name one organisation.

By their words as they are written (`OrganisationName`) and by what these mean in any language (`OrganisationParts`):
"regional Assembly" is the Assembly of Pavlodar region that the text tells of, "КазНУ" the Kazakh National University.
Every test takes two names in either order.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.language_names import LanguageNames
from corpus.organisation_name import OrganisationName, fold, is_acronym
from ontology.names.match_key import near
from ontology.names.organisation_parts import CITIES, COUNTRY, OrganisationParts, parse

_NATIONWIDE = frozenset({"level-republic"})
_REGION, _CITY = "level-region", "level-city"
_ASSEMBLY = frozenset({"assembly", "people"})
_APK = frozenset({"apk"})
_TELLING_LETTERS = 4
"""Letters of a word that may stand for a whole name."""
_TELLING_PIECES = 3
"""Words that an acronym must shorten when it leaves out what follows them ("НЭС" of "Научно-экспертный совет АНК")."""


@dataclass(frozen=True, slots=True)
class Named:
    """A name in its words and in its parts; one that the reference data has (`known`) shortens no other."""

    words: OrganisationName
    parts: OrganisationParts
    known: bool

    @classmethod
    def of(cls, name: str, names: LanguageNames, *, known: bool) -> "Named":
        """Take a name apart."""
        return cls(words=OrganisationName.of(name, names), parts=_as_apk(parse(name)), known=known)


Test = Callable[[Named, Named], bool]


def is_assembly(name: str) -> bool:
    """Tell whether a name is one of the Assembly of People of Kazakhstan or of a regional one, and of nothing in it."""
    return _as_apk(parse(name)).heads == _APK


def _as_apk(parts: OrganisationParts) -> OrganisationParts:
    """Take an assembly of a level or a place ("regional Assembly", "Атырауская ассамблея") for one of the APK."""
    if parts.heads == {"assembly"} and parts.content <= _ASSEMBLY and (_levels(parts) or _seat(parts)):
        return replace(parts, heads=_APK, unique=_APK, words=frozenset())
    return parts


def equal(one: Named, other: Named) -> bool:
    """The same text, or the same words around the same head (`Congress Secretariat`, `Secretariat of the Congress`)."""
    left, right = one.words, other.words
    same = bool(left.words) and left.head == right.head and set(left.words) == set(right.words)
    return left.text == right.text or same


def same_core(one: Named, other: Named) -> bool:
    """`Kurdish association «Barbang»` and `Barbang`, or the same words in quotation marks beside equal heads."""
    left, right = one.words, other.words
    if not (left.core or right.core):
        return False
    if left.core == right.core:
        return left.head == right.head or not (left.head and right.head)
    return (left.core or left.text) == (right.core or right.text)


def abbreviated(one: Named, other: Named) -> bool:
    """`AKK` and `Association of Koreans of Kazakhstan`, `Астраханский ГМУ` and `Астраханский медицинский университет`.

    What shortens a name that many bodies have (`APK`) says nothing of which of them it is.
    """
    return any(_abbreviates(short.words, full.words) for short, full in _both(one, other))


def _abbreviates(short: OrganisationName, full: OrganisationName) -> bool:
    if short.acronym and short.acronym == full.abbreviation:
        return True
    acronyms = [word for word in short.written if is_acronym(word) and not parse(word).heads]
    rest = [fold(word) for word in short.written if fold(word) in short.words and word not in acronyms]
    for words in (full.words, full.spoken) if acronyms else ():
        runs = [_shortened_run(acronym, words) for acronym in acronyms]
        covered = [word for run in runs for word in run]
        beside = [word for word in words if word not in covered]
        enough = bool(rest) or len(covered) >= _TELLING_PIECES or len(covered) == len(words)
        if all(runs) and enough and _within(rest, beside) and full.head_word in (*covered, *rest):
            return True
    return False


def _shortened_run(acronym: str, words: Sequence[str]) -> Sequence[str]:
    """Return the words one after the other that begin with the pieces of an acronym (`Каз-Н-У`), or none."""
    starts = [i for i, char in enumerate(acronym) if char.isupper()]
    pieces = [fold(acronym[a:b]) for a, b in pairwise([*starts, len(acronym)])]
    if starts[0] or len(pieces) >= len(words) + 1:
        return ()
    runs = (words[i : i + len(pieces)] for i in range(len(words) - len(pieces) + 1))
    return next((run for run in runs if all(map(str.startswith, run, pieces))), ())


def same_parts(one: Named, other: Named) -> bool:
    """`Association of APK Chairs` and `Association of the Chairs of the Assembly of the People of Kazakhstan`.

    Centres and associations of one people are told apart by their head words.
    """
    left, right = one.parts, other.parts
    return (
        bool(left.heads)
        and all(getattr(left, part) == getattr(right, part) for part in ("heads", "words", "peoples", "acronyms"))
        and _abroad(left) == _abroad(right)
        and _within(left.proper, right.proper)
        and _within(right.proper, left.proper)
        and (not left.peoples or bool({*one.words.heads} & {*other.words.heads}))
        and (not (left.local or left.unique) or left.weak == right.weak)
        and _same_seat(left, right)
    )


def _same_seat(one: OrganisationParts, other: OrganisationParts) -> bool:
    """Tell whether two names say the same place, or one says its level for it ("regional"), or is local and says none.

    One that is of the whole country is not one of a region.
    """
    levels, levels_other = _levels(one), _levels(other)
    if levels and levels_other and levels.isdisjoint(levels_other):
        return False
    seats = _seat(one), _seat(other)
    if all(seats):
        return seats[0] == seats[1]
    if not any(seats):
        return levels == levels_other
    bare, placed = (one, other) if seats[1] else (other, one)
    if bare.levels:
        return not _levels(bare).isdisjoint(_levels_of_seat(placed))
    return bool(bare.local) and bare.local == placed.local


def shortened(one: Named, other: Named) -> bool:
    """`Zhetysu University` and `Zhetysu State University`: all words of the shorter, the same head."""
    short, full = sorted((one, other), key=lambda name: len(name.words.words))
    head = short.words.head
    many = bool(short.words.acronym and short.parts.heads)
    alike = bool(short.words.acronym) or (bool(head) and head == full.words.head)
    return alike and not many and not short.known and set(short.words.words) < set(full.words.words)


def own_word(one: Named, other: Named) -> bool:
    """`Miras` and `Miras University`, which is no unit of something else."""
    return any(
        short.parts.content == short.parts.proper != frozenset()
        and not (short.parts.levels or _seat(short.parts))
        and max(map(len, short.parts.proper)) >= _TELLING_LETTERS
        and len(full.parts.heads) == 1
        and not full.parts.units
        and short.parts.countries <= full.parts.countries
        and _within(short.parts.proper, full.parts.proper)
        for short, full in _both(one, other)
    )


def fewer_parts(one: Named, other: Named) -> bool:
    """`M. Utemisov University` and `Makhambet Utemisov West Kazakhstan University`: its own words, the same head."""
    return any(
        not (short.known or short.parts.local or short.parts.unique or short.parts.acronyms)
        and bool(short.parts.heads)
        and short.parts.heads == full.parts.heads
        and bool({*short.words.heads} & {*full.words.heads})
        and any(len(word) >= _TELLING_LETTERS for word in short.parts.proper)
        and _within(short.parts.proper, full.parts.proper)
        and short.parts.words <= full.parts.words
        and short.parts.peoples <= full.parts.peoples
        and _abroad(short.parts) <= _abroad(full.parts)
        and _seat(short.parts) <= _seat(full.parts)
        for short, full in _both(one, other)
    )


def without_superior(one: Named, other: Named) -> bool:
    """`Scientific Expert Council` and `Scientific Expert Council of the APK`: a unit without what it is part of."""
    return any(
        not (short.known or short.parts.proper or short.parts.acronyms or _abroad(short.parts))
        and short.parts.heads < full.parts.heads
        and short.parts.units == full.parts.units != frozenset()
        and short.words.head in full.words.heads
        and short.parts.words == full.parts.words != frozenset()
        and short.parts.peoples == full.parts.peoples
        and _seat(short.parts) <= _seat(full.parts)
        and (not _levels(short.parts) or not _levels(short.parts).isdisjoint(_levels_of_seat(full.parts)))
        for short, full in _both(one, other)
    )


TESTS: tuple[Test, ...] = (
    equal,
    same_core,
    abbreviated,
    same_parts,
    shortened,
    own_word,
    fewer_parts,
    without_superior,
)
"""The surest first."""


def _both(one: Named, other: Named) -> Iterator[tuple[Named, Named]]:
    yield one, other
    yield other, one


def _within(words: Collection[str], others: Collection[str]) -> bool:
    """Tell whether each word but initials is a spelling of one of the others."""
    return all(
        (len(word) == 1 and word.isalpha()) or any(word == other or near(word, other) for other in others)
        for word in words
    )


def _seat(parts: OrganisationParts) -> frozenset[str]:
    return parts.places | parts.towns


def _abroad(parts: OrganisationParts) -> frozenset[str]:
    return parts.countries - {COUNTRY}


def _levels(parts: OrganisationParts) -> frozenset[str]:
    return parts.levels - _NATIONWIDE


def _levels_of_seat(parts: OrganisationParts) -> frozenset[str]:
    """The levels that a name says or that its place has; of a town that is told without one it is that of a city."""
    levels = set(parts.levels)
    if parts.places & CITIES or (parts.towns and not parts.levels):
        levels.add(_CITY)
    if parts.places - CITIES:
        levels.add(_REGION)
    return frozenset(levels)
