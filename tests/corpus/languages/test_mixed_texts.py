"""Texts in more than one language: which one is found, and that the other does not break the reading."""

from corpus.announcement import Announcement
from corpus.extraction import read
from corpus.language import detect_language
from corpus.pipeline import load_pipeline

RUSSIAN = "В Павлодаре прошла встреча студентов. Её открыла Жанна Сериковна Омарова, директор Дома дружбы."
KAZAKH = "Бірлігіміз – басты байлығымыз. Ел ішіндегі татулықты көздің қарашығындай сақтайық, ағайын."
ENGLISH = "A meeting of students took place in Pavlodar. It was opened by the director of the House of Friendship."


def test_the_language_is_that_of_most_paragraphs() -> None:
    assert detect_language(RUSSIAN) == "ru"
    assert detect_language(KAZAKH) == "kk"
    assert detect_language(ENGLISH) == "en"
    assert detect_language(f"{RUSSIAN}\n\n{KAZAKH}\n\n{RUSSIAN}") == "ru"
    assert detect_language(f"{KAZAKH} {KAZAKH}\n\n«{RUSSIAN}»") == "kk"
    assert detect_language("") in {"en", "kk", "ru"}


def test_a_kazakh_quotation_in_a_russian_text_breaks_neither() -> None:
    body = f"{RUSSIAN}\n\n«{KAZAKH}» – процитировал Абая Тимур Ким."
    for code in ("ru", "kk"):
        announcement = Announcement(id="a", title="Встреча в Павлодаре", body=body, language=code)
        reading = read(announcement, load_pipeline(code))
        names = {name for entity in reading.entities for name in entity.names}
        assert "Тимур Ким" in names
        assert not any("Бірлігіміз" in name for name in names)
