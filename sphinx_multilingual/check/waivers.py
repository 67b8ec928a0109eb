"""Which findings did a person look at and accept? They are in `locales/waivers.toml`, each with its reason."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from ..errors import short
from .codes import CODES
from .findings import Finding

_KEYS = ("code", "file", "message", "reason")


@dataclass(frozen=True, slots=True)
class Waiver:
    """A finding to pass over: its code, its file, the beginning of its source message, and why.

    `*` stands for anything: a project that does not want a check waives it for `docs/*`, with the message `*`.
    """

    line: int
    code: str
    file: str
    message: str
    reason: str

    def covers(self, finding: Finding) -> bool:
        """Tell whether this finding is the one meant."""
        return (
            self.code == finding.code and self.is_about(short(finding.path))
            and bool(finding.message) and (self.message == "*" or finding.message.startswith(self.message))
        )

    def is_about(self, file: str) -> bool:
        """Tell whether a file is one of those meant."""
        return fnmatchcase(file, self.file)


def load_waivers(path: Path) -> tuple[list[Waiver], list[Finding]]:
    """Read the waivers, and what is wrong with their file; a project without one has none."""
    if not path.exists():
        return [], []
    text = path.read_text(encoding="utf-8")
    try:
        entries = tomllib.loads(text).get("waiver", [])
    except tomllib.TOMLDecodeError as error:
        return [], [Finding(path, 1, "W002", str(error))]
    lines = [number for number, row in enumerate(text.splitlines(), 1) if re.match(r"\s*\[\[\s*waiver", row)]
    waivers, findings = [], []
    for line, entry in zip(lines, entries, strict=False):
        if fault := _fault(entry):
            findings.append(Finding(path, line, "W002", fault))
        else:
            waivers.append(Waiver(line, **{key: entry[key] for key in _KEYS}))
    return waivers, findings


def _fault(entry: dict[str, object]) -> str:
    for key in _KEYS:
        if not (isinstance(entry.get(key), str) and entry[key]):
            return f"{key} is missing"
    if more := sorted(set(entry) - set(_KEYS)):
        return f"unknown key {more[0]}"
    return "" if entry["code"] in CODES else f"unknown code {entry['code']}"


def waive(findings: Iterable[Finding], waivers: Sequence[Waiver]) -> tuple[list[Finding], set[Waiver]]:
    """Leave out the findings that are waived; return the rest, and the waivers that were of use."""
    left, used = [], set()
    for finding in findings:
        covering = {waiver for waiver in waivers if waiver.covers(finding)}
        used |= covering
        if not covering:
            left.append(finding)
    return left, used


def unused(path: Path, waivers: Iterable[Waiver], used: set[Waiver], seen: set[str]) -> list[Finding]:
    """Report each waiver that matched nothing, unless its file was not among those looked at."""
    return [
        Finding(path, waiver.line, "W001", f"{waiver.code} in {waiver.file}")
        for waiver in waivers
        if waiver not in used and (any(map(waiver.is_about, seen)) or not Path(waiver.file).exists())
    ]
