"""The best sequence of tags, against all sequences that spell mentions."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.tagging import best_tags

TAGS = ("B-role", "I-role", "L-role", "O", "U-role", "B-degree", "L-degree")
FOLLOWS = {"B-": {"I-", "L-"}, "I-": {"I-", "L-"}}


def spells(sequence: tuple[str, ...]) -> bool:
    """Tell whether every mention of a sequence has its first and its last token."""
    if sequence[0][:2] in {"I-", "L-"} or sequence[-1][:2] in FOLLOWS:
        return False
    return all(
        (b[:2] in FOLLOWS[a[:2]] and a[2:] == b[2:]) if a[:2] in FOLLOWS else b[:2] not in {"I-", "L-"}
        for a, b in itertools.pairwise(sequence)
    )


@given(st.lists(st.lists(st.floats(-9, 0, width=16), min_size=len(TAGS), max_size=len(TAGS)), min_size=1, max_size=4))
def test_it_is_the_most_probable_of_those_that_spell_mentions(rows: list[list[float]]) -> None:
    seen = np.array(rows)
    best = best_tags(seen, TAGS)
    assert spells(tuple(TAGS[code] for code in best))
    every = (
        codes
        for codes in itertools.product(range(len(TAGS)), repeat=len(rows))
        if spells(tuple(TAGS[code] for code in codes))
    )
    greatest = max(sum(seen[i, code] for i, code in enumerate(codes)) for codes in every)
    assert sum(seen[i, code] for i, code in enumerate(best)) == pytest.approx(greatest)
