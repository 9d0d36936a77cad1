from pathlib import Path

import pytest

from corpus import version


def test_a_changed_encoder_reads_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = version.reader_version.__wrapped__("en")
    monkeypatch.setattr(version, "CONTEXT", tmp_path)
    (tmp_path / "encoder.onnx").write_bytes(b"another")
    assert version.reader_version.__wrapped__("en") != before
