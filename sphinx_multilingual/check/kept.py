"""Which findings of the last run still hold? Those of catalogs that have not changed, nor have checks and terms."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from functools import cache
from hashlib import sha256
from pathlib import Path

from ..catalogs import LARGEST
from .findings import Finding

_ENGINE = Path(__file__).parents[1]


@cache
def _code() -> bytes:
    """Return what stands for the state of the engine."""
    files = [*sorted(Path(__file__).parent.glob("*.*")), *(_ENGINE / f"{name}.py" for name in ("catalogs", "terms"))]
    return sha256(b"".join(path.read_bytes() for path in files)).digest()


class Kept:
    """The findings of the catalogs of a language, kept in a file between runs; without a file, nothing is kept."""

    def __init__(self, path: Path | None, inputs: Iterable[bytes]) -> None:
        """`inputs` is what the findings rest on beside the catalog itself."""
        self._path, self._base = path, sha256(b"\0".join([_code(), *inputs])).digest()
        self._old = self._load()
        self._new: dict[str, list[object]] = {}

    def _load(self) -> dict[str, list[object]]:
        try:
            found = json.loads(self._path.read_text(encoding="utf-8")) if self._path else {}
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def findings(self, path: Path, check: Callable[[], list[Finding]]) -> list[Finding]:
        """Return the findings of a catalog: those of the last run where it is the same, else those of the check."""
        if not path.is_file() or path.stat().st_size > LARGEST:  # The check says so; this has no end to be read to.
            return check()
        key = sha256(self._base + path.read_bytes()).hexdigest()
        match self._old.get(str(path)):
            case [old, list(rows)] if old == key:
                found = [Finding(path, *row) for row in rows]
            case _:
                found = check()
        self._new[str(path)] = [key, [[one.line, one.code, one.detail, one.message] for one in found]]
        return found

    def save(self) -> None:
        """Keep what holds now for the next run; a folder that cannot be written costs time and nothing else."""
        if self._path and self._new != self._old:
            try:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                self._path.write_text(json.dumps(self._new), encoding="utf-8")
            except OSError:
                return
