"""What many tests share: one small build, made once by the command line itself."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def run() -> Run:
    """Run the command line as a user does, in a process of its own, in any folder."""

    def command(*arguments: object, cwd: Path = ROOT, **more: object) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, str(ROOT / "build_graph.py"), *map(str, arguments)],
            cwd=cwd,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            **more,  # type: ignore[call-overload]
        )

    return command


@pytest.fixture(scope="session")
def small_build(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a build from a few announcements in all three languages."""
    out = tmp_path_factory.mktemp("small") / "build"
    inputs = sorted((ROOT / "corpus" / "announcements").glob("*/*zhetysu*.md"))
    inputs += [
        path for code in ("en", "kk", "ru") for path in sorted((ROOT / "corpus/announcements" / code).glob("*.md"))[:3]
    ]
    done = run("build", *inputs, "--out", out)
    assert done.returncode == 0, done.stderr
    return out
