"""How does a new version of the site reach its readers whole, and how does the one before come back?

A folder that is served has:

    live        a symbolic link to the version that readers see; one rename changes it
    versions/   the last five versions, each named by the second of its publication
    unfinished  a symbolic link to a version that is being made or removed; a run that was killed
                leaves it, and the next run removes it with what it leads to

A page of a version asks for its styles, scripts and pictures by `?v=VERSION`, and the server answers from that version,
so that a page loaded before a switch never meets files from after it. A version stays for a day after readers left it.
"""

from __future__ import annotations

import calendar
import fcntl
import gzip
import os
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from .errors import ProjectError

KEPT = 5
REACHABLE = 24 * 60 * 60  # seconds
NAME = "%Y%m%dT%H%M%S"
# What a page loads by itself, and where it says so. Other addresses are seen by readers and stay as they are.
_LOADED = rb"css|js|png|svg|jpe?g|gif|webp|avif|ico|woff2?"
_HERE = rb"(?![a-z][a-z0-9+.-]*:|//|#)"
_ADDRESSES = {
    ".html": re.compile(rb'(\s(?:src|href)="' + _HERE + rb'[^"?#]+\.(?:' + _LOADED + rb'))(?:\?[^"#]*)?(?=["#])'),
    ".css": re.compile(rb"(url\(\s*['\"]?" + _HERE + rb"[^'\")?#]+)(?:\?[^'\")#]*)?(?=['\")#])"),
}
_COMPRESSED = {".html", ".css", ".js", ".svg", ".xml", ".txt", ".json"}


def stamped(data: bytes, suffix: str, version: str) -> bytes:
    """Return a page or style sheet that asks for its own version of what it loads."""
    pattern = _ADDRESSES.get(suffix)
    return pattern.sub(rb"\1?v=" + version.encode(), data) if pattern else data


@contextmanager
def _lock(to: Path) -> Iterator[None]:
    """Keep two runs apart, and what they write readable for a server, which is another user."""
    mask = os.umask(0o022)
    try:
        to.mkdir(exist_ok=True)
        with _only_run(to):
            yield
    finally:
        os.umask(mask)


@contextmanager
def _only_run(to: Path) -> Iterator[None]:
    with (to / ".lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise ProjectError("another run is publishing here; wait for it", to, code=2) from error
        if (to / "live").exists() and not (to / "live").is_symlink():
            raise ProjectError("'live' is not a symbolic link; name a folder of its own for the site", to, code=2)
        try:
            _mend(to)
            yield
        except OSError:
            with suppress(OSError):  # A full disk gets its room back at once; else the next run mends.
                _mend(to)
            raise


@contextmanager
def _refusals(to: Path) -> Iterator[None]:
    """Say what the machine refuses: a full disk, a folder that may not be written."""
    try:
        yield
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        text = f"{error.strerror}{where}; readers see a whole site as before; mend this and run it again"
        raise ProjectError(text, to, code=2) from error


def _fsync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _point(to: Path, name: str, version: str) -> None:
    """Make a symbolic link to a version."""
    (to / name).unlink(missing_ok=True)
    (to / name).symlink_to(Path("versions", version))
    _fsync(to)


def _mend(to: Path) -> None:
    """Remove what a killed run left."""
    (to / "back").unlink(missing_ok=True)
    unfinished = to / "unfinished"
    if unfinished.is_symlink():
        folder = to / unfinished.readlink()
        if folder.exists():
            shutil.rmtree(folder)
        unfinished.unlink()


def versions(to: Path) -> list[str]:
    """Name the versions of a folder, the oldest first."""
    return sorted(path.name for path in (to / "versions").glob("*") if re.fullmatch(r"\d{8}T\d{6}", path.name))


def live(to: Path) -> str:
    """Name the version that readers see, or nothing."""
    return (to / "live").readlink().name if (to / "live").is_symlink() else ""


def _switch(to: Path, link: str) -> None:
    """Show readers the version that a link leads to, and note when they left the other."""
    if left := live(to):
        os.utime(to / "versions" / left)
    (to / link).rename(to / "live")
    _fsync(to)


def _remove_old(to: Path) -> None:
    """After a publication, remove what is neither among the last versions nor asked for by a page of the last day."""
    for version in versions(to)[:-KEPT]:
        left = (to / "versions" / version).stat().st_mtime
        if time.time() - left > REACHABLE:
            _point(to, "unfinished", version)
            _mend(to)


def _put(path: Path, data: bytes, last: Path | None, moment: int) -> None:
    """Write a file; what did not change is one file in all versions.

    A changed file gets the second of its version, which is its own: servers take date and size for the mark of the
    content (ETag), and would call it unchanged otherwise.
    """
    if last and last.is_file() and last.read_bytes() == data:
        with suppress(OSError):  # Not every file system has hard links, or as many.
            path.hardlink_to(last)
            return
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.utime(file.fileno(), (moment, moment))
        os.fsync(file.fileno())


def _copy(site: Path, new: Path, last: Path | None, version: str) -> None:
    moment = calendar.timegm(time.strptime(version, NAME))
    for path in [site, *sorted(site.rglob("*"))]:
        part = path.relative_to(site)
        if path.is_dir():
            (new / part).mkdir()
            continue
        data = stamped(path.read_bytes(), path.suffix, version)
        _put(new / part, data, last and last / part, moment)
        packed = gzip.compress(data, mtime=0) if path.suffix in _COMPRESSED else data
        if len(packed) < len(data):
            beside = part.with_name(f"{part.name}.gz")
            _put(new / beside, packed, last and last / beside, moment)
    for folder in [new, *(path for path in new.rglob("*") if path.is_dir())]:
        _fsync(folder)


def _next_version(to: Path) -> str:
    """Name a version by the present second, or by the one after the newest version."""
    newest = max(versions(to), default="")
    after = calendar.timegm(time.strptime(newest, NAME)) + 1 if newest else 0
    return time.strftime(NAME, time.gmtime(max(time.time(), after)))


def publish(site: Path, to: Path) -> str:
    """Show readers a built site; return the name of its version.

    Raises ProjectError where another run is at it, or the machine refuses; readers then see what they saw before.
    """
    with _refusals(to), _lock(to):
        (to / "versions").mkdir(exist_ok=True)
        version, last = _next_version(to), live(to)
        _point(to, "unfinished", version)
        _copy(site, to / "versions" / version, to / "versions" / last if last else None, version)
        _fsync(to / "versions")
        _switch(to, "unfinished")
        _remove_old(to)
    return version


def rollback(to: Path) -> str:
    """Show readers the version that they saw before the present one; return its name."""
    if not to.is_dir():
        raise ProjectError("there is no such folder", to, code=2)
    with _refusals(to), _lock(to):
        older = [to / "versions" / version for version in versions(to) if version < live(to)]
        if not older:
            raise ProjectError("no older version is left here", to, code=2)
        # The last one that readers left, as one that was rolled back may lie between.
        version = max(older, key=lambda path: path.stat().st_mtime_ns).name
        _point(to, "back", version)
        _switch(to, "back")
    return version
