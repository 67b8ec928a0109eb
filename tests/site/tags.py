"""What does a voice read of a printed book? Its text in the order of its tags, whatever the places of the words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf

from sphinx_multilingual.book.content import codes_of, read, said
from sphinx_multilingual.book.glyphs import Font

_INLINE = {"/Span", "/Link", "/Em", "/Strong", "/Code", "/Reference"}  # which part no words
_SAME_LINE = 9  # points: a raised number is in the line that it stands in


class Tagged:
    """A PDF as its tags order it: `pages` holds the text of each page."""

    def __init__(self, path: Path) -> None:
        with pikepdf.open(path) as book:
            self.fonts: dict[tuple[int, int], Font] = {}
            self.parts = {page.objgen: dict(self._parts(page)) for page in book.pages}
            self.line, self.texts = (0, 0.0), {page.objgen: list[str]() for page in book.pages}
            self._walk(book.Root.StructTreeRoot.K, None)
        self.pages = ["".join(texts) for texts in self.texts.values()]

    def _parts(self, page: Any) -> Iterator[tuple[int, list[tuple[float, str]]]]:
        """Yield the tagged parts of a page: number, and pieces of text with the height of their line."""
        fonts = {name: self.fonts.setdefault(font.objgen, Font(font)) for name, font in page.Resources.get("/Font", {}).items()}
        parts, marks, glyphs, number, y = dict[int, list[tuple[float, str]]](), list[tuple[bytes, bool]](), list[str](), -1, 0.0
        for operands, operator in read(page.Contents.read_bytes()):
            if operator in (b"BDC", b"BMC"):
                text = said(operands)
                glyphs += [text] if text else []
                marks.append((operands, text is not None))
                number = int(operands.partition(b"/MCID")[2].split(b"/")[0].strip(b"> ")) if b"/MCID" in operands else number
            elif operator == b"EMC":
                mark, _ = marks.pop()
                if b"ReversedChars" in mark or b"/MCID" in mark:
                    parts.setdefault(number, []).append((y, "".join(glyphs[::-1] if b"Reversed" in mark else glyphs)))
                    glyphs = []
                number = -1 if b"/MCID" in mark else number
            elif operator in (b"BT", b"ET"):
                parts.setdefault(number, []).append((y, "".join(glyphs)))
                glyphs, y = [], 0.0
            elif operator == b"Td":
                y += float(operands.split()[1])
            elif operator == b"Tf":
                font = fonts[operands.split()[0].decode()]
            elif operator in (b"Tj", b"TJ") and not any(is_said for _, is_said in marks):
                glyphs += [font.texts.get(code, "") for code in codes_of(operands)]
        yield from parts.items()

    def _walk(self, kids: Any, page: Any) -> None:
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, int):
                for y, text in filter(lambda part: part[1], self.parts[page].get(kid, ())):
                    line = page[0], y
                    parted = line[0] != self.line[0] or abs(line[1] - self.line[1]) > _SAME_LINE
                    self.line = line
                    self.texts[page].append(" " * parted + text)
            elif "/S" in kid:
                own = kid.Pg.objgen if "/Pg" in kid else page
                if kid.S not in _INLINE:
                    self.line = (0, 0.0)
                self._walk(kid.get("/K", []), own)
            elif "/MCID" in kid:
                self._walk(int(kid.MCID), kid.Pg.objgen if "/Pg" in kid else page)
