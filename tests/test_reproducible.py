"""The same sources give the same bytes, wherever, whenever and by whomever they are built."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import BASE, CODE, ROOT
from tests.edits import replace, tree

PROVE = bool(os.environ.get("PROVE"))
# `sitecustomize` of the second build: another clock, and the other order of files in a folder.
ANOTHER_WORLD = """
import datetime, os, time

_time, _scandir, _listdir, AWAY = time.time, os.scandir, os.listdir, 3.3e8
time.time = lambda: _time() + AWAY
_localtime, _gmtime, _strftime = time.localtime, time.gmtime, time.strftime
time.localtime = lambda seconds=None: _localtime(time.time() if seconds is None else seconds)
time.gmtime = lambda seconds=None: _gmtime(time.time() if seconds is None else seconds)
time.strftime = lambda text, moment=None: _strftime(text, time.localtime() if moment is None else moment)


class _Date(datetime.date):
    @classmethod
    def today(cls):
        return cls.fromtimestamp(time.time())


class _Moment(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(time.time(), tz)

    @classmethod
    def utcnow(cls):
        return cls.fromtimestamp(time.time(), datetime.timezone.utc).replace(tzinfo=None)

    today = classmethod(lambda cls: cls.now())


datetime.date, datetime.datetime = _Date, _Moment
os.listdir = lambda path=".": sorted(_listdir(path), reverse=True)
os.cpu_count = lambda: 7
"""
HERE = {"TZ": "UTC", "LC_ALL": "C", "LANG": "C", "USER": "anna", "LOGNAME": "anna", "HOME": "/tmp", "PYTHONHASHSEED": "1"}
THERE = {"TZ": "Asia/Kathmandu", "LC_ALL": "C.UTF-8", "LANG": "tr_TR.UTF-8", "USER": "berta", "LOGNAME": "berta", "HOME": "/", "PYTHONHASHSEED": "2"}


def build(project: Path, world: dict[str, str], umask: int, jobs: int, *path: Path) -> dict[str, bytes]:
    """Build the whole site of a project in a world of its own; return its files."""
    clean = {name: value for name, value in os.environ.items() if name not in ("SOURCE_DATE_EPOCH", "ONLY", "STRICT")}
    done = subprocess.run(
        [sys.executable, "-m", "sphinx_multilingual", "build", "--jobs", str(jobs)], cwd=project, umask=umask,
        env={**clean, **world, "BASE_URL": BASE, "REPOSITORY": CODE, "PYTHONPATH": os.pathsep.join(map(str, (*path, ROOT)))},
        capture_output=True, text=True, check=False,
    )
    assert 0 == done.returncode, done.stdout + done.stderr
    return tree(project / "build/site")


def differing(first: Path, second: Path) -> tuple[int, list[str]]:
    """Build the two copies of a project in two worlds; count their files, and name those that differ."""
    world = second.parent / "world"
    world.mkdir()
    (world / "sitecustomize.py").write_text(ANOTHER_WORLD, encoding="utf-8")
    here, there = build(first, HERE, 0o022, 1), build(second, THERE, 0o077, 2, world)
    return len(here), sorted(name for name in here.keys() | there.keys() if here.get(name) != there.get(name))


@pytest.fixture
def twins(tiny: Path) -> tuple[Path, Path]:
    """The tiny project on two paths."""
    other = tiny.parent / "another folder" / "with a longer name"
    shutil.copytree(tiny, other)
    return tiny, other


def test_two_worlds_give_the_same_bytes(twins: tuple[Path, Path]) -> None:
    """Pages, books, e-books, search and sitemap do not tell of path, clock, time zone, locale, user, umask or cores."""
    count, names = differing(*twins)

    assert [] == names
    assert count > 20


@pytest.mark.skipif(not PROVE, reason="builds the tiny project four times more: make prove")
@pytest.mark.parametrize("leak", ["time.strftime('%Y-%m-%d')", "os.environ['USER']", "os.getcwd()", "os.environ['TZ']", "str(os.cpu_count())", "str(datetime.date.today())"])
def test_what_leaks_is_seen(twins: tuple[Path, Path], leak: str) -> None:
    """A project whose title tells of its world differs: the comparison bites."""
    for project in twins:
        replace(project / "conf.py", 'project = "Bread"', f'import datetime, os, time\nproject = "Bread " + {leak}')
    _, names = differing(*twins)

    assert "en/index.html" in names


@pytest.mark.skipif(not PROVE, reason="builds the whole site twice: make prove")
def test_the_whole_site_is_the_same_in_two_worlds(tmp_path: Path) -> None:
    """Each file of the real site, in each language and format."""
    copies = tmp_path / "one", tmp_path / "a place" / "far away"
    for copy in copies:
        for name in ("docs", "locales"):
            shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("*.mo"))
        shutil.copy(ROOT / "conf.py", copy)
    count, names = differing(*copies)

    assert [] == names
    assert count > 400
