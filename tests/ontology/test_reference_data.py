from pathlib import Path

import pytest

from ontology.reference_data import main, turtle
from ontology.reference_organisations import organisations
from ontology.vocabulary import FOLDER


@pytest.mark.parametrize("name", ["countries", "organisations", "places"])
def test_a_file_is_what_the_command_makes(name: str) -> None:
    assert (FOLDER / f"{name}.ttl").read_text(encoding="utf-8") == turtle(name)


def test_the_command_writes_every_file_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ontology.reference_data.FOLDER", tmp_path)
    main()
    assert {path.name for path in tmp_path.iterdir()} == {"countries.ttl", "organisations.ttl", "places.ttl"}
    for path in tmp_path.iterdir():
        assert path.read_bytes() == (FOLDER / path.name).read_bytes()


def test_no_two_organisations_share_an_iri() -> None:
    iris = [thing.iri for thing in organisations()]
    assert len(iris) == len(set(iris))
