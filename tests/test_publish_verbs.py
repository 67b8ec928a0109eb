"""The verbs of publishing: nothing that a check refuses reaches a reader."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from pathlib import Path

import pytest

from sphinx_multilingual.cli import main
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


def run(built: Path, *arguments: str) -> int:
    """Run a verb in the project."""
    with chdir(built):
        return main(arguments)


def test_a_site_that_is_well_is_published_and_taken_back(
    built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`publish` says where the site is; `rollback` shows the version before, and ends with 2 where there is none."""
    to = tmp_path / "srv"
    assert 0 == run(built, "publish", "--to", str(to))
    first = (to / "live").resolve()
    assert f"published as {first.name}; a server shows {to / 'live'}" in capsys.readouterr().out
    page = (to / "live/pt/dough.html").read_text(encoding="utf-8")
    assert {f"v={first.name}"} == set(re.findall(r"[?&](v=[^\"]*)", page))

    assert 0 == run(built, "publish", "--to", str(to))
    assert first != (to / "live").resolve()
    assert 0 == run(built, "rollback", "--to", str(to))
    assert f"readers see {first.name} again" in capsys.readouterr().out
    assert first == (to / "live").resolve()
    assert 2 == run(built, "rollback", "--to", str(to))


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("build/site/pt/dough.html", 'href="index.html', 'href="inedx.html', "dead link: no file pt/inedx.html"),
        ("locales/pt/LC_MESSAGES/dough.po", "Amasse", "<script>", "LC_MESSAGES/dough.po:"),
    ],
)
def test_what_a_check_refuses_is_not_published(
    built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, old: str, new: str, said: str
) -> None:
    """A dead link in a built page, and a fault in a catalog, end the run before anything is written."""
    with spoilt(built / name, old, new):
        code = run(built, "publish", "--to", str(tmp_path / "srv"))
    texts = capsys.readouterr()

    assert [1, True] == [code, said in texts.out + texts.err]
    assert "not published, because of the findings above" in texts.err
    assert not (tmp_path / "srv").exists()


def test_a_language_that_was_not_built_is_missed(
    built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A site without one of its published languages is not published; a draft may be missing."""
    (built / "build/site/pt").rename(built / "build/pt")
    code = run(built, "publish", "--to", str(tmp_path / "srv"))
    (built / "build/pt").rename(built / "build/site/pt")

    assert [2, True] == [code, "the site lacks pt; run make first" in capsys.readouterr().err]


@pytest.mark.parametrize("verb", ["publish", "rollback", "nginx"])
def test_a_folder_must_be_named(built: Path, capsys: pytest.CaptureFixture[str], verb: str) -> None:
    """Without TO, the message shows how to call the verb."""
    assert 2 == run(built, verb, "--to", "")
    assert f"name the folder that is served: make {verb} TO=/srv/site\n" == capsys.readouterr().err


def test_the_settings_of_nginx_name_folder_and_host(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`nginx` writes settings for the published languages of the project, its folder and its name."""
    assert 0 == run(built, "nginx", "--to", "/srv/bread", "--host", "bread.example")
    text = capsys.readouterr().out

    assert ["/srv/bread", "bread.example"] == re.findall(r"^    (?:root|server_name) (.*);", text, re.MULTILINE)[::-1]
    assert "/(en|pt)/" in text
