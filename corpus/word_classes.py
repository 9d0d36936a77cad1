"""Classes of words of like meaning, over all languages: what stands for a word that training has seen too seldom.

`word_classes.txt` has a line for each word: the word and its class at two grains, coarse and fine. Words of one class
have like vectors (`word_class_training.py`), so that "moderated", "модератор" and "модераторлық" share one. The use of
such classes in taggers goes back to Miller, Guinness and Zamanian, "Name Tagging with Word Clusters and Discriminative
Training" (HLT-NAACL 2004).
"""

from collections import Counter, defaultdict
from functools import cache, lru_cache
from pathlib import Path

CLASSES = Path(__file__).parent / "word_classes.txt"
STEM = 6
"""So many letters stand for a word in all its forms."""
_KNOWN_STEM = 5
"""So many letters stand for it where its very form is not in the list."""
_KEPT_WORDS = 100_000


@lru_cache(maxsize=_KEPT_WORDS)
def lexical(language: str, word: str) -> tuple[str, ...]:
    """Return by what a word in small letters counts as evidence: its stem in its language, and its classes."""
    return (f"{language}|{word[:STEM]}", *(f"class|{name}" for name in word_classes(word)))


@lru_cache(maxsize=_KEPT_WORDS)
def word_classes(word: str) -> tuple[str, ...]:
    """Return the classes of a word in small letters, coarse to fine; none where neither it nor its stem is known."""
    words, stems = _table()
    return words.get(word) or stems.get(word[:_KNOWN_STEM], ())


@cache
def _table() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    words: dict[str, tuple[str, ...]] = {}
    alike: dict[str, Counter[tuple[str, ...]]] = defaultdict(Counter)
    for line in CLASSES.read_text(encoding="utf-8").splitlines():
        word, *numbers = line.split("\t")
        words[word] = tuple(f"{grain}.{number}" for grain, number in enumerate(numbers))
        if len(word) > _KNOWN_STEM:
            alike[word[:_KNOWN_STEM]][words[word]] += 1
    stems = {stem: max(sorted(found), key=lambda c: found[c]) for stem, found in alike.items()}
    return words, stems
