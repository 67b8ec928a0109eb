"""How wide are the columns of a table in print? A column of years is narrow, and one of texts has what is left."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ..diagrams.measure import measure, pieces

_ROOM = 46  # em: a page of A4 between its margins, and a tenth, as texts are narrower than estimated
_INSET = 1.3  # em: the space on both sides of a cell
_LETTER = 0.6  # em


class Cell(NamedTuple):
    """What a cell of one column says."""

    column: int
    text: str
    is_head: bool = False

    def wide(self, text: str) -> float:
        """Estimate the width of a text of this cell, in em, and of the space around it."""
        return measure(text.strip(), 1, self.is_head) + _INSET

    @property
    def least(self) -> float:
        """Estimate the width of the longest word; an address may be broken at its strokes."""
        return max(map(self.wide, pieces(self.text.replace("/", "/ "))), default=_INSET)


class Columns(NamedTuple):
    """The columns of a table for Typst, and from how many letters on a word may have no room on a line."""

    widths: list[str]
    long: int | None = None


def columns_of(cells: Iterable[Cell], count: int) -> Columns:
    """Say how wide columns are.

    A column that needs no more than an equal part of the page has what it needs. Each of the others has room for its
    longest word, but no more than an equal part for that, and of the rest the more, the longer its texts are: that
    comes near to the shortest table possible.
    """
    held: list[list[Cell]] = [[] for _ in range(count)]
    for cell in cells:
        held[cell.column].append(cell)
    full = [max((cell.wide(cell.text) for cell in column), default=0) for column in held]
    wide, room = list(range(count)), float(_ROOM)
    while narrow := [column for column in wide if full[column] <= room / len(wide)]:
        wide = [column for column in wide if column not in narrow]
        room -= sum(full[column] for column in narrow)
    words = {column: max(cell.least for cell in held[column]) for column in wide}
    least = {column: min(width, room / len(wide)) for column, width in words.items()}
    beyond = {column: sum(max(0, cell.wide(cell.text) - least[column]) for cell in held[column]) for column in wide}
    spare = (room - sum(least.values())) / (sum(beyond.values()) or 1)
    shares = {column: f"{least[column] + spare * beyond[column]:.1f}fr" for column in wide}
    long = int((room / len(wide) - _INSET) / _LETTER) if least != words else None
    return Columns([shares.get(column, "auto") for column in range(count)], long)
