"""What README prints works as printed. `.ci/run` runs its first two commands, which set up."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

import build_graph

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SET_UP = ["python3 build_graph.py", "python3 build_graph.py test"]
BLOCKS = [block.strip() for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL)]
COMMANDS = [
    command for block in BLOCKS if block not in SET_UP for command in re.findall(r'python3 (?:[^"\n]|"[^"]*")+', block)
]


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder like a checkout, in which the first command has been run."""
    folder = tmp_path_factory.mktemp("readme")
    for path in ROOT.iterdir():
        if path.name not in {"build", ".venv", ".git"} and not path.name.endswith("_cache"):
            (folder / path.name).symlink_to(path)
    done = run(SET_UP[0], folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def run(command: str, folder: Path) -> "subprocess.CompletedProcess[str]":
    words = shlex.split(command)
    assert words[0] == "python3"
    return subprocess.run(
        [sys.executable, *words[1:]], cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False
    )


def test_the_two_commands_that_set_up_stand_first() -> None:
    assert BLOCKS[:2] == SET_UP


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: " ".join(command.split())[:60])
def test_every_command_works_as_printed(checkout: Path, command: str) -> None:
    done = run(command, checkout)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()


def test_the_answer_in_the_readme_is_the_true_one(checkout: Path) -> None:
    question = next(command for command in COMMANDS if "SELECT" in command)
    printed = re.search(r"```csv\n(.*?)```", README, re.DOTALL)
    assert printed
    assert run(question, checkout).stdout == printed[1]


def test_every_file_that_the_readme_names_exists() -> None:
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", README) if not link.startswith("http")]
    assert links
    assert not [link for link in links if not (ROOT / link).exists()]


def test_every_package_of_the_table_is_declared_and_every_declared_one_is_told() -> None:
    declared = re.findall(
        r'^    "([a-z0-9-]+)',
        (ROOT / "pyproject.toml").read_text(encoding="utf-8").split("[dependency-groups]")[0],
        re.MULTILINE,
    )
    told = README.lower().replace("_", "-")
    assert declared
    assert not [package for package in declared if package not in told]


def test_no_command_of_the_readme_is_unknown_to_the_command_line() -> None:
    named = set(re.findall(r"build_graph\.py (\w+)", README)) | set(re.findall(r"^`(\w+)`", README, re.MULTILINE))
    assert named - {"FILE"} <= set(build_graph.main.commands)
