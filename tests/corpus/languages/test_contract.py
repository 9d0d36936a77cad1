"""What every language's folder must hold, whichever it is."""

import re
from pathlib import Path

import pytest

import corpus
from corpus.annotations import GOLD, read_gold
from corpus.cues import load_cues
from corpus.extraction import read
from corpus.language_names import load_names
from corpus.pipeline import LANGUAGES, available_languages, load_pipeline

FILES = ["pipeline.cfg", "patterns.jsonl", "cues.yaml", "names.yaml", "sentences.yaml", "ABOUT.md"]
CODES = available_languages()


def test_three_languages_are_found() -> None:
    assert CODES == ("en", "kk", "ru")


@pytest.mark.parametrize("code", CODES)
def test_a_folder_has_its_six_files(code: str) -> None:
    missing = [name for name in FILES if not (LANGUAGES / code / name).is_file()]
    assert missing == []
    load_names(LANGUAGES / code)
    load_cues(LANGUAGES / code / "cues.yaml")


@pytest.mark.parametrize("code", CODES)
def test_its_pipeline_reads_an_announcement(code: str) -> None:
    gold = read_gold(GOLD / code)[0][0].announcement
    reading = read(gold, load_pipeline(code))
    assert reading.pipeline.startswith(f"{code}_")
    assert reading.entities
    for entity in reading.entities:
        for mention in entity.mentions:
            assert 0 <= mention.start < mention.end <= len(gold.text)
            assert gold.text[mention.start : mention.end] in entity.names


@pytest.mark.parametrize("code", CODES)
def test_about_tells_sources_licences_scores_and_faults(code: str) -> None:
    about = (LANGUAGES / code / "ABOUT.md").read_text(encoding="utf-8").lower()
    for word in ("source", "licence", "f1", "fault"):
        assert word in about


def test_shared_code_names_no_language() -> None:
    folder = Path(str(corpus.__file__)).parent
    quoted = re.compile(rf"""["']({"|".join(CODES)})["']""")
    naming = [path.name for path in folder.glob("*.py") if quoted.search(path.read_text(encoding="utf-8"))]
    assert naming == []
