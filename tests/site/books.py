"""What do the pages of a language say, and what does its printed book say? Both as words, page by page."""

from __future__ import annotations

import re
import shutil
import subprocess
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from functools import cache, cached_property
from html.parser import HTMLParser
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.site.tags import Tagged

# What a page says to who reads it on a screen: a book has none of it.
_SCREEN_ONLY = {"headerlink", "hint-meanings", "backrefs", "section-languages", "page-foot", "prev-next", "terms"}
# Of the terms a book of a translation has those of its own language ("terms").
_MATTER = {"index-of-terms", "about-this-book"}  # which only the book has
_VOID = {"br", "hr", "img", "input", "link", "meta", "wbr", "col", "source"}
_WITHIN = {"a", "span", "em", "strong", "b", "i", "sup", "sub", "bdi"}  # words
_WORD = re.compile(r"[\u3400-\u9fff]|(?:(?![\u3400-\u9fff])\w)(?:(?![\u3400-\u9fff])[\w\u064b-\u0652\u0670])*")


def words_of(text: str) -> list[str]:
    """Cut a text into words, each Han character as one; hyphens at the end of a line are taken out."""
    return _WORD.findall(unicodedata.normalize("NFC", re.sub("\u00ad\\s*", "", text)))


class Article(HTMLParser):
    """Reads the text of a page and the addresses that it links to."""

    def __init__(self) -> None:
        super().__init__()
        self.title, self.in_title, self.in_number = "", False, False
        self.open, self.links = list[tuple[str, bool]](), list[str]()
        self.text, self.cells, self.lines = list[str](), list[str](), list[str]()  # all, of tables, and the rest

    @property
    def apart(self) -> bool:
        """Tell whether this stands in the columns of a table, or above its line."""
        return any(tag == "table" for tag, _ in self.open) or self.in_number

    def _part(self) -> None:
        for texts in (self.text, self.cells, self.lines):
            texts.append(" ")

    def _silent(self) -> bool:
        return not self.open or any(silent for _, silent in self.open)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Enter an element; blocks part words."""
        self.in_title = self.in_title or tag == "h1"
        self.in_number = self.in_number or "footnote-reference" in (dict(attrs).get("class") or "")
        own = dict(attrs)
        if tag in _VOID or (not self.open and tag != "article"):
            return
        if tag not in _WITHIN:
            self._part()
        classes = set((own.get("class") or "").split())
        self.open.append((tag, bool(classes & _SCREEN_ONLY) or tag in ("script", "style", "summary", "svg")))
        if tag == "a" and not self._silent():
            self.links.append(own.get("href") or "")

    def handle_endtag(self, tag: str) -> None:
        """Leave an element."""
        self.in_title = self.in_title and tag != "h1"
        self.in_number = self.in_number and tag != "a"
        if self.open and tag not in _VOID:
            if tag not in _WITHIN:
                self._part()
            self.open.pop()

    def handle_data(self, data: str) -> None:
        """Take a text that the book should have."""
        if not self._silent():
            self.text.append(data)
            self.title += data if self.in_title else ""
            (self.cells if self.apart else self.lines).append(data)


@cache
def read_page(path: Path) -> Article:
    """Read the article of a page."""
    article = Article()
    article.feed(path.read_text(encoding="utf-8"))
    return article


def texts_of(path: Path, by_place: bool = False) -> list[str]:
    """Return the text of each page of a PDF, in the order of the file or by the places of the words."""
    if not (program := shutil.which("pdftotext")):
        pytest.skip("no pdftotext; on Debian: apt install poppler-utils")
    done = subprocess.run([program, *([] if by_place else ["-raw"]), str(path), "-"], capture_output=True, text=True, check=True)
    return done.stdout.split("\f")


class Book:
    """A PDF: where each page of the site begins in it, and what its pages say."""

    def __init__(self, path: Path) -> None:
        self.path, self.reader = path, PdfReader(path)
        found = self.reader.named_destinations
        self.places = {name: self.reader.get_destination_page_number(place) or 0 for name, place in found.items()}

    @property
    def starts(self) -> dict[str, int]:
        """Map each page of the site to the page of the book where it begins, in the order of the book."""
        found: dict[str, int] = {}
        for name, page in self.places.items():
            document = name.partition("#")[0]
            if document in _MATTER:
                continue
            found[document] = min(page, found.get(document, page))
        return dict(sorted(found.items(), key=lambda each: each[1]))

    @cached_property
    def tagged(self) -> list[str]:
        """Return the text of each page, in the order of its tags."""
        return Tagged(self.path).pages

    @cache  # noqa: B019 (a book lives as long as its test)
    def texts(self, by_place: bool = False) -> list[str]:
        """Return the text of each page, in the order of the file or by the places of the words."""
        return texts_of(self.path, by_place)

    def text(self, first: int, last: int, by_place: bool = False) -> str:
        """Return what pages of the book say."""
        return "\n".join(self.texts(by_place)[first : last + 1])


def missing(wanted: list[str], found: list[str]) -> list[str]:
    """Name the words that are not found in their order."""
    matcher = SequenceMatcher(None, wanted, found, autojunk=False)
    lost, at = list[str](), 0
    for place, _, size in matcher.get_matching_blocks():
        lost += wanted[at:place]
        at = place + size
    return lost


def lost_in(
    texts: list[str], book: Book, pages: Path, parts: Callable[[str], list[str]] = words_of
) -> Iterator[tuple[str, int, list[str]]]:
    """Yield each page of the site, the number of its words, and those that are not in their order in the texts of the book."""
    starts = list(book.starts.items())
    for place, (name, first) in enumerate(starts):
        last = starts[place + 1][1] if place + 1 < len(starts) else len(texts)
        wanted = parts("".join(read_page(pages / f"{name}.html").text))
        yield name, len(wanted), missing(wanted, parts("\n".join(texts[first : last + 1])))


def lost_words(book: Book, pages: Path, is_rtl: bool) -> Iterator[tuple[str, int, list[str], int]]:
    """Yield each page of the site: the number of its words, those not in their order, and how many are nowhere.

    A reader that goes by the places of the words, as one of right-to-left text must, reads the columns of a table, and the
    raised numbers of notes, in its own order: of these words only the number is compared.
    """
    starts = list(book.starts.items())
    for place, (name, first) in enumerate(starts):
        last = starts[place + 1][1] if place + 1 < len(starts) else len(book.texts(is_rtl))
        page, found = read_page(pages / f"{name}.html"), words_of(book.text(first, last, is_rtl))
        wanted = words_of("".join(page.text if not is_rtl else page.lines))
        cells = Counter(words_of("".join(page.cells))) if is_rtl else Counter[str]()
        lost = missing(wanted, found) + list((cells - Counter(found)).elements())
        gone = Counter(wanted) + cells - Counter(found)
        yield name, len(wanted) + cells.total(), lost, gone.total()
