"""Numbers as texts write them: in figures, in words ("fifty-one"), and both ("2 thousand")."""

import re
from collections.abc import Iterator, Mapping

from corpus.clause import Layout

_FIGURES = re.compile(
    r"(?<![\d.,№#$€-])(?<![\d.,] )(?:\d{1,3}(?:[ \u00a0\u202f,.]\d{3})+|\d+)(?![\d%])(?![.,:/]\d)(?!-\d)(?! ?%)"
)
_THOUSAND = 1000
_SPACE = {" ", "-", "\u00a0", "\u202f"}


def numbers(layout: Layout, words: Mapping[str, int]) -> Iterator[tuple[int, int, int]]:
    """Yield the numbers of a text with their spans; `words` are the number words of its language."""
    for match in _FIGURES.finditer(layout.text):
        first, i = layout.words_in(match.start(), match.end())
        number = int(re.sub(r"\D", "", match.group()))
        if i < len(layout.words) and words.get(layout.words[i], 0) >= _THOUSAND and _touch(layout, i):
            yield number * words[layout.words[i]], match.start(), layout.ends[i]
        elif first < i:
            yield number, match.start(), match.end()
    yield from _written(layout, words)


def _written(layout: Layout, words: Mapping[str, int]) -> Iterator[tuple[int, int, int]]:
    """Add up number words in a row: the smaller one before the greater multiplies it."""
    i = 0
    while i < len(layout.words):
        first, total, part = i, 0, 0
        while i < len(layout.words) and layout.words[i] in words and (i == first or _touch(layout, i)):
            value = words[layout.words[i]]
            if value >= 100 and part:  # noqa: PLR2004 -- "two hundred", "three thousand"
                part *= value
                if value >= _THOUSAND:
                    total, part = total + part, 0
            else:
                part += value
            i += 1
        if i > first:
            before = layout.words[first - 1] if first and _touch(layout, first) else ""
            if not before.isdigit():
                yield total + part, layout.starts[first], layout.ends[i - 1]
        else:
            i += 1


def _touch(layout: Layout, word: int) -> bool:
    """Tell whether only a space or a hyphen stands before a word."""
    return word > 0 and layout.text[layout.ends[word - 1] : layout.starts[word]] in _SPACE
