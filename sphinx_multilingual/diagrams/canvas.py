"""How is a drawing written as SVG, in the language's direction and for the page, the e-book or the printed book?

Places are logical: x runs from the side where a line of the language starts. All colours are attributes; the page's
style sheet (static/diagrams.css) puts the theme's in their place. Nothing has an inline style, which a strict policy
forbids.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from ..languages import Language
from .measure import fits, is_arabic, measure, wrap

# Sizes in units of the drawing, which is drawn so wide that none falls under 12 px on a screen of 320.
_SIZES = {"name": 15.0, "text": 15.0, "note": 14.0}
_BOLD = "name"
# The colours of a book are those of its template; an e-book's are the reader's own, whatever the theme of its device.
_ATTRIBUTES = {
    "own": {
        "box": 'fill="none" stroke="currentColor" stroke-opacity=".45"',
        "centre": 'fill="none" stroke="currentColor" stroke-width="2"',
        "accent": 'fill="currentColor"',
        "line": 'fill="none" stroke="currentColor" stroke-opacity=".45"',
        "track": 'fill="currentColor" fill-opacity=".12"',
        "words": 'fill="currentColor"', "quiet": 'fill="currentColor"',
    },
    "book": {
        "box": 'fill="#f3f6f9" stroke="#b5c4d3"',
        "centre": 'fill="#f3f6f9" stroke="#1d4e79" stroke-width="2"',
        "accent": 'fill="#1d4e79"', "line": 'fill="none" stroke="#8fa5ba"',
        "track": 'fill="#e9eff5"', "words": 'fill="#000000"', "quiet": 'fill="#555555"',
    },
}


@dataclass(frozen=True, slots=True)
class Words:
    """A text and the language it is in, which is the source language where no translation is known."""

    text: str
    language: Language


@dataclass(frozen=True, slots=True)
class Medium:
    """Where a drawing is shown: `page`, `ebook` or `book`; a book names its fonts."""

    name: str
    fonts: tuple[str, ...] = ()

    def attributes(self, kind: str) -> str:
        """Return the colours of a kind of mark."""
        return _ATTRIBUTES["book" if self.name == "book" else "own"][kind]

    def language(self, language: Language) -> str:
        """Name a language, and its direction, which a book's renderer does not know."""
        if self.name == "book":
            return ""
        return f'{"xml:" if self.name == "ebook" else ""}lang="{language.tag}" direction="{language.direction}"'


@dataclass(frozen=True, slots=True)
class Block:
    """A text in lines; `leading` is the height of a line."""

    lines: tuple[str, ...]
    style: str
    size: float
    leading: float
    language: Language

    @property
    def height(self) -> float:
        return len(self.lines) * self.leading


def _size(words: Words, style: str) -> float:
    return _SIZES[style] * (1.1 if is_arabic(words.text) else 1)


def lay(words: Words, width: float, style: str = "text") -> Block:
    """Break a text into lines."""
    size = _size(words, style)
    lines = wrap(words.text, width, size, style == _BOLD)
    leading = size * (1.65 if is_arabic(words.text) else 1.4)
    return Block(tuple(lines), style, size, leading, words.language)


def has_room(words: Words, width: float, style: str = "text") -> bool:
    """Tell whether a text can be laid in a width without cutting a word."""
    return fits(words.text, width, _size(words, style), style == _BOLD)


def width_of(words: Words, style: str = "text") -> float:
    """Estimate the width of a text in one line."""
    return measure(words.text, _size(words, style), style == _BOLD)


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


class Canvas:
    """A drawing of a width; `height` is where its lowest part ends."""

    def __init__(self, width: float, language: Language, medium: Medium) -> None:
        self.width, self.language, self.medium = width, language, medium
        self.height = 0.0
        self._marks: list[str] = []

    def _x(self, x: float) -> str:
        return _number(self.width - x if self.language.direction == "rtl" else x)

    def _add(self, kind: str, mark: str, bottom: float = 0) -> None:
        self._marks.append(f'<{mark} class="{kind}" {self.medium.attributes(kind)}/>')
        self.height = max(self.height, bottom)

    def rect(self, x: float, y: float, width: float, height: float, kind: str, radius: float = 0) -> None:
        """Draw a rectangle."""
        left = x + width if self.language.direction == "rtl" else x
        size = f'width="{_number(width)}" height="{_number(height)}"'
        corner = f' rx="{_number(radius)}"' if radius else ""
        self._add(kind, f'rect x="{self._x(left)}" y="{_number(y)}" {size}{corner}', y + height + 1)

    def circle(self, x: float, y: float, radius: float, kind: str) -> None:
        """Draw a circle round a point."""
        self._add(kind, f'circle cx="{self._x(x)}" cy="{_number(y)}" r="{_number(radius)}"', y + radius + 1)

    def path(self, *points: tuple[float, float]) -> None:
        """Draw a line through points."""
        places = "L".join(f"{self._x(x)} {_number(y)}" for x, y in points)
        self._add("line", f'path d="M{places}"')

    def put(self, block: Block, x: float, y: float, side: str = "start") -> float:
        """Write a block with its start, middle or end at x, and return where it ends."""
        first, place = y + block.leading / 2 + block.size * 0.35, self._x(x)
        rows = "".join(
            f'<tspan x="{place}" y="{_number(first + row * block.leading)}">{self._line(line, block.language)}</tspan>'
            for row, line in enumerate(block.lines)
        )
        kind = "quiet" if block.style == "note" else "words"
        self._marks.append(
            f'<text class="{kind}" {self.medium.attributes(kind)} font-size="{_number(block.size)}"'
            f'{self._weight(block.style)} text-anchor="{self._anchor(block.language, side)}"'
            f"{self._own(block.language)}>{rows}</text>"
        )
        bottom = y + block.height
        self.height = max(self.height, bottom)
        return bottom

    def _own(self, language: Language, drawn: bool = True) -> str:
        """Name the language of a text where it is not that of the drawing; only what is drawn has a direction."""
        name = self.medium.language(language) if language != self.language else ""
        return f" {name if drawn else name.partition(' direction')[0]}".rstrip()

    def _line(self, line: str, language: Language) -> str:
        """Write a line; the renderer of a book knows no direction but that of characters (RLI and PDI)."""
        text = escape(line, quote=False)
        return f"\u2067{text}\u2069" if self.medium.name == "book" and language.direction == "rtl" else text

    def _weight(self, style: str) -> str:
        """Set the weight of a text; a book's renderer leaves a variable font thin where it is 400 (resvg #1099)."""
        is_book = self.medium.name == "book"  # whose bold letters it shares
        weight = (700 if is_book else 600) if style == _BOLD else 400
        bold = f' font-weight="{weight}"' if style == _BOLD else ""
        return bold + (f""" font-variation-settings="'wght' {weight}\"""" if is_book else "")

    def _anchor(self, language: Language, side: str) -> str:
        """Name the end of a text at its place: by the text's own direction, in a book by left (start) and right."""
        turned = language.direction != self.language.direction
        if self.medium.name == "book":
            turned = self.language.direction == "rtl"
        return {"start": "end", "end": "start"}.get(side, side) if turned else side

    def card(
        self, x: float, y: float, width: float, blocks: list[Block], height: float = 0, kind: str = "box"
    ) -> float:
        """Write blocks into a box and return where it ends."""
        height = max(height, card_height(blocks))
        self.rect(x, y, width, height, kind, 6)
        below = y + PAD
        for block in blocks:
            below = self.put(block, x + PAD, below)
        return y + height

    def svg(self, name: str, title: Words, text: Words) -> str:
        """Return the drawing, which says in words what it is and shows; `name` begins its ids and is its class."""
        width, height = _number(self.width + 2), _number(self.height + 2)  # Lines on the edge are drawn whole.
        fonts = f' font-family="{escape(", ".join(self.medium.fonts))}"' if self.medium.fonts else ""
        kind = name.rpartition("-")[2]
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="{kind}" width="{width}" height="{height}"'
            f' viewBox="-1 -1 {width} {height}" role="img" aria-labelledby="{name}-title {name}-text"'
            f' {self.medium.language(self.language)}{fonts}>'
            f'<title id="{name}-title"{self._own(title.language, False)}>{escape(title.text, quote=False)}</title>'
            f'<desc id="{name}-text"{self._own(text.language, False)}>{escape(text.text, quote=False)}</desc>'
            f"{''.join(self._marks)}</svg>"
        )


PAD = 10.0


def card_height(blocks: list[Block]) -> float:
    """Return how high a box round blocks is."""
    return sum(block.height for block in blocks) + 2 * PAD
