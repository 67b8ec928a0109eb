"""What was heard of each address, last time and so far in a run that was stopped?

`memory.jsonl` holds the last whole run, `unfinished.jsonl` the answers of one that has not ended: it is written line by
line, so that a stopped run goes on where it was.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from .answer import Known
from .verdict import Verdict

_DAY = 24 * 60 * 60
_FORGET = 100 * _DAY


@dataclass(frozen=True, slots=True)
class Heard:
    """What is remembered of one address: its verdict, when it was asked, since when the verdict is the same."""

    address: str
    status: str
    reason: str
    code: int
    moved_to: str
    asked: str
    since: str
    final: str = ""
    etag: str = ""
    modified: str = ""

    @property
    def verdict(self) -> Verdict:
        return Verdict(self.status, self.reason, self.code, self.moved_to)

    @property
    def known(self) -> Known:
        return Known(self.final, self.etag, self.modified)

    def is_older(self, seconds: float) -> bool:
        """Tell whether it was asked longer ago than this."""
        return time.time() - datetime.fromisoformat(self.asked).timestamp() > seconds


def now() -> str:
    """Write the moment, in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


class Memory:
    """The memory of a project, in a folder."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.path, self.journal = folder / "memory.jsonl", folder / "unfinished.jsonl"
        text = self.path.read_text(encoding="utf-8") if self.path.exists() else ""
        self.before = {each.address: each for each in _read(text.splitlines())}
        rows = self.journal.read_text(encoding="utf-8").splitlines() if self.journal.exists() else []
        self.answered = {each.address: each for each in _read(rows) if not each.is_older(_DAY)}

    def keep(self, address: str, verdict: Verdict, known: Known) -> Heard:
        """Remember an answer, at once also on the disk."""
        old, moment = self.before.get(address), now()
        same = old and (old.status, old.reason) == (verdict.status, verdict.reason)
        heard = Heard(
            address, verdict.status, verdict.reason, verdict.code, verdict.moved_to, moment,
            old.since if old and same else moment, known.final, known.etag, known.modified,
        )
        self.answered[address] = heard
        with self.journal.open("a", encoding="utf-8") as file:
            file.write(_row(heard) + "\n")
        return heard

    def finish(self) -> None:
        """Make the answers of this run what is known; what was not asked for a hundred days is forgotten."""
        kept = {address: each for address, each in self.before.items() if not each.is_older(_FORGET)} | self.answered
        new = self.path.with_suffix(".new")
        new.write_text("".join(_row(kept[address]) + "\n" for address in sorted(kept)), encoding="utf-8")
        new.replace(self.path)
        self.journal.unlink(missing_ok=True)


def _row(heard: Heard) -> str:
    return json.dumps(asdict(heard), ensure_ascii=False)


def _read(rows: Iterable[str]) -> Iterable[Heard]:
    """Read what can be read: the last line of a killed run may be half a line."""
    for row in rows:
        with suppress(ValueError, TypeError):
            yield Heard(**json.loads(row))
