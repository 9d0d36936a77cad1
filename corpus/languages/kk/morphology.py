"""Kazakh case endings: which a word may carry, and the form under which two spellings of a word meet."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

_SUFFIXES = Path(__file__).with_name("suffixes.yaml")
_SHORTEST_STEM = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Stem:
    """What is left of a word without its case ending, whether the rest ends in a possessive, and the case."""

    text: str
    possessive: bool
    case: str


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load(_SUFFIXES.read_text(encoding="utf-8"))
    return data


@dataclass(frozen=True, slots=True)
class _Ending:
    """A case ending: its letters, the case, the sounds that it may follow, and whether they are a possessive."""

    form: str
    case: str
    after: str
    possessive: bool


@cache
def _endings() -> tuple[_Ending, ...]:
    """Every case ending; the longest first, after a possessive before any other."""
    data = _data()
    after_stem = (
        _Ending(form, row["name"], "".join(data["sounds"][name] for name in row["after"]), possessive=False)
        for row in data["case"]
        for form in row["forms"]
    )
    after_possessive = (
        _Ending(form, row["name"], data["possessive"], possessive=True)
        for row in data["possessive_case"]
        for form in row["forms"]
    )
    return tuple(sorted((*after_possessive, *after_stem), key=lambda ending: -len(ending.form)))


@cache
def case_endings() -> tuple[str, ...]:
    """Return every case ending, longest first."""
    return tuple(dict.fromkeys(ending.form for ending in _endings()))


def stems(word: str) -> list[Stem]:
    """Return what a word (lower case) may be without a case ending, the longest ending first; none when it has none."""
    return [
        Stem(text=stem, possessive=ending.possessive, case=ending.case)
        for ending in _endings()
        if word.endswith(ending.form)
        and len(stem := word[: -len(ending.form)]) >= _SHORTEST_STEM
        and stem[-1] in ending.after
        and _harmonises(stem, ending.form)
    ]


@lru_cache(maxsize=100_000)
def case(word: str) -> str:
    """Return the case that the ending of a word (lower case) makes, `possessive` for a bare possessive, or nothing."""
    found = stems(word.removeprefix("-"))
    return found[0].case if found else "possessive" if word[-1:] in _data()["possessive"] else ""


@lru_cache(maxsize=100_000)
def match_form(word: str) -> str:
    """Return the form under which the cases and the spellings of a word meet.

    Case endings are taken off until none is left, rightly or not ("қазақстан" becomes "қазақс"): it is a key, not a
    word. Latin letters become Cyrillic ones, and letters that the Latin alphabets do not keep apart become one.
    """
    stem = to_cyrillic(word.lower())
    while found := stems(stem):
        stem = found[0].text
    return "".join(_data()["fold"].get(letter, letter) for letter in stem)


def to_cyrillic(word: str) -> str:
    """Return a Latin word (lower case) in Cyrillic letters; any other word as it is."""
    if word.isascii() and not any(map(str.isalpha, word)):
        return word
    table = _data()["latin"]
    letters, position = [], 0
    while position < len(word):
        pair, letter = word[position : position + 2], word[position]
        letters.append(table.get(pair) or table.get(letter, letter))
        position += 2 if pair in table else 1
    return "".join(letters)


def _harmonises(stem: str, ending: str) -> bool:
    """Whether the ending's vowels suit the stem's last vowel; и, у, borrowed stems (…ев, …ль) and -мен suit any."""
    data = _data()
    if ending in {"мен", "бен", "пен", "н"} or stem[-1] in "вь":
        return True
    if re.search("[иу][^аәеёоөұүыіэюя]*$", stem):
        return True
    vowels = [letter for letter in stem if letter in data["back_vowels"] or letter in data["front_vowels"]]
    first = next(letter for letter in ending if letter in data["back_vowels"] or letter in data["front_vowels"])
    return not vowels or (vowels[-1] in data["back_vowels"]) == (first in data["back_vowels"])
