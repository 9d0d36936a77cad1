from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph as ox
from hypothesis import given
from hypothesis import strategies as st

from graph import nquads

lines = st.lists(st.binary(max_size=6).map(lambda data: data.replace(b"\n", b"") + b"\n"))


@given(lines, st.integers(1, 5))
def test_runs_on_disk_sort_as_one(unsorted: list[bytes], run: int) -> None:
    assert list(nquads.sort_lines(unsorted, Path("/tmp"), run)) == sorted(set(unsorted))  # noqa: S108 any folder


@given(lines, lines)
def test_merging_keeps_the_order_and_each_line_once(first: list[bytes], second: list[bytes]) -> None:
    merged = nquads.merge(sorted(set(first)), sorted(set(second)))
    assert list(merged) == sorted({*first, *second})


@given(lines, lines)
def test_inserting_is_merging_a_few(known: list[bytes], few: list[bytes]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, "lines")
        nquads.write_lines(path, sorted(set(known)))
        nquads.insert(path, sorted(set(few)))
        assert list(nquads.read_lines(path)) == sorted({*known, *few})


def test_a_line_and_its_parts() -> None:
    quad = ox.Quad(
        ox.NamedNode("http://a/s"), ox.NamedNode("http://a/p"), ox.Literal('< "\r\n <'), ox.NamedNode("http://a/g")
    )
    (line,) = nquads.to_lines([quad, quad])
    assert nquads.graph_of(line) == b"http://a/g"
    (triple,) = nquads.parse(iter([nquads.triple_of(line)]), ox.RdfFormat.N_TRIPLES)
    assert triple.object == quad.object


@given(st.lists(st.text(max_size=4), min_size=1))
def test_lines_keep_their_order_without_their_graph(words: list[str]) -> None:
    quads = [
        ox.Quad(ox.NamedNode("http://a/s"), ox.NamedNode("http://a/p"), value, ox.NamedNode(f"http://a/{len(word)}"))
        for word in words
        for value in (ox.Literal(word), ox.Literal(word, language="en"), ox.Literal(word, language="en-gb"))
    ]
    triples = [nquads.triple_of(line) for line in nquads.to_lines(quads)]
    assert triples == sorted(triples)
