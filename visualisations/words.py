"""Every word that the pages show, in three languages: `templates/words.yaml` and the labels of the vocabularies."""

from functools import cache
from pathlib import Path

import yaml

from ontology.vocabulary import load_vocabulary

TEMPLATES = Path(__file__).with_name("templates")

VOCABULARIES = {
    "role": "participation-roles",
    "class": "organisation-classes",
    "event": "event-kinds",
    "group": "stakeholder-groups",
    "mode": "attendance-modes",
}
"""The first part of a word's key, and the vocabulary whose concepts it names."""


@cache
def words() -> dict[str, dict[str, str]]:
    """Return the words by key and then by language."""
    found: dict[str, dict[str, str]] = yaml.safe_load((TEMPLATES / "words.yaml").read_text(encoding="utf-8"))
    for key, name in VOCABULARIES.items():
        for code, concept in load_vocabulary(name).concepts.items():
            found[f"{key}.{code}"] = dict(concept.labels)
    return found
