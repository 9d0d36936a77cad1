"""The words by which a language states who did what: cue classes, read from a language folder's `cues.yaml`."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

from ontology.errors import DataError

CUES = "cues.yaml"
WORD = re.compile(r"\w+")
_KEPT_WORDS = 100_000
_LEXICONS = ("words", "kinds", "modes", "groups", "titles")
_SECTIONS = (*_LEXICONS, "topics", "dates", "numbers", "attendance", "ordinals", "plurals", "abbreviations")


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where a cue stands: its class and its words' indices (half-open)."""

    name: str
    first: int
    end: int


class Lexicon:
    """Phrases by class, found in a sequence of lower-case words.

    A phrase is one or more words; `word*` stands for every word that begins so, which is how the inflected
    languages name all forms of a word. The longest phrase of a class wins at one place.
    """

    def __init__(self, classes: Mapping[str, Iterable[str]]) -> None:
        """Index the phrases by their first word."""
        self._exact: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
        self._prefix: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
        for name, phrases in classes.items():
            for phrase in phrases:
                words = tuple(re.findall(r"\w+\*?", str(phrase).casefold()))
                if words:
                    head, index = (words[0][:-1], self._prefix) if words[0].endswith("*") else (words[0], self._exact)
                    index.setdefault(head, []).append((name, words))
        self._lengths = sorted({len(prefix) for prefix in self._prefix})
        self._candidates = lru_cache(maxsize=_KEPT_WORDS)(self._beginning)

    def find(self, words: Sequence[str]) -> list[Hit]:
        """Return every hit in the order of the text."""
        hits = []
        for i, word in enumerate(words):
            candidates = self._candidates(word)
            if not candidates:
                continue
            longest: dict[str, int] = {}
            for name, phrase in candidates:
                size = len(phrase)
                if (
                    size > longest.get(name, 0)
                    and all(map(_matches, words[i : i + size], phrase))
                    and i + size <= len(words)
                ):
                    longest[name] = size
            hits += [Hit(name, i, i + size) for name, size in longest.items()]
        return hits

    def _beginning(self, word: str) -> list[tuple[str, tuple[str, ...]]]:
        """Return the phrases that a word may begin, with their classes."""
        found = list(self._exact.get(word, ()))
        for length in self._lengths:
            if length > len(word):
                break
            found += self._prefix.get(word[:length], ())
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Cues:
    """What `cues.yaml` holds.

    `words` for relations, `kinds` and `modes` of events, `groups` of people, `topics` before a title, `dates` (the
    words of `corpus.dates`), `numbers` written out, the words of `titles`
    (of offices), `plurals` of titles with their singulars (see `corpus.shared_title`), `links` that end the
    head of a title, the words counted as `attendance`, `ordinals` before the name of a regular event,
    `abbreviations` with a point.
    """

    words: Lexicon
    kinds: Lexicon
    modes: Lexicon
    groups: Lexicon
    topics: Lexicon
    attendance: Lexicon
    titles: Lexicon
    dates: Mapping[str, Any]
    numbers: Mapping[str, int]
    ordinals: frozenset[str]
    plurals: Mapping[str, str]
    links: frozenset[str]
    abbreviations: frozenset[str]


@cache
def load_cues(path: Path) -> Cues:
    """Read a `cues.yaml`.

    Raises:
        DataError: the file is missing, no YAML, or lacks a section.
    """
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise DataError(
            path, f"cannot be read ({error.strerror})", "put a cues.yaml into the language folder"
        ) from error
    except yaml.YAMLError as error:
        raise DataError(path, "is not YAML", "mend it by the example of another language's cues.yaml") from error
    missing = [name for name in _SECTIONS if not isinstance(data, dict) or name not in data]
    if missing:
        raise DataError(path, f"lacks {', '.join(missing)}", "add the section, empty if need be")
    return Cues(
        **{name: Lexicon(data[name]) for name in _LEXICONS},
        topics=Lexicon({"topic": data["topics"]}),
        attendance=Lexicon({"attendance": data["attendance"]}),
        dates=data["dates"],
        numbers=data["numbers"],
        ordinals=frozenset(data["ordinals"]),
        plurals=data["plurals"],
        links=frozenset(data["titles"].get("link", ())),
        abbreviations=frozenset(word.casefold() for word in data["abbreviations"]),
    )


def _matches(word: str, pattern: str) -> bool:
    return word.startswith(pattern[:-1]) if pattern.endswith("*") else word == pattern
