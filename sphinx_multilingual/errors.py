"""What is wrong with the project? Said in one line, to the person who can mend it."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any


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


def parse_toml(text: str, path: Path, code: int = 1) -> dict[str, Any]:
    """Read TOML; raises ProjectError, with file and line, where it is broken."""
    try:
        return _loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        line = int(found[1]) if found else text.count("\n") + 1
        raise ProjectError(f"not valid TOML: {error}; mend this line", path, line, code) from error


@lru_cache(64)
def _loads(text: str) -> dict[str, Any]:
    """Keep what was read: each language reads the same files. Nobody changes what comes from here."""
    return tomllib.loads(text)


def short(path: Path) -> str:
    """Write a path relative to the current directory, where it lies below it."""
    try:
        return path.resolve().relative_to(Path.cwd().resolve()).as_posix()
    except (ValueError, RuntimeError):  # The second: links in a circle.
        return path.as_posix()
