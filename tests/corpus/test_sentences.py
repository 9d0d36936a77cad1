import pytest
from spacy.language import Language

from corpus.pipeline import load_pipeline


@pytest.fixture(scope="module")
def pipeline() -> Language:
    return load_pipeline("en", until="gazetteer")


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("He came. She left.", ["He came.", "She left."]),
        ("Zh. Omarov and L. N. Kim met Dr. Weber.", ["Zh. Omarov and L. N. Kim met Dr. Weber."]),
        ("He said: “Come.” She came.", ["He said: “Come.”", "She came."]),
        ("A title\n\nA text", ["A title\n\n", "A text"]),
        ("- one\n- two", ["- one\n", "- two"]),
        ("It costs 3. million", ["It costs 3. million"]),
    ],
)
def test_where_sentences_start(pipeline: Language, text: str, sentences: list[str]) -> None:
    assert [sentence.text for sentence in pipeline(text).sents] == sentences
