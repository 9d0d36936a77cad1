"""An organisation's name and its parts, by which two names are compared."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import takewhile

from corpus.language_names import LanguageNames

QUOTES = "\"'«»“”„‟‘’‚‛`"
_QUOTED = re.compile(rf"[«“„\"‘']\s*([^{QUOTES}]+?)\s*[»”\"’'“]")
_BRACKETS = re.compile(r"^(.*\S)\s*\(([^()]+)\)$", re.DOTALL)
_WORD = re.compile(r"\w+")
_MIN_ACRONYM = 2
_EPONYM_WORDS = 4
_KEPT_NAMES = 50_000


@dataclass(frozen=True, slots=True)
class OrganisationName:
    """The parts of a name.

    `words` are its words in small letters without legal form, eponym and connectors; `heads` those that are head
    words (as entries of `names.yaml`), `head` the one that the others depend on and `head_word` that as it is spoken;
    `core` is what stands in quotation marks, `form` its legal form; `acronym` is the name itself when it is one,
    `abbreviation` the one that it gives in brackets. `written` are all its words as they stand, without legal form
    and eponym, `spoken` the same in small letters.
    """

    text: str
    words: tuple[str, ...]
    heads: tuple[str, ...]
    head: str
    head_word: str
    core: str
    form: str
    acronym: str
    abbreviation: str
    written: tuple[str, ...]
    spoken: tuple[str, ...]

    @classmethod
    @lru_cache(maxsize=_KEPT_NAMES)
    def of(cls, name: str, names: LanguageNames) -> "OrganisationName":
        """Take a name apart."""
        name, abbreviation = _split_brackets(name)
        plain = without_legal_form(name, names) or name
        base = without_eponym(plain, names)
        written = tuple(_WORD.findall(base))
        spoken = tuple(map(fold, written))
        words = tuple(word for word in spoken if word not in names.connectors)
        head_word = _main_head(spoken, names)
        quoted = _QUOTED.findall(plain)
        return cls(
            text=fold(plain),
            words=words,
            heads=tuple(head for word in words if (head := names.head(word))),
            head=names.head(head_word) if head_word else "",
            head_word=head_word,
            core=fold(quoted[-1]) if quoted else "",
            form=_legal_form(name, names),
            acronym=base.strip(QUOTES) if is_acronym(base.strip(QUOTES)) else "",
            abbreviation=abbreviation,
            written=written,
            spoken=spoken,
        )

    @property
    def is_bare(self) -> bool:
        """Tell whether the name is a common noun alone ("the University", "the regional Assembly" is not)."""
        return not self.acronym and len(self.words) == 1 and len(self.heads) == 1


def _main_head(words: Sequence[str], names: LanguageNames) -> str:
    """Return the head word that a name is built on: the first, or the last before a preposition (`head_first`)."""
    before = list(takewhile(lambda word: word not in names.prepositions, words))
    heads = list(filter(names.head, before)) or list(filter(names.head, words))[:1]
    return heads[0 if names.head_first else -1] if heads else ""


def fold(text: str) -> str:
    """Return a text in small letters without quotation marks, white space and dashes alike."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    folded = re.sub(r"\s*[-‐-―−]\s*", "-", folded)
    return " ".join(re.sub(rf"[{QUOTES}]", "", folded).split()).strip(" ,.;:-")


def is_acronym(word: str) -> bool:
    """Tell whether a name is one word of mostly capital letters (`APK`, `KazNU`, `ҚХА`)."""
    capitals = sum(char.isupper() for char in word)
    return len(word.split()) == 1 and capitals >= _MIN_ACRONYM and 2 * capitals >= len(word) and "-" not in word


def without_legal_form(name: str, names: LanguageNames) -> str:
    """Return a name without the legal form before or after it, and without an article; a form alone gives nothing."""
    if name in names.legal_forms:
        return ""
    for pattern in _form_patterns((*names.legal_forms, *sorted(names.articles))):
        name = pattern.sub("", name) or name
    return name


def _legal_form(name: str, names: LanguageNames) -> str:
    """Return the legal form before or after a name in small letters, nothing when it has none."""
    found = (pattern.search(name) for pattern in _form_patterns(names.legal_forms))
    return next((fold(match[0]) for match in found if match), "")


@cache
def _form_patterns(forms: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """Return patterns of the forms before or after a name; a form in capitals must stand so, others need not."""
    groups = ([form for form in forms if form[-1].isupper()], [form for form in forms if not form[-1].isupper()])
    return tuple(
        re.compile(rf"^(?:{_any(group)})(?!\w)[\s,]*|[\s,]*(?<!\w)(?:{_any(group)})$", flags)
        for group, flags in zip(groups, (re.NOFLAG, re.IGNORECASE), strict=True)
        if group
    )


def without_eponym(name: str, names: LanguageNames) -> str:
    """Return a name without its "named after …" part."""
    if names.named_after:
        name = re.sub(rf"[\s,(]*(?<!\w)(?:{_any(names.named_after)})(?!\w).*$", "", name, flags=re.IGNORECASE) or name
    if names.named_before:
        name = re.sub(rf"^.*(?<!\w)(?:{_any(names.named_before)})\s+", "", name, flags=re.IGNORECASE) or name
    return name


def is_eponym(before: str, after: str, names: LanguageNames) -> bool:
    """Tell whether what stands around a name says nothing but after whom it is named ("L. N." or "named after …")."""
    if after:
        told = (
            re.match(rf"[\s(,]*(?:{_any(names.named_after)})(?!\w)", after, re.IGNORECASE)
            if names.named_after
            else None
        )
        if not told or not _is_person(after[told.end() :]):
            return False
    if names.named_before:
        before = re.sub(rf"(?<!\w)(?:{_any(names.named_before)})\s*$", "", before, flags=re.IGNORECASE)
    return _is_person(before)


def _is_person(text: str) -> bool:
    """Tell whether a text is a few capitalised words without a comma."""
    words = [word for word in re.split(r"[\s.]+", text.strip(f" (){QUOTES}")) if word]
    return len(words) <= _EPONYM_WORDS and all(word.istitle() for word in words) and "," not in text


def _any(words: Sequence[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _split_brackets(name: str) -> tuple[str, str]:
    """Split `University of International Business (UIB)` into the name and its abbreviation."""
    match = _BRACKETS.match(name)
    return (match[1], match[2]) if match and is_acronym(match[2]) else (name, "")


def short_forms(name: str, names: LanguageNames) -> Iterator[str]:
    """Yield what else names the organisation inside its own name: without legal form, the words in quotation marks.

    The words in quotation marks name what stands beside them: in "department of the company “Evrika”" the company,
    in "department of the LLP “Evrika”" what has that legal form.
    """
    full, abbreviation = _split_brackets(name)
    if abbreviation:
        yield from (full, abbreviation)
    plain = without_legal_form(full, names)
    if plain not in (full, ""):
        yield plain
    kind = names.organisation_heads.get(OrganisationName.of(plain, names).head, "")
    for match in _QUOTED.finditer(plain):
        beside = {names.organisation_heads[head] for head in _heads_beside(plain, match.span(), names)}
        formed = bool(kind) and plain[: match.start()].strip().endswith(tuple(f" {form}" for form in names.legal_forms))
        whole = (not beside and not formed) or kind in beside or bool(OrganisationName.of(match[1], names).head)
        if whole and len(match[1]) < len(plain) - _MIN_ACRONYM:
            yield match[1]


def _heads_beside(name: str, span: tuple[int, int], names: LanguageNames) -> tuple[str, ...]:
    """Return the head words next to words in quotation marks, on the side where a language has them.

    Before them that is the nearest alone (of "branch of the party “X”" the party), behind them it is the whole
    compound ("“X” youth wing").
    """
    forwards, backwards = _WORD.findall(name[span[1] :]), _WORD.findall(name[: span[0]])[-1:]
    sides = [backwards] if names.head_first else [forwards, backwards] if names.prepositions else [forwards]
    runs = (tuple(takewhile(bool, (names.head(fold(word)) for word in side))) for side in sides)
    return next((run for run in runs if run), ())
