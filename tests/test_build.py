"""A build: whole and true, or not at all. The last good site stays until a better one is ready."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT, run_in
from tests.edits import PT_DOUGH, replace, tree


@pytest.fixture
def built(tiny: Path) -> Path:
    """The tiny project, with its pages built once."""
    done = run_in(tiny, "html")
    assert 0 == done.returncode, done.stderr
    return tiny


def test_builds_pages_chooser_and_404_in_each_published_language(built: Path) -> None:
    """A second site in other languages needs only the extension and a language table; drafts stay out."""
    names = tree(built / "build/site").keys()

    assert {"index.html", "404.html", "robots.txt", "chooser.js", "en/dough.html", "pt/dough.html"} <= names
    assert not [name for name in names if name.startswith("he/")]
    assert "Amasse durante dez minutos" in (built / "build/site/pt/dough.html").read_text(encoding="utf-8")
    assert "https://pt.wikipedia.org/wiki/Dough" in (built / "build/site/pt/dough.html").read_text(encoding="utf-8")


def test_a_draft_builds_when_it_is_named(built: Path) -> None:
    """ONLY names a draft; the other languages stay as they were."""
    before = (built / "build/site/pt/dough.html").read_bytes()
    done = run_in(built, "html", ONLY="he")

    assert 0 == done.returncode, done.stderr
    assert '<html dir="rtl"' in (built / "build/site/he/index.html").read_text(encoding="utf-8")
    assert before == (built / "build/site/pt/dough.html").read_bytes()


def test_a_warning_in_one_catalog_fails_with_its_file_and_line(built: Path) -> None:
    """A fault that only Sphinx sees, in one catalog, is named at the line of its message; the site stays."""
    before = tree(built / "build/site")
    replace(built / PT_DOUGH, "Dez minutos à mão.", "Dez minutos {nowhere}`x` à mão.")
    replace(built / "docs/dough.md", "Ten minutes by hand.", "Ten minutes `{nowhere}` by hand.")
    replace(built / PT_DOUGH, "Ten minutes by hand.", "Ten minutes `{nowhere}` by hand.")
    replace(built / PT_DOUGH, "{nowhere}`x`", "{nowhere}`{nowhere}`")

    done = run_in(built, "html")

    line = (built / PT_DOUGH).read_text(encoding="utf-8").splitlines().index('msgid "Ten minutes `{nowhere}` by hand."') + 1
    assert 1 == done.returncode
    assert f"{PT_DOUGH}:{line}: " in done.stderr, done.stderr
    assert before == tree(built / "build/site")
    assert "Traceback" not in done.stderr


def test_an_error_in_a_catalog_fails_before_anything_is_built(built: Path) -> None:
    """A lost link is named at its line, and the site stays."""
    before = tree(built / "build/site")
    replace(built / PT_DOUGH, "[o início](#home)", "o início")

    done = run_in(built, "html")

    assert 1 == done.returncode
    assert f"{PT_DOUGH}:19: C010 a link differs (lacks #home)" in done.stderr
    assert "build/site is as it was before" in done.stderr
    assert before == tree(built / "build/site")


def test_open_work_builds_and_is_shown_on_its_page(tiny: Path) -> None:
    """An English edit blocks nobody: the page says, with its own figure, that it is not whole."""
    replace(tiny / "docs/dough.md", "Ten minutes by hand.", "A quarter of an hour by hand.")

    done = run_in(tiny, "html")

    assert 0 == done.returncode, done.stderr
    assert "pt 90 %" in done.stdout  # True although the catalog is not updated yet.
    assert "run make catalogs" in done.stdout
    page = (tiny / "build/site/pt/dough.html").read_text(encoding="utf-8")
    assert "88 per cent of this page is translated" in page
    assert '<p lang="en" dir="ltr" class="untranslated">A quarter of an hour by hand.' in page
    assert "of this page is translated" not in (tiny / "build/site/pt/index.html").read_text(encoding="utf-8")


def test_a_page_without_a_catalog_is_not_called_translated(tiny: Path) -> None:
    """Before its first catalog, a page says that nothing of it is translated, and marks its English."""
    (tiny / PT_DOUGH).unlink()

    done = run_in(tiny, "html")

    page = (tiny / "build/site/pt/dough.html").read_text(encoding="utf-8")
    assert 0 == done.returncode, done.stderr
    assert "0 per cent of this page is translated" in page
    assert '<p lang="en" dir="ltr" class="untranslated">' in page


def test_books_without_their_font_are_refused_in_one_line(tiny: Path) -> None:
    """A font family that is not installed is named with its language; no site is made."""
    replace(tiny / "locales/languages.toml", 'fonts = ["Noto Sans"]', 'fonts = ["No Such Font"]')

    done = run_in(tiny, "pdf", ONLY="pt")

    assert 1 == done.returncode
    assert 1 == len([line for line in done.stderr.splitlines() if "No Such Font" in line]), done.stderr
    assert "Traceback" not in done.stderr
    assert not (tiny / "build/site").exists()


@pytest.mark.parametrize(
    ("spoil", "words", "code"),
    [
        (lambda project: {"ONLY": "xx"}, "unknown language 'xx' in ONLY; known: en pt he", 2),
        (lambda project: replace(project / "locales/languages.toml", 'code = "pt"', "code = pt"), "languages.toml:12: not valid TOML", 2),
        (lambda project: (project / PT_DOUGH).write_text("nonsense\n", encoding="utf-8"), f"{PT_DOUGH}:1: not valid gettext", 1),
        (lambda project: (project / "locales/languages.toml").unlink(), "cannot read the language table", 2),
        (lambda project: replace(project / "conf.py", "project =", "project = ="), "conf.py", 1),
    ],
)
def test_bad_input_is_one_clear_line(built: Path, spoil: object, words: str, code: int) -> None:
    """Wrong use and broken files give one line, the right exit code, no traceback, and the site stays."""
    before = tree(built / "build/site")
    environment = spoil(built) if callable(spoil) else None

    done = run_in(built, "html", **(environment if isinstance(environment, dict) else {}))

    assert code == done.returncode, done.stdout + done.stderr
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert before == tree(built / "build/site")


def test_a_file_that_cannot_be_written_is_one_clear_line(built: Path) -> None:
    """Where the system refuses to write a file any further, the build says so and the site stays.

    A limit on the size of files stands for a full disk, which a test without a disk of its own cannot make.
    """
    before = tree(built / "build/site")
    replace(built / "docs/dough.md", "Ten minutes by hand.", "Twelve minutes by hand.")
    limit = (
        "import resource, runpy, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (9000, 9000)); "
        "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); sys.argv = ['x', 'html']; "
        "runpy.run_module('sphinx_multilingual', run_name='__main__')"
    )
    # The file in which `make coverage` counts would meet the limit too.
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "COVERAGE_PROCESS_CONFIG": ""}
    done = subprocess.run([sys.executable, "-c", limit], cwd=built, env=environment, capture_output=True, text=True, check=False)

    assert 1 == done.returncode, done.stderr
    assert "File too large" in done.stderr
    assert "Traceback" not in done.stderr
    assert before == tree(built / "build/site")


def test_an_interrupted_build_leaves_the_site_and_no_process(built: Path) -> None:
    """Ctrl-C in the middle: one line, exit 1, the site as before, and the next build is well."""
    before = tree(built / "build/site")
    replace(built / "docs/dough.md", "Ten minutes by hand.", "Twelve minutes by hand.")
    process = subprocess.Popen(
        [sys.executable, "-m", "sphinx_multilingual", "html"], cwd=built, text=True, start_new_session=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    process.stdout.readline()  # The first language is ready: the build is in its middle.
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=30)

    assert 1 == process.returncode, errors
    assert "interrupted; the last good site is as it was" in errors
    assert "Traceback" not in errors
    assert before == tree(built / "build/site")
    assert 0 == run_in(built, "html").returncode


def test_two_builds_at_once_do_not_meet(built: Path) -> None:
    """The second build is told to wait."""
    import fcntl

    with (built / "build/.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        done = run_in(built, "html")

    assert 2 == done.returncode
    assert "another build of this project is running" in done.stderr


def test_plain_sphinx_build_works_by_itself(tiny: Path) -> None:
    """`sphinx-build -c . -D language=pt docs OUT` needs no other tool of the project."""
    command = [sys.executable, "-m", "sphinx", "-W", "-n", "-q", "-c", ".", "-D", "language=pt", "docs", "out"]
    subprocess.run(command, cwd=tiny, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=True)

    assert 'lang="pt"' in (tiny / "out/dough.html").read_text(encoding="utf-8")


@pytest.fixture
def read_only(tiny: Path) -> Iterator[Path]:
    """The tiny project with catalogs that nobody may write."""
    folders = [path for path in (tiny / "locales").rglob("*") if path.is_dir()]
    for path in folders:
        path.chmod(0o555)
    yield tiny
    for path in folders:
        path.chmod(0o755)


def test_the_catalogs_are_only_read(read_only: Path) -> None:
    """A build writes nothing below `locales/`."""
    before = tree(read_only / "locales")

    assert 0 == run_in(read_only, "html").returncode
    assert before == tree(read_only / "locales")
