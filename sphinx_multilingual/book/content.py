"""Of which instructions is a page of a PDF made, and which bytes do its strings stand for?

pikepdf reads pages too, one object of another language for each number: that takes most of the time of a book.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable
from functools import lru_cache, partial
from typing import NamedTuple

_INNER = rb"[^\\()]*(?:\\.[^\\()]*)*"
# Brackets that close each other need no backslash.
_LITERAL = rb"\(" + _INNER + rb"(?:\(" + _INNER + rb"(?:\(" + _INNER + rb"\)" + _INNER + rb")*\)" + _INNER + rb")*\)"
_STRING = _LITERAL + rb"|<[0-9A-Fa-f\s]*>"
_NUMBER = rb"[-+]?[\d.]+"
_DICT = rb"<<(?:" + _STRING + rb"|<<[^<>]*>>|[^<>()])*>>"
_OPERAND = _DICT + rb"|" + _STRING + rb"|\[(?:" + _STRING + rb"|[^\[\]()<>])*\]|/[^\s\[\]<>()/]*|" + _NUMBER
_INSTRUCTION = re.compile(
    rb"(\s*((?:(?:" + _OPERAND + rb")(?:\s*(?:" + _OPERAND + rb"))*)?)\s*([A-Za-z'\"*]+\d?))", re.DOTALL
)
STRINGS = re.compile(_STRING, re.DOTALL)
_PARTS = re.compile(_STRING + rb"|" + _NUMBER, re.DOTALL)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_SIGNS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b"", b"\r\n": b""}
_TO_ESCAPE = re.compile(rb"[\\()\r]")
_SAID = re.compile(rb"/ActualText\s*(" + _STRING + rb")", re.DOTALL)


class Instruction(NamedTuple):
    """An operator with what stands before it, as the file has it."""

    operands: bytes
    operator: bytes


# A page has thousands: this is three times as fast as to call the class.
_MAKE: Callable[[tuple[bytes, ...]], Instruction] = partial(tuple.__new__, Instruction)


def read(content: bytes) -> list[Instruction]:
    """Return the instructions of a page; raise ValueError at what is none."""
    found = _INSTRUCTION.findall(content)
    if sum(len(whole) for whole, _, _ in found) != len(content.rstrip()):
        raise ValueError(f"no instruction of a page: {content[_end_of(content):][:40]!r}")
    return list(map(_MAKE, [each[1:] for each in found]))


def _end_of(content: bytes) -> int:
    """Return where the instructions of a page end."""
    at = 0
    for found in _INSTRUCTION.finditer(content):
        if found.start() != at:
            break
        at = found.end()
    return at


def write(instructions: list[Instruction]) -> bytes:
    """Return instructions as the content of a page."""
    return b"".join(b"%s%s%s\n" % (each[0], b"" if each[0][-1:] in b"])>" else b" ", each[1]) for each in instructions)


def _unescaped(found: re.Match[bytes]) -> bytes:
    sign = found[1]
    return bytes([int(sign, 8) & 255]) if sign[:1].isdigit() else _SIGNS.get(sign, sign)


@lru_cache(maxsize=20_000)
def bytes_of(string: bytes) -> bytes:
    """Return what a string stands for."""
    if string.startswith(b"("):
        return _ESCAPE.sub(_unescaped, string[1:-1])
    digits = b"".join(string[1:-1].split()).decode()
    return bytes.fromhex(digits + "0" * (len(digits) % 2))


def literal(found: re.Match[bytes]) -> bytes:
    """Write a string byte for byte, which is shorter than its digits, and easier to pack."""
    return b"(%s)" % _TO_ESCAPE.sub(lambda sign: b"\\" + sign[0].replace(b"\r", b"r"), bytes_of(found[0]))


@lru_cache(maxsize=20_000)
def codes_of(operands: bytes) -> tuple[int, ...]:
    """Return the glyphs that the operands of Tj or TJ show."""
    codes = b"".join(map(bytes_of, STRINGS.findall(operands)))
    return struct.unpack(f">{len(codes) // 2}H", codes)


def parts_of(operands: bytes) -> list[bytes]:
    """Return the strings and distances of a TJ."""
    return _PARTS.findall(operands)


def is_string(part: bytes) -> bool:
    """Tell whether a part of a TJ shows glyphs."""
    return part[:1] in (b"(", b"<")


def said(operands: bytes) -> str | None:
    """Return the text that a mark gives to what it holds; None where it gives none."""
    found = _SAID.search(operands)
    if not found:
        return None
    text = bytes_of(found[1])
    return text[2:].decode("utf-16-be") if text.startswith(b"\xfe\xff") else text.decode("latin-1")


def saying(text: str) -> Instruction:
    """Return a mark that gives a text to what it holds."""
    words = ("\ufeff" + text).encode("utf-16-be").hex().encode() if text else b""
    return Instruction(b"/Span<</ActualText<%s>>>" % words, b"BDC")
