"""How is each kind of drawing laid out from the rows of its table?

Each adapts itself to the width of its canvas: what stands side by side in a wide one stands one below the other in a
narrow one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .canvas import PAD, Block, Canvas, Words, card_height, has_room, lay, width_of

Row = Sequence[Words]
_GAP = 12.0
_WIDE = 560.0


@dataclass(frozen=True, slots=True)
class Table:
    """What is drawn. `numbers` has what a row counts and `scale` says the scale, for bars; `counted` numbers cards."""

    head: Row
    rows: Sequence[Row]
    numbers: Sequence[float]
    scale: Words
    counted: Sequence[Words]


def timeline(canvas: Canvas, table: Table) -> None:
    """Draw a line from the first row to the last, with a dot for each."""
    dates = min(max(width_of(row[0], "name") for row in table.rows) + 1, canvas.width * 0.4)
    rail, start, y, dots = dates + 16, dates + 32, 0.0, []
    laid = [(lay(row[0], dates, "name"), lay(row[1], canvas.width - start)) for row in table.rows]
    for when, what in laid:
        dots.append(y + what.leading / 2)
        canvas.put(when, 0, y + (what.leading - when.leading) / 2)
        canvas.put(what, start, y)
        y += max(when.height, what.height) + _GAP
    canvas.path((rail, dots[0]), (rail, dots[-1]))
    for dot in dots:
        canvas.circle(rail, dot, 5, "accent")


def _blocks(row: Row, width: float) -> list[Block]:
    styles = ["name", *["text"] * (len(row) - 1)]
    return [lay(words, width - 2 * PAD, style) for words, style in zip(row, styles, strict=True) if words.text]


def hub(canvas: Canvas, table: Table) -> None:
    """Draw the first row in the middle and the others around it, in two columns; in a narrow canvas below it."""
    middle, *others = table.rows
    if canvas.width < _WIDE:
        y = canvas.card(0, 0, canvas.width, _blocks(middle, canvas.width), kind="centre")
        _branch(canvas, others, y)
        return
    half, width, spine = (len(others) + 1) // 2, canvas.width / 2 - 20, canvas.width / 2
    laid = [_blocks(row, width) for row in others]
    y, top, bottom, ties = 0.0, 0.0, 0.0, []
    for place in range(half):
        if place == half // 2:
            top, bottom = y, canvas.card((canvas.width - width) / 2, y, width, _blocks(middle, width), kind="centre")
            y = bottom + _GAP
        pair = laid[place::half]
        height = max(map(card_height, pair))
        for blocks, x in zip(pair, (0.0, canvas.width - width), strict=False):
            canvas.card(x, y, width, blocks, height)
        ties.append(y + height / 2)
        canvas.path((spine - 20, ties[-1]), (spine + 20 * (len(pair) - 1), ties[-1]))
        y += height + _GAP
    canvas.path((spine, min(ties[0], top)), (spine, top))
    canvas.path((spine, bottom), (spine, ties[-1]))


def _branch(canvas: Canvas, rows: Sequence[Row], y: float) -> None:
    rail, x = 10.0, 28.0
    top = y
    for row in rows:
        blocks = _blocks(row, canvas.width - x)
        y += _GAP
        middle = y + card_height(blocks) / 2
        canvas.path((rail, top), (rail, middle), (x, middle))
        y = canvas.card(x, y, canvas.width - x, blocks)


def matrix(canvas: Canvas, table: Table) -> None:
    """Draw a mark where a row has words in a column; heads that find no room are numbers with a list above."""
    count = len(table.head) - 1
    column = min(max((canvas.width - 214) / count, 34.0), 125.0)
    label, y = canvas.width - column * count, 0.0
    middles = [label + column * (place + 0.5) for place in range(count)]
    heads = table.head[1:]
    if not all(has_room(words, column - 8, "name") for words in heads):
        for number, words in zip(table.counted, heads, strict=False):
            y = max(_numbered(canvas, number, 0, y), canvas.put(lay(words, canvas.width - 34, "name"), 34, y)) + 6
        heads = table.counted[:count]
    laid = [lay(words, column - 8, "name") for words in heads]
    bottom = y + max(block.height for block in laid)
    for block, middle in zip(laid, middles, strict=True):
        canvas.put(block, middle, bottom - block.height, "middle")
    y = bottom + 6
    for row in table.rows:
        block = lay(row[0], label - 8)
        canvas.path((0, y), (canvas.width, y))
        canvas.put(block, 0, y + 6)
        for words, middle in zip(row[1:], middles, strict=True):
            if words.text:
                canvas.circle(middle, y + 6 + block.height / 2, 6, "accent")
        y += block.height + 12
    canvas.path((0, y), (canvas.width, y))
    canvas.height = max(canvas.height, y + 1)


def _numbered(canvas: Canvas, number: Words, x: float, y: float) -> float:
    """Draw a number in a circle and return where it ends."""
    block = lay(number, 24, "name")
    canvas.circle(x + 12, y + 12, 11, "box")
    canvas.put(block, x + 12, y + 12 - block.height / 2, "middle")
    return y + 24


def cards(canvas: Canvas, table: Table) -> None:
    """Draw a numbered card for each row, two beside each other where there is room."""
    beside = 2 if canvas.width >= _WIDE else 1
    width = (canvas.width - _GAP * (beside - 1)) / beside
    y, number = 0.0, 0
    while number < len(table.rows):
        group = table.rows[number:number + beside]
        own = width if len(group) == beside else canvas.width
        laid = [_blocks(row, own - 32) for row in group]
        height = max(map(card_height, laid))
        for place, blocks in enumerate(laid):
            x = place * (own + _GAP)
            canvas.rect(x, y, own, height, "box", 6)
            _numbered(canvas, table.counted[number + place], x + PAD, y + PAD - 1)
            below = y + PAD
            for block in blocks:
                below = canvas.put(block, x + PAD + 32, below)
        y, number = y + height + _GAP, number + len(group)


def bars(canvas: Canvas, table: Table) -> None:
    """Draw a bar for each row, all on one scale, which is said below them; notes that are the same are said once."""
    most, y = max(table.numbers), 0.0
    notes = [" · ".join(words.text for words in row[2:] if words.text) for row in table.rows]
    shared = len(set(notes)) == 1
    for row, number, note in zip(table.rows, table.numbers, notes, strict=True):
        value = lay(row[1], canvas.width / 2, "name")
        room = canvas.width - min(width_of(row[1], "name"), canvas.width / 2) - _GAP
        top = y
        y = max(canvas.put(lay(row[0], room), 0, top), canvas.put(value, canvas.width, top, "end")) + 4
        canvas.rect(0, y, canvas.width, 12, "track")
        canvas.rect(0, y, canvas.width * number / most, 12, "accent")
        y += 16
        if note and not shared:
            y = canvas.put(lay(Words(note, row[2].language), canvas.width, "note"), 0, y)
        y += _GAP
    end = canvas.put(lay(table.scale, canvas.width, "note"), 0, y - 4)
    if notes[0] and shared:
        canvas.put(lay(Words(notes[0], table.rows[0][2].language), canvas.width, "note"), 0, end)


@dataclass(frozen=True, slots=True)
class Kind:
    """What draws a kind, which columns and rows it needs (`most` of 0: any), and whether the second column counts."""

    draw: Callable[[Canvas, Table], None]
    least: int
    most: int
    rows: int = 1
    counts: bool = False


KINDS = {
    "timeline": Kind(timeline, 2, 2), "hub": Kind(hub, 1, 2, rows=2), "matrix": Kind(matrix, 2, 5),
    "list": Kind(cards, 1, 2), "bars": Kind(bars, 2, 0, counts=True),
}
