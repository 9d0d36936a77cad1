"""A person's name and its parts."""

import re
from dataclasses import dataclass

from corpus.entity import PersonName
from corpus.language_names import LanguageNames
from corpus.slug import romanise, slug

_WORD = re.compile(r"[^\W\d_]{1,2}\.-[^\W\d_]{1,2}\.|[^\W\d_]+(?:[-'’ʼ`][^\W\d_]+)*\.?")


def parse_person(name: str, names: LanguageNames) -> PersonName:
    """Return the parts of a name as they can be told from its form.

    Initials are letters with a full stop ("Қ.-Ж." is one); the patronymic is known by its ending; of what remains the
    family name stands last, or first where the language or an ending of a family name says so.
    """
    words = [word for word in _WORD.findall(name) if word.rstrip(".").casefold() not in names.titles]
    initials = [word for word in words if _is_initial(word, names)]
    inside = bool(initials) and not {words[0], words[-1]} & {*initials}
    words = [word.rstrip(".") for word in words if not _is_initial(word, names)]
    patronymic = next((w for w in words[1:] if w.casefold().endswith(names.patronymic_endings)), "")
    if patronymic and patronymic.casefold() in names.patronymic_endings:
        # "Abish uly": the ending stands apart, the father's name before it.
        father = words[words.index(patronymic) - 1]
        words = [word for word in words if word != patronymic]
        words[words.index(father)] = patronymic = f"{father} {patronymic}"
    rest = [word for word in words if word != patronymic]
    if patronymic and len(rest) == 1 and words[-1] == patronymic and not initials:
        return PersonName(given=rest[0], patronymic=patronymic)
    family_first = names.family_first or (bool(patronymic) and len(words) > 2 and words[-1] == patronymic)  # noqa: PLR2004
    given, family = _split(rest, names, family_first=family_first, alone=bool(initials) and not inside)
    return PersonName(given=given, patronymic=patronymic, family=family, initials=" ".join(initials))


def _is_initial(word: str, names: LanguageNames) -> bool:
    stem = word.split(".", maxsplit=1)[0]
    return (len(stem) == 1 and stem.isupper()) or (word.endswith(".") and stem in names.initials)


def _split(words: list[str], names: LanguageNames, *, family_first: bool, alone: bool) -> tuple[str, str]:
    """Return (given, family); with initials, or as one word, everything is the family name."""
    if alone or len(words) < 2:  # noqa: PLR2004
        return "", " ".join(words)
    is_family = [word.casefold().endswith(names.family_endings) for word in (words[0], words[-1])]
    if is_family[0] != is_family[1]:
        family_first = is_family[0]
    return (" ".join(words[1:]), words[0]) if family_first else (" ".join(words[:-1]), words[-1])


@dataclass(frozen=True, slots=True)
class PersonKey:
    """What two mentions of a person are compared by: the parts of the name in one spelling, and its initials.

    `words` are those of a name without initials, in whatever order they stand.
    """

    family: str
    given: str
    patronymic: str
    letters: tuple[str, ...]
    words: frozenset[str]

    @classmethod
    def of(cls, name: PersonName) -> "PersonKey":
        """Return the key of a name."""
        parts = [name.given, name.patronymic] if name.given else name.initials.split()
        letters = tuple(letter for part in parts if (letter := _one_spelling(part)[:1]))
        return cls(
            family=_one_spelling(name.family),
            given=_one_spelling(name.given),
            patronymic=_one_spelling(name.patronymic),
            letters=letters,
            words=frozenset()
            if name.initials
            else frozenset(map(_one_spelling, f"{name.given} {name.patronymic} {name.family}".split())),
        )

    def contradicts(self, other: "PersonKey") -> bool:
        """Tell whether both give a family name, a given name or an initial, and not the same."""
        if self.shortens(other) or other.shortens(self):
            return False
        parts = [(self.family, other.family), (self.given, other.given)]
        if not (self.given and other.given):
            parts += zip(self.letters, other.letters, strict=False)
        return any(mine and theirs and mine != theirs for mine, theirs in parts)

    def agrees(self, other: "PersonKey") -> bool:
        """Tell whether both give the same family name, the same given name, or all initials ("V. B.", "Vilen B.")."""
        if self.shortens(other) or other.shortens(self):
            return True
        if len(self.letters) > 1 and self.letters == other.letters and not (self.family and other.family):
            return True
        return bool((self.family and self.family == other.family) or (self.given and self.given == other.given))

    def shortens(self, other: "PersonKey") -> bool:
        """Tell whether all words of a name are words of a longer one; one alone is its given or its family name."""
        names = other.words if len(self.words) > 1 else other.words - {other.patronymic}
        return bool(self.words) and self.words < other.words and self.words <= names


def _one_spelling(name: str) -> str:
    """Return a name in small Latin letters as if one hand had romanised it (Isabaev, Isabayev)."""
    latin = romanise(name).replace("y", "i").replace("ie", "e").replace("kh", "h").replace("gh", "g")
    return re.sub(r"([a-z])\1|[^a-z]", r"\1", latin)


def person_slug(name: PersonName) -> str:
    """Return FORMAT.md's id of a person: `surname-firstname`, or `surname-n-p` of initials.

    Who is told by first name and patronymic alone has both.
    """
    parts = (name.family, name.given or name.initials) if name.family else (name.given, name.patronymic)
    return slug(" ".join(part for part in parts if part))
