"""Which concept a written title names: an office of the positions vocabulary, a degree of the degrees vocabulary."""

import re
from functools import cache

from ontology.vocabulary import Concept, load_vocabulary

_WORDS = re.compile(r"\w+")


def named_concept(vocabulary: str, title: str, language: str) -> Concept | None:
    """Return the concept whose label or alias in `language` is exactly these words, case and points aside.

    A title that only contains a known office ("assistant to the rector") names another one, so nothing less than
    the whole title counts.
    """
    return _names(vocabulary, language).get(_key(title))


def is_head(office: Concept | None) -> bool:
    """Tell whether the office, or one broader than it, is that of a head."""
    positions = load_vocabulary("positions").concepts
    while office is not None:
        if office.code == "head":
            return True
        office = positions.get(office.broader or "")
    return False


@cache
def _names(vocabulary: str, language: str) -> dict[str, Concept]:
    concepts = load_vocabulary(vocabulary).concepts.values()
    return {_key(name): concept for concept in concepts for name in concept.names(language)}


def _key(title: str) -> str:
    return " ".join(_WORDS.findall(title.casefold()))
