"""The texts that nothing is trained on."""

from itertools import islice

import pytest

from corpus import unseen
from corpus.marked_text import UNSEEN, read_marked, read_written
from corpus.pipeline import LANGUAGES, available_languages


@pytest.mark.parametrize("code", available_languages())
def test_no_unseen_text_is_trained_on(code: str) -> None:
    kept = {reading.announcement.body for reading in read_marked(LANGUAGES / code / UNSEEN, code)}
    assert kept
    assert kept.isdisjoint(reading.announcement.body for _, reading in read_written(LANGUAGES / code, code))


def test_their_scores_are_printed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(unseen, "read_marked", lambda path, code: islice(read_marked(path, code), 2))
    unseen.main(["en"])
    printed = capsys.readouterr().out
    assert "en (2 announcements)" in printed
    assert "relations/participation" in printed
