"""What was found, and what becomes of it on the screen?"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
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


def report(findings: Sequence[Finding], strict: bool) -> bool:
    """Print the findings and tell whether they fail the command: errors do, open work where strict."""
    errors = [finding for finding in findings if finding.is_error or strict]
    for finding in errors:
        print(finding, file=sys.stderr)
    if open_work := [finding for finding in findings if not (finding.is_error or strict)]:
        print(*open_work, f"open work, which stops no build: {len(open_work)} (make progress)", sep="\n")
    if errors:
        counts = Counter(finding.code for finding in errors)
        print("findings:", ", ".join(f"{count} {code}" for code, count in sorted(counts.items())), file=sys.stderr)
    else:
        print("no errors found")
    return bool(errors)
