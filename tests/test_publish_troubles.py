"""Publishing in trouble: ended in its middle, two at once, a full or closed disk; readers see a whole site."""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

import pytest

from sphinx_multilingual import publish as module
from sphinx_multilingual.errors import ProjectError
from sphinx_multilingual.publish import live, publish, rollback, versions
from tests.publishing import DAYS_AGO, faults, live_fault, make_site, published, seen

PROVE = os.environ.get("PROVE")


@pytest.fixture
def to(tmp_path: Path) -> Path:
    """A folder where generation 1 of the made-up site is published."""
    return published(tmp_path)


class Killed(BaseException):
    """Stands for a kill: nothing in the code catches it."""


class Lines:
    """Counts the lines of the module that are run, and ends the run before one of them."""

    def __init__(self, last: int = -1) -> None:
        self.last, self.run = last, 0

    def __enter__(self) -> Lines:
        self.before = sys.gettrace()
        sys.settrace(self)
        return self

    def __exit__(self, *error: object) -> None:
        sys.settrace(self.before)

    def __call__(self, frame: FrameType, event: str, argument: object) -> Lines | None:
        if frame.f_code.co_filename != module.__file__:
            return None
        self.run += event == "line"
        if self.run == self.last:
            sys.settrace(None)  # A killed run tidies nothing up.
            raise Killed
        return self


@pytest.mark.parametrize("verb", ["publish", "rollback"])
def test_ended_before_any_line_readers_see_a_whole_site(
    verb: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run that ends before any of its lines leaves a whole site to readers, and the next run leaves only whole ones."""
    monkeypatch.setattr(os, "fsync", lambda handle: None)  # The disk is not waited for.
    monkeypatch.setattr(module, "KEPT", 1)  # Each publication here removes an old version, too.
    sites = [make_site(tmp_path / str(generation), generation) for generation in (1, 2)]

    def run(to: Path, last: int = -1) -> int:
        """Start a verb that has an old version to go back to, or to remove; return the number of its lines."""
        publish(sites[0], to)
        publish(sites[1], to)
        for path in (to / "versions").iterdir():
            os.utime(path, (DAYS_AGO, DAYS_AGO))
        with Lines(last) as lines, suppress(Killed):
            rollback(to) if verb == "rollback" else publish(sites[0], to)
        return lines.run

    total, bad = run(tmp_path / "whole"), []
    for last in range(1, total + 1):
        # In the middle are many files, each with the same lines.
        if PROVE or last < 30 or last > total - 30 or last % 61 == 0:
            run(to := tmp_path / f"srv-{last}", last)
            bad += [(last, fault) for fault in live_fault(to)]
            publish(sites[0], to)
            bad += [(last, fault) for fault in faults(to)]

    assert [] == bad
    assert total > 50


@pytest.mark.parametrize("verb", ["publish", "rollback"])
def test_two_at_once_the_second_is_told_to_wait(verb: str, to: Path, tmp_path: Path) -> None:
    """While one run is at it, another ends with the code of wrong use and touches nothing."""
    with (to / ".lock").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        with pytest.raises(ProjectError, match="another run is publishing here; wait for it") as error:
            publish(tmp_path / "one", to) if verb == "publish" else rollback(to)

    assert 2 == error.value.code
    assert [] == faults(to)
    assert {1} == seen(to)


def test_many_at_once_leave_whole_versions(tmp_path: Path) -> None:
    """Of several runs started together, those that go through publish whole versions, and the others say why not."""
    sites = [make_site(tmp_path / str(generation), generation) for generation in range(1, 9)]
    words: list[str] = []

    def run(site: Path) -> None:
        try:
            words.append(publish(site, tmp_path / "srv"))
        except ProjectError as error:
            words.append(str(error))

    threads = [threading.Thread(target=run, args=[site]) for site in sites]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    through = sorted(word for word in words if "another run" not in word)
    assert versions(tmp_path / "srv") == through
    assert through[-1] == live(tmp_path / "srv")
    assert [] == faults(tmp_path / "srv")


@contextmanager
def small_disk(folder: Path, size: int) -> Iterator[Path]:
    """A disk of some bytes; skips where the tests may not mount one."""
    folder.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "none", folder], capture_output=True, check=False).returncode:
        pytest.skip("only root may mount a small disk")
    try:
        yield folder
    finally:
        subprocess.run(["umount", folder], check=True)


def test_a_full_disk_is_said_and_readers_see_the_site(tmp_path: Path) -> None:
    """When the room ends, the run gives back what it took and says so; with room again, the next one goes through."""
    with small_disk(tmp_path / "disk", 800_000) as disk:
        publish(make_site(tmp_path / "one", 1), disk / "srv")
        (disk / "other").write_bytes(b"x" * (shutil.disk_usage(disk).free - 50_000))
        free = shutil.disk_usage(disk).free
        with pytest.raises(ProjectError, match=r"No space left on device.*readers see a whole site") as error:
            publish(make_site(tmp_path / "two", 2), disk / "srv")

        assert [2, {1}, free] == [error.value.code, seen(disk / "srv"), shutil.disk_usage(disk).free]
        (disk / "other").unlink()
        publish(tmp_path / "two", disk / "srv")
        assert {2} == seen(disk / "srv")
        assert [] == faults(disk / "srv")


def test_a_folder_that_is_read_only_is_said(tmp_path: Path) -> None:
    """Where nothing may be written, the run says so with the code of wrong use, and nothing is touched."""
    with small_disk(tmp_path / "disk", 800_000) as disk:
        publish(make_site(tmp_path / "one", 1), disk / "srv")
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        with pytest.raises(ProjectError, match=r"Read-only file system.*readers see a whole site") as error:
            publish(make_site(tmp_path / "two", 2), disk / "srv")

        assert [2, {1}, []] == [error.value.code, seen(disk / "srv"), faults(disk / "srv")]


def test_a_limit_on_files_is_said(to: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that the machine refuses in the middle of a run leaves the site; the next run mends."""
    monkeypatch.setattr(Path, "hardlink_to", _refuse)  # Not every file system has links; the bytes are written then.
    publish(make_site(tmp_path / "two", 2), to)
    assert [] == faults(to)

    monkeypatch.setattr(os, "fsync", _refuse)
    with pytest.raises(ProjectError, match="Input/output error"):
        publish(make_site(tmp_path / "three", 3), to)
    monkeypatch.undo()

    assert {2} == seen(to)
    publish(tmp_path / "three", to)
    assert [{3}, []] == [seen(to), faults(to)]


def _refuse(*arguments: object) -> None:
    raise OSError(errno.EIO, os.strerror(errno.EIO))


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    """A folder with a file or folder `live` that is none of ours is refused."""
    (tmp_path / "srv/live").mkdir(parents=True)
    with pytest.raises(ProjectError, match="'live' is not a symbolic link") as error:
        publish(make_site(tmp_path / "one", 1), tmp_path / "srv")

    assert 2 == error.value.code
    assert [] == list((tmp_path / "srv/live").iterdir())
