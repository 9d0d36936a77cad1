"""Dates in every written form of the three languages."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.cues import CUES, load_cues
from corpus.dates import DateReader
from corpus.pipeline import LANGUAGES

PUBLISHED = date(2021, 4, 26)


def read(code: str, text: str, published: date | None = PUBLISHED) -> list[tuple[str, str]]:
    found = DateReader(load_cues(LANGUAGES / code / CUES).dates).find(text, published)
    return [(one.first.isoformat(), one.last.isoformat()) for one in found]


@pytest.mark.parametrize(
    ("code", "text", "first", "last"),
    [
        ("en", "on April 23-24, 2021, at the university", "2021-04-23", "2021-04-24"),
        ("en", "from 3rd to 6th of February, 2015", "2015-02-03", "2015-02-06"),
        ("en", "from June 30 – July 2, 2020", "2020-06-30", "2020-07-02"),
        ("en", "on November 21 (Tuesday) 2023", "2023-11-21", "2023-11-21"),
        ("en", "it met on Friday", "2021-04-23", "2021-04-23"),
        ("en", "held yesterday", "2021-04-25", "2021-04-25"),
        ("ru", "23-24 апреля 2021 года прошёл", "2021-04-23", "2021-04-24"),
        ("ru", "с 30 июня по 2 июля 2020 года", "2020-06-30", "2020-07-02"),
        ("ru", "12 мая состоялся", "2021-05-12", "2021-05-12"),
        ("ru", "23.04.2021 г.", "2021-04-23", "2021-04-23"),
        ("kk", "2021 жылғы 23-24 сәуірде өтті", "2021-04-23", "2021-04-24"),
        ("kk", "12 мамырда өткен", "2021-05-12", "2021-05-12"),
        ("kk", "2023 жылдың 1 қарашасында", "2023-11-01", "2023-11-01"),
    ],
)
def test_a_date_is_read_as_it_is_written(code: str, text: str, first: str, last: str) -> None:
    assert read(code, text) == [(first, last)]


def test_a_year_that_cannot_be_known_gives_no_date() -> None:
    assert read("en", "On 12 May they met.", None) == []


def test_a_dated_day_gives_its_year_to_the_others() -> None:
    assert read("en", "Papers are due March 31, 2015; on April 8 we meet.", None)[1] == ("2015-04-08", "2015-04-08")


def test_a_day_that_does_not_exist_is_no_date() -> None:
    assert read("en", "on February 30, 2021") == []


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2035, 1, 1)))
def test_a_full_russian_date_is_that_day(day: date) -> None:
    months = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()  # noqa: SIM905
    assert read("ru", f"{day.day} {months[day.month - 1]} {day.year} года") == [(day.isoformat(), day.isoformat())]


@given(st.integers(min_value=-150, max_value=150))
def test_a_day_without_a_year_is_the_nearest(days: int) -> None:
    day = PUBLISHED + timedelta(days=days)
    assert read("en", f"on {day.day} {day:%B}") == [(day.isoformat(), day.isoformat())]
