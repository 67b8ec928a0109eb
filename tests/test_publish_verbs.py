"""The verbs of publishing: nothing that a check refuses reaches a reader."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.conftest import ROOT, run_in

OUTSIDE = (
    "https://en.wikipedia.org/wiki/Dough", "https://pt.wikipedia.org/wiki/Dough", "https://www.sphinx-doc.org/",
    "https://pradyunsg.me", "https://github.com/pradyunsg/furo",
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny project with its pages, built once; the tests put back what they spoil."""
    folder = tmp_path_factory.mktemp("publish") / "tiny"
    shutil.copytree(ROOT / "tests/tiny", folder, ignore=shutil.ignore_patterns("*.mo", "__pycache__"))
    (folder / "docs/_data").mkdir()
    listed = "".join(f'[[link]]\nurl = "{url}"\nstatus = "seen"\n' for url in OUTSIDE)
    (folder / "docs/_data/links.toml").write_text(listed, encoding="utf-8")
    done = run_in(folder, "html")
    assert 0 == done.returncode, done.stderr
    return folder


@contextmanager
def spoilt(path: Path, old: str, new: str) -> Iterator[None]:
    """A file with another text, for a while."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    yield
    path.write_text(text, encoding="utf-8")


def test_a_site_that_is_well_is_published_and_taken_back(built: Path, tmp_path: Path) -> None:
    """`publish` says where the site is; `rollback` shows the version before, and ends with 2 where there is none."""
    to = tmp_path / "srv"
    done = run_in(built, "publish", TO=str(to))
    assert 0 == done.returncode, done.stderr
    first = (to / "live").resolve()
    assert f"published as {first.name}; a server shows {to / 'live'}" in done.stdout
    page = (to / "live/pt/dough.html").read_text(encoding="utf-8")
    assert {f"v={first.name}"} == set(re.findall(r"[?&](v=[^\"]*)", page))

    run_in(built, "publish", "--to", str(to))
    assert first != (to / "live").resolve()
    assert f"readers see {first.name} again" in run_in(built, "rollback", TO=str(to)).stdout
    assert first == (to / "live").resolve()
    assert 2 == run_in(built, "rollback", TO=str(to)).returncode


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("build/site/pt/dough.html", 'href="index.html', 'href="inedx.html', "dead link: no file pt/inedx.html"),
        ("locales/pt/LC_MESSAGES/dough.po", "Amasse", "<script>", "dough.po"),
    ],
)
def test_what_a_check_refuses_is_not_published(
    built: Path, tmp_path: Path, name: str, old: str, new: str, said: str
) -> None:
    """A dead link in a built page, and a fault in a catalog, end the run before anything is written."""
    with spoilt(built / name, old, new):
        done = run_in(built, "publish", TO=str(tmp_path / "srv"))

    assert 1 == done.returncode
    assert said in done.stdout + done.stderr
    assert "not published, because of the findings above" in done.stderr
    assert not (tmp_path / "srv").exists()


def test_a_language_that_was_not_built_is_missed(built: Path, tmp_path: Path) -> None:
    """A site without one of its published languages is not published; a draft may be missing."""
    (built / "build/site/pt").rename(built / "build/pt")
    done = run_in(built, "publish", TO=str(tmp_path / "srv"))
    (built / "build/pt").rename(built / "build/site/pt")

    assert [2, True] == [done.returncode, "the site lacks pt; run make first" in done.stderr]


@pytest.mark.parametrize("verb", ["publish", "rollback", "nginx"])
def test_a_folder_must_be_named(built: Path, verb: str) -> None:
    """Without TO, the message shows how to call the verb."""
    done = run_in(built, verb, TO="")

    assert [2, f"make {verb} TO=/srv/site"] == [done.returncode, done.stderr.strip().partition(": ")[2]]
