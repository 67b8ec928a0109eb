"""No English is passed off as another language, in any medium."""

from __future__ import annotations

import shutil
import tomllib
import zipfile
from pathlib import Path

import pytest

from sphinx_multilingual.catalogs import Count
from sphinx_multilingual.languages import Language, load_languages
from sphinx_multilingual.progress import pages_of
from sphinx_multilingual.terms import read_terms
from tests.conftest import ROOT
from tests.site import leaks

LOCALES = ROOT / "locales"
LANGUAGES = load_languages(LOCALES / "languages.toml")
OTHERS = [language for language in LANGUAGES if not language.is_source]
each_language = pytest.mark.parametrize("language", OTHERS, ids=lambda language: language.code)


def in_pages(site: Path, language: Language) -> list[str]:
    forbidden = leaks.english(LOCALES, language)
    return [
        leak for path in sorted((site / language.segment).rglob("*"))
        if path.suffix in (".html", ".svg") and "_static" not in path.parts
        for leak in leaks.html_leaks(path.relative_to(site).as_posix(), path.read_text(encoding="utf-8"), forbidden)
    ]


def in_books(site: Path, language: Language) -> list[str]:
    forbidden, base = leaks.english(LOCALES, language), site / language.segment / f"coop-{language.segment}"
    terms = {term["en"] for term in read_terms(LOCALES / "terms.toml")}  # A PDF does not tell its list of terms from text.
    return leaks.pdf_leaks(base.with_suffix(".pdf"), forbidden - terms) + leaks.epub_leaks(base.with_suffix(".epub"), forbidden)


def test_every_message_is_translated() -> None:
    """100 % of the messages of each language, none fuzzy."""
    for language in OTHERS:
        found = sum(pages_of(LOCALES, language).values(), Count())
        assert (100, 0) == (found.percent, found.fuzzy), language.code


@each_language
def test_a_translation_that_equals_its_source_has_a_reason(language: Language) -> None:
    """What is the same in both languages stands in a list with its reason, and nothing else is in the list."""
    groups = tomllib.loads((ROOT / "tests/site/same_in_english.toml").read_text(encoding="utf-8"))["group"]
    listed = {text for group in groups if language.code in group["languages"] for text in group["texts"]}

    assert listed == leaks.identical(LOCALES, language)


@each_language
def test_no_english_in_the_pages(site: Path, language: Language) -> None:
    """Text, attributes and pictures of the pages hold no English message or label."""
    assert [] == in_pages(site, language)


@each_language
def test_no_english_in_the_books(site: Path, language: Language) -> None:
    """Text, outline and metadata of PDF and EPUB hold no English message or label."""
    assert [] == in_books(site, language)


@pytest.mark.parametrize(
    "markup",
    [
        "<p>The ILO is created.</p>",
        '<button aria-label="Back to top">x</button>',
        '<img alt="The unit in six dates" src="x.png">',
        '<input placeholder="Search">',
        "<svg><title>Light mode</title></svg>",
        '<span lang="en" dir="ltr" class="untranslated">Strategy</span>',
        "<svg><text>Strategy</text></svg>",
        "<p>Vorher. The unit works in six areas, which the ILO named in its <a>description</a> of 2016.[1] Nachher.</p>",
    ],
)
def test_a_planted_leak_in_a_page_is_caught(site: Path, tmp_path: Path, markup: str) -> None:
    """English in a text, an attribute or a picture of one page is found by the page's name."""
    german = next(language for language in OTHERS if language.code == "de")
    shutil.copytree(site / "de/about", tmp_path / "de/about")
    page = tmp_path / "de/about/unit.html"
    page.write_text(page.read_text(encoding="utf-8").replace("</article>", f"{markup}</article>"), encoding="utf-8")

    found = in_pages(tmp_path, german)

    assert found
    assert all(leak.startswith("de/about/unit.html:") for leak in found)


def test_a_planted_leak_in_a_book_is_caught(site: Path, tmp_path: Path) -> None:
    """The English books, read as Arabic ones, are full of leaks: text, outline and documents are all read."""
    arabic = next(language for language in OTHERS if language.code == "ar")
    forbidden = leaks.english(LOCALES, arabic)

    in_pdf = leaks.pdf_leaks(site / "en/coop-en.pdf", forbidden)
    in_epub = leaks.epub_leaks(site / "en/coop-en.epub", forbidden)

    assert any("outline" in leak for leak in in_pdf)
    assert any("metadata" in leak for leak in in_pdf)
    assert any("page 4" in leak for leak in in_pdf)
    assert any("nav.xhtml" in leak for leak in in_epub)


def test_one_planted_leak_in_an_epub_is_caught(site: Path, tmp_path: Path) -> None:
    """One English paragraph in one document of a German e-book is found by its name."""
    german = next(language for language in OTHERS if language.code == "de")
    book = tmp_path / "coop-de.epub"
    with zipfile.ZipFile(site / "de/coop-de.epub") as old, zipfile.ZipFile(book, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name.endswith("contact.xhtml"):
                data = data.replace(b"</body>", b"<p>Here is how to reach the unit, and whom to ask about what.</p></body>")
            new.writestr(name, data)

    found = leaks.epub_leaks(book, leaks.english(LOCALES, german))

    assert 1 == len(found)
    assert "contact.xhtml" in found[0]
