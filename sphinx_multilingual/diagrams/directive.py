"""How does a page say what is to be drawn? With the directive `diagram`, whose body is a table.

The table is a part of the page, so its cells are messages like all others; it is drawn when a page is written.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, ClassVar

from babel.numbers import NumberFormatError, parse_decimal
from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from ..languages import source_of
from ..records.data import has_words
from ..texts import text_of
from .kinds import KINDS, Kind

logger = logging.getLogger(__name__)
_VALUE = re.compile(r"(?P<before>\D*)(?P<number>\d(?:[\d.,'’\u00a0\u202f]*\d)?)(?P<unit>.*)")


class Diagram(nodes.General, nodes.Element):
    """A drawing: a paragraph with its caption, one with its description, and its table."""


def read_value(text: str, locale: str) -> tuple[float, str]:
    """Read “about 1,217.5 million” as a number and its unit; raises ValueError where there is no number."""
    found = _VALUE.fullmatch(text.strip())
    if not found or found["before"].rstrip().endswith(("-", "\N{MINUS SIGN}")):
        raise ValueError(f"'{text}' is no number from 0 up; write digits, and one unit in all rows")
    try:
        return float(parse_decimal(found["number"], locale=locale)), found["unit"].strip()
    except NumberFormatError as error:
        raise ValueError(f"'{found['number']}' is no number of locale '{locale}'; mend it") from error


def rows_of(table: nodes.Element, part: type[nodes.thead | nodes.tbody] = nodes.tbody) -> list[list[nodes.entry]]:
    """Return the cells of a table's body or head."""
    return [list(row.findall(nodes.entry)) for group in table.findall(part) for row in group.findall(nodes.row)]


class DiagramDirective(SphinxDirective):
    """Read a diagram as part of the page, so that it is translated with it."""

    required_arguments = 1
    has_content = True
    option_spec: ClassVar[dict[str, Callable[[str], Any]]] = {
        "caption": directives.unchanged_required, "description": directives.unchanged_required,
    }

    def run(self) -> list[nodes.Node]:
        """Return the texts of the diagram, once all that is drawn is sure to be there."""
        name = self.arguments[0]
        if name not in KINDS:
            raise self.error(f"unknown kind of diagram '{name}'; write one of {', '.join(KINDS)}")
        for option in self.option_spec:
            if option not in self.options:
                raise self.error(f"the diagram lacks its {option}; write :{option}:")
        place = nodes.Element()
        self.state.nested_parse(self.content, self.content_offset, place)
        tables = list(place.findall(nodes.table))
        if len(tables) != 1 or len(place.children) != 1:
            raise self.error(f"a diagram is drawn from one table; found {len(tables)} among its content")
        node = Diagram("", self._text("caption"), self._text("description"), tables[0], kind=name)
        self.set_source_info(node)
        if not self._check(tables[0], KINDS[name]):
            return []
        node["numbers"] = self._numbers(tables[0]) if KINDS[name].counts else []
        return [node] if node["numbers"] is not None else []

    def _text(self, option: str) -> nodes.paragraph:
        """Make a message of an option, at its own line of the page."""
        rows = self.block_text.splitlines()
        line = next((number for number, row in enumerate(rows) if row.strip().startswith(f":{option}:")), 0)
        text = self.options[option]
        children, problems = self.state.inline_text(text, self.lineno + line)
        paragraph = nodes.paragraph(text, "", *children, *problems)
        paragraph.source, paragraph.line = str(self.env.doc2path(self.env.docname)), self.lineno + line
        return paragraph

    def _check(self, table: nodes.table, kind: Kind) -> bool:
        [head] = rows_of(table, nodes.thead)
        most = max(kind.most, kind.least) if kind.most else len(head)
        rows = rows_of(table)
        if not kind.least <= len(head) <= most:
            wanted = f"{kind.least} to {most}" if most != kind.least else str(most)
            raise self.error(f"the table has {len(head)} columns; {self.arguments[0]} needs {wanted}")
        if len(rows) < kind.rows:
            raise self.error(f"the table has {len(rows)} rows; {self.arguments[0]} needs {kind.rows} or more")
        empty = [number for number, row in enumerate(rows) if not text_of(row[0])]
        for number in empty:
            self._warn(table, number, "the first cell of the row is empty; write what is drawn")
        for paragraph in table.findall(nodes.paragraph):
            if not has_words(paragraph.rawsource):
                paragraph["translatable"] = False
        return not empty

    def _numbers(self, table: nodes.table) -> list[float] | None:
        """Return what the second column counts, in one unit; none where it cannot be read."""
        locale, found = source_of(self.config.multilingual_table).code, []
        for number, row in enumerate(rows_of(table)):
            try:
                found.append(read_value(text_of(row[1]), locale))
                if found[-1][1] != found[0][1]:
                    raise ValueError(f"the unit is '{found[-1][1]}', but above '{found[0][1]}'; one scale has one unit")
            except ValueError as error:
                self._warn(table, number, str(error))
                return None
        if not any(number for number, _ in found):
            self._warn(table, 0, "all numbers are 0; there is nothing to draw")
            return None
        return [number for number, _ in found]

    def _warn(self, table: nodes.table, number: int, fault: str) -> None:
        """Tell of a fault at the line of a row, in the page or in the data file that it comes from."""
        cell = next(iter(rows_of(table)[number][0].findall(nodes.paragraph)))
        source = cell.source or self.env.doc2path(self.env.docname)
        line = cell.line or (table.line or self.lineno) + 2 + number
        logger.warning(fault, location=f"{source}:{line}", type="diagram")
