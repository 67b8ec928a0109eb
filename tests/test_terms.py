"""The official terms, shown on a page of each language."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader

from sphinx_multilingual.catalogs import messages, read_catalog
from sphinx_multilingual.errors import ProjectError
from sphinx_multilingual.origins import extract_templates
from sphinx_multilingual.terms import read_terms
from tests.conftest import HEADER, ROOT, run_in
from tests.test_progress import replace, rows

DASH = '<span class="terms-dash"> – </span>'
TERMS = """
[[term]]
id = "leaven"
en = "sour & old leaven"
[term.pt]
official = "massa-mãe"
status = "confirmed"
[term.he]
official = "מחמצת"
status = "unconfirmed"

[[term]]
id = "oven"
en = "oven"
[term.pt]
official = "forno"
status = "unconfirmed"

[[term]]
id = "peel"
en = "peel"
"""


@pytest.fixture
def shown(tiny: Path) -> Path:
    """The tiny project with terms, a page of them, and a label in Portuguese."""
    (tiny / "docs/terms.md").write_text("(terms-page)=\n# Words of bakers\n\n```{term-table}\n```\n", encoding="utf-8")
    replace(tiny / "docs/index.md", "\ndough\n", "\ndough\nterms\n")
    (tiny / "locales/terms.toml").write_text(TERMS, encoding="utf-8")
    labels = tiny / "locales/pt/LC_MESSAGES/interface.po"
    labels.write_text(HEADER + 'msgid "(not confirmed)"\nmsgstr "(por confirmar)"\n', encoding="utf-8")
    return tiny


def page(project: Path, code: str) -> str:
    return (project / f"build/site/{code}/terms.html").read_text(encoding="utf-8")


def test_a_page_has_the_figures_and_each_term_in_its_languages(shown: Path) -> None:
    """Terms by language, those confirmed among them; each form is marked with its language; a draft is not shown."""
    done = run_in(shown, "html")

    assert 0 == done.returncode, done.stderr
    assert [["Language", "Terms", "Confirmed"], ["Português", "2", "1"]] == rows(page(shown, "en"))
    assert re.findall(r"<dt>(.*?)</dt>", page(shown, "pt")) == [
        '<span dir="ltr" lang="en">sour &amp; old leaven</span>', '<span dir="ltr" lang="en">oven</span>',
    ]
    name = '<span dir="ltr" lang="pt">Português</span>'
    assert [
        f'{name}{DASH}<span dir="ltr" lang="pt">massa-mãe</span>',
        f'{name}{DASH}<span dir="ltr" lang="pt">forno</span> (por confirmar)',
    ] == re.findall(r"<li><p>(.*?)</p></li>", page(shown, "pt"))
    assert "(not confirmed)" in page(shown, "en")


def test_a_form_has_the_direction_of_its_language(shown: Path) -> None:
    """On the pages of a draft, that is shown there, its forms run from right to left."""
    assert 0 == run_in(shown, "html", ONLY="he").returncode
    assert '<span dir="rtl" lang="he">עברית</span>' + DASH + '<span dir="rtl" lang="he">מחמצת</span>' in page(shown, "he")


def test_the_terms_are_no_messages(shown: Path) -> None:
    """Gettext is given the page's own text and nothing that is drawn."""
    templates = extract_templates(shown, shown / "build")

    assert ["Words of bakers"] == [message.id for message in messages(read_catalog(templates / "terms.pot"))]


def test_the_book_of_a_translation_has_its_forms_alone(shown: Path) -> None:
    """Names are in the reader's language; the book in the source language has all forms, and so has an e-book."""
    replace(shown / "locales/languages.toml", 'status = "draft"', 'status = "published"')  # Hebrew
    replace(shown / "locales/terms.toml", '"מחמצת"', '"machmetzet"')  # The tiny project has no Hebrew font.

    done = run_in(shown, "build", ONLY="en pt")

    assert 0 == done.returncode, done.stdout + done.stderr
    english, portuguese = (
        "".join(sheet.extract_text() for sheet in PdfReader(shown / f"build/site/{code}/bread-{code}.pdf").pages)
        for code in ("en", "pt")
    )
    assert "Portuguese – massa-mãe" in english
    assert "Hebrew – machmetzet (not confirmed)" in english
    assert "português – forno (por confirmar)" in portuguese
    assert "machmetzet" not in portuguese
    e_book = (shown / "build/epub/pt/terms.xhtml").read_text(encoding="utf-8")
    assert '<span dir="rtl" lang="he">machmetzet</span>' in e_book


def test_the_page_follows_the_terms(shown: Path) -> None:
    """A plain, incremental sphinx-build writes the page anew when only the terms have changed."""
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "html", "-c", ".", "docs", "build/site/en"]
    environment = {"PYTHONPATH": str(ROOT), "PATH": ""}
    subprocess.run(command, env=environment, check=True)
    replace(shown / "locales/terms.toml", '"forno"\nstatus = "unconfirmed"', '"forno"\nstatus = "confirmed"')
    subprocess.run(command, env=environment, check=True)

    assert ["Português", "2", "2"] == rows(page(shown, "en"))[1]


def test_broken_terms_are_named(shown: Path) -> None:
    """File and line, to whoever reads the terms and in a build."""
    replace(shown / "locales/terms.toml", '[term.he]', "[term.he")

    with pytest.raises(ProjectError, match=r"^locales/terms.toml:8: not valid TOML"):
        read_terms(shown / "locales/terms.toml")
    done = run_in(shown, "html", ONLY="en")
    assert 1 == done.returncode
    assert "locales/terms.toml:8: not valid TOML" in done.stderr
    assert [] == read_terms(shown / "none.toml")
