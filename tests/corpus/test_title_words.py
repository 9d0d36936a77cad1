"""Titles and degrees found by their words, where no tagger saw them."""

import pytest

from corpus.announcement import Announcement
from corpus.cues import CUES, load_cues
from corpus.pipeline import LANGUAGES
from corpus.scene import set_scene


def degrees(code: str, body: str) -> list[str]:
    announcement = Announcement(id="x", title="-", body=body, language=code)
    scene = set_scene(announcement, [], {}, load_cues(LANGUAGES / code / CUES))
    return [scene.text[slice(*span)] for span in scene.degrees]


@pytest.mark.parametrize(
    ("code", "body", "wanted"),
    [
        ("en", "Ann Lee, Ph. D, opened the seminar.", ["Ph. D"]),
        ("en", "Professor Ann Lee, Doctor of Political Science, spoke.", ["Professor", "Doctor of Political Science"]),
        ("ru", "Выступил Иван Ли, кандидат исторических наук, доцент.", ["кандидат исторических наук", "доцент"]),
        ("ru", "Доклад прочёл д.м.н. И. Ли.", ["д.м.н"]),
        ("kk", "Тарих ғылымдарының докторы, профессор И. Ли сөйледі.", ["ғылымдарының докторы", "профессор"]),
    ],
)
def test_a_degree_is_known_by_its_words(code: str, body: str, wanted: list[str]) -> None:
    assert degrees(code, body) == wanted


@pytest.mark.parametrize(
    ("code", "body"),
    [
        ("en", "Ann Lee is a professor of Caspian University."),
        ("en", "The students and professors of three faculties came."),
        ("en", "He saw the doctor of the village and went home."),
        ("ru", "Врач и доктор осмотрели детей."),
    ],
)
def test_an_office_or_a_common_noun_is_no_degree(code: str, body: str) -> None:
    assert degrees(code, body) == []
