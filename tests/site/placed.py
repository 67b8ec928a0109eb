"""Where does each word of a PDF stand on its page, and what begins or ends a line there?"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

import pytest

_WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>')
_NEAR = 6  # points: between the pieces of a line, and from its middle to that of a raised number
# What may not begin a line of Chinese, or end one.
_CLOSING, _OPENING = "，。、；：？！）》」』〉】”’％", "（《「『〈【“‘"


class Word(NamedTuple):
    """A word with its place, in points from the upper left corner of the page."""

    left: float
    top: float
    right: float
    bottom: float
    text: str

    def beside(self, other: Word) -> bool:
        """Tell whether two words are in one line; letters of Arabic reach into the next."""
        return self is not other and abs(self.top + self.bottom - other.top - other.bottom) < 2 * _NEAR


def words_on(pdf: bytes) -> list[list[Word]]:
    """Return the words of each page."""
    if not (program := shutil.which("pdftotext")):
        pytest.skip("no pdftotext; on Debian: apt install poppler-utils")
    done = subprocess.run([program, "-bbox", "-", "-"], input=pdf, capture_output=True, check=True)
    pages = done.stdout.decode().split("<page ")[1:]
    return [[Word(*map(float, found[:4]), unescape(found[4])) for found in _WORD.findall(page)] for page in pages]


def broken(page: list[Word]) -> Iterator[str]:
    """Yield the words that begin a line with a mark which closes, or end one with a mark which opens."""
    for word in page:
        line = [other for other in page if word.beside(other)]
        before = any(abs(other.right - word.left) < _NEAR for other in line)
        after = any(abs(other.left - word.right) < _NEAR for other in line)
        if (word.text[0] in _CLOSING and not before) or (word.text[-1] in _OPENING and not after):
            yield word.text


def astray(page: list[Word], is_rtl: bool, margin: float = 79.4, width: float = 595.3) -> Iterator[str]:
    """Yield what is not where a line begins or ends: the chapter above a page, its number below, and marks of lists."""
    starts = [width - word.right if is_rtl else word.left for word in page]
    ends = [word.left if is_rtl else width - word.right for word in page]
    heads = [start for word, start in zip(page, starts, strict=True) if word.bottom < 70]
    feet = [end for word, end in zip(page, ends, strict=True) if word.top > 775]
    if heads and abs(min(heads) - margin) > 1:
        yield "head"
    if not feet or abs(min(feet) - margin) > 1:
        yield "foot"
    for word, start in zip(page, starts, strict=True):
        if word.text == "•" and any(word.beside(other) and at < start for other, at in zip(page, starts, strict=True)):
            yield "list"
