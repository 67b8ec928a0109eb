"""How wide is a text, and where can its lines break, when nobody knows the reader's font?

Widths are estimates, in em: for each letter that of the widest of a few common fonts (Noto Sans, Liberation Sans),
and a margin for wider ones. A line can come out shorter than its place, and hardly ever longer.
"""

from __future__ import annotations

import re
import unicodedata

_MARGIN = 1.06
_BOLD = 1.08
_CLASSES = {
    0.3: "'’ijl .,;:·|!\u00a0\u202f", 0.35: "fI()[]-", 0.4: "t/“”\"", 0.45: "rг", 0.5: "cszзст", 0.55: "Jkvxyкухэ",
    0.6: "aeL–«»абвделья", 0.65: "bdghnopquFTZинпрцчГЗКТУ", 0.7: "ABEKPSVXYйъАБВДЕРХЧЬ", 0.75: "CDHRUжмЛНПСЦЭЯ",
    0.8: "wGNOQыИЙОЪ", 0.85: "фюФ", 0.9: "шЫ", 0.95: "mMWщЖМ%—…", 1.05: "ШЩ", 1.1: "Ю№",
}
_WIDTHS = {letter: width for width, letters in _CLASSES.items() for letter in letters}
_ARABIC = re.compile(r"[\u0600-\u06ff\u0750-\u077f]")
# What may not begin a line, or end one, in Chinese and Japanese; elsewhere quotation marks belong to a word.
_CLOSING = "，。、；：！？）》〉」』】…％"
_OPENING = "（《〈「『【"
_HAN = r"\u3040-\u30ff\u3400-\u9fff"
_SPACE = " \t\n"  # and none that forbids a break, as before a French semicolon
_PIECE = re.compile(
    rf"[{_SPACE}]+|[{_OPENING}“‘]*[{_HAN}][{_CLOSING}”’]*"
    rf"|[{_OPENING}]*(?:(?:[^{_SPACE}{_HAN}{_OPENING}{_CLOSING}-]|(?<!\w\w\w)-)+-?|-)[{_CLOSING}]*|."  # never “Co-”
)


def is_arabic(text: str) -> bool:
    """Tell whether a text is in Arabic script, which is set larger and needs more room between lines."""
    return bool(_ARABIC.search(text))


def _em(letter: str) -> float:
    if letter in _WIDTHS:
        return _WIDTHS[letter]
    if unicodedata.combining(letter):
        return 0
    if unicodedata.east_asian_width(letter) in "WF":
        return 1
    if _ARABIC.match(letter):
        return 0.5
    plain = unicodedata.normalize("NFD", letter)[0]  # é is as wide as e
    return _WIDTHS.get(plain, 0.65)


def measure(text: str, size: float, bold: bool = False) -> float:
    """Estimate the width of a line, in the unit of its size."""
    return sum(map(_em, text)) * size * _MARGIN * (_BOLD if bold else 1)


def pieces(text: str) -> list[str]:
    """Part a text where a line may break; what is joined again is the text."""
    return [piece for piece in _PIECE.findall(" ".join(text.split(" "))) if piece]


def fits(text: str, width: float, size: float, bold: bool = False) -> bool:
    """Tell whether each part of a text has room in a width."""
    return all(measure(piece, size, bold) <= width for piece in pieces(text))


def _cut(piece: str, width: float, size: float, bold: bool) -> list[str]:
    """Cut what has no place to break, so that it stays within its width."""
    parts = [""]
    for letter in piece:
        if parts[-1] and measure(parts[-1] + letter + "-", size, bold) > width and not unicodedata.combining(letter):
            parts[-1] += "" if _ARABIC.match(letter) else "-"
            parts.append("")
        parts[-1] += letter
    return parts


def wrap(text: str, width: float, size: float, bold: bool = False) -> list[str]:
    """Break a text into lines that have room in a width."""
    lines = [""]
    for piece in pieces(text):
        if measure((lines[-1] + piece).strip(), size, bold) <= width:
            lines[-1] += piece
            continue
        first, *rest = [piece] if fits(piece, width, size, bold) else _cut(piece, width, size, bold)
        lines += [first, *rest]
    return [line.strip() for line in lines if line.strip()]
