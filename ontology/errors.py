"""The one root of every error that a user can cause or mend."""

from pathlib import Path


class DataError(Exception):
    """Something in the input is wrong: says where, what, and the remedy.

    The message is one line, fit to be shown to a user as it is.
    """

    def __init__(self, path: Path | str, problem: str, remedy: str, *, line: int | None = None) -> None:
        """Keep the place (`path`, and the 1-based `line` when known), the problem and the remedy."""
        self.path = str(path)
        self.line = line
        self.problem = problem
        self.remedy = remedy
        super().__init__(f"{self.where}: {problem}; {remedy}")

    @property
    def where(self) -> str:
        """The path, with the line when it is known."""
        return self.path if self.line is None else f"{self.path}:{self.line}"
