"""Which of the offered media types a client gets."""

import pytest

from graph.negotiation import preferred


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, "a/b"),
        ("", "a/b"),
        ("a/c", "a/c"),
        ("a/*;q=0.2, a/c;q=0.9", "a/c"),
        ("a/*, a/b;q=0", "a/c"),
        ("*/*;q=0", None),
        ("A/C ; Q=1", "a/c"),
        ("a/c;q=nonsense", None),
        ("x/y, a/b;level=1", "a/b"),
    ],
)
def test_negotiation(accept: str | None, expected: str | None) -> None:
    assert preferred(accept, ("a/b", "a/c")) == expected
