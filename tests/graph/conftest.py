"""What several tests of this folder share."""

import json
from pathlib import Path

import pyoxigraph as ox
import pytest

from corpus.reading import to_json
from graph.store import load_store
from tests.graph.gold import build_gold, gold_readings


@pytest.fixture(scope="session")
def gold_build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build of true facts: some gold annotations, with their texts."""
    folder = tmp_path_factory.mktemp("gold")
    build_gold(folder)
    (folder / "readings").mkdir()
    for reading in gold_readings():
        data = to_json(reading) | {"text": reading.announcement.text}
        path = folder / "readings" / f"{reading.announcement.id}.json"
        path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    (folder / "network.html").write_text("<!doctype html><title>The map</title>", encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def gold_store(gold_build: Path) -> ox.Store:
    return load_store(gold_build)
