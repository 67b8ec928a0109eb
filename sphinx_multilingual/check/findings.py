"""What was found, and what becomes of it on the screen?"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..errors import short
from .codes import CODES


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to mend: where, which code, what exactly; `message` is the source text it is about."""

    path: Path
    line: int
    code: str
    detail: str = ""
    message: str = ""

    @property
    def text(self) -> str:
        """Say what was found and how to mend it."""
        entry = CODES[self.code]
        return f"{self.code} {entry.what}{f' ({self.detail})' * bool(self.detail)}; {entry.mend}"

    @property
    def is_error(self) -> bool:
        return CODES[self.code].kind == "error"

    @property
    def stops_build(self) -> bool:
        return CODES[self.code].stops_build

    def __str__(self) -> str:
        return f"{short(self.path)}:{self.line}: {self.text}"


def report(findings: Sequence[Finding], strict: bool, verbose: bool = False) -> bool:
    """Print the findings and tell whether they fail the command: errors do, open work where strict."""
    errors = [finding for finding in findings if finding.is_error or strict]
    for finding in errors:
        print(finding, file=sys.stderr)
    if open_work := [finding for finding in findings if not (finding.is_error or strict)]:
        print(*(open_work if verbose else _by_kind(open_work)), sep="\n")
        hint = "" if verbose else "; make check ARGS=--verbose lists it"
        print(f"open work, which stops no build: {len(open_work)}{hint}")
    if errors:
        counts = Counter(finding.code for finding in errors)
        print("findings:", ", ".join(f"{count} {code}" for code, count in sorted(counts.items())), file=sys.stderr)
    else:
        print("no errors found")
    return bool(errors)


def _by_kind(findings: Sequence[Finding]) -> Iterator[str]:
    """Say of each kind how often it was found, and where first."""
    counts = Counter(finding.code for finding in findings)
    for code, count in sorted(counts.items()):
        first = next(finding for finding in findings if finding.code == code)
        yield f"{first}{f' (and {count - 1} more)' * (count > 1)}"
