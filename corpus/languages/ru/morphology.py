"""Russian words: the dictionary, and the form under which the inflections of a word meet."""

import re
from functools import cache, lru_cache

import pymorphy3

_LONGEST_ACRONYM = 6
# The endings that a word outside the dictionary may decline with; what is left is a key, not a word.
_ENDINGS = re.compile(
    r"(?<=\w{3})(?:ыми|ими|ого|его|ому|ему|ами|ями|иях|ией|ием|ах|ях|ам|ям|ей|ой|ый|ий|ая|яя|ое|ее|ые|ие|ых|их"
    r"|ым|им|ом|ем|ую|юю|ою|ею|ии|ию|ия|[аеёийоуыьэюя])$"
)


@cache
def analyser() -> pymorphy3.MorphAnalyzer:
    """Return the dictionary of OpenCorpora, by pymorphy3 (Korobov 2015)."""
    return pymorphy3.MorphAnalyzer(lang="ru")


@lru_cache(maxsize=100_000)
def match_form(word: str) -> str:
    """Return the lemma of a word in lower case without ё; of a word that the dictionary lacks, its stem.

    Abbreviations (КазНУ, АНК) do not decline and stay whole: "КазНУ" must not meet "казна".
    """
    form = word.lower().replace("ё", "е")
    if is_abbreviation(word) or not re.search("[а-я]", form):
        return form
    parses = analyser().parse(form)
    known = [parse.normal_form for parse in parses if parse.is_known] or [
        parse.normal_form for parse in parses if analyser().word_is_known(parse.normal_form)
    ]
    return known[0].replace("ё", "е") if known else _ENDINGS.sub("", form)


def is_abbreviation(word: str) -> bool:
    """Tell whether a word is written like an abbreviation: short and all capitals, or capitals inside it."""
    if word.isupper():
        return len(word) <= _LONGEST_ACRONYM and not (len(word) > 3 and analyser().word_is_known(word.lower()))  # noqa: PLR2004
    return bool(re.search(r"[a-zа-яё][A-ZА-ЯЁ]", word))
