"""How does a page show the progress of all translations? With the directive `translation-progress`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from babel import Locale
from babel.numbers import format_decimal, format_percent
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from .catalogs import LABELS, Count, folder
from .languages import Language
from .settings import current_language, interface, label

_STRINGS = r'"[^\n]*\n(?:"[^\n]*\n)*'
_HEADER = '""\n'
_ENTRY = re.compile(
    rf"((?:^#[^~\n][^\n]*\n)*)(?:^msgctxt {_STRINGS})?^msgid ({_STRINGS})(?:^msgid_plural {_STRINGS})?"
    r'((?:^msgstr[^\n]*\n(?:"[^\n]*\n)*)+)', re.MULTILINE,
)
_EMPTY = re.compile(r'^msgstr[^"\n]*""\n(?!")', re.MULTILINE)
_FUZZY = re.compile(r"^#,.*\bfuzzy\b", re.MULTILINE)
_TITLES = label("Language"), label("Messages"), label("Translated"), label("Fuzzy"), label("Share")
_MISSING = label("Language"), label("Page"), label("Not translated")


def quick_count(text: str) -> Count:
    """Count the messages of a catalog by its lines alone: the same figures in a tenth of the time; no words.

    Each language and format of a site draws the figures of all languages anew.
    """
    total = translated = fuzzy = 0
    for comments, source, strings in _ENTRY.findall(text + "\n"):
        if source != _HEADER:
            marked = bool(_FUZZY.search(comments))
            total, fuzzy = total + 1, fuzzy + marked
            translated += not marked and not _EMPTY.search(strings)
    return Count(total, translated, fuzzy)


def pages_of(locales: Path, language: Language) -> dict[str, Count]:
    """Count each catalog of a language, by its domain; what is broken in one, its own build tells."""
    base = folder(locales, language)
    return {
        path.relative_to(base).with_suffix("").as_posix(): quick_count(path.read_text("utf-8", errors="replace"))
        for path in base.rglob("*.po")
    }


class Progress(nodes.General, nodes.Element):
    """The place of the figures, which are drawn when a page is written, as catalogs change without it."""


class ProgressDirective(SphinxDirective):
    """Show how far each translation is, and which pages lack what."""

    def run(self) -> list[nodes.Node]:
        """Keep the place, and have the page written at each build."""
        self.env.note_reread()
        return [Progress()]


def table(titles: Sequence[str], rows: Iterable[Sequence[nodes.Node]], numbers_from: int) -> nodes.table:
    """Make a table; its columns from `numbers_from` on hold numbers."""
    def row(cells: Iterable[nodes.Node]) -> nodes.row:
        sides = ([] if column < numbers_from else ["text-right"] for column in range(len(titles)))
        entries = (
            nodes.entry("", nodes.paragraph("", "", cell), classes=side)
            for cell, side in zip(cells, sides, strict=True)
        )
        return nodes.row("", *entries)

    group = nodes.tgroup("", *(nodes.colspec(colwidth=1) for _ in titles), cols=len(titles))
    group += nodes.thead("", row(map(nodes.Text, titles)))
    group += nodes.tbody("", *map(row, rows))
    return nodes.table("", group, classes=["colwidths-auto"])


class DrawProgress(SphinxPostTransform):
    """Put the tables in their place."""

    default_priority = 5

    def run(self, **kwargs: Any) -> None:
        """Draw the tables of this page."""
        for place in list(self.document.findall(Progress)):
            place.replace_self(list(self._tables()))

    def _tables(self) -> Iterator[nodes.Node]:
        locales = (Path(self.app.confdir) / self.config.multilingual_languages).parent
        here = current_language(self.config)
        shown = [
            (each, self._of_this_site(pages_of(locales, each))) for each in self.config.multilingual_table
            if not each.is_source and (not each.is_draft or each == here)
        ]
        if rows := [self._figures(each, sum(pages.values(), Count())) for each, pages in shown]:
            yield self._table(_TITLES, rows, 1)
        if missing := [row for each, pages in shown for row in self._missing(each, pages)]:
            yield self._table(_MISSING, missing, 2)

    def _of_this_site(self, pages: dict[str, Count]) -> dict[str, Count]:
        return {domain: found for domain, found in pages.items() if domain in LABELS or domain in self.env.all_docs}

    def _table(self, titles: Sequence[str], rows: list[list[nodes.Node]], numbers_from: int) -> nodes.table:
        return table([interface(self.config, title) for title in titles], rows, numbers_from)

    def _figures(self, language: Language, found: Count) -> list[nodes.Node]:
        share = format_percent(found.percent / 100, locale=self.config.language)
        numbers = map(self._number, (found.total, found.translated, found.fuzzy))
        return [self._name(language), *numbers, nodes.Text(share)]

    def _missing(self, language: Language, pages: dict[str, Count]) -> Iterator[list[nodes.Node]]:
        for domain in sorted(pages.keys() - set(LABELS)):
            if left := pages[domain].total - pages[domain].translated:
                uri = self.app.builder.get_relative_uri(self.env.docname, domain)
                page = nodes.reference("", self.env.titles[domain].astext(), refuri=uri, internal=True)
                yield [self._name(language), page, self._number(left)]
        labels = sum((found for domain, found in pages.items() if domain in LABELS), Count())
        if left := labels.total - labels.translated:
            yield [self._name(language), nodes.Text(interface(self.config, "Menus and labels")), self._number(left)]

    def _number(self, number: int) -> nodes.Text:
        return nodes.Text(format_decimal(number, locale=self.config.language))

    def _name(self, language: Language) -> nodes.Node:
        """Name a language in itself; in the reader's language in a book, whose fonts have only its own script."""
        if self.app.builder.format == "html":
            return nodes.inline("", language.name, classes=[f"language-{language.tag}"])
        reader = Locale.parse(self.config.language)
        return nodes.Text(Locale.parse(language.code).get_language_name(reader) or language.english_name)


def setup_progress(app: Sphinx) -> None:
    """Register the directive."""
    app.add_node(Progress)
    app.add_directive("translation-progress", ProgressDirective)
    app.add_post_transform(DrawProgress)
