"""Golden cases: constructions of names, read by the pipeline that ships."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml
from spacy.language import Language

from corpus.announcement import Announcement
from corpus.entity import Entity, EntityKind
from corpus.evaluation import match_entities, normal_name
from corpus.extraction import read
from corpus.pipeline import load_pipeline

CASES = Path(__file__).parents[1] / "cases"
KINDS = [kind for kind in EntityKind if kind is not EntityKind.EVENT]


def cases() -> list[Any]:
    return [
        pytest.param(path.stem.removeprefix("entities_"), case, id=f"{path.stem}: {case['construction']}")
        for path in sorted(CASES.glob("entities_*.yaml"))
        for case in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]


@pytest.fixture(scope="module")
def pipelines() -> dict[str, Language]:
    codes = {path.stem.removeprefix("entities_") for path in CASES.glob("entities_*.yaml")}
    return {code: load_pipeline(code) for code in sorted(codes)}


@pytest.mark.parametrize(("code", "case"), cases())
def test_the_entities_of_a_construction(pipelines: dict[str, Language], code: str, case: dict[str, Any]) -> None:
    announcement = Announcement(id="case", title="-", body=case["text"], language=code)
    entities = read(announcement, pipelines[code]).entities
    for kind in KINDS:
        found = [entity for entity in entities if entity.kind is kind]
        wanted = [
            Entity(id=f"wanted-{number}", kind=kind, names=(names,) if isinstance(names, str) else tuple(names))
            for number, names in enumerate(case.get(kind.value, []))
        ]
        assert len(found) == len(wanted), (kind, [entity.names for entity in found])
        assert len(match_entities(wanted, found)) == len(wanted), (kind, [entity.names for entity in found])
        right = _bearers(wanted)
        assert all(bearers <= right[name] for name, bearers in _bearers(found).items() if name in right), kind


def _bearers(entities: Sequence[Entity]) -> Counter[str]:
    """Return how many entities bear each name."""
    return Counter(name for entity in entities for name in {normal_name(form) for form in entity.names})
