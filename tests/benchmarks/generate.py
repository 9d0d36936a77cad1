"""Announcements of realistic shape and size for load tests: `python tests/benchmarks/generate.py N FOLDER`.

A grammar per language (`grammar/*.yaml`) over the vocabularies, seeded: the same N gives the same files, and the first
files of a larger N are those of a smaller one. Surnames carry a serial suffix, so that the number of persons grows
with the number of announcements as it does in real corpora.
"""

import random
import re
import sys
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import yaml

from ontology.vocabulary import load_vocabulary

GRAMMARS = Path(__file__).parent / "grammar"
_SLOT = re.compile(r"\{(\w+)(?::(\d))?\}")
_VOCABULARIES = {
    "university": ("organisations", "university"),
    "organiser": ("organisations", "apk_body"),
    "city": ("places", None),
    "country": ("countries", None),
}


def write_announcements(count: int, folder: Path) -> None:
    """Write `count` announcements below a folder, a sub-folder per thousand."""
    for number in range(count):
        path = folder / f"{number // 1000:04}" / f"load-{number:07}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(announcement(number), encoding="utf-8")


def announcement(number: int) -> str:
    """Return the announcement of a number as a file's text."""
    chance = random.Random(number)  # noqa: S311 -- a load, no secret
    language = chance.choice(languages())
    published = date(2010, 1, 1) + timedelta(days=chance.randrange(5500))
    facts = {
        "year": str(published.year),
        "day": str(chance.randrange(1, 29)),
        "count": str(chance.randrange(20, 400)),
    }
    # Every text draws its universities and bodies from a few, as real ones do.
    names = {slot: chance.sample(_names(slot, language), 3) for slot in _VOCABULARIES}
    rules: Mapping[str, Sequence[str]] = {
        **_grammar(language),
        **names,
        **{key: [value] for key, value in facts.items()},
    }

    def expand(rule: str) -> str:
        def fill(match: re.Match[str]) -> str:
            slot, length = match.groups()
            if slot == "serial":
                return _serial(chance.randrange(number // 4 + 1), rules["syllable"])
            text = expand(slot.lower())
            return text.capitalize() if slot[0].isupper() else text[: int(length)] if length else text

        return _SLOT.sub(fill, chance.choice(rules[rule]))

    head = f"---\nid: load-{number:07}\ntitle: {expand('title')}\nlanguage: {language}\ndate: {published}\n---\n\n"
    return head + expand("body")


@cache
def languages() -> tuple[str, ...]:
    """Return the languages that there is a grammar for."""
    return tuple(sorted(path.stem for path in GRAMMARS.glob("*.yaml")))


@cache
def _grammar(language: str) -> dict[str, list[str]]:
    rules: dict[str, list[str]] = yaml.safe_load((GRAMMARS / f"{language}.yaml").read_text(encoding="utf-8"))
    return rules


@cache
def _names(slot: str, language: str) -> tuple[str, ...]:
    vocabulary, wanted = _VOCABULARIES[slot]
    concepts = load_vocabulary(vocabulary).concepts.values()
    labels = [c.labels[language] for c in concepts if language in c.labels and wanted in {None, c.details.get("class")}]
    return tuple(sorted(set(labels)))


def _serial(number: int, syllables: Sequence[str]) -> str:
    """Return a number as syllables, so that it reads as a part of a surname."""
    text = ""
    while number:
        number, digit = divmod(number, len(syllables))
        text += syllables[digit]
    return text


if __name__ == "__main__":
    write_announcements(int(sys.argv[1]), Path(sys.argv[2]))
