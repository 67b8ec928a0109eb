"""What has not changed is not built again, and nobody can tell from the site: its bytes are those of a cold build."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import run_in
from tests.edits import PT_DOUGH, edit_message, edit_other, edit_page, replace, tree
from tests.warm import PAGES, cold, explained, make_site, times, written

ALWAYS = {"pt/search.html"}


@pytest.fixture
def site(tiny: Path) -> Path:
    """The tiny project with pages that show something of others, built once."""
    return make_site(tiny)


def test_nothing_changed_is_nothing_done(site: Path) -> None:
    """No file of the site is touched, and the summary is as before."""
    before = times(site)

    done = run_in(site, "html", "--explain")

    assert "nothing has changed that the site rests on" in done.stdout
    assert "pages: 5, languages: 2" in done.stdout
    assert before == times(site)


def test_a_changed_message_builds_its_page(site: Path, tmp_path: Path) -> None:
    """That page of that language is written, with those that list it or show figures; the site is that of a cold build."""
    before = times(site)
    replace(site / PT_DOUGH, "Pão escuro", "Pão preto")

    assert explained(site)["pt"] == f"some pages are built: {PT_DOUGH}"
    assert {"pt/dough.html", "pt/index.html"} == written(site, before) - ALWAYS
    assert cold(site, tmp_path / "cold") == (0, tree(site / "build/site"))


def test_figures_are_drawn_anew_where_they_change_alone(site: Path, tmp_path: Path) -> None:
    """A message that becomes fuzzy changes the figures on the pages of all languages, and another wording changes none."""
    before = times(site)
    replace(site / PT_DOUGH, '\nmsgid "Rye"', '\n#, fuzzy\nmsgid "Rye"')

    assert "some pages are built: the figures of other languages, or days" == explained(site)["en"]
    assert {"en/figures.html", "pt/figures.html", "pt/dough.html"} <= written(site, before)
    assert cold(site, tmp_path / "cold") == (0, tree(site / "build/site"))


def test_a_page_that_another_extension_reads_again_is_read(site: Path) -> None:
    """Only our own pages with figures are left alone where these are as before."""
    with (site / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write('\ndef setup(app):\n    app.connect("source-read", lambda app, page, text: page == "oven" and app.env.note_reread())\n')
    explained(site)
    before = times(site)

    replace(site / PT_DOUGH, "Pão escuro", "Pão preto")
    explained(site)

    assert {"pt/dough.html", "pt/index.html", "pt/oven.html"} == written(site, before) - ALWAYS


def test_a_changed_title_builds_the_pages_that_show_it(site: Path, tmp_path: Path) -> None:
    """The contents show it on every page."""
    before = times(site)
    replace(site / PT_DOUGH, '"Massa"', '"A massa"')
    explained(site)

    assert {f"pt/{page}.html" for page in ("index", "dough", *PAGES)} == written(site, before) - ALWAYS
    assert cold(site, tmp_path / "cold") == (0, tree(site / "build/site"))


def test_a_changed_page_is_built_in_all_languages(site: Path, tmp_path: Path) -> None:
    """The English page and its translation are written, no other."""
    before = times(site)
    replace(site / "docs/dough.md", "Ten minutes by hand.", "A quarter of an hour by hand.")
    explained(site)

    assert {"en/dough.html", "pt/dough.html"} == {name for name in written(site, before) if "dough" in name or "oven" in name}
    assert cold(site, tmp_path / "cold") == (0, tree(site / "build/site"))


def _commit(project: Path, day: str) -> None:
    given = dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), f"{day}T12:00:00Z")
    for arguments in (["init", "-q"], ["add", "docs", "locales"], ["-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "-qm", day]):
        subprocess.run(["git", *arguments], cwd=project, env={**os.environ, **given}, check=True)


def test_a_commit_changes_the_days_of_its_pages_alone(site: Path) -> None:
    """A page whose catalog was committed on another day is written; a commit of something else is nothing to do."""
    _commit(site, "2026-01-02")
    explained(site)
    replace(site / PT_DOUGH, "Pão escuro", "Pão preto")
    explained(site)
    _commit(site, "2026-03-04")
    before = times(site)

    assert "some pages are built: the figures of other languages, or days" == explained(site)["pt"]
    assert {"pt/dough.html", "pt/index.html"} == written(site, before) - ALWAYS
    assert "4 de março de 2026" in (site / "build/site/pt/dough.html").read_text()


def test_books_by_themselves_leave_the_pages_alone(site: Path, tmp_path: Path) -> None:
    """`make epub` after an edit builds the book; the pages are still outdated, and the next build sees it."""
    replace(site / PT_DOUGH, "Pão escuro", "Pão preto")
    assert 0 == run_in(site, "epub").returncode
    assert "Pão escuro" in (site / "build/site/pt/dough.html").read_text()

    assert 0 == run_in(site, "html").returncode
    assert "Pão preto" in (site / "build/site/pt/dough.html").read_text()
    assert "bread-pt.epub" in (site / "build/site/pt/dough.html").read_text()


def test_books_are_those_of_a_cold_build(site: Path, tmp_path: Path) -> None:
    """PDF and EPUB made from what was kept, after a changed message, have the bytes of those made from nothing."""
    assert 0 == run_in(site, "build").returncode
    replace(site / PT_DOUGH, "Pão escuro", "Pão preto")
    assert f"pt: some pages are built: {PT_DOUGH}" in run_in(site, "build", "--explain").stdout
    shutil.copytree(site, tmp_path / "cold", ignore=shutil.ignore_patterns("build"))
    assert 0 == run_in(tmp_path / "cold", "build").returncode

    one, other = tree(tmp_path / "cold/build/site"), tree(site / "build/site")
    assert [] == [name for name in one.keys() | other.keys() if one.get(name) != other.get(name)]


def test_random_edits_give_the_bytes_of_a_cold_build(site: Path, tmp_path: Path) -> None:
    """After each of some random edits, the site and the exit code are those of a build from nothing."""
    pick = random.Random(7)
    count = 200 if os.environ.get("PROVE") else 4
    for number in range(count):
        before = {path: path.read_bytes() for folder in ("docs", "locales") for path in (site / folder).rglob("*") if path.is_file()}
        conf = (site / "conf.py").read_bytes()
        for _ in range(pick.randint(1, 3)):
            edit = pick.choices((edit_message, edit_page, edit_other), (5, 5, 1))[0]
            try:
                edit(pick, site)
            except AssertionError:  # What was to be replaced is gone.
                continue
        code, files = cold(site, tmp_path / "cold")
        done = run_in(site, "html")

        assert code == done.returncode, f"edit {number}: {done.stdout}{done.stderr}"
        if code == 0:
            now = tree(site / "build/site")
            assert [name for name in files.keys() | now.keys() if files.get(name) != now.get(name)] == [], f"edit {number}"
        else:  # Taken back, as a person would.
            for path in [path for folder in ("docs", "locales") for path in (site / folder).rglob("*") if path.is_file()]:
                path.unlink()
            for path, content in before.items():
                path.write_bytes(content)
            (site / "conf.py").write_bytes(conf)
