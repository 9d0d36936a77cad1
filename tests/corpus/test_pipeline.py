from pathlib import Path

import pytest

from corpus.announcement import Announcement
from corpus.extraction import read
from corpus.pipeline import available_languages, load_pipeline
from ontology.errors import DataError

TOY = """
[paths]
folder = null
models = null

[base]
models = []
components = []

[nlp]
lang = "en"
pipeline = ["sentences"]

[components]

[components.sentences]
factory = "sentences"
folder = ${paths.folder}
"""


def toy(root: Path, config: str = TOY) -> None:
    (root / "xx").mkdir()
    (root / "xx" / "pipeline.cfg").write_text(config, encoding="utf-8")
    (root / "xx" / "names.yaml").write_text("abbreviations: [univ]\n", encoding="utf-8")


def test_a_language_is_a_folder(tmp_path: Path) -> None:
    assert available_languages(tmp_path) == ()
    toy(tmp_path)
    assert available_languages(tmp_path) == ("xx",)
    announcement = Announcement(id="a", title="A title", body="At Univ. A. One. Two.", language="xx")
    nlp = load_pipeline("xx", tmp_path)
    reading = read(announcement, nlp)
    assert reading.announcement is announcement
    assert (reading.entities, reading.relations, reading.groups) == ((), (), ())
    assert [str(s) for s in nlp(announcement.text).sents] == ["A title\n", "At Univ. A. One.", "Two."]


def test_the_version_changes_with_the_folder(tmp_path: Path) -> None:
    toy(tmp_path)
    announcement = Announcement(id="a", title="t", body="b", language="xx")
    before = read(announcement, load_pipeline("xx", tmp_path)).pipeline
    assert before == read(announcement, load_pipeline("xx", tmp_path)).pipeline
    (tmp_path / "xx" / "names.yaml").write_text("abbreviations: [inst]\n", encoding="utf-8")
    assert before != read(announcement, load_pipeline("xx", tmp_path)).pipeline


@pytest.mark.parametrize(
    ("config", "words"),
    [
        (TOY.replace("models = []", 'models = ["no_such_model_anywhere"]'), "no_such_model_anywhere"),
        ("[nlp", "not a config"),
    ],
)
def test_a_faulty_folder_is_told_in_one_line(tmp_path: Path, config: str, words: str) -> None:
    toy(tmp_path, config)
    with pytest.raises(DataError, match=words) as caught:
        load_pipeline("xx", tmp_path)
    assert "\n" not in str(caught.value)


def test_an_unknown_language_is_told_with_the_known_ones(tmp_path: Path) -> None:
    toy(tmp_path)
    with pytest.raises(DataError, match="use one of: xx"):
        load_pipeline("yy", tmp_path)


def test_a_key_that_nothing_reads_is_told(tmp_path: Path) -> None:
    toy(tmp_path)
    (tmp_path / "xx" / "names.yaml").write_text("abbreviation: [univ]\n", encoding="utf-8")
    with pytest.raises(DataError, match="unknown keys: abbreviation"):
        load_pipeline("xx", tmp_path)
