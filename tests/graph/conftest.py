"""What several tests of this folder share."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.store import load_store


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
