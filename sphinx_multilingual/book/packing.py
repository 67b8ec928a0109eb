"""How is a PDF written in few bytes? A tagged book has tens of thousands of objects, and as many pieces of text.

qpdf packs no more than a hundred objects at a time, which takes half as much room again.
"""

from __future__ import annotations

import hashlib
import re
import struct
import zlib
from collections import Counter
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from itertools import pairwise
from typing import Any

from pikepdf import Object, Pdf, Stream

from .content import STRINGS, literal

_TEXT = re.compile(
    rb"q\s+1 0 0 -1 (-?[\d.]+) (-?[\d.]+) cm\s*(/c\d+ cs\s[\d. ]+ scn)\s+BT(.*?)\s+ET\s+Q(?=\s)", re.DOTALL
)
_PLACE = re.compile(rb"\s*(?:0 Tr)?\s*(/f\d+ [\d.]+ Tf)\s1 0 0 -1 (-?[\d.]+) 0 Tm(?:\s*(?=[(<[])|(?=\s))")
_AREA = re.compile(rb"/Rect \[[-\d. ]+\]|/XYZ [-\d. ]+")
_PARTS = re.compile(rb"/QuadPoints \[([-\d. ]+)\] ")
_GAP = re.compile(rb"(?<=[>)\[])-?\d+\.\d+(?=[<(\]])")  # in thousandths of the type size
_LENGTH = re.compile(rb"-?\d+\.\d+")
_SHARE = re.compile(rb"\d*\.\d{4,}")
_REFERENCE = re.compile(rb"\([^\\()]*(?:\\.[^\\()]*)*\)|\b(\d+) 0 R\b", re.DOTALL)  # none within a string
_PLAIN = re.compile(rb"(\d+) 0 R\b")
_USUAL = re.compile(rb" ?/Type /(?:StructElem|Annot)(?= )")  # which these are anyway
_DIGITS = re.compile(rb"\d+")
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

        own = b"" if piece[3] == colour else _SHARE.sub(_third, piece[3]) + b"\n"
        colour = piece[3]
        body = _GAP.sub(_whole, _PLACE.sub(place, piece[4]))
        parts += [between, own, b"BT", body, b"\nET"]
        at = piece.end()
    return STRINGS.sub(literal, b"".join([*parts, content[at:]]))


def _third(found: re.Match[bytes]) -> bytes:
    """Write the share of a colour in thousandths: a screen shows 255 of them."""
    return b"%.3g" % round(float(found[0]), 3)


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


def _stream(thing: Any) -> tuple[bytes, bytes]:
    """Return the dictionary of a stream, and its data; XMP stays as it is, for programs that read nothing but it."""
    is_plain = thing.get("/Type") == "/Metadata"
    data = thing.read_bytes() if is_plain else zlib.compress(thing.read_bytes(), 9)
    left_out = ("/Filter", "/DecodeParms", "/Length")
    own = (f"{key} {_value(value)} " for key, value in thing.stream_dict.items() if key not in left_out)
    head = "".join(own) + ("" if is_plain else "/Filter /FlateDecode")
    return b"<< " + head.encode("latin-1"), data


def _value(value: Any) -> str:
    """Write what a dictionary says of one of its keys."""
    return Object.unparse(value).decode("latin-1") if isinstance(value, Object) else str(value)


Parts = list[bytes]  # what stands between references, and the numbers of those, in turn


def _split(words: bytes) -> Parts:
    """Find the references of an object; what looks like one within a string is none."""
    if b"(" not in words:
        return _PLAIN.split(words)
    parts, at = list[bytes](), 0
    for found in _REFERENCE.finditer(words):
        if found[1]:
            parts += [words[at : found.start()], found[1]]
            at = found.end()
    return [*parts, words[at:]]


def _fewer(objects: dict[bytes, Parts], heads: Iterable[Parts]) -> list[tuple[bytes, Parts]]:
    """Write arrays that one object names within it, as the place of each object takes room; like lies beside like."""
    used = Counter(number for parts in (*objects.values(), *heads) for number in parts[1::2])
    moved = {number for number, parts in objects.items() if parts[0].startswith(b"[") and used[number] == 1}

    def whole(parts: Parts) -> Parts:
        if moved.isdisjoint(parts[1::2]):
            return parts
        out = parts[:1]
        for number, after in zip(parts[1::2], parts[2::2], strict=True):
            first, *rest = whole(objects[number]) if number in moved else (b"", number, b"")
            out[-1] += first
            out += rest
            out[-1] += after
        return out

    written = [(number, whole(parts)) for number, parts in objects.items() if number not in moved]
    return sorted(written, key=lambda each: (_DIGITS.sub(b"0", b"0".join(each[1][:40])[:400])[:40], int(each[0])))


def _packed(objects: list[tuple[int, bytes]]) -> bytes:
    """Write many objects as one stream."""
    heads, at = [], 0
    for number, words in objects:
        heads.append(b"%d %d" % (number, at))
        at += len(words) + 1
    head = b" ".join(heads) + b"\n"
    data = zlib.compress(head + b"\n".join(words for _, words in objects), 9)
    return _written(b"<< /Type /ObjStm /Filter /FlateDecode /N %d /First %d" % (len(objects), len(head)), data)


def pack(book: Pdf, left_out: AbstractSet[int] = frozenset()) -> bytes:
    """Return a PDF as a file: its streams, and in one more all that is none."""
    known = ((thing.objgen[0], thing) for thing in book.objects)
    things = {b"%d" % number: thing for number, thing in known if number not in left_out}
    streams = {number: _stream(thing) for number, thing in things.items() if isinstance(thing, Stream)}
    heads = {number: _split(head) for number, (head, _) in streams.items()}
    others = {
        number: _split(_USUAL.sub(b"", _rough(thing.unparse(resolved=True))))
        for number, thing in things.items() if number not in streams
    }
    objects = _fewer(others, heads.values())
    new = {old: b"%d" % place for place, old in enumerate([*(number for number, _ in objects), *streams], 1)}

    def renamed(parts: Parts) -> bytes:
        parts[1::2] = [new[old] + b" 0 R" for old in parts[1::2]]
        return b"".join(parts)

    packed = len(new) + 1
    files = {int(new[old]): _written(renamed(heads[old]), data) for old, (_, data) in streams.items()}
    files[packed] = _packed([(place, renamed(parts)) for place, (_, parts) in enumerate(objects, 1)])
    places = {place: (2, packed, place - 1) for place in range(1, len(objects) + 1)}
    out = bytearray(b"%PDF-1.7\n%\x80\x80\x80\x80\n")
    for number, words in files.items():
        places[number] = (1, len(out), 0)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, words)
    root, info = (new[b"%d" % each.objgen[0]] for each in (book.trailer.Root, book.trailer.Info))
    return bytes(out) + _end(b"/Root %s 0 R /Info %s 0 R" % (root, info), places, packed + 1, bytes(out))


def _end(first: bytes, places: dict[int, tuple[int, int, int]], last: int, before: bytes) -> bytes:
    """Write where each object is, each row as its difference from the one before, and which object is the first."""
    places |= {0: (0, 0, 65535), last: (1, len(before), 0)}
    rows = [bytes(9), *(struct.pack(">BII", *places.get(number, (0, 0, 0))) for number in range(last + 1))]
    signs = (bytes((now - then) % 256 for now, then in zip(*pair, strict=True)) for pair in pairwise(rows[::-1]))
    data = zlib.compress(b"".join(b"\2" + row for row in list(signs)[::-1]), 9)
    name = hashlib.sha256(before).hexdigest()[:32].encode()
    head = b"<< /Type /XRef /W [ 1 4 4 ] /Size %d %s /ID [ <%s> <%s> ]" % (last + 1, first, name, name)
    head += b" /DecodeParms << /Predictor 12 /Columns 9 >> /Filter /FlateDecode"
    return b"%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (last, _written(head, data), len(before))
