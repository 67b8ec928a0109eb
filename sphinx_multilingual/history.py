"""When was a file last changed? Asked of git once for all; where git cannot be sure, it is not said."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path


def _git(root: Path, *arguments: str) -> str:
    """Return what git says; nothing where it is missing or `root` is in no repository."""
    command = ["git", "-C", str(root), "-c", "core.quotePath=false", *arguments]
    try:
        return subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8", "replace")
    except (OSError, subprocess.CalledProcessError):
        return ""


def last_changes(root: Path, folders: Sequence[str]) -> dict[str, date]:
    """Return the day of the last commit that touched each file of these folders, by its path below `root`.

    A file with changes that are not committed has none. A shallow clone, as servers that build sites like to make,
    has none at all: its oldest commit seems to have made every file.
    """
    return dict(_days(root, tuple(folders), state_of(root, folders)))


@lru_cache(1)  # The processes of all languages start with what was asked before them.
def _days(root: Path, folders: tuple[str, ...], state: str) -> dict[str, date]:
    shallow, _, *changed = state.split("\n") if state else ("", "")
    if shallow != "false":
        return {}
    days: dict[str, date] = {}
    # `-c` also names what a merge itself changed.
    for commit in _git(root, "log", "-c", "--format=%x01%cs", "--name-only", "--relative", "--", *folders).split("\1"):
        day, *names = commit.split("\n")
        for name in filter(None, names):
            days.setdefault(name, date.fromisoformat(day))
    return {name: day for name, day in days.items() if name not in changed}


def state_of(root: Path, folders: Sequence[str]) -> str:
    """Return what the days of all files rest on: the last commit, and what is not committed."""
    head = _git(root, "rev-parse", "--is-shallow-repository", "HEAD")
    return head and head + _git(root, "diff", "--name-only", "--relative", "HEAD", "--", *folders)
