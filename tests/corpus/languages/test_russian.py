import sys

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from corpus.languages.ru.language import AnnouncementRussian
from corpus.languages.ru.morphology import match_form
from corpus.languages.ru.named_entities import NamedEntities
from corpus.languages.ru.nominative import person_nominative, phrase_nominative
from corpus.languages.ru.tags import part_of_speech


@pytest.mark.parametrize(
    ("text", "nominative"),
    [
        ("Натальи Калашниковой", "Наталья Калашникова"),
        ("Бакытжану Темирболату", "Бакытжан Темирболат"),
        ("Касым-Жомартом Токаевым", "Касым-Жомарт Токаев"),
        ("Правдиной Вере Николаевне", "Правдина Вера Николаевна"),
        ("Виктора Садовничего", "Виктор Садовничий"),
        ("Елены Ким", "Елена Ким"),
        ("Юрия Кима", "Юрий Ким"),
        ("Анар Жаилгановой", "Анар Жаилганова"),
        ("Ж.Асабаевой", "Ж.Асабаева"),
        ("Н. Рафалика", "Н. Рафалик"),
        ("АЙГУЛЬ САДВОКАСОВОЙ", "АЙГУЛЬ САДВОКАСОВА"),
        # What may be a nominative stays one.
        ("Шолпан Балгозина", "Шолпан Балгозина"),
        ("Александра Овсянникова", "Александра Овсянникова"),
        ("Фахри Казым-Ниджат", "Фахри Казым-Ниджат"),
        ("Maria Drąg", "Maria Drąg"),
    ],
)
def test_a_persons_nominative(text: str, nominative: str) -> None:
    assert person_nominative(text) == nominative


def test_a_name_elsewhere_in_the_text_decides_between_readings() -> None:
    assert person_nominative("Тугжанова") == "Тугжанова"
    assert person_nominative("Тугжанова", frozenset({"тугжанов"})) == "Тугжанов"


@pytest.mark.parametrize(
    ("text", "nominative"),
    [
        ("Ассамблеи народа Казахстана", "Ассамблея народа Казахстана"),
        ("Дома дружбы", "Дом дружбы"),
        ("Домов дружбы", "Дома дружбы"),
        ("областного историко-краеведческого музея", "областной историко-краеведческий музей"),
        ("кафедрой «Ассамблея народа Казахстана»", "кафедра «Ассамблея народа Казахстана»"),
        ("«Большого Алтая»", "«Большой Алтай»"),
        ("Омского государственного университета имени Ф. Д.", "Омский государственный университет имени Ф. Д."),
        ("городском маслихате", "городской маслихат"),
        ("РОО «Ассамблея жастары»", "РОО «Ассамблея жастары»"),
        ("КазНУ", "КазНУ"),
        ("Акимат Жамбылской области", "Акимат Жамбылской области"),
        ("Северо-Казахстанской области", "Северо-Казахстанская область"),
        ("Таразе", "Тараз"),
        ("Кызылорде", "Кызылорда"),
        ("Алматы", "Алматы"),
    ],
)
def test_a_phrases_nominative_touches_the_head_alone(text: str, nominative: str) -> None:
    assert phrase_nominative(text) == nominative


@given(st.text(max_size=40))
def test_any_text_has_a_nominative_that_stays(text: str) -> None:
    assert isinstance(person_nominative(text), str)
    assert isinstance(phrase_nominative(text), str)


def test_forms_of_a_word_meet_and_abbreviations_do_not_meet_words() -> None:
    assert {match_form(form) for form in ("ассамблея", "Ассамблеи", "АССАМБЛЕЕЙ")} == {"ассамблея"}
    assert len({match_form(form) for form in ("маслихат", "маслихата", "маслихате")}) == 1
    assert match_form("КазНУ") != match_form("казну")


def test_initials_are_tokens_of_their_own() -> None:
    doc = AnnouncementRussian().make_doc("Гость М.Козыбаев и Н.Г. Чернышевский")
    assert [token.text for token in doc] == ["Гость", "М.", "Козыбаев", "и", "Н.", "Г.", "Чернышевский"]
    assert doc[2].norm_ == "козыбаев"


def test_parts_of_speech_by_the_dictionary() -> None:
    assert part_of_speech("университета") == "NOUN"
    assert part_of_speech("казахстанского") == "ADJF"
    assert part_of_speech("www") == "LATN"


def test_slovnet_finds_names_without_importing_natasha() -> None:
    nlp = spacy.blank("ru")
    doc = NamedEntities()(nlp.make_doc("Встреча\nВ Павлодаре выступил Марат Азильханов, ректор Томского университета."))
    assert [(span.text, span.label_) for span in doc.ents][:2] == [("Павлодаре", "LOC"), ("Марат Азильханов", "PER")]
    assert "pymorphy2" not in sys.modules
