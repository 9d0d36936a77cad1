import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.nquads import to_lines, write_lines
from graph.store import build_store, load_store, open_store
from ontology.errors import DataError
from ontology.terms import FOAF
from tests.graph import sample


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_lines(tmp_path / "dataset.nq", to_lines(sample.quads()))
    return tmp_path


def count(store: ox.Store, pattern: str) -> int:
    found = store.query(f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}")
    assert isinstance(found, ox.QuerySolutions)
    return int(next(iter(found))["n"].value)


@pytest.mark.parametrize("opened", [load_store, open_store])
def test_a_store_holds_the_dataset_and_its_union(folder: Path, opened: object) -> None:
    build_store(folder)
    store = opened(folder)  # type: ignore[operator]
    quads = sample.quads()
    assert {quad for quad in store if quad.graph_name != ox.DefaultGraph()} == set(quads)
    triples = {(quad.subject, quad.predicate, quad.object) for quad in quads}
    assert count(store, "?s ?p ?o") == len(triples)
    # One person, whom two announcements name, counts once.
    assert count(store, f"?s a <{FOAF.Person}>") == 1


def test_building_again_replaces_the_store_whole(folder: Path) -> None:
    build_store(folder)
    write_lines(folder / "dataset.nq", to_lines(sample.quads()[:1]))
    build_store(folder)
    assert count(open_store(folder), "?s ?p ?o") == 1
    assert sorted(path.name for path in folder.iterdir()) == ["dataset.nq", "store"]


QUADS = sample.quads()
SOME = st.sets(st.sampled_from(QUADS))


@settings(deadline=None, max_examples=10)
@given(st.lists(SOME, min_size=2, max_size=4))
def test_a_store_that_follows_the_one_before_holds_what_a_fresh_one_does(builds: list[set[ox.Quad]]) -> None:
    with TemporaryDirectory() as place:
        previous = None
        for number, quads in enumerate(builds):
            folder = Path(place) / str(number)
            folder.mkdir()
            write_lines(folder / "dataset.nq", to_lines(quads))
            build_store(folder, previous)
            union = {ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads}
            assert set(open_store(folder)) == quads | union
            previous = folder


def test_a_store_that_follows_another_leaves_it_as_it_was(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    build_store(folder)
    before = set(open_store(folder))
    other = tmp_path_factory.mktemp("other")
    write_lines(other / "dataset.nq", to_lines(QUADS[:5]))
    build_store(other, folder)
    shutil.rmtree(other)
    assert set(open_store(folder)) == before


@pytest.mark.parametrize("lost", ["store", "dataset.nq"])
def test_a_build_before_that_is_not_whole_does_not_matter(folder: Path, tmp_path: Path, lost: str) -> None:
    build_store(folder)
    previous = tmp_path / "previous"
    previous.mkdir()
    for name in {"store", "dataset.nq"} - {lost}:
        (folder / name).rename(previous / name)
    write_lines(folder / "dataset.nq", to_lines(QUADS))
    build_store(folder, previous)
    assert {quad for quad in open_store(folder) if quad.graph_name != ox.DefaultGraph()} == set(QUADS)


def test_an_open_store_cannot_be_changed(folder: Path) -> None:
    build_store(folder)
    with pytest.raises(RuntimeError, match="read-write"):
        open_store(folder).add(sample.quads()[0])


@pytest.mark.parametrize("opened", [load_store, open_store])
def test_a_folder_without_a_build_is_one_clear_line(tmp_path: Path, opened: object) -> None:
    with pytest.raises(DataError, match="run build first"):
        opened(tmp_path)  # type: ignore[operator]


def test_a_broken_dataset_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "dataset.nq").write_text("<a\n")
    with pytest.raises(DataError, match="run build again"):
        load_store(tmp_path)
