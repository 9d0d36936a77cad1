from pathlib import Path

import pyoxigraph as ox
import pytest

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
