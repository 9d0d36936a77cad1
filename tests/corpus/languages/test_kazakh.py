import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from corpus.languages.kk.language import Kazakh
from corpus.languages.kk.morphology import case, match_form, stems, to_cyrillic
from corpus.languages.kk.named_entities import sentence_features, tagged_spans
from corpus.languages.kk.nominative import person_nominative, phrase_nominative
from corpus.pipeline import load_pipeline

LETTERS = "абғдеёжзийкқлмнңоөпрстуұүфхһшыіьэюя"


def test_spacy_knows_the_language() -> None:
    assert isinstance(spacy.blank("kk"), Kazakh)


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("ҚХА-ның мүшелері", ["ҚХА", "-ның", "мүшелері"]),
        ("80-нен астам", ["80", "-нен", "астам"]),
        ("2023 жылғы мамыр", ["2023", "жылғы", "мамыр"]),
        ("Нұр-Сұлтан қаласы", ["Нұр-Сұлтан", "қаласы"]),
        ("«Жастар»-дың", ["«", "Жастар", "»", "-дың"]),
        ("М.Қашқари атындағы", ["М.", "Қашқари", "атындағы"]),
        ("«УЗПА»АҚ", ["«", "УЗПА", "»", "АҚ"]),
        ("University-де", ["University", "-де"]),
        ("өтті.Кейін", ["өтті", ".", "Кейін"]),
    ],
)
def test_tokens(text: str, tokens: list[str]) -> None:
    assert [token.text for token in Kazakh().make_doc(text)] == tokens


@pytest.mark.parametrize(
    ("text", "nominative"),
    [
        ("Ерлан Қариннің", "Ерлан Қарин"),
        ("Нұрия Көбенованың", "Нұрия Көбенова"),
        ("Жансейіт Түймебаевтың", "Жансейіт Түймебаев"),
        ("Аян Уахитұлына", "Аян Уахитұлы"),
        ("Ерлан Қарин", "Ерлан Қарин"),
        ("Бота Елеусізова", "Бота Елеусізова"),
        ("Алтынай Айдан", "Алтынай Айдан"),
    ],
)
def test_a_persons_nominative(text: str, nominative: str) -> None:
    assert person_nominative(text) == nominative


def test_a_bare_stem_needs_proof() -> None:
    assert person_nominative("Джон Поммершаймды") == "Джон Поммершаймды"
    assert person_nominative("Джон Поммершаймды", frozenset({"поммершайм"})) == "Джон Поммершайм"


@pytest.mark.parametrize(
    ("text", "nominative"),
    [
        ("Атырау университетінің", "Атырау университеті"),
        ("Қазақстан халқы Ассамблеясының", "Қазақстан халқы Ассамблеясы"),
        ("Қазақстан халқы Ассамблеясына", "Қазақстан халқы Ассамблеясы"),
        ("Достық үйінде", "Достық үйі"),
        ("ҚХА-ның", "ҚХА"),
        ("«Қоғамдық келісім» КММ-нің", "«Қоғамдық келісім» КММ"),
        ("Тараз қаласындағы", "Тараз қаласы"),
        ("Таразда", "Тараз"),
        ("Тараздағы", "Тараз"),
        ("Қазақстанның", "Қазақстан"),
        ("Түркияның", "Түркия"),
        ("Қазақстан", "Қазақстан"),
        ("Түркістан", "Түркістан"),
        ("Алматы", "Алматы"),
        ("Қызылорда", "Қызылорда"),
        ("Өскемен", "Өскемен"),
    ],
)
def test_a_phrases_nominative(text: str, nominative: str) -> None:
    assert phrase_nominative(text) == nominative


@given(st.text(alphabet=LETTERS, min_size=1, max_size=14))
def test_an_ending_and_its_stem_make_the_word(word: str) -> None:
    for stem in stems(word):
        assert word.startswith(stem.text)
        assert stem.text != word


@given(st.text(max_size=30))
def test_any_text_has_a_nominative_and_a_match_form(text: str) -> None:
    assert text.startswith(person_nominative(text).rstrip('»”"'))
    assert isinstance(match_form(text), str)


def test_cases_are_told_by_endings() -> None:
    assert case("университетінің") == "genitive"
    assert case("қаласында") == "locative"
    assert case("кафедрасы") == "possessive"
    assert case("жастар") == ""


def test_cases_and_alphabets_of_a_word_meet() -> None:
    words = ["Ассамблеясы", "Ассамблеясының", "ассамблеясына", "Assambleiasy", "Assambleiasynyn"]
    assert len({match_form(word) for word in words[:4]}) == 1
    assert to_cyrillic("qazaqstan") == "қазақстан"


def test_the_gazetteer_reads_latin_script() -> None:
    nlp = load_pipeline("kk", until="mention_tagger")
    doc = nlp("Qazaqstan halqy Assambleiasy Qostanaida jinaldy.")
    assert {span.kb_id_ for span in doc.spans["gazetteer"]} >= {"assembly-of-people-of-kazakhstan"}


def test_tags_become_spans() -> None:
    assert list(tagged_spans(["B-ORG", "I-ORG", "O", "B-GPE", "B-GPE"])) == [
        (0, 2, "ORG"),
        (3, 4, "GPE"),
        (4, 5, "GPE"),
    ]
    assert len(sentence_features(["Астанада", "«", "Шаңырақ", "»", "өтті", "."])) == 6


def test_named_entities_of_general_text() -> None:
    nlp = load_pipeline("kk", until="mention_tagger")
    doc = nlp("Қасым-Жомарт Тоқаев 2023 жылғы 5 мамырда Павлодарға келді.")
    assert {"PERSON", "DATE", "GPE"} <= {span.label_ for span in doc.ents}
