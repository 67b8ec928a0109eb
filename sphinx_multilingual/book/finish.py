"""How does a PDF become small, and its right-to-left text one that can be copied and searched?

Typst cuts a run of right-to-left text wherever a glyph is raised or lowered, writes the
pieces as the eye meets them, from the left, and gives the text of a letter with its mark to
both glyphs. A reader that goes by the file (a screen reader, pdftotext, the search of a
viewer) then finds words out of order and letters twice. So the pieces of a run change
places, and each glyph is told what it alone stands for.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, ContentStreamInstruction, Dictionary, Name, Operator, String

_CONTROL = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_RANGES = re.compile(rb"beginbf(char|range)(.*?)endbf", re.DOTALL)
_HEX = re.compile(rb"<([0-9A-Fa-f]*)>")
_FAR = 90  # thousandths of the type size: what readers take for a space between words
_DIGITS = 2  # of a coordinate in points: a hundredth of a point is finer than any printer.


class Font:
    """A font of the book: which text each glyph stands for, and which glyphs are marks on a letter."""

    def __init__(self, font: Any) -> None:
        self.font, self.widths, self.texts = font, _widths(font), dict(_texts(font))

    def is_mark(self, glyphs: Iterable[int]) -> bool:
        """Tell whether glyphs take no room of their own."""
        return not any(self.widths.get(glyph) for glyph in glyphs)

    def learn(self, glyphs: list[int], text: str) -> None:
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


_END = ContentStreamInstruction([], Operator("EMC"))
_SILENT = [ContentStreamInstruction([Name.Span, Dictionary(ActualText=String(""))], Operator("BDC"))]


def _mode(number: int) -> Any:
    """Show text (0), or leave it to be read alone (3)."""
    return ContentStreamInstruction([number], Operator("Tr"))


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


def _codes(operand: Any) -> Iterator[int]:
    for part in operand if isinstance(operand, Array) else [operand]:
        if isinstance(part, String):
            codes = bytes(part)
            yield from (int.from_bytes(codes[at : at + 2], "big") for at in range(0, len(codes), 2))


def read_pieces(instructions: list[Any], fonts: dict[str, Font]) -> list[Piece]:
    """List the pieces of text of a page in the order of the file, and learn what their glyphs stand for."""
    pieces: list[Piece] = []
    opened, font, marks = [0], None, [""]
    for index, (operands, operator) in enumerate(instructions):
        name = str(operator)
        if name == "q":
            opened.append(index)
        elif name == "Q":
            start = opened.pop()
            if pieces and pieces[-1].start == start:
                pieces[-1].end = index
        elif name == "cm":
            x, y = float(operands[4]), float(operands[5])
        elif name == "BT":
            pieces.append(Piece(opened[-1], x=x, y=y))
        elif name == "Tf":
            font, pieces[-1].size = fonts[str(operands[0])], float(operands[1])
        elif name in ("BDC", "BMC"):
            own = name == "BDC" and isinstance(operands[1], Dictionary) and "/ActualText" in operands[1]
            marks.append(str(operands[1].ActualText) if own else marks[-1])
        elif name == "EMC":
            marks.pop()
        elif name in ("Tj", "TJ") and font:
            codes = list(_codes(operands[0]))
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


def in_reading_order(instructions: list[Any], pieces: list[Piece], fonts: dict[str, Font]) -> list[Any]:
    """Let the pieces of each right-to-left run change places, so that the first to read comes first."""
    ordered, at = [], 0
    for run in runs(pieces):
        contents = [instructions[piece.start : piece.end + 1] for piece in run]
        if any(piece.is_rtl for piece in run):
            contents = _reversed(run, contents, fonts)
        for place, content in zip(run, contents, strict=True):
            ordered += instructions[at : place.start] + content
            at = place.end + 1
    return ordered + instructions[at:]


def _reversed(run: list[Piece], contents: list[list[Any]], fonts: dict[str, Font]) -> list[list[Any]]:
    """Mark each piece as right to left, once, and let a mark that stands apart be read with its letter."""
    written: list[list[Any]] = []
    for place, (piece, content) in enumerate(zip(run, contents, strict=True)):
        own = [each for each in content if str(each[1]) not in ("BDC", "BMC", "EMC")]
        apart = place + 1 < len(run) and piece.is_mark
        marks = contents[place - 1] if place and run[place - 1].is_mark else []
        written.append([*_SILENT, *own, _END] if apart else list(_spoken(own, marks, fonts)))
    return written[::-1]


def _with_marks(parts: list[Any], font: Font) -> Iterator[Any]:
    """Yield the glyphs of a line; a mark far from its letter is seen there and read beside the letter."""
    start = 0
    for at in range(1, len(parts) - 1):
        before, mark, after = parts[at - 1 : at + 2]
        numbers = not isinstance(before, String) and not isinstance(after, String)
        if numbers and isinstance(mark, String) and abs(before) > _FAR and font.is_mark(_codes(mark)):
            yield _show(parts[start : at - 1])
            yield from (*_SILENT, _show([before, mark, after]), _END, _mode(3), _show([mark]), _mode(0))
            start = at + 2
    yield _show(parts[start:])


def _show(parts: list[Any]) -> Any:
    return ContentStreamInstruction([Array(parts)], Operator("TJ"))


def _unmoved(instruction: Any) -> Any:
    """Show glyphs without the distances between them."""
    operands, operator = instruction
    if str(operator) != "TJ":
        return instruction
    return _show([part for part in operands[0] if isinstance(part, String)])


def _spoken(piece: list[Any], marks: list[Any], fonts: dict[str, Font]) -> Iterator[Any]:
    """Yield a piece that begins with marks to read and not to see, as their own piece shows them."""
    shown = [_unmoved(each) for each in marks if str(each[1]) in ("Tf", "Tj", "TJ")]
    hidden = [_mode(3), *shown, _mode(0)] if shown else []
    for instruction in piece:
        name = str(instruction[1])
        if name == "ET":
            yield _END
        if name == "Tf":
            font = fonts[str(instruction[0][0])]
        if name == "TJ":
            yield from _with_marks(list(instruction[0][0]), font)
        else:
            yield instruction
        if name == "BT":
            yield ContentStreamInstruction([Name.ReversedChars], Operator("BMC"))
        elif name == "Tm":
            yield from hidden
            hidden = []


def shorten(instructions: list[Any]) -> Iterator[Any]:
    """Round the numbers of a page, and leave out what is said twice."""
    font, mode = None, 0
    for operands, operator in instructions:
        name = str(operator)
        if name in ("BT", "q"):
            font, mode = None, 0
        if (name == "Tr" and operands[0] == mode) or (name == "Tf" and font == (str(operands[0]), operands[1])):
            continue
        if name == "Tr":
            mode = operands[0]
        if name == "Tf":
            font = (str(operands[0]), operands[1])
        digits = 3 if name in ("scn", "SCN") else _DIGITS
        rounded = [each if isinstance(each, (pikepdf.Object, int)) else round(each, digits) for each in operands]
        yield ContentStreamInstruction(rounded, operator)


def finish(pdf: bytes, is_rtl: bool) -> bytes:
    """Return a PDF that says the same in fewer bytes, its right-to-left text in reading order."""
    pikepdf.settings.set_flate_compression_level(9)
    fonts: dict[tuple[int, int], Font] = {}
    with pikepdf.open(io.BytesIO(pdf)) as book:
        for page in book.pages:
            instructions = list(pikepdf.parse_content_stream(page))
            if is_rtl:
                own = page.Resources.get("/Font", Dictionary())
                here = {name: fonts.setdefault(font.objgen, Font(font)) for name, font in own.items()}
                instructions = in_reading_order(instructions, read_pieces(instructions, here), here)
            page.Contents = book.make_stream(pikepdf.unparse_content_stream(list(shorten(instructions))))
        for font in fonts.values():
            font.write()
        out, streams = io.BytesIO(), pikepdf.ObjectStreamMode.generate
        book.save(out, object_stream_mode=streams, recompress_flate=True, deterministic_id=True)
    return out.getvalue()
