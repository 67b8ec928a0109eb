"""Which files did the translator save?"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

_SECONDS = 0.05

# What tells one state of a file from another: time of change, size, inode.
Look = dict[Path, tuple[int, int, int]]


def look(folders: Mapping[Path, Sequence[str]]) -> Look:
    """Return the state of the files below each folder whose names have one of its endings."""
    found: Look = {}
    for folder, suffixes in folders.items():
        for path in (path for path in folder.rglob("*.*") if path.suffix in suffixes):
            try:
                status = path.stat()
            except FileNotFoundError:  # An editor has just put another file in its place.
                continue
            found[path] = (status.st_mtime_ns, status.st_size, status.st_ino)
    return found


def watch(folders: Mapping[Path, Sequence[str]], known: Look) -> Iterator[set[Path]]:
    """Yield the files that differ from `known`, once two looks agree: an editor may still be writing at the first."""
    last = known
    while True:
        now = look(folders)
        if now == last and now != known:
            yield {path for path in now.keys() | known.keys() if now.get(path) != known.get(path)}
            known = now
        last = now
        time.sleep(_SECONDS)
