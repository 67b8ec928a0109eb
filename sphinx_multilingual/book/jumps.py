"""Where do the links within a book lead? Typst writes their names as addresses, and where all targets are in a file.

A link that Typst resolves itself asks for the number of a page, which makes the book cost twice the time and memory.
"""

from __future__ import annotations

import json
from typing import Any

from pikepdf import Array, Name, Pdf, String

from .kinds import Nowhere

_PLACE = b"place:"
_ABOVE = 10.0  # points: a target is the line below which a text stands


def resolve(book: Pdf, at_page: str) -> set[int]:
    """Lead each link of a book to its place, and say of it which page that is; return the objects to leave out.

    Raises Nowhere where a link leads to no place.
    """
    places, left_out = _places(book)
    pages = [page.obj for page in book.pages]
    named = _named(book) if places else set()
    for note in (note for page in pages for note in page.get("/Annots", ())):
        address = bytes(note.A.URI) if "/A" in note and "/URI" in note.A else b""
        if address.startswith(_PLACE):
            name = address.removeprefix(_PLACE).decode()
            if name not in places:
                raise Nowhere(name)
            number, x, y = places[name]
            there = pages[number - 1]
            height = float(there.MediaBox[3]) - max(0, y - _ABOVE)
            note.Dest = String(name) if name in named else Array((there, Name.XYZ, x, height, 0))
            note.Contents = String(at_page.replace("{page}", str(number)).strip("() （）"))
            del note["/A"]
    return left_out


def _places(book: Pdf) -> tuple[dict[str, Any], set[int]]:
    """Take the file out that says of each target its page, and where on it, and which objects it was."""
    if "/Names" not in book.Root or "/EmbeddedFiles" not in book.Root.Names:
        return {}, set()
    names = book.Root.Names
    spec = names.EmbeddedFiles.Names[1]
    places = json.loads(spec.EF.F.read_bytes())
    left_out = {each.objgen[0] for each in (names.EmbeddedFiles, spec, spec.EF, spec.EF.F)} - {0}
    del names["/EmbeddedFiles"]
    if "/AF" in book.Root:
        left_out |= {book.Root.AF.objgen[0]} - {0}
        del book.Root["/AF"]
    return places, left_out


def _named(book: Pdf) -> set[str]:
    """Return the names that the book itself knows: those of its headings."""
    return {str(name) for name in list(book.Root.Names.Dests.Names)[::2]} if "/Dests" in book.Root.Names else set()
