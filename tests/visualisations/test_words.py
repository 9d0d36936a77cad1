"""The interface's words: complete in three languages, all of them used."""

import re
from pathlib import Path

import yaml

from visualisations.words import TEMPLATES, words

SCRIPTS = "".join(path.read_text(encoding="utf-8") for path in sorted((TEMPLATES / "script").glob("*.js")))
PAGE = (TEMPLATES / "map.html").read_text(encoding="utf-8") + (TEMPLATES / "report.html").read_text(encoding="utf-8")
PYTHON = "".join(path.read_text(encoding="utf-8") for path in Path("visualisations").glob("*.py"))


def test_every_word_stands_in_three_languages_with_the_same_values() -> None:
    for key, entry in words().items():
        assert {"en", "ru", "kk"} <= set(entry), key
        assert len({tuple(sorted(re.findall(r"\{\w+\}", entry[code]))) for code in ("en", "ru", "kk")}) == 1, key


def test_every_word_that_the_page_asks_for_is_there() -> None:
    asked = set(re.findall(r"""word\("([\w.]+)"[,)]""", SCRIPTS))
    asked |= set(re.findall(r'data-(?:word|label|hint)="([\w.]+)"', PAGE))
    assert asked - set(words()) == set()


def test_no_word_is_left_over() -> None:
    own = yaml.safe_load((TEMPLATES / "words.yaml").read_text(encoding="utf-8"))
    families = {*re.findall(r"`(\w+)\.\$\{", SCRIPTS), "story"}
    text = SCRIPTS + PAGE + PYTHON
    left = [key for key in own if f'"{key}"' not in text and key.partition(".")[0] not in families]
    assert left == []
