"""Which official terms has the project? `terms.toml` beside the table of languages lists them, each with its status."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from .errors import parse_toml

NAME = "terms.toml"
Table = dict[str, Any]


def read_terms(path: Path) -> list[Table]:
    """Read the entries; none where the file is missing. Raises ProjectError where it is not valid TOML."""
    return _read(path, path.stat().st_mtime_ns) if path.exists() else []


@cache
def _read(path: Path, changed: int) -> list[Table]:
    found: list[Table] = parse_toml(path.read_text(encoding="utf-8"), path).get("term", [])
    return found


def is_confirmed(own: Table) -> bool:
    """Tell whether what a term has for a language was seen in an official text."""
    return own.get("status") == "confirmed"
