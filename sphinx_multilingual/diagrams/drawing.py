"""When is a diagram drawn, and what stands around it? From its translated table, as its page is written.

A page has each drawing twice, for wide and for narrow windows, of which the style sheet shows one; the data behind a
button. A book has it once, with the data below.
"""

from __future__ import annotations

from typing import Any

from babel.numbers import format_decimal
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..languages import source_of
from ..settings import current_language, interface, is_site, label
from ..texts import text_of
from .canvas import Canvas, Medium, Words
from .directive import Diagram, DiagramDirective, rows_of
from .kinds import KINDS, Table

_WIDTHS = {"page": {"wide": 640.0, "narrow": 320.0}, "ebook": {"wide": 480.0}, "book": {"wide": 640.0}}
_SCALE = label("The longest bar stands for {value}.")
_SHOW = label("Show the data")


class Caption(nodes.Part, nodes.TextElement):
    """The caption of a diagram, after which the drawing stands."""


class DrawDiagrams(SphinxPostTransform):
    """Draw the diagrams of a page in its language."""

    default_priority = 6  # after what is drawn into tables
    formats = ("html", "typst")

    def run(self, **kwargs: Any) -> None:
        """Put the drawings where their places are; other formats have the caption and the table."""
        for number, node in enumerate(list(self.document.findall(Diagram)), 1):
            caption, text, table = node.children
            if self.app.builder.format not in self.formats:
                node.replace_self([caption, table])
                continue
            assert isinstance(caption, nodes.paragraph)
            assert isinstance(text, nodes.paragraph)
            node["alt"] = f"{text_of(caption)}. {text_of(text)}"
            node["svgs"] = list(self._draw(node, number))
            node["summary"] = interface(self.config, _SHOW) if self._medium().name == "page" else ""
            node.children = []
            node.extend([Caption("", "", *caption.children, **caption.attributes), table])

    def _medium(self) -> Medium:
        if self.app.builder.format == "typst":
            # The first one has the script's own letters, in all weights.
            return Medium("book", current_language(self.config).fonts)
        return Medium("ebook" if self.app.builder.name.startswith("epub") else "page")

    def _words(self, node: nodes.Element) -> Words:
        """Read a cell, a caption or a description, and in which language it is."""
        untranslated = any(each.get("translated") is False for each in node.findall(nodes.paragraph))
        config = self.config
        return Words(text_of(node), source_of(config.multilingual_table) if untranslated else current_language(config))

    def _draw(self, node: Diagram, number: int) -> Any:
        caption, text, table = node.children
        assert isinstance(caption, nodes.Element)
        assert isinstance(text, nodes.Element)
        assert isinstance(table, nodes.Element)
        medium, drawn = self._medium(), self._table(node, table)
        for name, width in _WIDTHS[medium.name].items():
            canvas = Canvas(width, current_language(self.config), medium)
            KINDS[node["kind"]].draw(canvas, drawn)
            yield canvas.svg(f"diagram-{number}-{name}", self._words(caption), self._words(text))

    def _table(self, node: Diagram, table: nodes.Element) -> Table:
        rows = [list(map(self._words, row)) for row in rows_of(table)]
        language, most = current_language(self.config), ""
        if numbers := node["numbers"]:
            most = rows[numbers.index(max(numbers))][1].text
        scale = Words(interface(self.config, _SCALE).format(value=most), language)
        count = max(len(rows), len(rows[0]))
        counted = [Words(format_decimal(each, locale=language.code), language) for each in range(1, count + 1)]
        head = [self._words(cell) for cell in rows_of(table, nodes.thead)[0]]
        return Table(head, rows, numbers, scale, counted)


def _visit_diagram(writer: Any, node: Diagram) -> None:
    writer.body.append(f'<figure class="diagram diagram-{node["kind"]}">\n')


def _depart_diagram(writer: Any, node: Diagram) -> None:
    writer.body.append("</details>\n</figure>\n" if node["summary"] else "</figure>\n")


def _visit_caption(writer: Any, node: Caption) -> None:
    writer.body.append(writer.starttag(node, "figcaption", ""))


def _depart_caption(writer: Any, node: Caption) -> None:
    diagram = node.parent
    assert isinstance(diagram, Diagram)
    writer.body.append(f"</figcaption>\n{''.join(diagram['svgs'])}\n")
    if diagram["summary"]:
        writer.body.append(f"<details><summary>{writer.encode(diagram['summary'])}</summary>\n")


def _add_styles(app: Sphinx) -> None:
    if is_site(app):
        app.add_css_file("diagrams.css", priority=705)


def setup_diagrams(app: Sphinx) -> None:
    """Register the directive, what draws it, and its style sheet."""
    app.add_node(Diagram, html=(_visit_diagram, _depart_diagram))
    app.add_node(Caption, html=(_visit_caption, _depart_caption))
    app.add_directive("diagram", DiagramDirective)
    app.add_post_transform(DrawDiagrams)
    app.connect("builder-inited", _add_styles)
