"""What is wrong with the project, said in one line to the person who can mend it."""

from __future__ import annotations

from pathlib import Path


class ProjectError(Exception):
    """A fault in the project's own files or in how a command was called.

    The message reads `file:line: what was found; what to do next`, where there
    is a file and a line. `code` is the exit code: 1 findings, 2 wrong use.
    """

    def __init__(self, message: str, path: Path | None = None, line: int = 0, code: int = 1) -> None:
        where = f"{short(path)}:{line}: " if path and line else f"{short(path)}: " if path else ""
        super().__init__(where + message)
        self.code = code
        self.reason, self.line = message, line


def short(path: Path) -> str:
    """Write a path relative to the current directory, where it lies below it."""
    try:
        return path.resolve().relative_to(Path.cwd().resolve()).as_posix()
    except ValueError:
        return path.as_posix()
