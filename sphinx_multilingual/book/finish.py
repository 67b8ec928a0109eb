"""How does a PDF become small, and its right-to-left text one that can be copied and searched?

Typst cuts a run of right-to-left text wherever a glyph is raised or lowered, writes the
pieces as the eye meets them, from the left, and gives the text of a letter with its mark to
both glyphs. A reader that goes by the file (a screen reader, pdftotext, the search of a
viewer) then finds words out of order and letters twice. So the pieces of a run change
places, and each glyph is told what it alone stands for.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, ContentStreamInstruction, Dictionary, Name, Operator, String

from .glyphs import Font, Piece, codes_of, read_pieces, runs
from .packing import pack, shorten

_FAR = 20  # thousandths of the type size: what readers take for a space between words
_END = ContentStreamInstruction([], Operator("EMC"))
_SILENT = [ContentStreamInstruction([Name.Span, Dictionary(ActualText=String(""))], Operator("BDC"))]


def _mode(number: int) -> Any:
    """Show text (0), or leave it to be read alone (3)."""
    return ContentStreamInstruction([number], Operator("Tr"))


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
        own = list(_unmarked(content, fonts))
        apart = place + 1 < len(run) and piece.is_mark
        marks = contents[place - 1] if place and run[place - 1].is_mark else []
        written.append([*_SILENT, *own, _END] if apart else list(_spoken(own, marks, fonts)))
    return written[::-1]


def _unmarked(content: list[Any], fonts: dict[str, Font]) -> Iterator[Any]:
    """Yield what a piece shows, without what marks it; a letter that is two glyphs is read once."""
    texts, font = [""], None
    for operands, operator in content:
        name = str(operator)
        if name == "BDC":
            texts.append(str(operands[1].get("/ActualText", "")))
        elif name == "BMC":
            texts.append(texts[-1])
        elif name == "EMC":
            texts.pop()
        else:
            if name == "Tf":
                font = fonts[str(operands[0])]
            codes = list(codes_of(operands[0])) if font and texts[-1] and name in ("Tj", "TJ") else []
            if len(codes) > 1 and font and not any(font.is_mark([code]) for code in codes):
                said = Dictionary(ActualText=String(texts[-1]))
                yield ContentStreamInstruction([Name.Span, said], Operator("BDC"))
                yield ContentStreamInstruction(operands, operator)
                yield _END
            else:
                yield ContentStreamInstruction(operands, operator)


def _with_marks(parts: list[Any], font: Font) -> Iterator[Any]:
    """Yield the glyphs of a line; a mark far from its letter is seen there and read beside the letter."""
    start = 0
    for at in range(1, len(parts) - 1):
        before, mark, after = parts[at - 1 : at + 2]
        numbers = not isinstance(before, String) and not isinstance(after, String)
        if numbers and isinstance(mark, String) and abs(before) > _FAR and font.is_mark(codes_of(mark)):
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


def finish(pdf: bytes, is_rtl: bool) -> bytes:
    """Return a PDF that says the same in fewer bytes, its right-to-left text in reading order."""
    fonts: dict[tuple[int, int], Font] = {}
    with pikepdf.open(io.BytesIO(pdf)) as book:
        for page in book.pages:
            content = page.Contents.read_bytes()
            if is_rtl:
                own = page.Resources.get("/Font", Dictionary())
                here = {name: fonts.setdefault(font.objgen, Font(font)) for name, font in own.items()}
                instructions = list(pikepdf.parse_content_stream(page))
                ordered = in_reading_order(instructions, read_pieces(instructions, here), here)
                content = pikepdf.unparse_content_stream(ordered)
            page.Contents.write(shorten(content + b"\n"))
        for font in fonts.values():
            font.write()
        return pack(book)
