"""Borders of a mention that form decides: brackets and quotation marks close, no semicolon, no small word outside."""

from collections.abc import Container

from spacy.tokens import Doc

_PAIRS = {"(": ")", "[": "]", "«": "»", "“": "”", "„": "“"}
_STRAIGHT = '"'
_BREAKS = frozenset(";:•")
_KEPT = frozenset({*_PAIRS, *_PAIRS.values(), _STRAIGHT, "'", "‘", "’", ".", "№", "#"})


def balanced(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Return the token range with its brackets and quotation marks closed, or without the one that stays open."""
    for _ in range(end - start):
        opened, closed = _open_marks(doc, start, end)
        if not opened and not closed:
            break
        if opened:
            start, end = _close(doc, start, end, opened[-1])
        else:
            start, end = _reopen(doc, start, end, closed[0])
        if start >= end:
            break
    return start, end


def trimmed(doc: Doc, start: int, end: int, small: Container[str]) -> tuple[int, int]:
    """Return the token range up to the first semicolon or colon, without small words and marks at its ends."""
    end = next((i for i in range(start + 1, end) if doc[i].text in _BREAKS), end)
    while start < end and _is_outside(doc, start, small):
        start += 1
    while end > start and _is_outside(doc, end - 1, small):
        end -= 1
    return start, end


def _is_outside(doc: Doc, i: int, small: Container[str]) -> bool:
    token = doc[i]
    return token.is_space or token.text in small or (token.is_punct and token.text not in _KEPT)


def _open_marks(doc: Doc, start: int, end: int) -> tuple[list[int], list[int]]:
    """Return the tokens that open without being closed, and those that close without being opened."""
    opened: list[int] = []
    closed: list[int] = []
    for i in range(start, end):
        mark = doc[i].text
        straight = mark == _STRAIGHT
        if opened and (mark == _PAIRS.get(doc[opened[-1]].text) or (straight and doc[opened[-1]].text == _STRAIGHT)):
            opened.pop()
        elif mark in _PAIRS or straight:
            opened.append(i)
        elif mark in _PAIRS.values():
            closed.append(i)
    return opened, closed


def _close(doc: Doc, start: int, end: int, opening: int) -> tuple[int, int]:
    mark = doc[opening].text
    if end < len(doc) and doc[end].text == _PAIRS.get(mark, mark):
        return start, end + 1
    if opening == start:
        return start + 1, end
    if opening == end - 1 or mark in "([":
        return start, opening
    return start, end if mark in _PAIRS else end - (doc[end - 1].text == _STRAIGHT)


def _reopen(doc: Doc, start: int, end: int, closing: int) -> tuple[int, int]:
    mark = doc[closing].text
    if start > 0 and _PAIRS.get(doc[start - 1].text) == mark:
        return start - 1, end
    return (start, closing) if closing == end - 1 else (start, end)
