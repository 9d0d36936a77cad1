"""The command line: announcements in; RDF graph, SPARQL answers and network map out.

Started by a Python outside any virtual environment it makes its own, `.venv` beside this file, from the lock file,
and goes on in there.
"""

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
LOCKS = ROOT / ".lock"


def enter_environment(lock: str) -> None:
    """Go on inside `.venv` with the packages of a lock file (`runtime.txt`, `development.txt`), installed when needed.

    An environment that the user has entered is left as it is.
    """
    if sys.version_info < (3, 11):  # noqa: UP036 -- said before an older Python fails on something else
        sys.exit("Python 3.11 or later is needed; start this program with a newer one")
    inside = Path(sys.prefix) == ENVIRONMENT
    if sys.prefix != sys.base_prefix and not inside:
        return
    python = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not _is_installed(lock):
        _install(lock, python)
    if not inside:
        arguments = [str(python), str(ROOT / "build_graph.py"), *sys.argv[1:]]
        if os.name == "nt":
            sys.exit(subprocess.call(arguments))  # noqa: S603 -- our own program again
        os.execv(python, arguments)  # noqa: S606 -- as above


def _digest(lock: str) -> str:
    return hashlib.sha256((LOCKS / lock).read_bytes()).hexdigest()


def _is_installed(lock: str) -> bool:
    stamp = ENVIRONMENT / "installed.txt"
    return stamp.is_file() and _digest(lock) in stamp.read_text().split()


def _install(lock: str, python: Path) -> None:
    """Install the lock file's packages into `.venv` with the pip that the user has."""
    print(f"Setting up {ENVIRONMENT.name} from {LOCKS.name}/{lock}: once, for a minute or two …", file=sys.stderr)
    stamp = ENVIRONMENT / "installed.txt"
    stamp.unlink(missing_ok=True)
    venv.create(ENVIRONMENT, with_pip=False, symlinks=os.name != "nt")
    pip = [getattr(sys, "_base_executable", sys.executable), "-m", "pip", "--python", str(python), "install", "--quiet"]
    if subprocess.call([*pip, "--require-hashes", "--requirement", str(LOCKS / lock)]):  # noqa: S603 -- pip, our lock
        sys.exit("The packages could not be installed (pip says why above); mend that and start again")
    locks = {lock, "runtime.txt"}  # the development packages hold the others
    stamp.write_text("\n".join(sorted(map(_digest, locks))) + "\n")


if __name__ == "__main__":
    enter_environment("development.txt" if sys.argv[1:2] == ["test"] else "runtime.txt")
