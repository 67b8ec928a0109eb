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

import pikepdf
from pikepdf import Dictionary

from .content import Instruction, codes_of, is_string, parts_of, read, said, saying, write
from .glyphs import Font, Piece, read_pieces, runs
from .jumps import resolve
from .packing import pack, shorten

_FAR = 20  # thousandths of the type size: what readers take for a space between words
_END = Instruction(b"", b"EMC")
_SILENT = saying("")
_SEEN, _HIDDEN = Instruction(b"0", b"Tr"), Instruction(b"3", b"Tr")  # hidden text is read alone


def in_reading_order(page: list[Instruction], pieces: list[Piece], fonts: dict[str, Font]) -> list[Instruction]:
    """Let the pieces of each right-to-left run change places, so that the first to read comes first."""
    ordered, at = list[Instruction](), 0
    for run in runs(pieces):
        contents = [page[piece.start : piece.end + 1] for piece in run]
        if any(piece.is_rtl for piece in run):
            contents = _reversed(run, contents, fonts)
        for place, content in zip(run, contents, strict=True):
            ordered += page[at : place.start] + content
            at = place.end + 1
    return ordered + page[at:]


def _reversed(run: list[Piece], contents: list[list[Instruction]], fonts: dict[str, Font]) -> list[list[Instruction]]:
    """Mark each piece as right to left, once, and let a mark that stands apart be read with its letter."""
    written: list[list[Instruction]] = []
    for place, (piece, content) in enumerate(zip(run, contents, strict=True)):
        own = list(_unmarked(content, fonts))
        apart = place + 1 < len(run) and piece.is_mark
        marks = contents[place - 1] if place and run[place - 1].is_mark else []
        written.append([_SILENT, *own, _END] if apart else list(_spoken(own, marks, fonts)))
    return written[::-1]


def _unmarked(content: list[Instruction], fonts: dict[str, Font]) -> Iterator[Instruction]:
    """Yield what a piece shows, without what marks it; a letter that is two glyphs is read once."""
    texts, font = [""], None
    for instruction in content:
        operands, operator = instruction
        if operator == b"BDC":
            texts.append(said(operands) or "")
        elif operator == b"BMC":
            texts.append(texts[-1])
        elif operator == b"EMC":
            texts.pop()
        else:
            if operator == b"Tf":
                font = fonts[operands.split()[0].decode()]
            codes = codes_of(operands) if font and texts[-1] and operator in (b"Tj", b"TJ") else ()
            if len(codes) > 1 and font and not any(font.is_mark([code]) for code in codes):
                yield from (saying(texts[-1]), instruction, _END)
            else:
                yield instruction


def _with_marks(line: Instruction, font: Font) -> Iterator[Instruction]:
    """Yield the glyphs of a line; a mark far from its letter is seen there and read beside the letter."""
    parts, start = parts_of(line.operands), 0
    for at in range(1, len(parts) - 1):
        before, mark, after = parts[at - 1 : at + 2]
        is_apart = is_string(mark) and not is_string(before) and not is_string(after) and abs(float(before)) > _FAR
        if is_apart and font.is_mark(codes_of(mark)):
            yield _show(parts[start : at - 1])
            yield from (_SILENT, _show([before, mark, after]), _END, _HIDDEN, _show([mark]), _SEEN)
            start = at + 2
    yield _show(parts[start:]) if start else line


def _show(parts: list[bytes]) -> Instruction:
    return Instruction(b"[%s]" % b" ".join(parts), b"TJ")


def _unmoved(instruction: Instruction) -> Instruction:
    """Show glyphs without the distances between them."""
    if instruction.operator != b"TJ":
        return instruction
    return _show(list(filter(is_string, parts_of(instruction.operands))))


def _spoken(piece: list[Instruction], marks: list[Instruction], fonts: dict[str, Font]) -> Iterator[Instruction]:
    """Yield a piece that begins with marks to read and not to see, as their own piece shows them."""
    shown = [_unmoved(each) for each in marks if each.operator in (b"Tf", b"Tj", b"TJ")]
    hidden = [_HIDDEN, *shown, _SEEN] if shown else []
    for instruction in piece:
        operands, operator = instruction
        if operator == b"ET":
            yield _END
        if operator == b"Tf":
            font = fonts[operands.split()[0].decode()]
        if operator == b"TJ":
            yield from _with_marks(instruction, font)
        else:
            yield instruction
        if operator == b"BT":
            yield Instruction(b"/ReversedChars", b"BMC")
        elif operator == b"Tm":
            yield from hidden
            hidden = []


def finish(pdf: bytes, is_rtl: bool, at_page: str = "{page}") -> bytes:
    """Return a PDF that says the same in fewer bytes, its links resolved and right-to-left text in reading order."""
    fonts: dict[tuple[int, int], Font] = {}
    with pikepdf.open(io.BytesIO(pdf)) as book:
        left_out = resolve(book, at_page)
        for page in book.pages:
            content = page.Contents.read_bytes()
            if is_rtl:
                here = dict[str, Font]()
                for name, font in page.Resources.get("/Font", Dictionary()).items():
                    here[name] = fonts[font.objgen] = fonts.get(font.objgen) or Font(font)
                instructions = read(content)
                content = write(in_reading_order(instructions, read_pieces(instructions, here), here))
            page.Contents.write(shorten(content + b"\n"))
        for known in fonts.values():
            known.write()
        return pack(book, left_out)
