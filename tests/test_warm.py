"""What has not changed is not built again, and nobody can tell from the site: its bytes are those of a cold build."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from sphinx_multilingual.inputs import read_inputs
from tests.conftest import HEADER, ROOT, run_in
from tests.edits import PT_DOUGH, edit_message, edit_other, edit_page, replace, tree

PAGES = {
    "words": "(the-words)=\n# Words\n\n```{records} glossary\n```\n",
    "figures": "(the-figures)=\n# Figures\n\n```{translation-progress}\n```\n\nRead on [the first page](#home).\n",
    "oven": "(the-oven)=\n# Oven\n\nA leaven is baked with flour, see [kneading](#knead) and [Words](#the-words).\n",
}
GLOSSARY = '[layout]\nkind = "glossary"\n\n[[record]]\nid = "leaven"\nterm = "leaven"\ntext = "What lets the bread rise."\n'
OVEN = f'{HEADER}msgid "Oven"\nmsgstr "Forno"\n'


@pytest.fixture
def site(tiny: Path) -> Path:
    """The tiny project with pages that show something of others, built once."""
    for page, text in PAGES.items():
        (tiny / f"docs/{page}.md").write_text(text, encoding="utf-8")
    (tiny / "docs/_data").mkdir()
    (tiny / "docs/_data/glossary.toml").write_text(GLOSSARY, encoding="utf-8")
    (tiny / "locales/pt/LC_MESSAGES/oven.po").write_text(OVEN, encoding="utf-8")
    replace(tiny / "docs/index.md", "\ndough\n", "\ndough\n" + "\n".join(PAGES) + "\n")
    assert 0 == run_in(tiny, "html").returncode
    return tiny


def explained(project: Path, *arguments: str) -> dict[str, str]:
    """Build what has changed; return the reason for each language, or for all."""
    done = run_in(project, *(arguments or ("html",)), "--explain")
    assert 0 == done.returncode, done.stdout + done.stderr
    rows = [row for row in done.stdout.splitlines() if not row.startswith(("[", "pages", "translated", "open work", "no BASE"))]
    return {row.partition(": ")[0]: row.partition(": ")[2] for row in rows}


def cold(project: Path, to: Path) -> tuple[int, dict[str, bytes]]:
    """Build a copy of the sources from nothing; return the exit code and the files."""
    shutil.rmtree(to, ignore_errors=True)
    shutil.copytree(project, to, ignore=shutil.ignore_patterns("build"))
    return run_in(to, "html").returncode, tree(to / "build/site") if (to / "build/site").exists() else {}


def written(project: Path, since: dict[str, int]) -> set[str]:
    """Return the pages that have been written since."""
    return {name for name, time in times(project).items() if since.get(name) != time and name.endswith(".html") and "/" in name}


def times(project: Path) -> dict[str, int]:
    base = project / "build/site"
    return {str(path.relative_to(base)): path.stat().st_mtime_ns for path in base.rglob("*.html")}


ALWAYS = {"pt/search.html"}


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


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-100])


def _of_another_version(site: Path) -> None:
    state = site / "build/state.json"
    state.write_text(state.read_text().replace(read_inputs(site).shared["the engine"], "other"))


DOUBTS: dict[str, Callable[[Path], object]] = {
    "conf.py has changed": lambda site: replace(site / "conf.py", "Written by hand.", "Written with care."),
    "docs/_data/glossary.toml has changed": lambda site: replace(site / "docs/_data/glossary.toml", "rise", "grow"),
    "nothing is kept of an earlier build": lambda site: (site / "build/state.json").write_text("{half"),
    "the folder pt of the site is not as it was left": lambda site: (site / "build/site/pt/dough.html").unlink(),
    f"{PT_DOUGH} has changed": lambda site: (site / PT_DOUGH).unlink(),
    "what was kept of the last build is damaged": lambda site: _cut(site / "build/doctrees/pt/environment.pickle"),
    "the engine has changed": _of_another_version,
}


def test_in_doubt_all_is_built(site: Path, tmp_path: Path) -> None:
    """What concerns all pages, or spoils what was kept, has a language built anew, and the reason is said."""
    for reason, spoil in DOUBTS.items():
        spoil(site)
        replace(site / "locales/pt/LC_MESSAGES/index.po", "Fazer", "Fazer o")  # There is something to do.
        assert explained(site)["pt"] == f"all is built: {reason}"

    assert cold(site, tmp_path / "cold") == (0, tree(site / "build/site"))


@pytest.mark.parametrize("spoiled", [{"engine": "other"}, {"counts": {"a": [1]}}, {"counts": None}, {"counts": {}}])
def test_counts_that_cannot_be_trusted_are_made_anew(site: Path, tmp_path: Path, spoiled: dict[str, object]) -> None:
    """Figures come from the catalogs where what was counted is of another version, damaged or gone."""
    path = site / "build/state.json"
    state = json.loads(path.read_text())
    wrong = {"counts": {key: [9, 1, 0] for key in state["counts"]}}
    path.write_text(json.dumps(state | wrong | spoiled))
    replace(site / PT_DOUGH, "Pão escuro", "Pão preto")

    explained(site)

    assert cold(site, tmp_path / "cold") == (0, tree(site / "build/site"))


def test_a_failed_build_leaves_no_cache(site: Path, tmp_path: Path) -> None:
    """After a build with findings, the mended page is built as from nothing."""
    text = (site / "docs/oven.md").read_text()
    replace(site / "docs/oven.md", "#knead", "#nowhere")
    assert 1 == run_in(site, "html").returncode
    (site / "docs/oven.md").write_text(text)

    assert explained(site)["pt"] == "all is built: nothing is kept of an earlier build"
    assert cold(site, tmp_path / "cold") == (0, tree(site / "build/site"))


def test_a_picture_has_the_language_built_anew(site: Path, tmp_path: Path) -> None:
    """The names of copied files rest on the order of reading, so a page that gains a picture is one for a cold build."""
    shutil.copy(ROOT / "docs/_images/home-en.png", site / "docs")
    assert 0 == run_in(site, "html").returncode
    replace(site / "docs/oven.md", "A leaven", "![Bread](home-en.png)\n\nA leaven")

    assert "all was built in the end: a picture was added or taken away" in run_in(site, "html", "--explain").stdout
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
