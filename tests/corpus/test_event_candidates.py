"""What an event may be called, when it was and how many came: the right answer is among the candidates."""

from datetime import date

import pytest

from corpus.announcement import Announcement
from corpus.cues import CUES, load_cues
from corpus.event_candidates import event_candidates
from corpus.event_titles import quoted
from corpus.pipeline import LANGUAGES
from corpus.scene import set_scene


def values(code: str, title: str, body: str, field: str, published: date | None = None) -> list[object]:
    cues = load_cues(LANGUAGES / code / CUES)
    announcement = Announcement(id="x", title=title, body=body, language=code, published=published)
    scene = set_scene(announcement, [], {}, cues)
    found = [c.key[0] for c in event_candidates(scene, cues) if c.model == f"event.{field}"]
    assert found[-1] is None
    if field == "title":
        return [scene.text[slice(*span)] for span in found[:-1]]
    return found[:-1]


@pytest.mark.parametrize(
    ("code", "title", "body", "name"),
    [
        ("en", "News", "The action ‘Bread for the Village’ began.", "Bread for the Village"),
        ("en", "Fifth congress of beekeepers opens in Riga", "It lasts a day.", "Fifth congress of beekeepers"),
        (
            "en",
            "News",
            "They came to the sixth forum of young farmers of Altai.",
            "sixth forum of young farmers of Altai",
        ),
        ("ru", "Новости", "Прошёл первый съезд садоводов области.", "первый съезд садоводов области"),
        ("ru", "Круглый стол: хлеб и степь", "Говорили долго.", "хлеб и степь"),
        ("kk", "Ақтауда балықшылардың ІІ форумы өтті", "Ол ұзақ болды.", "балықшылардың ІІ форумы"),
    ],
)
def test_a_title_may_stand_without_quotation_marks(code: str, title: str, body: str, name: str) -> None:
    assert any(name in found for found in values(code, title, body, "title"))


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ('He said "yes" and the forum "No more" ended', ["yes", "No more"]),
        ("the event ‘People's Songs’ and 'Old words'", ["People's Songs", "Old words"]),
        ("форум «Жить в «Доме дружбы» вместе»", ["Жить в «Доме дружбы» вместе", "Доме дружбы"]),
    ],
)
def test_quotation_marks_close_what_they_open(text: str, inside: list[str]) -> None:
    assert [text[start:end] for start, end in quoted(text)] == inside


def test_today_in_a_quoted_title_is_no_date() -> None:
    day = date(2024, 5, 6)
    assert values("en", "A meeting “Bread: Yesterday and Today”", "It was held.", "date", day) == []
    assert len(values("en", "A meeting", "It was held today.", "date", day)) == 1


@pytest.mark.parametrize(
    ("body", "last"),
    [
        ("A two-day seminar began on 10 October.", date(2024, 10, 11)),
        ("Two days before 10 October a seminar was held.", date(2024, 10, 10)),
    ],
)
def test_how_long_an_event_lasts(body: str, last: date) -> None:
    (found,) = values("en", "A seminar", body, "date", date(2024, 10, 12))
    assert found.last == last  # type: ignore[attr-defined]


def test_a_year_and_a_percentage_are_no_attendance() -> None:
    body = "In 2019 students met. More than 60% of the delegates were young. Forty-five guests came."
    assert values("en", "A forum", body, "attendance") == [45]
