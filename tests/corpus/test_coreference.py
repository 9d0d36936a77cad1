"""Namings that the tagger did not see."""

import pytest
import spacy
from spacy.tokens import Doc

from corpus.coreference import bare_nouns
from corpus.entity import Entity, EntityKind, Mention
from corpus.extensions import MENTIONS
from corpus.gold_doc import ROLE
from corpus.language_names import load_names
from corpus.pipeline import LANGUAGES


def told(code: str, text: str, names: list[str], title: str) -> list[tuple[str, str]]:
    """Return which bare nouns of a text stand for which of its organisations."""
    doc: Doc = spacy.blank("xx")(text)
    entities = [
        Entity(
            id=name,
            kind=EntityKind.ORGANISATION,
            names=(name,),
            mentions=(Mention(start=text.index(name), end=text.index(name) + len(name), normal=name, by="test"),),
        )
        for name in names
    ]
    doc.spans[MENTIONS] = [doc.char_span(text.rindex(title), text.rindex(title) + len(title), label=ROLE)]
    return [(doc.text[m.start : m.end], one) for one, m in bare_nouns(doc, entities, load_names(LANGUAGES / code))]


@pytest.mark.parametrize(
    ("code", "text", "names", "title", "expected"),
    [
        ("ru", "Открылась Школа «Ай». Директор школы Анна Ким рада.", ["Школа «Ай»"], "Директор", "школы"),
        ("kk", "«Ай» колледжі ашылды. Колледж директоры Анна Ким келді.", ["«Ай» колледжі"], "директоры", "Колледж"),
        (
            "kk",
            "«Ай» мектебі, № 2 мектеп. Мектептің басшысы бар.",
            ["«Ай» мектебі", "№ 2 мектеп"],
            "басшысы",
            "Мектептің",
        ),
    ],
)
def test_a_head_word_beside_a_title_stands_for_the_last_organisation_that_it_fits(
    code: str, text: str, names: list[str], title: str, expected: str
) -> None:
    assert told(code, text, names, title) == [(expected, names[-1])]


@pytest.mark.parametrize(
    ("code", "text", "names", "title"),
    [
        ("ru", "Открылась Школа «Ай». Рядом школы нет, сказал директор.", ["Школа «Ай»"], "директор"),
        ("ru", "Директор школы Анна Ким рада: открылась Школа «Ай».", ["Школа «Ай»"], "Директор"),
        ("ru", "Открылась Школа «Ай». Директор театра Анна Ким рада.", ["Школа «Ай»"], "Директор"),
    ],
)
def test_elsewhere_or_before_it_or_of_another_kind_it_stands_for_none(
    code: str, text: str, names: list[str], title: str
) -> None:
    assert told(code, text, names, title) == []
