"""One key for a word across scripts, transliterations and spelling eras.

The letters are in `transliteration.csv`, each with its source; the spellings that fall together in
`spellings.csv`, each with an example; endings in `endings.csv`.
"""

import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from ontology.table import table

FOLDER = Path(__file__).parent
_APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼʻʹ`´′"))
_LOOKALIKES = str.maketrans("аеорсухік", "aeopcyxik")
_YO = str.maketrans("ё", "е")
_LATIN = re.compile("[a-z]")
_WORD = re.compile(r"[^\W_]+")
_NEAR_LENGTH = 6
_NEVER_ONE = {"a", "i"}


def fold(text: str) -> str:
    """Return the text in NFKC, lower case, without apostrophes of any kind."""
    return unicodedata.normalize("NFKC", composed(text.translate(_APOSTROPHES)).casefold()).translate(_APOSTROPHES)


@cache
def endings(use: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return the patterns of `endings.csv` for one use, each with what takes the ending's place."""
    rows = (row for row in table(FOLDER / "endings.csv") if row["use"] == use)
    return tuple((re.compile(row["pattern"]), row["replacement"]) for row in rows)


def without_ending(word: str, use: str) -> str:
    """Return a word after the first pattern of a use that it matches."""
    for pattern, replacement in endings(use):
        if pattern.search(word):
            return pattern.sub(replacement, word)
    return word


def composed(text: str) -> str:
    """Return the text in NFKC, so that one letter is one character however it was typed."""
    return unicodedata.normalize("NFKC", text)


@lru_cache(maxsize=200_000)
def words(text: str) -> tuple[str, ...]:
    """Return the words of a text, folded; a hyphen parts words, and ё is what most texts write for it, е."""
    return tuple(map(_one_script, _WORD.findall(fold(text).translate(_YO))))


def _one_script(word: str) -> str:
    """A Latin word that someone typed with a Cyrillic letter that looks the same, in Latin letters."""
    return word.translate(_LOOKALIKES) if _LATIN.search(word) else word


@lru_cache(maxsize=200_000)
def latin(word: str) -> str:
    """Return a word in plain Latin letters, by `transliteration.csv`; other marks are dropped."""
    letters = _letters()
    spelt = "".join(letters.get(letter, letter) for letter in fold(word))
    return "".join(letter for letter in unicodedata.normalize("NFKD", spelt) if not unicodedata.combining(letter))


@lru_cache(maxsize=200_000)
def match_key(word: str) -> str:
    """Return the key of one word: equal for every usual spelling of one name in Cyrillic and Latin letters."""
    return _rewrite(latin(word), "key")


@lru_cache(maxsize=200_000)
def skeleton(word: str) -> str:
    """Return the coarse form of a word that near matches share: its key with the vowels that spellings mix up."""
    return _rewrite(match_key(word), "near")


@lru_cache(maxsize=200_000)
def consonants(word: str) -> str:
    """Return the first letter and the consonants of the coarse form: what words that are near always share."""
    coarse = skeleton(word)
    return coarse[:1] + re.sub("[aeiou]", "", coarse[1:])


def near(left: str, right: str) -> bool:
    """Tell whether two words may be spellings of one name though their keys differ.

    They share the first letter and all consonants, differ by one vowel at most, and are long enough to tell; a
    vowel left out (Amreev, Әміреев) needs less than one that differs. A feminine surname is never near a masculine
    one: Садвакасов and Садвакасова are two people.
    """
    if match_key(left) == match_key(right):
        return True
    one, other = skeleton(left), skeleton(right)
    return (
        min(len(one), len(other)) >= _NEAR_LENGTH - abs(len(one) - len(other))
        and consonants(left) == consonants(right)
        and one.endswith("a") == other.endswith("a")
        and Levenshtein.distance(one, other, score_cutoff=1) <= 1
        and not _apart(match_key(left), match_key(right))
    )


def _apart(left: str, right: str) -> bool:
    """Tell whether two keys have vowels in one place that no spelling mixes up: Садыков and Сыдыков are two people."""
    return len(left) == len(right) and any({a, b} == _NEVER_ONE for a, b in zip(left, right, strict=True))


@cache
def _letters() -> dict[str, str]:
    return {row["letter"]: row["latin"] for row in table(FOLDER / "transliteration.csv")}


@cache
def _rules(level: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    rows = table(FOLDER / "spellings.csv")
    return tuple((re.compile(row["pattern"]), row["replacement"]) for row in rows if row["level"] == level)


def _rewrite(word: str, level: str) -> str:
    for pattern, replacement in _rules(level):
        word = pattern.sub(replacement, word)
    return word
