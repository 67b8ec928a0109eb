"""Can another project use the engine as pip installs it? The cookbook in Hebrew and Japanese does, from the wheel."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.searching import FIELD, ask, first
from tests.conftest import ROOT, run_in

EXAMPLE = ROOT / "examples/recipe"
LANGUAGES = ("en", "he", "ja")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this project, built without a network."""
    pytest.importorskip("setuptools", "77", reason="setuptools is older than requirements.lock says; run make")
    source, out = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    shutil.copytree(ROOT / "sphinx_multilingual", source / "sphinx_multilingual", ignore=shutil.ignore_patterns("__pycache__"))
    pip(["wheel", "--no-build-isolation", "--wheel-dir", str(out), str(source)])
    return next(out.glob("*.whl"))


def pip(arguments: list[str]) -> None:
    """Run pip without a network."""
    command = [sys.executable, "-m", "pip", arguments[0], "--quiet", "--disable-pip-version-check", "--no-index", "--no-deps"]
    done = subprocess.run([*command, *arguments[1:]], capture_output=True, text=True, check=False)
    assert 0 == done.returncode, done.stderr


@pytest.fixture(scope="module")
def recipe(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The cookbook in a place of its own, built with the installed engine; warnings are errors."""
    pytest.importorskip("fontpkg_assistant", reason="the Hebrew font is not installed; run make")
    project = tmp_path_factory.mktemp("recipe") / "recipe"
    pip(["install", "--target", str(project.with_name("installed")), str(wheel)])
    shutil.copytree(EXAMPLE, project, ignore=shutil.ignore_patterns("*.mo", "__pycache__", "build"))
    done = run(project, "build")
    assert 0 == done.returncode, done.stdout + done.stderr
    assert "translated: en 100 %, he 100 %, ja 100 %" in done.stdout
    return project


def run(project: Path, verb: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a verb of the engine that is installed beside the project, and not of this repository."""
    path = os.pathsep.join([str(project.with_name("installed")), os.environ.get("PYTHONPATH", "")])
    return run_in(project, verb, PYTHONPATH=path, **environment)


def test_the_wheel_has_all_files(wheel: Path) -> None:
    """Each file of the package that git knows is in the wheel, and there is a script that runs the verbs."""
    known = subprocess.run(["git", "ls-files", "sphinx_multilingual"], cwd=ROOT, capture_output=True, text=True, check=True)
    with ZipFile(wheel) as content:
        names = set(content.namelist())
        entry = next(name for name in names if name.endswith("entry_points.txt"))
        assert "sphinx-multilingual = sphinx_multilingual.cli:main" in content.read(entry).decode()

    assert set() == set(known.stdout.split()) - names


def test_the_dependencies_allow_what_is_locked() -> None:
    """An adopter's ranges hold the versions that this site is built with, and none is pinned hard."""
    ranges = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]

    assert [] == [line for line in ranges if re.search(r"==(?!.*\*)", line)]


def test_check_and_links_are_content(recipe: Path) -> None:
    """The sources, the catalogs and the links have no finding, open work neither."""
    for verb in ("check", "links"):
        done = run(recipe, verb, STRICT="1")
        assert 0 == done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("code", LANGUAGES)
def test_each_language_is_whole(recipe: Path, code: str) -> None:
    """Each language has its pages, in its direction, and both books."""
    folder = recipe / "build/site" / code
    direction = "rtl" if code == "he" else "ltr"

    for page in ("index", "shakshuka", "miso", "rice", "words"):
        html = (folder / f"{page}.html").read_text(encoding="utf-8")
        assert f'dir="{direction}"' in html.partition(">")[2].partition("<head")[0]
        ids = re.findall(r' id="([^"]+)"', html)
        assert len(ids) == len(set(ids))
    assert (folder / f"three-pots-{code}.pdf").stat().st_size > 10_000
    assert (folder / f"three-pots-{code}.epub").stat().st_size > 10_000


def test_the_page_in_restructuredtext_is_like_the_others(recipe: Path) -> None:
    """Its links, emphasis and footnote are in the translation, and its links lead to pages in MyST."""
    page = (recipe / "build/site/ja/rice.html").read_text(encoding="utf-8")

    assert re.search(r'href="miso.html#miso-page"[^>]*><span[^>]*>味噌汁</span>', page)
    assert "<strong>開けない</strong>" in page
    assert re.search(r'href="https://en.wikipedia.org/wiki/Rice"[^>]*>米についてもっと読む</a>', page)
    assert 'href="#salt"' in page


@pytest.fixture(scope="module")
def search(chromium: Browser, recipe: Path) -> Iterator[Page]:
    """A page of the cookbook in the browser, from its folder."""
    page = chromium.new_context().new_page()
    yield page
    page.context.close()


@pytest.mark.parametrize(("code", "question", "expected"), [
    ("ja", "味噌汁", "ja/miso.html"), ("ja", "だし", "ja/miso.html"), ("ja", "シャクシュカ", "ja/shakshuka.html"),
    ("ja", "卵", "ja/shakshuka.html"), ("ja", "わかめ", "ja/words.html"), ("ja", "短粒米", "ja/rice.html"),
    ("he", "שקשוקה", "he/shakshuka.html"), ("he", "ביצים", "he/shakshuka.html"), ("he", "אורז", "he/rice.html"),
    ("he", "מיסו", "he/miso.html"), ("he", "קומבו", "he/words.html"),
])
def test_the_search_finds_words(search: Page, recipe: Path, code: str, question: str, expected: str) -> None:
    """Words are found in a language that parts them by spaces, and in one that does not."""
    search.goto((recipe / f"build/site/{code}/search.html").as_uri())
    search.wait_for_selector(FIELD)
    ask(search, question)

    assert expected in first(search, 3)
