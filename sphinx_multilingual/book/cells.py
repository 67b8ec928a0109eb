"""How does a book show a table: its columns, the cells that head them or their row, and those that span others?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from docutils import nodes

from .kinds import SHORT, SIDES, SPANS, child


class Tables:
    """Writes tables; the writer of pages has all else."""

    _content: Callable[[Any], str]
    _headed: Callable[..., str]

    def on_table(self, node: nodes.Element) -> str:
        auto, group = "colwidths-auto" in node["classes"], child(node, nodes.tgroup)
        widths = [each for each in group.children if isinstance(each, nodes.colspec)]
        columns = "".join("auto, " if auto else f"{each['colwidth']}fr, " for each in widths)
        head = "".join(f"{cell}, " for cell in self._cells(child(group, nodes.thead), len(widths), "head-cell"))
        cells = self._cells(child(group, nodes.tbody), sum("stub" in each for each in widths), "stub-cell")
        return self._headed("data-table", child(node, nodes.title), f"({columns})", f"({head})", *cells)

    def _cells(self, part: Any, heads: int, head: str) -> list[str]:
        """Write the cells of a part of a table, the first of each row as heads."""
        placed = (each for row in (part.children if part else ()) for each in enumerate(row))
        return [self._cell(cell, head if place < heads else "table.cell") for place, cell in placed]

    def _cell(self, cell: Any, name: str) -> str:
        span = "".join(f"{SPANS[key]}: {cell[key] + 1}, " for key in SPANS if key in cell)
        span += "breakable: false, " if len(cell.astext()) < SHORT else ""
        align = "".join(f"align: {SIDES[side]}, " for side in cell["classes"] if side in SIDES)
        return f"{name}({span}{align}{self._content(cell)})"
