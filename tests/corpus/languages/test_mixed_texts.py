"""Texts in more than one language: which one is found, and that the other does not break the reading."""

from corpus.announcement import Announcement
from corpus.entity import EntityKind
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


def test_a_quotation_in_the_other_language_costs_no_name_and_makes_none() -> None:
    russian, kazakh = f"{RUSSIAN}\n\nЕго слушал Тимур Ким.", f"{KAZAKH}\n\nСәуле Омарова сөз сөйледі."
    for code, text, quotation in (("ru", russian, KAZAKH), ("kk", kazakh, RUSSIAN.split(".", maxsplit=1)[0])):
        plain, quoting = names(code, text), names(code, f"{text}\n\n«{quotation}»")
        assert plain
        assert plain <= quoting
        assert all(name in quotation for name in quoting - plain)
    assert names("ru", f"{russian}\n\n«{KAZAKH}»") == names("ru", russian)


def names(code: str, body: str) -> set[str]:
    """The names of persons, organisations, countries and places."""
    announcement = Announcement(id="a", title="Павлодар", body=body, language=code)
    entities = read(announcement, load_pipeline(code)).entities
    return {name for entity in entities if entity.kind is not EntityKind.EVENT for name in entity.names}
