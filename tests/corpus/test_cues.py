"""Cue words: every language has the same classes, and phrases are found in words."""

from pathlib import Path

import pytest
import yaml

from corpus.cues import CUES, Lexicon, load_cues
from corpus.pipeline import LANGUAGES, available_languages
from corpus.scene import CORE, PREDICATES, SMALL
from ontology.errors import DataError


def test_the_longest_phrase_of_a_class_wins() -> None:
    hits = Lexicon({"a": ["took", "took part"]}).find(["he", "took", "part"])
    assert [(hit.first, hit.end) for hit in hits] == [(1, 3)]


def test_a_star_stands_for_every_ending() -> None:
    lexicon = Lexicon({"organize": ["организ*"]})
    assert len(lexicon.find(["организатор", "организовал", "орган"])) == 2


def test_a_phrase_that_the_text_cuts_short_is_no_hit() -> None:
    assert Lexicon({"a": ["took part"]}).find(["took"]) == []


@pytest.mark.parametrize("code", available_languages())
def test_every_language_names_every_class(code: str) -> None:
    words = yaml.safe_load((LANGUAGES / code / CUES).read_text(encoding="utf-8"))["words"]
    assert set(words) >= PREDICATES | SMALL
    assert CORE <= PREDICATES
    assert all(isinstance(phrase, str) for phrases in words.values() for phrase in phrases)


def test_a_file_without_a_section_says_which(tmp_path: Path) -> None:
    path = tmp_path / CUES
    path.write_text("words: {}\n", encoding="utf-8")
    with pytest.raises(DataError, match="lacks kinds"):
        load_cues(path)
