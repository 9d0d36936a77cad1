from pathlib import Path

import pytest

from corpus.generated import generated_sentences
from corpus.pipeline import LANGUAGES

LABELS = ("person", "organisation", "university")
GRAMMAR = """
start: ["{person} of the {organisation} came."]
person: [Anna]
organisation: ["Club of {university}"]
university: [Tugan University]
"""


def test_mentions_are_where_the_symbols_stand(tmp_path: Path) -> None:
    (tmp_path / "sentences.yaml").write_text(GRAMMAR, encoding="utf-8")
    text, marked = next(generated_sentences(tmp_path, LABELS, 1))
    assert text == "Anna of the Club of Tugan University came."
    assert {(text[start:end], label) for start, end, label in marked} == {
        ("Anna", "person"),
        ("Tugan University", "university"),
        ("Club of Tugan University", "organisation"),
    }


def test_a_language_without_a_grammar_generates_nothing(tmp_path: Path) -> None:
    assert list(generated_sentences(tmp_path, LABELS, 5)) == []


@pytest.mark.parametrize(
    "folder", sorted(path.parent for path in LANGUAGES.glob("*/sentences.yaml")), ids=lambda p: p.name
)
def test_each_grammar_is_whole_and_repeatable(folder: Path) -> None:
    sentences = list(generated_sentences(folder, LABELS, 300))
    assert sentences == list(generated_sentences(folder, LABELS, 300))
    assert all("{" not in text for text, _ in sentences)
