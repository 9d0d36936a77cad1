"""The university of a department of the Assembly: often told only by what stands beside."""

from collections.abc import Sequence

from spacy.tokens import Doc

from corpus.entity import EntityKind
from corpus.extensions import MENTIONS
from corpus.naming import Naming

APK_BODY = "apk_body"
APK_DEPARTMENT = "apk_department"
UNIVERSITY = "university"
_BREAKS = (";", "\n")
_BESIDE = 3


def university_of(department: Naming, universities: Sequence[Naming], doc: Doc) -> Naming | None:
    """Return the university that a department of the Assembly belongs to, as the text lets it be understood.

    In this order: the one inside its name; the one that follows at once; the one that follows or precedes in its part
    of the sentence (up to a semicolon or a new line, and back to a person's name: what follows a name is said of its
    bearer); the one named last before it; the only one of the text.
    """
    start, end = department.tokens
    inside = [u for u in universities if start <= u.tokens[0] and u.tokens[1] <= end]
    if inside:
        return inside[0]
    left, right = _clause(doc, start, end)
    after = [u for u in universities if end <= u.tokens[0] < right]
    before = [u for u in universities if u.tokens[1] <= start]
    if after and (after[0].tokens[0] - end <= _BESIDE or not (before and before[-1].tokens[0] >= left)):
        return after[0]
    if before:
        return before[-1]
    return universities[0] if len({u.concept or u.normal for u in universities}) == 1 else None


def department_slug(university: str | None) -> str:
    """Return FORMAT.md's id of a department, by its university's id."""
    return "-".join(part for part in ("apk-department", university) if part)


def _clause(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Return the token range between the breaks around a name; a person before it is one."""
    persons = {span.end for span in doc.spans.get(MENTIONS, ()) if span.label_ == EntityKind.PERSON}
    left, right = start, end
    while left > 0 and left not in persons and not any(mark in doc[left - 1].text for mark in _BREAKS):
        left -= 1
    while right < len(doc) and not any(mark in doc[right].text for mark in _BREAKS):
        right += 1
    return left, right
