"""Dates as announcements write them: ranges, missing years, "yesterday"; the words come from `cues.yaml`."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any

_DASH = "-–—"
_NUMERIC = re.compile(rf"(?<![\d.])(\d{{1,2}})(?:\s?[{_DASH}]\s?(\d{{1,2}}))?[./](\d{{1,2}})[./]((?:19|20)\d\d)(?!\d)")
_ISO = re.compile(r"(?<!\d)((?:19|20)\d\d)-(\d\d)-(\d\d)(?!\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDate:
    """A date or a range of days in a text; `dated` tells whether the year stands there, `by` how it is written."""

    first: date
    last: date
    start: int
    end: int
    dated: bool
    by: str

    def lasting(self, days: int) -> "FoundDate":
        """Return the same, so many days long."""
        return replace(self, last=self.first + timedelta(days=days - 1))


class DateReader:
    """Finds the dates of a text.

    Args:
        words: `months` (twelve lists of words, `word*` for any ending), `weekdays` (seven, Monday first), `today`,
            `yesterday`, `tomorrow`, `joiners` (between two days), `day_endings`, `fillers` (between day and month),
            `year_words`, `month_first`.
    """

    def __init__(self, words: Mapping[str, Any]) -> None:
        """Keep the words of a language."""
        self._words = words

    def find(self, text: str, published: date | None) -> list[FoundDate]:
        """Return the dates in the order of the text.

        One without a year is taken as the nearest to `published`, else to the first date of the text that has a year.
        """
        found = [*self._written(text, published), *_numeric(text), *self._relative(text, published)]
        if published is None and (known := [d for d in found if d.dated]):
            found = [*self._written(text, known[0].first), *_numeric(text)]
        kept: list[FoundDate] = []
        for one in sorted(found, key=lambda d: (d.start - d.end, d.start)):
            if all(one.end <= other.start or other.end <= one.start for other in kept):
                kept.append(one)
        return sorted(kept, key=lambda d: d.start)

    @cached_property
    def _patterns(self) -> Sequence[tuple[str, re.Pattern[str]]]:
        words = self._words
        endings = "|".join(re.escape(ending) for ending in words["day_endings"])
        fillers = _alternatives(words["fillers"]) or r"(?!)"
        join = rf"(?:\s*[{_DASH}]\s*|\s+(?:{_alternatives(words['joiners'])})\s+)"
        years = _alternatives(words["year_words"]) or r"(?!)"
        day = rf"(\d{{1,2}})(?:{endings})?" if endings else r"(\d{1,2})"
        month = rf"({_alternatives(w for names in words['months'] for w in names)})\.?"
        year_after = rf"(?:[\s,]+(?:\([^()]*\)\s*)?(?:(?:{fillers})\s+)?((?:19|20)\d\d)(?!\d))?"
        year_before = rf"(?:((?:19|20)\d\d)\s*(?:{years})?[\s,]+)?"
        fill = rf"\s*(?:(?:{fillers})\s+)*"
        patterns = [
            ("across months", rf"(?<!\w){year_before}{day}{fill}{month}{join}{day}{fill}{month}(?!\w){year_after}"),
            ("day first", rf"(?<![\w.,]){year_before}{day}(?:{join}{day})?{fill}{month}(?!\w){year_after}"),
        ]
        if words["month_first"]:
            patterns += [
                ("months across", rf"(?<!\w){month}\s+{day}{join}{month}\s+{day}(?![\w%]){year_after}"),
                (
                    "month first",
                    rf"(?<!\w){month}\s+(?:{fillers}\s+)?{day}(?:{join}{day})?(?![\w%]|[.,]\d){year_after}",
                ),
            ]
        return [(name, re.compile(pattern, re.IGNORECASE)) for name, pattern in patterns]

    def _written(self, text: str, published: date | None) -> Iterator[FoundDate]:
        for by, pattern in self._patterns:
            for match in pattern.finditer(text):
                days, months, year = self._parts(match.groups())
                if not days or not months:
                    continue
                last_month = months[-1]
                first_month = months[0]
                span = _days(year, (first_month, days[0]), (last_month, days[-1]), published)
                if span:
                    yield FoundDate(
                        first=span[0], last=span[1], start=match.start(), end=match.end(), dated=year is not None, by=by
                    )

    def _parts(self, groups: Sequence[str | None]) -> tuple[list[int], list[int], int | None]:
        given = [group for group in groups if group]
        years = [int(g) for g in given if g.isdigit() and len(g) == 4]  # noqa: PLR2004 -- digits of a year
        days = [int(g) for g in given if g.isdigit() and len(g) < 4]  # noqa: PLR2004
        months = [self._month(g) for g in given if not g.isdigit()]
        return days, [month for month in months if month], years[0] if years else None

    def _month(self, word: str) -> int:
        return next((i for i, names in enumerate(self._words["months"], 1) if _is_one_of(word, names)), 0)

    def _relative(self, text: str, published: date | None) -> Iterator[FoundDate]:
        if published is None:
            return
        shifts = [("today", 0), ("yesterday", -1), ("tomorrow", 1)]
        for name, shift in shifts:
            if self._words[name]:
                day = published + timedelta(days=shift)
                for match in re.finditer(rf"(?<!\w)(?:{_alternatives(self._words[name])})(?!\w)", text, re.IGNORECASE):
                    yield FoundDate(first=day, last=day, start=match.start(), end=match.end(), dated=False, by=name)
        for number, names in enumerate(self._words["weekdays"]):
            day = published - timedelta(days=(published.weekday() - number) % 7)
            for match in re.finditer(rf"(?<!\w)(?:{_alternatives(names)})(?!\w)", text, re.IGNORECASE):
                yield FoundDate(first=day, last=day, start=match.start(), end=match.end(), dated=False, by="weekday")


def _numeric(text: str) -> Iterator[FoundDate]:
    for match in _NUMERIC.finditer(text):
        first, last, month, year = match.groups()
        span = _days(int(year), (int(month), int(first)), (int(month), int(last or first)), None)
        if span:
            yield FoundDate(first=span[0], last=span[1], start=match.start(), end=match.end(), dated=True, by="numeric")
    for match in _ISO.finditer(text):
        year, month, day = map(int, match.groups())
        span = _days(year, (month, day), (month, day), None)
        if span:
            yield FoundDate(first=span[0], last=span[1], start=match.start(), end=match.end(), dated=True, by="numeric")


def _days(
    year: int | None, first: tuple[int, int], last: tuple[int, int], published: date | None
) -> tuple[date, date] | None:
    """Return the first and the last day, in the year nearest to the publication when none is given; None if none."""
    try:
        if year is None:
            if published is None:
                return None
            near = [date(published.year + shift, *first) for shift in (-1, 0, 1)]
            year = min(near, key=lambda day: abs(day - published)).year
        start, end = date(year, *first), date(year, *last)
    except ValueError:
        return None
    if end < start:
        end = end.replace(year=year + 1) if first[0] > last[0] else start
    return start, end


def _alternatives(words: Iterable[object]) -> str:
    return "|".join(
        re.escape(word[:-1]) + r"\w*" if word.endswith("*") else re.escape(word)
        for word in sorted(map(str, words), key=lambda w: (-len(w), w))
    )


def _is_one_of(word: str, names: Sequence[str]) -> bool:
    return re.fullmatch(_alternatives(names), word, re.IGNORECASE) is not None
