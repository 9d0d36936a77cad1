"""Which concept a written title names: an office of the positions vocabulary, a degree of the degrees vocabulary."""

import re
from collections.abc import Iterable
from functools import cache
from itertools import product
from pathlib import Path

from ontology.table import table
from ontology.vocabulary import Concept, load_vocabulary

UNIT_HEADS = frozenset({"chief-of-staff", "head-of-department", "head-of-secretariat"})
"""Offices that name the unit that they head, which need not be the organisation that is named with them."""

STEM = 5
"""Letters in which a word of a title and a word of a name must agree to be one word in two inflected forms."""

_WORDS = re.compile(r"\w+")
_PLACES = Path(__file__).with_name("office_place.csv")


def named_concept(vocabulary: str, title: str, language: str) -> Concept | None:
    """Return the concept whose label or alias in `language` is exactly these words, case and points aside."""
    return _names(vocabulary, language).get(_words(title))


def kind_of_office(title: str, language: str) -> Concept | None:
    """Return the concept that a longer title begins with ("vice-rector for research"), the longest of several.

    Where a language puts the office last (`office_place.csv`), the title ends with it. What is found is the kind of
    office and no more: the head of a research group is some head, but not the organisation's.
    """
    names, words, place = _names("positions", language), _words(title), _places().get(language)
    for size in range(len(words) - 1, 0, -1):
        part = words[:size] if place == "first" else words[-size:] if place == "last" else ()
        if part in names:
            return names[part]
    return None


def heads(office: Concept | None, title: str, organisation_names: Iterable[str]) -> bool:
    """Tell whether an office, known by its whole title, is that of the head of the organisation with these names.

    "Head of the department" heads the Department of History, but not the ministry that it stands beside.
    """
    if not _is_head(office):
        return False
    if office and office.code not in UNIT_HEADS:
        return True
    named = {word for name in organisation_names for word in _words(name)}
    return any(len(word) >= STEM and word[:STEM] == other[:STEM] for word, other in product(_words(title), named))


def _is_head(office: Concept | None) -> bool:
    positions = load_vocabulary("positions").concepts
    while office is not None:
        if office.code == "head":
            return True
        office = positions.get(office.broader or "")
    return False


@cache
def _names(vocabulary: str, language: str) -> dict[tuple[str, ...], Concept]:
    concepts = load_vocabulary(vocabulary).concepts.values()
    return {_words(name): concept for concept in concepts for name in concept.names(language)}


@cache
def _places() -> dict[str, str]:
    return {row["language"]: row["place"] for row in table(_PLACES)}


def _words(title: str) -> tuple[str, ...]:
    return tuple(_WORDS.findall(title.casefold()))
