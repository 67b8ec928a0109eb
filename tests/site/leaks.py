"""Finds English in the other languages: in pages (text, attributes, SVG), PDF and EPUB.

A leak is a message of the English source, or an English label of the theme, that
a reader of another language meets although its translation differs from it.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pikepdf

from sphinx_multilingual.catalogs import forms, messages, read_all
from sphinx_multilingual.languages import Language
from tests.site.books import texts_of

# Attributes whose values a reader sees or hears.
_SPOKEN = {"alt", "title", "aria-label", "placeholder", "content", "label", "aria-description"}
_NOT_TEXT = {"script", "style", "code"}  # what a translation keeps as it is
_SENTENCE = re.compile(r"(?<=[.!?])(?<!No\.) ")
_LETTERS = re.compile(r"[A-Za-z]{2,}")


def plain(text: str) -> str:
    """Reduce a message or a visible text to its words, so that the two compare."""
    text = re.sub(r"\[\^[^\]]*\]|\[\d+\]|</?a\b[^>]*>", "", text)
    text = re.sub(r"\]\([^)]*\)|[\[\]*<>`]", "", text)
    text = text.translate(str.maketrans({"’": "'", "“": '"', "”": '"', "–": "-", "\u00a0": " ", "\u202f": " "}))
    return " ".join(text.split())


class _Texts(HTMLParser):
    """The texts of a page, whole blocks and single strings, without what is marked as another language."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[int, str]] = []
        self._foreign: list[str] = []
        self._silent: list[str] = []
        self._in_hint = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self._in_hint = values.get("class") == "hint"
        if tag in _NOT_TEXT:
            self._silent.append(tag)
        if tag in ("a", "span") and "lang" in values and "untranslated" not in (values.get("class") or ""):
            self._foreign.append(tag)
        if not self._foreign:
            self.found += [(self.getpos()[0], values[name] or "") for name in _SPOKEN & values.keys()]

    def handle_endtag(self, tag: str) -> None:
        self._in_hint = False
        for stack in (self._foreign, self._silent):
            if stack[-1:] == [tag]:
                stack.pop()

    def handle_data(self, data: str) -> None:
        if self._in_hint and self.found:  # It is a word of the sentence before it.
            self.found[-1] = (self.found[-1][0], self.found[-1][1] + data)
        elif data.strip() and not self._foreign and not self._silent:
            self.found.append((self.getpos()[0], data))


@cache
def english(locales: Path, language: Language) -> frozenset[str]:
    """Collect the English texts that must not stand in a language: those whose translation differs.

    A name of several words that a translation itself gives in English, in
    brackets beside its own, is none of them.
    """
    same, texts = set(), set()
    for catalog in read_all(locales, language).values():
        for message in messages(catalog):
            sources = {message.id} if isinstance(message.id, str) else set(message.id)
            texts |= {plain(source) for source in sources}
            texts |= {sentence for source in sources for sentence in _SENTENCE.split(plain(source)) if " " in sentence}
            same |= {plain(form) for form in forms(message)}
    given = "\n".join(same)
    return frozenset(
        text for text in texts - same
        if _LETTERS.search(text)
        and not (" " in text and text in given and re.search(rf"(?<!\w){re.escape(text)}(?!\w)", given))
    )


def identical(locales: Path, language: Language) -> set[str]:
    """Collect the messages whose translation is the English text itself."""
    return {
        message.id
        for catalog in read_all(locales, language).values()
        for message in messages(catalog)
        if isinstance(message.id, str) and message.id == message.string and _LETTERS.search(message.id)
    }


def leaks_in(texts: list[tuple[str, str]], forbidden: AbstractSet[str]) -> Iterator[str]:
    """Yield each text that is an English one, and each longer English text that stands inside another."""
    long = {text for text in forbidden if len(text.split()) >= 4}
    whole = plain(" ".join(text for _, text in texts))
    inside = {text for text in long if text in whole}
    for where, text in texts:
        if plain(text) in forbidden:
            yield f"{where}: {plain(text)!r}"
    for text in sorted(inside - {plain(text) for _, text in texts}):
        yield f"{texts[0][0]}: {text!r}"


def html_leaks(name: str, markup: str, forbidden: AbstractSet[str]) -> list[str]:
    """Find English in a page or an SVG picture."""
    parser = _Texts()
    parser.feed(markup)
    return list(leaks_in([(f"{name}:{line}", text) for line, text in parser.found], forbidden)) if parser.found else []


def pdf_leaks(path: Path, forbidden: AbstractSet[str]) -> list[str]:
    """Find English in a book: its text page by page, its title and its outline."""
    with pikepdf.open(path) as book, book.open_outline() as outline:
        texts = [(f"{path.name}, outline", title) for title in _titles(outline.root)]
        texts += [(f"{path.name}, metadata", str(value)) for value in book.docinfo.values()]
    # A title that is quoted in English can break so that one of its words stands alone on a line.
    pages = [[line for line in page.splitlines() if len(line.split()) > 1] for page in texts_of(path)]
    texts += [(f"{path.name}, page {number}", line) for number, page in enumerate(pages, 1) for line in page]
    return list(leaks_in(texts, forbidden))


def _titles(entries: Iterable[pikepdf.OutlineItem]) -> Iterator[str]:
    for entry in entries:
        yield str(entry.title)
        yield from _titles(entry.children)


def epub_leaks(path: Path, forbidden: AbstractSet[str]) -> list[str]:
    """Find English in an e-book: its documents, navigation and metadata."""
    with zipfile.ZipFile(path) as book:
        return [
            leak for name in book.namelist() if name.endswith((".xhtml", ".opf", ".ncx", ".svg"))
            for leak in html_leaks(f"{path.name}/{name}", book.read(name).decode("utf-8"), forbidden)
        ]
