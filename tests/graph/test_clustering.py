from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from graph.clustering import clusters
from graph.judgement import Verdict

SIZE = 8
LINKS = st.lists(
    st.tuples(
        st.integers(0, SIZE - 1),
        st.integers(0, SIZE - 1),
        st.sampled_from([Verdict.SAME, Verdict.DIFFERENT, Verdict.UNSURE]),
        st.integers(0, 9).map(float),
    ).filter(lambda link: link[0] != link[1]),
    max_size=30,
)


@given(LINKS)
def test_different_is_never_in_one_cluster(links: list[tuple[int, int, Verdict, float]]) -> None:
    found = clusters(SIZE, links)
    assert all(found[left] != found[right] for left, right, verdict, _ in links if verdict is Verdict.DIFFERENT)


@given(LINKS, st.randoms())
def test_the_order_of_the_links_does_not_matter(links: list[tuple[int, int, Verdict, float]], random: object) -> None:
    shuffled = list(links)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert clusters(SIZE, shuffled) == clusters(SIZE, links)


@given(LINKS)
def test_two_that_stand_apart_are_never_together(links: list[tuple[int, int, Verdict, float]]) -> None:
    found = clusters(SIZE, links, apart={0, 1, 2})
    assert all(found[left] != found[right] for left, right in combinations((0, 1, 2), 2))


def test_same_is_passed_on_and_unsure_is_not() -> None:
    same = [(0, 1, Verdict.SAME, 1.0), (1, 2, Verdict.SAME, 1.0), (2, 3, Verdict.UNSURE, 9.0)]
    assert clusters(4, same) == [0, 0, 0, 3]


def test_a_cut_takes_the_weaker_link() -> None:
    links = [(0, 1, Verdict.SAME, 9.0), (1, 2, Verdict.SAME, 8.0), (0, 2, Verdict.DIFFERENT, -12.0)]
    assert clusters(3, links) == [0, 0, 2]
