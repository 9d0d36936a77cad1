"""The sessions of graph/README.md run as they stand, against a real server."""

import os
import re
import subprocess
import sys
from pathlib import Path

README = (Path(__file__).parents[2] / "graph" / "README.md").read_text(encoding="utf-8")


def test_the_python_session(address: str, gold_build: Path, tmp_path: Path) -> None:
    code = "\n".join(re.findall(r"```python\n(.*?)```", README, re.DOTALL))
    (tmp_path / "build").symlink_to(gold_build)
    script = tmp_path / "session.py"
    script.write_text(code.replace("http://127.0.0.1:8080/", address), encoding="utf-8")
    environment = os.environ | {"PYTHONIOENCODING": "utf-8"}
    told = subprocess.run([sys.executable, script], cwd=tmp_path, capture_output=True, check=True, env=environment)
    lines = told.stdout.decode().splitlines()
    assert "name" in lines[0]
    assert re.fullmatch(r".*University\s+\d+", lines[1])
    assert re.fullmatch(r"\d+ quotes from \d+ announcements", lines[4])
    assert lines[5:8] == sorted(lines[5:8])
    assert "'moderator'" in lines[8]
    assert re.fullmatch(r"\d+ named graphs", lines[9])


def test_the_curl_session(address: str) -> None:
    (code,) = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    command = ["/bin/sh", "-c", code.replace("http://127.0.0.1:8080/", address)]
    told = subprocess.run(command, capture_output=True, check=True).stdout.decode().splitlines()
    assert told[0] == "name,events"
    assert len(told) == 6
