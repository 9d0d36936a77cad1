"""An organisation's name and its parts, by which two names are compared."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.language_names import LanguageNames

_QUOTES = "\"'«»“”„‟‘’‚‛`"
_QUOTED = re.compile(rf"[«“„\"‘']\s*([^{_QUOTES}]+?)\s*[»”\"’'“]")
_WORD = re.compile(r"\w+")
_MIN_ACRONYM = 2


@dataclass(frozen=True, slots=True)
class OrganisationName:
    """The parts of a name.

    `words` are its words in small letters without legal form, eponym and connectors; `heads` those that are head
    words (as entries of `names.yaml`); `core` is what stands in quotation marks; `acronym` the name itself when it
    is one; `initials` are the first letters of all its words, with and without the connectors.
    """

    text: str
    words: tuple[str, ...]
    heads: tuple[str, ...]
    core: str
    acronym: str
    initials: tuple[str, ...]

    @classmethod
    def of(cls, name: str, names: LanguageNames) -> "OrganisationName":
        """Take a name apart."""
        plain = without_legal_form(name, names)
        base = without_eponym(plain, names)
        spoken = [fold(word) for word in _WORD.findall(base)]
        words = tuple(word for word in spoken if word not in names.connectors)
        quoted = _QUOTED.findall(plain)
        return cls(
            text=fold(plain),
            words=words,
            heads=tuple(head for word in words if (head := names.head(word))),
            core=fold(quoted[-1]) if quoted else "",
            acronym=base.strip(_QUOTES) if is_acronym(base.strip(_QUOTES)) else "",
            initials=tuple("".join(word[0] for word in group) for group in (words, spoken)),
        )

    @property
    def is_bare(self) -> bool:
        """Tell whether the name is a common noun alone ("the University", "the regional Assembly" is not)."""
        return not self.acronym and len(self.words) == 1 and len(self.heads) == 1


def fold(text: str) -> str:
    """Return a text in small letters without quotation marks, white space and dashes alike."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    folded = re.sub(r"\s*[-‐-―−]\s*", "-", folded)
    return " ".join(re.sub(rf"[{_QUOTES}]", "", folded).split()).strip(" ,.;:-")


def is_acronym(word: str) -> bool:
    """Tell whether a name is one word of mostly capital letters (`APK`, `KazNU`, `ҚХА`)."""
    capitals = sum(char.isupper() for char in word)
    return len(word.split()) == 1 and capitals >= _MIN_ACRONYM and 2 * capitals >= len(word) and "-" not in word


def without_legal_form(name: str, names: LanguageNames) -> str:
    """Return a name without the legal form before or after it, and without an article."""
    for form in (*names.legal_forms, *names.articles):
        # A form in capitals must stand so; one of whole words may not.
        flags = re.NOFLAG if form[-1].isupper() else re.IGNORECASE
        name = re.sub(rf"^{re.escape(form)}(?!\w)[\s,]*|[\s,]*(?<!\w){re.escape(form)}$", "", name, flags=flags) or name
    return name


def without_eponym(name: str, names: LanguageNames) -> str:
    """Return a name without its "named after …" part."""
    markers = "|".join(re.escape(marker) for marker in sorted(names.named_after, key=len, reverse=True))
    return re.sub(rf"[\s,(]*(?<!\w)(?:{markers})(?!\w).*$", "", name, flags=re.IGNORECASE) or name if markers else name


def short_forms(name: str, names: LanguageNames) -> Iterator[str]:
    """Yield what else names the organisation inside its own name: without legal form, the words in quotation marks."""
    plain = without_legal_form(name, names)
    if plain != name:
        yield plain
    yield from (match[1] for match in _QUOTED.finditer(plain) if len(match[1]) < len(plain) - _MIN_ACRONYM)
