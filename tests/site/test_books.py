"""Does each printed book say what the site says, with contents, links and tags that hold?"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from urllib.parse import unquote

import pytest
from pypdf import PdfReader

from sphinx_multilingual.languages import Language, load_languages
from tests.conftest import BASE, CODE, ROOT
from tests.site.books import Book, lost_in, lost_words, missing, read_page, words_of

LANGUAGES = [language for language in load_languages(ROOT / "locales/languages.toml") if not language.is_draft]
EACH = pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
LTR = [each for each in LANGUAGES if each.direction == "ltr"]
BOOKS: dict[str, Book] = {}


@pytest.fixture
def book(site: Path, language: Language) -> Book:
    """The book of a language, read once."""
    if language.code not in BOOKS:
        BOOKS[language.code] = Book(site / language.segment / f"coop-{language.segment}.pdf")
    return BOOKS[language.code]


@EACH
def test_the_book_says_what_the_pages_say(site: Path, book: Book, language: Language) -> None:
    """At least 99.5 % of the words of the site are in the book, letter for letter, and in their order.

    Poppler goes by places, and reads a page of Arabic with more Latin letters on it, as notes have them, from the left:
    98 % of the words of a right-to-left book must be in order for it, and 99.5 % for who goes by the tags.
    """
    is_rtl, folder = language.direction == "rtl", site / language.segment
    pages = list(lost_words(book, folder, is_rtl))
    words, moved, gone = sum(page[1] for page in pages), sum(len(page[2]) for page in pages), sum(page[3] for page in pages)
    names = {path.relative_to(folder).with_suffix("").as_posix() for path in folder.rglob("*.html")}

    assert names - {"genindex", "search"} == {page[0] for page in pages}
    assert moved <= (0.02 if is_rtl else 0.005) * words, Counter({page[0]: len(page[2]) for page in pages}).most_common(5)
    assert gone <= 0.005 * words, Counter({page[0]: page[3] for page in pages}).most_common(5)


@pytest.mark.parametrize("language", [each for each in LANGUAGES if each.direction == "rtl"], ids=lambda each: each.code)
def test_a_voice_reads_the_words_in_order(site: Path, book: Book, language: Language) -> None:
    """In the order of the tags, which a voice follows, at least 99.5 % of the words of a right-to-left site are in order."""
    found = list(lost_in(book.tagged, book, site / language.segment))

    lost = {name: words for name, _, words in found if words}
    assert sum(map(len, lost.values())) <= 0.005 * sum(count for _, count, _ in found), lost


def test_words_that_are_missing_or_out_of_order_are_found() -> None:
    """A word left out, two that changed places, and a letter are seen; hyphens at the end of a line are not words."""
    text = "Eine Genossenschaft gehört ihren Mitgliedern. 合作社 属于"
    words = words_of(text)

    assert [] == missing(words, words_of(text.replace("Genossenschaft", "Genossen\u00ad\nschaft")))
    assert ["gehört"] == missing(words, words_of(text.replace("gehört ", "")))
    assert 1 == len(missing(words, words_of(text.replace("gehört ihren", "ihren gehört"))))
    assert ["作"] == missing(words, words_of(text.replace("作", "做")))


def quotes(text: str) -> list[str]:
    """List the quotation marks of a text."""
    return re.findall("[«»„“”‘‚\"]", text)


def kept_together(text: str) -> list[str]:
    """List the marks that are high, or of a quotation, with the spaces before or after them that forbid a break."""
    return re.findall("[\u202f\u00a0][;:!?»]|«[\u202f\u00a0]", text)


@EACH
def test_quotation_marks_are_those_of_the_catalogs(site: Path, book: Book, language: Language) -> None:
    """Each quotation mark of the site is in the book, in its order: „German“, «Russian» and the others."""
    found = list(lost_in(book.texts() if language in LTR else book.tagged, book, site / language.segment, quotes))

    assert sum(count for _, count, _ in found) > 100
    assert {} == {name: lost for name, _, lost in found if lost}


@pytest.mark.parametrize("language", [each for each in LANGUAGES if each.code == "fr"], ids=lambda each: each.code)
def test_french_spaces_are_kept(site: Path, book: Book, language: Language) -> None:
    """Before ; : ! ? » and after « the book has the narrow space, or that before a colon, which forbids a break."""
    found = list(lost_in(book.tagged, book, site / language.segment, kept_together))

    assert sum(count for _, count, _ in found) > 300
    assert {} == {name: lost for name, _, lost in found if lost}


def test_marks_and_spaces_that_are_lost_are_found() -> None:
    """Straight quotation marks, French spaces that became usual ones, and marks out of their order are seen."""
    assert ["„", "“"] == missing(quotes("„Wort“"), quotes('"Wort"'))
    assert ["»"] == missing(quotes("«слово»"), quotes("»слово«"))
    text = "«\u202fMot\u202f»\u202f; ceci\u00a0: cela\u202f?"
    assert ["«\u202f", "\u202f»", "\u202f;", "\u00a0:", "\u202f?"] == kept_together(text)
    assert ["\u202f;"] == missing(kept_together(text), kept_together(text.replace("\u202f;", " ;")))


@EACH
def test_the_outline_is_that_of_the_site(site: Path, book: Book, language: Language) -> None:
    """The outline has the title of each page, in the order of the contents of the site."""
    def titles(entries: list[object]) -> list[str]:
        return [title for entry in entries for title in (titles(entry) if isinstance(entry, list) else ["".join(entry.title.split())])]  # type: ignore[attr-defined]

    found = titles(book.reader.outline)
    wanted = ["".join(read_page(site / language.segment / f"{name}.html").title.split()) for name in book.starts]
    assert [] == missing(wanted, found)
    assert len(wanted) == len(book.starts) == len(list((ROOT / "docs").rglob("*.md")))


@EACH
def test_each_link_lands_on_the_page_of_its_heading(book: Book, language: Language) -> None:
    """Each entry of the outline leads to a page with the words of that heading, nearly all of them in Arabic letters."""
    is_rtl, found = language.direction == "rtl", headings(book.reader)
    wrong = [title for page, title in found if missing(words_of(title), words_of(book.text(page, page, is_rtl)))]

    assert len(found) > 300
    assert len(wrong) <= (0.03 * len(found) if is_rtl else 0), wrong


def headings(reader: PdfReader, entries: list[object] | None = None) -> list[tuple[int, str]]:
    """List the entries of the outline with the number of their page."""
    found: list[tuple[int, str]] = []
    for entry in reader.outline if entries is None else entries:
        if isinstance(entry, list):
            found += headings(reader, entry)
        else:
            found.append((reader.get_destination_page_number(entry) or 0, str(entry.title)))  # type: ignore[arg-type, attr-defined]
    return found


@EACH
def test_the_book_links_where_the_pages_link(site: Path, book: Book, language: Language) -> None:
    """Each address of the web that a page links to is linked in the book, and no other."""
    pages = (read_page(site / language.segment / f"{name}.html") for name in book.starts)
    wanted = {unquote(link) for page in pages for link in page.links if link.startswith(("http", "mailto"))}
    found = {
        unquote(str(note["/A"]["/URI"])) for page in book.reader.pages for reference in page.get("/Annots", ())
        if "/URI" in (note := reference.get_object()).get("/A", {})
    }

    assert len(wanted) > 40
    assert wanted == {address for address in found if not address.startswith((BASE, CODE))}  # its own, on its last page


@EACH
def test_the_book_is_small(site: Path, language: Language) -> None:
    """A book takes at most 1.2 MB."""
    assert (site / language.segment / f"coop-{language.segment}.pdf").stat().st_size <= 1_200_000
