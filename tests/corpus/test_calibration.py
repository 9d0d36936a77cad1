from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from corpus.calibration import Calibration, fit

OUTCOMES = st.lists(st.tuples(st.just("person"), st.floats(0, 1), st.booleans()), min_size=1, max_size=60)


@given(OUTCOMES, st.floats(0, 1), st.floats(0, 1))
def test_a_higher_score_is_never_less_probable(
    outcomes: list[tuple[str, float, bool]], one: float, other: float
) -> None:
    calibration = fit(outcomes)
    low, high = sorted((one, other))
    assert 0 <= calibration.probability("person", low) <= calibration.probability("person", high) + 0.001 <= 1.001


def test_scores_become_shares() -> None:
    outcomes = [("place", 0.9, i % 2 == 0) for i in range(1000)] + [("place", 0.99, True) for _ in range(1000)]
    calibration = fit(outcomes)
    assert abs(calibration.probability("place", 0.9) - 0.5) < 0.01
    assert calibration.probability("place", 0.99) > 0.99


def test_it_comes_back_from_its_file(tmp_path: Path) -> None:
    calibration = fit([("person", score / 10, score > 4) for score in range(11)])
    calibration.save(tmp_path)
    again = Calibration.load(tmp_path)
    assert [again.probability("person", s / 20) for s in range(21)] == [
        calibration.probability("person", s / 20) for s in range(21)
    ]
    assert again.probability("organisation", 0.3) == 0.3
