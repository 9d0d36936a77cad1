"""What several tests of this folder share."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pyoxigraph as ox
import pytest

from corpus.reading import to_json
from graph.measures import measure
from graph.network import project
from graph.store import load_store
from tests.graph.gold import build_gold, gold_readings
from visualisations.page import write_pages


@pytest.fixture(scope="session")
def gold_build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build of true facts: all gold annotations, with their texts and their map."""
    folder = tmp_path_factory.mktemp("gold")
    build_gold(folder)
    (folder / "readings").mkdir()
    for reading in gold_readings():
        data = to_json(reading) | {"text": reading.announcement.text}
        path = folder / "readings" / f"{reading.announcement.id}.json"
        path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    write_pages(measure(project(folder)), folder)
    return folder


@pytest.fixture(scope="session")
def gold_store(gold_build: Path) -> ox.Store:
    return load_store(gold_build)


_SERVE = """
import sys
from pathlib import Path
from graph.endpoint import serve
from graph.sandbox import Limits
serve(Path(sys.argv[1]), port=0, limits=Limits(seconds=2, rows=2000), ready=lambda address: print(address, flush=True))
"""
Serve = Callable[[Path], AbstractContextManager[str]]


@contextmanager
def _serving(build: Path) -> Iterator[str]:
    command = [sys.executable, "-c", _SERVE, str(build)]
    with subprocess.Popen(command, cwd=Path(__file__).parents[2], stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            yield server.stdout.readline().strip()
        finally:
            server.terminate()


@pytest.fixture(scope="session")
def serving() -> Serve:
    """Serve a build in a process of its own, with narrow limits, and tell where."""
    return _serving


@pytest.fixture(scope="session")
def address(gold_build: Path) -> Iterator[str]:
    """Where the true facts are served."""
    with _serving(gold_build) as where:
        yield where
