from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph import iri, nquads
from graph.dataset import add_quads, write_dataset
from graph.rdf import decimal, integer, node, text
from graph.turtle import block, blocks, prefixes, write_turtle
from ontology.terms import APK
from tests.graph import sample

TERMS = st.one_of(
    st.text(max_size=5).map(text),
    st.text(max_size=5).map(lambda words: text(words, "en-gb")),
    st.integers(-5, 5).map(integer),
    st.floats(-3, 3).map(decimal),
    st.sampled_from(["1", "x", "0.50", "-1.5"]).map(lambda words: ox.Literal(words, datatype=node(APK["count"]))),
    st.sampled_from([str(APK.Position), f"{APK}a/b", f"{APK}1", f"{APK}-", iri.thing("person", "x")]).map(node),
)


@settings(deadline=None)
@given(st.sets(st.tuples(st.sampled_from("ab"), st.sampled_from("pq"), TERMS), min_size=1))
def test_any_terms_are_read_back_as_they_were(said: set[tuple[str, str, ox.NamedNode | ox.Literal]]) -> None:
    graph = node(iri.MEASURES)
    quads = {ox.Quad(node(f"{APK}{one}"), node(f"{APK}{other}"), term, graph) for one, other, term in said}
    written = prefixes() + block(nquads.to_lines(quads))
    assert set(ox.parse(written, ox.RdfFormat.TRIG)) == quads


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    readings = sample.readings()
    write_dataset(readings, sample.resolution(readings), tmp_path)
    add_quads(tmp_path, [ox.Quad(node(iri.DATASET), node(f"{APK}p"), text("x"), node(iri.DATASET))])
    return tmp_path


def test_trig_and_turtle_say_what_the_dataset_says(folder: Path) -> None:
    write_turtle(folder / "dataset.nq", folder / "graph.ttl")
    quads = set(ox.parse(path=str(folder / "dataset.nq")))
    assert set(ox.parse(path=str(folder / "dataset.trig"))) == quads
    union = {(quad.subject, quad.predicate, quad.object) for quad in quads}
    assert {(t.subject, t.predicate, t.object) for t in ox.parse(path=str(folder / "graph.ttl"))} == union
    assert sorted(path.name for path in folder.iterdir()) == ["dataset.nq", "dataset.trig", "graph.ttl"]


def test_graphs_are_found_in_a_file_by_their_names(folder: Path) -> None:
    name = iri.announcement("enu-2021-05").encode()
    ((found, text),) = blocks(folder / "dataset.trig", {name})
    assert found == name
    lines = [line for line in nquads.read_lines(folder / "dataset.nq") if nquads.graph_of(line) == name]
    assert text == block(lines)
