"""How is a PDF written in few bytes? A tagged book has tens of thousands of objects, and as many pieces of text.

qpdf packs no more than a hundred objects at a time, which takes half as much room again.
"""

from __future__ import annotations

import hashlib
import re
import struct
import zlib
from itertools import pairwise
from typing import Any

from pikepdf import Object, Pdf, Stream

_TEXT = re.compile(
    rb"q\s+1 0 0 -1 (-?[\d.]+) (-?[\d.]+) cm\s*(/c\d+ cs\s[\d. ]+ scn)\s+BT(.*?)\s+ET\s+Q(?=\s)", re.DOTALL
)
_PLACE = re.compile(rb"\s*(?:0 Tr)?\s*(/f\d+ [\d.]+ Tf)\s1 0 0 -1 (-?[\d.]+) 0 Tm(?:\s*(?=[(<[])|(?=\s))")
_AREA = re.compile(rb"/Rect \[[-\d. ]+\]|/XYZ [-\d. ]+")
_PARTS = re.compile(rb"/QuadPoints \[([-\d. ]+)\] ")
_GAP = re.compile(rb"(?<=[>)\[])-?\d+\.\d+(?=[<(\]])")  # in thousandths of the type size
_LENGTH = re.compile(rb"-?\d+\.\d+")
_STATE = re.compile(rb"\b(?:q|Q|cs|cm|gs)\b")


def _number(value: float) -> bytes:
    """Write a length to a hundredth of a point, which is finer than any printer."""
    return f"{value:.2f}".rstrip("0").rstrip(".").encode()


def shorten(content: bytes) -> bytes:
    """Write the pieces of text of a page without a state of their own, and colours and fonts only where they change."""
    parts, at, colour, font = list[bytes](), 0, b"", b""
    for piece in _TEXT.finditer(content):
        between = content[at : piece.start()]
        if _STATE.search(between):
            colour = font = b""
        x, y, height = 0.0, 0.0, float(piece[2])

        def place(found: re.Match[bytes], start: float = float(piece[1]), height: float = height) -> bytes:
            nonlocal x, y, font
            change, font = (b"" if found[1] == font else found[1] + b" "), found[1]
            here = round(start + float(found[2]), 2), round(height, 2)
            moved = b" %s%s %s Td" % (change, _number(here[0] - x), _number(here[1] - y))
            x, y = here
            return moved

        own = b"" if piece[3] == colour else piece[3] + b"\n"
        colour = piece[3]
        body = _GAP.sub(_whole, _PLACE.sub(place, piece[4]))
        parts += [between, own, b"BT", body, b"\nET"]
        at = piece.end()
    return b"".join([*parts, content[at:]])


def _whole(found: re.Match[bytes]) -> bytes:
    return _LENGTH.sub(lambda number: b"%d" % round(float(number[0])), found[0])


def _parts(found: re.Match[bytes]) -> bytes:
    """Leave out the parts of a link in one line: its area is the same."""
    heights = {round(float(each)) for each in found[1].split()[1::2]}
    return _whole(found) if len(heights) > 2 else b""


def _rough(words: bytes) -> bytes:
    """Write the area of a link, and where it leads to, in whole points."""
    return _AREA.sub(_whole, _PARTS.sub(_parts, words))


def _written(head: bytes, data: bytes) -> bytes:
    return b"%s /Length %d >>\nstream\n%s\nendstream" % (head, len(data), data)


def _stream(thing: Any) -> bytes:
    """Write a stream with its dictionary; XMP stays as it is, for programs that read nothing but it."""
    is_plain = thing.get("/Type") == "/Metadata"
    data = thing.read_bytes() if is_plain else zlib.compress(thing.read_bytes(), 9)
    left_out = ("/Filter", "/DecodeParms", "/Length")
    own = (f"{key} {_value(value)} " for key, value in thing.stream_dict.items() if key not in left_out)
    head = "".join(own) + ("" if is_plain else "/Filter /FlateDecode")
    return _written(b"<< " + head.encode("latin-1"), data)


def _value(value: Any) -> str:
    """Write what a dictionary says of one of its keys."""
    return Object.unparse(value).decode("latin-1") if isinstance(value, Object) else str(value)


def _packed(objects: list[tuple[int, bytes]]) -> bytes:
    """Write many objects as one stream."""
    heads, at = [], 0
    for number, words in objects:
        heads.append(b"%d %d" % (number, at))
        at += len(words) + 1
    head = b" ".join(heads) + b"\n"
    data = zlib.compress(head + b"\n".join(words for _, words in objects), 9)
    return _written(b"<< /Type /ObjStm /Filter /FlateDecode /N %d /First %d" % (len(objects), len(head)), data)


def pack(book: Pdf) -> bytes:
    """Return a PDF as a file: its streams, and in one more all that is none."""
    streams = {thing.objgen[0]: _stream(thing) for thing in book.objects if isinstance(thing, Stream)}
    others = [thing for thing in book.objects if thing.objgen[0] not in streams]
    packed = max(thing.objgen[0] for thing in book.objects) + 1
    streams[packed] = _packed([(thing.objgen[0], _rough(thing.unparse(resolved=True))) for thing in others])
    places = {thing.objgen[0]: (2, packed, index) for index, thing in enumerate(others)}
    out = bytearray(b"%PDF-1.7\n%\x80\x80\x80\x80\n")
    for number, words in streams.items():
        places[number] = (1, len(out), 0)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, words)
    return bytes(out) + _end(book, places, packed + 1, len(out), hashlib.sha256(out).hexdigest()[:32])


def _end(book: Pdf, places: dict[int, tuple[int, int, int]], last: int, start: int, name: str) -> bytes:
    """Write where each object is, each row as its difference from the one before, and which object is the first."""
    places |= {0: (0, 0, 65535), last: (1, start, 0)}
    rows = [bytes(9), *(struct.pack(">BII", *places.get(number, (0, 0, 0))) for number in range(last + 1))]
    signs = (bytes((now - then) % 256 for now, then in zip(*pair, strict=True)) for pair in pairwise(rows[::-1]))
    data = zlib.compress(b"".join(b"\2" + row for row in list(signs)[::-1]), 9)
    root, info = book.trailer.Root.objgen[0], book.trailer.Info.objgen[0]
    about = f"<< /Type /XRef /W [ 1 4 4 ] /Size {last + 1} /Root {root} 0 R /Info {info} 0 R /ID [ <{name}> <{name}> ]"
    about += f" /DecodeParms << /Predictor 12 /Columns 9 >> /Filter /FlateDecode /Length {len(data)} >>"
    whole = b"%d 0 obj\n%s\nstream\n%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n"
    return whole % (last, about.encode(), data, start)
