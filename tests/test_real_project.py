"""Does the engine serve a project that nobody here wrote? LinkChecker's documentation, in reStructuredText, from PyPI.

Its archive has the catalogs of two languages, German and a little French, in compact form: one for each folder.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import time
from pathlib import Path

import pytest

from sphinx_multilingual.add_language import entry
from sphinx_multilingual.catalogs import count, dump_catalog, messages, read_all, read_catalog
from sphinx_multilingual.languages import Language, load_languages
from tests.conftest import run_in

pytestmark = pytest.mark.skipif(not os.environ.get("PROVE"), reason="takes minutes and the network: make prove")
NAME, VERSION = "linkchecker", "10.6.0"
CONF = """\
project = "LinkChecker"
author = copyright = "LinkChecker Authors"
version = release = "{version}"
extensions = ["sphinx.ext.autosectionlabel", "sphinx.ext.extlinks", {extension}]
extlinks = {{"pypi": ("https://pypi.org/project/%s/", "%s")}}
autosectionlabel_prefix_document = True
manpages_url = "{{page}}.html"
locale_dirs = ["../locales"]
gettext_compact = False
html_theme = "furo"
"""
LANGUAGES = [("en", "English", "English", "source"), ("de", "Deutsch", "German", "published"), ("fr", "Français", "French", "published")]
# What our checks find in the project as it is. Each was looked at.
WAIVED = [
    ("S008", "docs/*", "the project links to headings by autosectionlabel"),
    ("S009", "docs/*", "a table of screenshots"),
    ("C061", "locales/de/*", "true: straight quotation marks in German text"),
    ("C014", "locales/de/*", "true: %(url)s where the source has it no more"),
    ("C015", "locales/de/*", "true: example.org where the source has example.com"),
    ("C030", "locales/de/*", "true: a default value was changed in the source"),
]
# Pages that need the program itself or the network; pictures that say nothing to those who do not see them.
MENDED = {
    "   code/index\n": "",
    ".. image:: images/shot1.png\n": ".. image:: images/shot1.png\n          :alt: The command line\n",
    ".. image:: images/shot3.png\n": ".. image:: images/shot3.png\n          :alt: A report in a browser\n",
}
# Faults of its German catalog that Sphinx, and our link check, stop at.
WRONG = [
    ("linkcheckerrc", ":option:`--no-warnings`", ":option:`--verbose`", ":option:`--no-warnings`"),
    ("linkchecker", "A mailto: link", "mailto:-Link", r"mailto\:-Link"),
]


def download(folder: Path) -> Path:
    """Fetch and open the archive; skip where there is no network."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", ":all:"]
    done = subprocess.run(
        [*command, "--dest", str(folder), f"{NAME}=={VERSION}"], capture_output=True, text=True, check=False,
    )
    if done.returncode:
        pytest.skip(f"no network, or the archive is gone: {done.stderr.strip()[-200:]}")
    with tarfile.open(next(folder.glob("*.tar.gz"))) as archive:
        archive.extractall(folder, filter="data")
    return next(path for path in folder.iterdir() if path.is_dir())


def conf(extension: str) -> str:
    return CONF.format(version=VERSION, extension=extension)


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project with a table of languages, and its catalogs brought up to date."""
    root = download(tmp_path_factory.mktemp("real")) / "doc"
    (root / "src").rename(root / "docs")
    (root / "i18n/locales").rename(root / "locales")
    for name in ("docs/code", "docs/_templates"):
        shutil.rmtree(root / name)
    (root / "docs/conf.py").unlink()
    (root / "conf.py").write_text(conf('"sphinx_multilingual"'), encoding="utf-8")
    (root / "locales/languages.toml").write_text("".join(entry(Language(code, code, code, *names, "ltr", status, ("Noto Sans",))) for code, *names, status in LANGUAGES), encoding="utf-8")
    rows = [f'[[waiver]]\ncode = "{code}"\nfile = "{file}"\nmessage = "*"\nreason = "{why}"\n' for code, file, why in WAIVED]
    (root / "locales/waivers.toml").write_text("\n".join(rows), encoding="utf-8")
    index = root / "docs/index.rst"
    text = index.read_text(encoding="utf-8")
    for old, new in MENDED.items():
        assert old in text
        text = text.replace(old, new)
    badge = text.index(".. image:: https://github.com")
    index.write_text(text[:badge] + text[text.index("\n\n", badge) :], encoding="utf-8")
    done = run_in(root, "catalogs")
    assert 0 == done.returncode, done.stderr
    for path in root.glob("locales/*/LC_MESSAGES/man.po"):  # Each page has its own now.
        path.unlink()
    for page, source, old, new in WRONG:
        path = root / f"locales/de/LC_MESSAGES/man/{page}.po"
        catalog = read_catalog(path)
        for message in messages(catalog):
            if source in message.id and not message.fuzzy:
                message.string = message.string.replace(old, new)
        dump_catalog(path, catalog)
    return root


def test_no_translation_is_lost(real: Path) -> None:
    """The compact catalogs have gone into those of the pages: what they share is there twice."""
    german = next(each for each in load_languages(real / "locales/languages.toml") if each.code == "de")
    found = read_all(real / "locales", german)

    assert 309 <= sum(count(found[page]).translated for page in ("man/linkchecker", "man/linkcheckerrc"))


def test_it_is_built_and_checked(real: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """All languages and formats are built, with warnings as errors; checks and links are content."""
    start = time.perf_counter()
    for verb in ("html", "build", "check", "links"):
        done = run_in(real, verb)
        assert 0 == done.returncode, done.stdout + done.stderr
        if verb == "html":
            ours = time.perf_counter() - start
    assert "<strong>linkchecker</strong> [<em>Optionen</em>]" in (real / "build/site/de/man/linkchecker.html").read_text(encoding="utf-8")
    with capsys.disabled():
        print(f"\npages of {len(LANGUAGES)} languages: {ours:.1f} s; by the plain loop: {plain(real):.1f} s")


def plain(real: Path) -> float:
    """Return the seconds that `sphinx-build` takes for the same pages, one language after another."""
    work = real.parent / "plain"
    for name in ("docs", "locales"):
        shutil.copytree(real / name, work / "doc" / name)
    for path in real.parent.glob("*.rst"):
        shutil.copy(path, work)
    for path in real.glob("*.txt"):
        shutil.copy(path, work / "doc")
    (work / "doc/conf.py").write_text(conf(""), encoding="utf-8")
    start = time.perf_counter()
    for code, *_ in LANGUAGES:
        command = [sys.executable, "-m", "sphinx", "-q", "-c", ".", "-D", f"language={code}", "docs", f"out/{code}"]
        subprocess.run(command, cwd=work / "doc", check=True, capture_output=True)
    return time.perf_counter() - start
