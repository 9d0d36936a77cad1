"""Scores as tables that a person reads: a row per measure, one table per language."""

from collections.abc import Iterator, Mapping, Sequence

from corpus.evaluation import Counts, Scores, interval, total

_ACCURACIES = ("class", "event")
_HEAD = f"{'measure':<28}{'gold':>6}{'precision':>11}{'recall':>8}{'F1':>7}  95 % interval"


def tables(scores: Mapping[str, Sequence[Scores]]) -> Iterator[str]:
    """Yield the lines of a table for each language, and of one for all when there are several.

    `scores` maps a language to the scores of its announcements. A class and an event's fields are judged by
    accuracy, which stands in the column F1.
    """
    for language, per_announcement in sorted(scores.items()):
        yield from _table(f"{language} ({len(per_announcement)} announcements)", per_announcement)
    if len(scores) > 1:
        everything = [counts for per_announcement in scores.values() for counts in per_announcement]
        yield from _table(f"all ({len(everything)} announcements)", everything)


def _table(title: str, scores: Sequence[Scores]) -> Iterator[str]:
    yield ""
    yield title
    yield _HEAD
    for measure, counts in total(scores).items():
        judged = measure.split("/")[0] in _ACCURACIES
        low, high = interval(scores, measure, _accuracy if judged else _f1)
        figures = f"{'':>11}{'':>8}" if judged else f"{counts.precision:>11.3f}{counts.recall:>8.3f}"
        figure = counts.accuracy if judged else counts.f1
        number = counts.right + counts.missed + (counts.wrong if judged else 0)
        yield f"{measure:<28}{number:>6}{figures}{figure:>7.3f}  {low:.3f}–{high:.3f}"


def _f1(counts: Counts) -> float:
    return counts.f1


def _accuracy(counts: Counts) -> float:
    return counts.accuracy
