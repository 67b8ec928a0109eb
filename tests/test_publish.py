"""Publishing: readers see a whole site at every moment, whatever happens to the run."""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

import pytest

from sphinx_multilingual import publish as module
from sphinx_multilingual.errors import ProjectError
from sphinx_multilingual.publish import KEPT, REACHABLE, live, publish, rollback, stamped, versions
from tests.publishing import faults, generations, live_fault, make_site

PROVE = os.environ.get("PROVE")
DAYS_AGO = time.time() - 2 * REACHABLE


@pytest.fixture
def to(tmp_path: Path) -> Path:
    """A folder where generation 1 of the made-up site is published."""
    publish(make_site(tmp_path / "one", 1), tmp_path / "srv")
    return tmp_path / "srv"


def seen(to: Path) -> set[int]:
    """Name the generations that a reader of the start page meets."""
    return generations((to / "live/en/index.html").read_bytes())


def test_readers_see_the_last_version_published(to: Path, tmp_path: Path) -> None:
    """After each publication, `live` leads to all files of that site, and nothing is left beside it."""
    publish(make_site(tmp_path / "two", 2), to)

    assert {2} == seen(to)
    assert [] == faults(to)
    assert 2 == len(versions(to))


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        (".html", '<a src="x.js"> <a href="../a/y.css?v=1">', '<a src="x.js?v=V"> <a href="../a/y.css?v=V">'),
        (".html", '<img src="x.png"> <use href="x.svg#arrow">', '<img src="x.png?v=V"> <use href="x.svg?v=V#arrow">'),
        (".html", '<a href="x.html"> <a href="x.pdf"> <a href="#css">', '<a href="x.html"> <a href="x.pdf"> <a href="#css">'),
        (".html", '<a href="https://x.org/a.css"> <img src="data:x.png">', '<a href="https://x.org/a.css"> <img src="data:x.png">'),
        (".css", "url(x.png) url('y.svg#z') url(\"z.woff2?v=1\")", "url(x.png?v=V) url('y.svg?v=V#z') url(\"z.woff2?v=V\")"),
        (".css", "url(data:image/png;x) url(#id) url(//x.org/y.png)", "url(data:image/png;x) url(#id) url(//x.org/y.png)"),
        (".js", 'src="x.js"', 'src="x.js"'),
    ],
)
def test_a_page_asks_for_its_own_version(name: str, before: str, after: str) -> None:
    """What a page or a style sheet loads by itself carries the version; what readers see in the address bar does not."""
    assert after == stamped(before.encode(), name, "V").decode()
    assert after == stamped(after.encode(), name, "V").decode()


def test_compressed_files_have_no_date_of_their_own(to: Path) -> None:
    """The same text gives the same compressed bytes."""
    data = (to / "live/en/index.html.gz").read_bytes()

    assert b"\0\0\0\0" == data[4:8]
    assert not (to / "live/en/_static/sign.png.gz").exists()


def test_what_did_not_change_is_one_file(to: Path, tmp_path: Path) -> None:
    """A book of all versions takes its room once, and keeps its date, so that browsers need not load it again."""
    publish(make_site(tmp_path / "two", 2), to)
    books = [to / "versions" / name / "en/book.pdf" for name in versions(to)]

    assert books[0].samefile(books[1])
    assert not (tmp_path / "two/en/book.pdf").samefile(books[1])


def test_each_version_has_dates_of_its_own(to: Path, tmp_path: Path) -> None:
    """A server's mark of a file (date and size) never stays when the file changes, even within one second."""
    for generation in range(2, 5):
        publish(make_site(tmp_path / str(generation), generation), to)
    pages = [to / "versions" / name / "en/index.html" for name in versions(to)]

    assert len(pages) == len({int(page.stat().st_mtime) for page in pages})
    assert 1 == len({page.stat().st_size for page in pages})


def test_everybody_may_read_what_is_published(tmp_path: Path) -> None:
    """A server runs as another user, whatever the mask of the person who publishes."""
    old = os.umask(0o077)
    try:
        publish(make_site(tmp_path / "one", 1), tmp_path / "srv")
    finally:
        os.umask(old)
    modes = {path.is_dir(): path.stat().st_mode & 0o777 for path in (tmp_path / "srv/live/").rglob("*")}

    assert {True: 0o755, False: 0o644} == modes
    folders = [tmp_path / "srv", tmp_path / "srv/versions", (tmp_path / "srv/live").resolve()]
    assert [0o755] * 3 == [path.stat().st_mode & 0o777 for path in folders]


def test_the_last_five_stay_and_none_goes_within_a_day(to: Path, tmp_path: Path) -> None:
    """Older versions go when readers left them more than a day ago; until then their pages may still ask for them."""
    for generation in range(2, KEPT + 3):
        publish(make_site(tmp_path / str(generation), generation), to)
    assert KEPT + 2 == len(versions(to))

    first, second, *_ = versions(to)
    os.utime(to / "versions" / first, (DAYS_AGO, DAYS_AGO))
    publish(make_site(tmp_path / "last", 99), to)

    assert [second, KEPT + 2] == [versions(to)[0], len(versions(to))]


def test_rollback_shows_what_readers_saw_before(to: Path, tmp_path: Path) -> None:
    """Each rollback goes one back; after a new publication, it goes to the last that was seen, not to one taken back."""
    for generation in (2, 3):
        publish(make_site(tmp_path / str(generation), generation), to)
    back = []
    for _ in range(2):
        rollback(to)
        back.append(seen(to))
    assert [{2}, {1}] == back

    publish(make_site(tmp_path / "4", 4), to)
    rollback(to)
    assert {1} == seen(to)
    assert [] == faults(to)


def test_rollback_without_an_older_version_says_so(to: Path, tmp_path: Path) -> None:
    """With nothing to go back to, the site stays and the exit code is that of wrong use."""
    with pytest.raises(ProjectError, match="no older version") as error:
        rollback(to)
    with pytest.raises(ProjectError, match="no such folder"):
        rollback(tmp_path / "none")

    assert 2 == error.value.code
    assert {1} == seen(to)


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
