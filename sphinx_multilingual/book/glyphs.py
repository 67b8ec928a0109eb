"""Which text does each glyph of a PDF stand for, and in which pieces does it stand on a page?"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from pikepdf import Array

from .content import Instruction, codes_of, said

_CONTROL = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_RANGES = re.compile(rb"beginbf(char|range)(.*?)endbf", re.DOTALL)
_HEX = re.compile(rb"<([0-9A-Fa-f]*)>")


class Font:
    """A font of the book: which text each glyph stands for, and which glyphs are marks on a letter."""

    def __init__(self, font: Any) -> None:
        self.font, self.widths, self.texts = font, _widths(font), dict(_texts(font))

    def is_mark(self, glyphs: Iterable[int]) -> bool:
        """Tell whether glyphs take no room of their own."""
        return not any(self.widths.get(glyph) for glyph in glyphs)

    def learn(self, glyphs: Iterable[int], text: str) -> None:
        """Take from the text of a letter with its marks what each of its glyphs stands for."""
        for glyph in glyphs:
            self.texts.setdefault(glyph, text)

    def write(self) -> None:
        """Write the table of texts anew: a letter without its marks, and marks without their letter."""
        rows = []
        for glyph, text in sorted(self.texts.items()):
            is_mark = not self.widths.get(glyph)
            own = "".join(sign for sign in _CONTROL.sub("", text) if (unicodedata.combining(sign) > 0) == is_mark)
            rows.append(f"<{glyph:04X}> <{(own or text).encode('utf-16-be').hex()}>\n")
        parts = [rows[at : at + 100] for at in range(0, len(rows), 100)]
        chars = "".join(f"{len(part)} beginbfchar\n{''.join(part)}endbfchar\n" for part in parts)
        old = self.font.ToUnicode.read_bytes().decode("latin-1")
        start, end = re.search(r"\d+ beginbf", old), old.rindex("endbf")
        assert start
        rest = old[old.index("\n", end) + 1 :]
        self.font.ToUnicode.write((old[: start.start()] + chars + rest).encode("latin-1"))


def _widths(font: Any) -> dict[int, float]:
    table, widths, at = list(font.DescendantFonts[0].get("/W", [])), {}, 0
    while at < len(table):
        first, second = int(table[at]), table[at + 1]
        if isinstance(second, Array):
            widths.update({first + offset: float(width) for offset, width in enumerate(second)})
            at += 2
        else:
            widths.update(dict.fromkeys(range(first, int(second) + 1), float(table[at + 2])))
            at += 3
    return widths


def _texts(font: Any) -> Iterator[tuple[int, str]]:
    for kind, body in _RANGES.findall(font.ToUnicode.read_bytes()):
        codes = _HEX.findall(body)
        step = 2 if kind == b"char" else 3
        for at in range(0, len(codes), step):
            first, last = int(codes[at], 16), int(codes[at + step - 2], 16)
            text = bytes.fromhex(codes[at + step - 1].decode()).decode("utf-16-be")
            for offset in range(last - first + 1):
                yield first + offset, text[:-1] + chr(ord(text[-1]) + offset)


@dataclass(slots=True)
class Piece:
    """What stands between q and Q around one BT and ET: where its text begins, and what it says."""

    start: int
    end: int = 0
    x: float = 0.0
    y: float = 0.0
    size: float = 0.0
    texts: list[str] = field(default_factory=list)
    is_mark: bool = True  # of nothing but marks on the letter that the next piece begins with

    @property
    def is_rtl(self) -> bool:
        return any(unicodedata.bidirectional(sign) in ("R", "AL") for text in self.texts for sign in text)


def read_pieces(instructions: list[Instruction], fonts: dict[str, Font]) -> list[Piece]:
    """List the pieces of text of a page in the order of the file, and learn what their glyphs stand for."""
    pieces: list[Piece] = []
    opened, font, marks = [0], None, [""]
    for index, (operands, operator) in enumerate(instructions):
        if operator == b"q":
            opened.append(index)
        elif operator == b"Q":
            start = opened.pop()
            if pieces and pieces[-1].start == start:
                pieces[-1].end = index
        elif operator == b"cm":
            x, y = map(float, operands.split()[4:6])
        elif operator == b"BT":
            pieces.append(Piece(opened[-1], x=x, y=y))
        elif operator == b"Tf":
            name, size = operands.split()
            font, pieces[-1].size = fonts[name.decode()], float(size)
        elif operator in (b"BDC", b"BMC"):
            own = said(operands)
            marks.append(marks[-1] if own is None else own)
        elif operator == b"EMC":
            marks.pop()
        elif operator in (b"Tj", b"TJ") and font:
            codes = codes_of(operands)
            if marks[-1]:
                font.learn(codes, marks[-1])
            pieces[-1].texts += [font.texts.get(code, "") for code in codes]
            pieces[-1].is_mark &= font.is_mark(codes)
    return pieces


def runs(pieces: list[Piece]) -> Iterator[list[Piece]]:
    """Group the pieces of one right-to-left run: they follow each other to the right in one line."""
    run: list[Piece] = []
    for piece in pieces:
        if run and not (piece.x > run[-1].x - 0.01 and abs(piece.y - run[-1].y) < 0.7 * run[-1].size):
            yield run
            run = []
        run.append(piece)
    if run:
        yield run
