import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from graph.outputs import recover, replacing
from ontology.errors import DataError


def build(folder: Path, **files: str) -> None:
    with replacing(folder) as staging:
        for name, content in files.items():
            (staging / name).write_text(content)
        (staging / "store").mkdir()
        (staging / "store" / "data").write_text(" ".join(files.values()))


def test_a_build_replaces_files_and_folders_whole(tmp_path: Path) -> None:
    build(tmp_path, a="1", b="1")
    (tmp_path / "store" / "left over").touch()
    build(tmp_path, a="2", b="2")
    assert (tmp_path / "a").read_text() == "2"
    assert [path.name for path in (tmp_path / "store").iterdir()] == ["data"]
    assert not (tmp_path / ".next").exists()


def test_a_build_that_fails_leaves_the_last_good_one(tmp_path: Path) -> None:
    build(tmp_path, a="1")

    def fail() -> None:
        with replacing(tmp_path) as staging:
            (staging / "a").write_text("half")
            raise DataError("x", "it broke", "mend it")

    with pytest.raises(DataError):
        fail()
    assert (tmp_path / "a").read_text() == "1"
    build(tmp_path, a="2")
    assert (tmp_path / "a").read_text() == "2"


def test_a_build_killed_while_its_files_move_is_finished_by_the_next_command(tmp_path: Path) -> None:
    build(tmp_path, a="1", b="1")
    staging = tmp_path / ".next"
    staging.mkdir()
    (staging / "b").write_text("2")  # a was moved already when the process died
    (tmp_path / "a").write_text("2")
    (staging / ".complete").touch()
    recover(tmp_path)
    assert (tmp_path / "a").read_text() == (tmp_path / "b").read_text() == "2"
    assert not staging.exists()


KILLED = """
import os, pathlib, signal, sys
from graph.outputs import replacing

class Dying(type(pathlib.Path())):
    left = int(sys.argv[2])
    def replace(self, target):
        Dying.left -= 1
        if Dying.left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return super().replace(target)

with replacing(Dying(sys.argv[1])) as staging:
    (staging / "store").mkdir()
    for name in ("a", "b", "store/data"):
        (staging / name).write_text("2")
"""


@pytest.mark.parametrize("moves", range(5))
def test_a_build_killed_between_any_two_moves_is_finished_by_the_next_command(tmp_path: Path, moves: int) -> None:
    build(tmp_path, a="1", b="1")
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", KILLED, tmp_path, str(moves)], cwd=root, check=False)
    assert done.returncode == (-signal.SIGKILL if moves < 4 else 0)
    recover(tmp_path)
    assert {(tmp_path / name).read_text() for name in ("a", "b", "store/data")} == {"2"}
    assert not (tmp_path / ".next").exists()


def test_a_second_build_in_the_folder_says_so_and_stops(tmp_path: Path) -> None:
    script = (
        "import pathlib, sys, graph.outputs\n"
        "with graph.outputs.replacing(pathlib.Path(sys.argv[1])):\n"
        "    print('in', flush=True); sys.stdin.read()"
    )
    root = Path(__file__).parents[2]
    with subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path)],
        cwd=root,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(root)},
    ) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == b"in\n"
        with pytest.raises(DataError, match="another build"), replacing(tmp_path):
            pytest.fail("two builds at once")
        first.send_signal(signal.SIGKILL)
    build(tmp_path, a="1")
    assert (tmp_path / "a").read_text() == "1"


def test_a_folder_that_takes_no_files_is_one_clear_fault(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(DataError, match="cannot write"), replacing(tmp_path / "file"):
        pytest.fail("wrote below a file")
