"""The university of a department of the Assembly: often told only by what stands beside."""

from collections.abc import Sequence

from spacy.tokens import Doc

from corpus.entity import EntityKind
from corpus.extensions import MENTIONS

Tokens = tuple[int, int]
"""A range of tokens, half-open."""

APK_BODY = "apk_body"
APK_DEPARTMENT = "apk_department"
UNIVERSITY = "university"
_BREAKS = (";", "\n")
_BESIDE = 3


def university_of(department: Tokens, universities: Sequence[tuple[Tokens, str]], doc: Doc) -> str | None:
    """Return the university that a department of the Assembly belongs to, as the text lets it be understood.

    In this order: the one inside its name; the one that follows at once; the one that precedes or else follows in its
    part of the sentence (up to a semicolon or a new line, and back to a person's name: what follows a name is said of
    its bearer); the one that the text names most often, the first of equals.

    Args:
        department: the tokens (half-open) of the department's name.
        universities: the tokens and the university of every name of one, in the order of the text.
        doc: the text, with sentences and the persons among its mentions.
    """
    start, end = department
    inside = [one for (first, last), one in universities if start <= first and last <= end]
    if inside:
        return inside[0]
    left, right = _clause(doc, start, end)
    after = [(first, one) for (first, _), one in universities if end <= first < right]
    if after and after[0][0] - end <= _BESIDE:
        return after[0][1]
    before = [one for (first, last), one in universities if left <= first and last <= start]
    if before or after:
        return before[-1] if before else after[0][1]
    named = [one for _, one in universities]
    return max(named, key=named.count, default=None)


def department_slug(university: str | None) -> str:
    """Return FORMAT.md's id of a department, by its university's id."""
    return "-".join(part for part in ("apk-department", university) if part)


def _clause(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Return the token range of a name's sentence between the breaks around it; a person before it is one."""
    persons = {span.end for span in doc.spans.get(MENTIONS, ()) if span.label_ == EntityKind.PERSON}
    sentence = doc[start].sent
    left, right = start, end
    while left > sentence.start and left not in persons and not any(mark in doc[left - 1].text for mark in _BREAKS):
        left -= 1
    while right < sentence.end and not any(mark in doc[right].text for mark in _BREAKS):
        right += 1
    return left, right
