"""Where the editor's package cannot be run there is no editor, and no error."""

import time
from pathlib import Path

import pytest

from graph import editor


@pytest.fixture
def scripts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An environment whose programs are those of a folder of the test's own."""
    monkeypatch.setattr(editor.sysconfig, "get_path", lambda _: str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(editor, "_PATIENCE", 0.1)
    return tmp_path


def test_no_program_no_editor(scripts: Path) -> None:
    assert list(scripts.iterdir()) == []
    assert editor.editor.__wrapped__() == {}


def test_a_program_that_does_not_serve_is_no_editor(scripts: Path) -> None:
    program = scripts / "oxigraph"
    program.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    program.chmod(0o755)
    assert editor.editor.__wrapped__() == {}


def test_another_program_on_the_port_is_not_believed(scripts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = scripts / "oxigraph"
    program.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    program.chmod(0o755)

    def slow(_: int, __: str) -> bytes:
        time.sleep(0.2)
        return b"evil"

    monkeypatch.setattr(editor, "_file", slow)
    assert editor.editor.__wrapped__() == {}
