"""How does a book show a table: its columns, the cells that head them or their row, and those that span others?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

from docutils import nodes

from .kinds import SHORT, SIDES, SPANS, child
from .widths import Cell, Columns, columns_of


class Tables:
    """Writes tables; the writer of pages has all else."""

    _content: Callable[[Any], str]
    _headed: Callable[..., str]
    shown: set[str]

    def on_table(self, node: nodes.Element) -> str:
        group = child(node, nodes.tgroup)
        specs = [each for each in group.children if isinstance(each, nodes.colspec)]
        head, body = (list(_placed(child(group, kind))) for kind in (nodes.thead, nodes.tbody))
        columns = Columns([f"{each['colwidth']}fr" for each in specs])
        if "colwidths-given" not in node["classes"]:
            alone = ((at, cell, part is head) for part in (head, body) for at, cell in part if "morecols" not in cell)
            columns = columns_of((Cell(at, self._said(cell), is_head) for at, cell, is_head in alone), len(specs))
        widths = "".join(f"{width}, " for width in columns.widths)
        heads = "".join(f"{self._cell(cell, 'head-cell')}, " for _, cell in head)
        stubs = sum("stub" in each for each in specs)
        cells = [self._cell(cell, "stub-cell" if at < stubs else "table.cell") for at, cell in body]
        long = [f"long: {columns.long}"] if columns.long else []
        return self._headed("data-table", child(node, nodes.title), f"({widths})", f"({heads})", *long, *cells)

    def _said(self, cell: nodes.Element) -> str:
        """Return what a cell says in print, with the pages and addresses that links have there."""
        links = (str(each.get("refuri", "")) for each in cell.findall(nodes.reference))
        added = ("(p. 000)" if link.startswith("%") else link for link in links if link not in self.shown)
        return " ".join([cell.astext(), *added])

    def _cell(self, cell: Any, name: str) -> str:
        span = "".join(f"{SPANS[key]}: {cell[key] + 1}, " for key in SPANS if key in cell)
        span += "breakable: false, " if len(cell.astext()) < SHORT else ""
        align = "".join(f"align: {SIDES[side]}, " for side in cell["classes"] if side in SIDES)
        return f"{name}({span}{align}{self._content(cell)})"


def _placed(part: Any) -> Iterator[tuple[int, nodes.Element]]:
    """Yield the cells of a part of a table, each with its column; cells of the rows above may take some."""
    taken = set[tuple[int, int]]()
    for line, row in enumerate(part.children if part else ()):
        free = (column for column in count() if (line, column) not in taken)
        for cell in row:
            column = next(free)
            rows, columns = (range(cell.get(key, 0) + 1) for key in ("morerows", "morecols"))
            taken |= {(line + down, column + along) for down in rows for along in columns}
            yield column, cell

