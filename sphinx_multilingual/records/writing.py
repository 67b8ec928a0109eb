"""How are records written in the markup of the page that draws them, MyST or reStructuredText?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from textwrap import indent

from .data import Entry
from .dates import is_date, say_date

_FENCE = "`" * 12  # longer than any within


def is_day(entry: Entry, key: str) -> bool:
    """Tell whether a value is a date, which is written as the language does."""
    return key == "date" and is_date(entry.values[key])


class MystWriter:
    """Writes in Markdown. `locale` says how dates are written."""

    def __init__(self, locale: str) -> None:
        self.locale = locale

    def write(self, kind: str, entries: Sequence[Entry]) -> str:
        """Write records of a kind that is no table."""
        kinds = {"list": self.bullets, "timeline": self.timeline, "glossary": self.glossary}
        return kinds[kind](entries)

    def bullets(self, entries: Sequence[Entry]) -> str:
        """Write a bullet list."""
        return "".join(f"- {self.body(entry)}\n" for entry in entries)

    def timeline(self, entries: Sequence[Entry]) -> str:
        """Write a definition list; the dates come later, as some read like the number of a list."""
        return self.definitions([("date", self.body(entry)) for entry in entries])

    def glossary(self, entries: Sequence[Entry]) -> str:
        """Write a definition list."""
        return self.definitions([(" ".join(entry.text("term").split()), self.body(entry)) for entry in entries])

    def table(self, entries: Sequence[Entry], columns: Sequence[tuple[str, str]], caption: str = "") -> str:
        """Write a table."""
        heads, keys = zip(*columns, strict=True)
        return self.rows([list(heads), *(self._cells(entry, keys) for entry in entries)], caption)

    def definitions(self, items: Sequence[tuple[str, str]]) -> str:
        """Write terms and what they mean."""
        return "".join(f"{term}\n: {text}\n\n" for term, text in items)

    def rows(self, rows: Sequence[Sequence[str]], caption: str) -> str:
        """Write the rows of a table, the first of which are its heads."""
        heads, *rest = (_row(cells) for cells in rows)
        return f"{_FENCE}{{table}} {caption}\n{heads}{_row(['---'] * len(rows[0]))}{''.join(rest)}{_FENCE}\n"

    def mark(self, source: str) -> str:
        """Cite a source."""
        return f"[^{source}]"

    def note(self, name: str, text: str) -> str:
        """Define a footnote."""
        return f"[^{name}]: {text}"

    def body(self, entry: Entry) -> str:
        """Write the text of a record and what it cites, further lines below the first."""
        return indent(entry.text("text") + self._marks(entry), "  ").strip()

    def _marks(self, entry: Entry) -> str:
        return "".join(map(self.mark, entry.cited))

    def _cells(self, entry: Entry, keys: Sequence[str]) -> list[str]:
        texts = [say_date(entry.values[key], self.locale) if is_day(entry, key) else entry.text(key) for key in keys]
        return [*texts[:-1], texts[-1] + self._marks(entry)]


def _row(cells: Sequence[str]) -> str:
    cleaned = (re.sub(r"(?<!\\)\|", r"\\|", " ".join(cell.split())) for cell in cells)
    return f"| {' | '.join(cleaned)} |\n"


class RestWriter(MystWriter):
    """Writes in reStructuredText."""

    def definitions(self, items: Sequence[tuple[str, str]]) -> str:
        """Write terms and what they mean; a colon in a term would begin a classifier."""
        return "".join(term.replace(" : ", " \\: ") + f"\n  {text}\n\n" for term, text in items)

    def rows(self, rows: Sequence[Sequence[str]], caption: str) -> str:
        """Write the rows of a table, the first of which are its heads."""
        lines = [f"{'*' if not at else ' '} - {' '.join(cell.split())}" for row in rows for at, cell in enumerate(row)]
        return f".. list-table:: {caption}\n   :header-rows: 1\n\n" + "".join(f"   {line}\n" for line in lines)

    def mark(self, source: str) -> str:
        """Cite a source; nothing stands between a word and the mark."""
        return rf"\ [#{source}]_"

    def note(self, name: str, text: str) -> str:
        """Define a footnote."""
        return f".. [#{name}] {text}"
