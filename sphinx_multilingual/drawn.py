"""What do tables of figures on all languages share? They are drawn when a page is written, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from babel import Locale
from babel.numbers import format_decimal
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from .catalogs import LABELS
from .languages import Language
from .settings import current_language, interface, locales_of

Found = TypeVar("Found")


class Foreign(nodes.inline):
    """Words in a language of the table, which pages mark with it and its direction."""


def _visit_foreign(writer: Any, node: Foreign) -> None:
    writer.body.append(writer.starttag(node, "span", "", lang=node["tag"], dir=node["direction"]))


def _depart_foreign(writer: Any, node: Foreign) -> None:
    writer.body.append("</span>")


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


class Place(nodes.General, nodes.Element):
    """The place of what is drawn, as its records change without the page."""


# The pages with places that are noted so, as the environment keeps them: others may have their own reasons.
PLACES = "multilingual_places"


class PlaceDirective(SphinxDirective):
    """Keep the place: what is drawn in it is no text to translate."""

    def run(self) -> list[nodes.Node]:
        """Note what the page depends on."""
        self.note()
        return [Place(kind=self.name)]

    def note(self) -> None:
        """Have the page written at each build, but for one that knows that what is drawn is as before."""
        self.env.note_reread()
        setattr(self.env, PLACES, getattr(self.env, PLACES, frozenset()) | {self.env.docname})


class Drawing(SphinxPostTransform):
    """Draw what belongs in the places of one directive."""

    default_priority = 5
    directive: ClassVar[str]

    def run(self, **kwargs: Any) -> None:
        """Fill the places of this page."""
        for place in list(self.document.findall(Place)):
            if place["kind"] == self.directive:
                place.replace_self(list(self.draw()))

    def draw(self) -> Iterator[nodes.Node]:
        """Yield what stands in a place."""
        raise NotImplementedError

    @property
    def locales(self) -> Path:
        return locales_of(self.app)

    @property
    def in_page(self) -> bool:
        """Tell whether this is for a browser or an e-book, which find a font for each script."""
        return self.app.builder.format == "html"

    @property
    def translations(self) -> list[Language]:
        """The languages that are shown: a draft on its own pages only."""
        here = current_language(self.config)
        return [
            each for each in self.config.multilingual_table
            if not each.is_source and (not each.is_draft or each == here)
        ]

    def of_this_site(self, records: Mapping[str, Found]) -> dict[str, Found]:
        """Leave out what belongs to no catalog of this site."""
        return {name: found for name, found in records.items() if name in LABELS or name in self.env.all_docs}

    def said(self, label: str) -> nodes.Text:
        return nodes.Text(interface(self.config, label))

    def table(self, titles: Sequence[str], rows: Iterable[Sequence[nodes.Node]], numbers_from: int = 1) -> nodes.table:
        return table([interface(self.config, title) for title in titles], rows, numbers_from)

    def number(self, number: float, form: str | None = None) -> nodes.Text:
        return nodes.Text(format_decimal(number, form, locale=self.config.language))

    def words(self, language: Language, text: str) -> nodes.Node:
        """Write words in their language."""
        return Foreign("", text, tag=language.tag, direction=language.direction)

    def name(self, language: Language) -> nodes.Node:
        """Name a language in itself; in a book in the reader's language, whose script its fonts surely have."""
        if self.in_page:
            return self.words(language, language.name)
        reader = Locale.parse(self.config.language)
        return nodes.Text(Locale.parse(language.code).get_language_name(reader) or language.english_name)


def setup_drawing(app: Sphinx, drawing: type[Drawing], directive: type[PlaceDirective] = PlaceDirective) -> None:
    """Register a directive and what it draws."""
    app.add_directive(drawing.directive, directive)
    app.add_post_transform(drawing)


def setup_drawn(app: Sphinx) -> None:
    """Register what all drawings need."""
    app.add_node(Place)
    app.add_node(Foreign, html=(_visit_foreign, _depart_foreign))
