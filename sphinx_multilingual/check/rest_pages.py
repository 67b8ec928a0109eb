"""How is a source page in reStructuredText taken apart? By its lines: directives are those of the project."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from textwrap import dedent
from typing import ClassVar

from markdown_it.token import Token

from .reading import Reading
from .rest import read_rest
from .source_pages import Directive, Page

_DIRECTIVE = re.compile(r"(\s*)\.\. (?:\|[^|]+\| )?([\w:.+-]+)::(?:\s+(.*))?")
# Directives whose content is text of the page.
_TEXT = {
    "admonition", "attention", "caution", "danger", "deprecated", "error", "hint", "important", "note", "seealso",
    "tip", "versionadded", "versionchanged", "warning",
}
_RULE = re.compile(r"^([^\w\s])\1+\s*$")
_DRAWN = "diagram"
_MARK = re.compile(r"\s*(?:\.\.(?:\s|$)|__\s|:\w|\||\+-|==)")
_NOWHERE = 1 << 20  # further than any row is indented
_ITEM = re.compile(r"^\s*(?:[-*+•]|#\.|\w{1,4}[.)])\s+")


class RestPage(Page):
    """A page in reStructuredText."""

    is_rest = True
    target: ClassVar[re.Pattern[str]] = re.compile(r"\s*\.\. _[^:]+:\s*")
    empty_link: ClassVar[str] = r"`\W*(?:{})\W*<"

    @cached_property
    def blocks(self) -> list[tuple[int, Token]]:
        return []

    @cached_property
    def messages(self) -> list[tuple[int, str]]:
        return list(self._paragraphs())

    @cached_property
    def directives(self) -> list[Directive]:
        found, drawn = list[Directive](), 0
        for number, row in enumerate(self.rows, 1):
            if number > drawn and (start := _DIRECTIVE.fullmatch(row)):
                content = self._content(number, len(start[1]))
                found.append(Directive(number, start[2], start[3] or "", content))
                if start[2] == _DRAWN:  # Its table is its own, with a caption of its own.
                    drawn = number + content.count("\n")
        return found

    @cached_property
    def headings(self) -> list[int]:
        rows = ["", *self.rows, ""]
        return [
            number for number in range(1, len(rows) - 1)
            if rows[number][:1].strip() and not _RULE.fullmatch(rows[number]) and _RULE.fullmatch(rows[number + 1])
            and len(rows[number + 1].rstrip()) >= len(rows[number].rstrip())
            and (not rows[number - 1].strip() or _RULE.fullmatch(rows[number - 1]))
        ]

    def read(self, text: str) -> Reading:
        """Take a message apart."""
        return read_rest(text)

    def before(self, line: int) -> str:
        """Return what stands before a heading: above the line over it, if it has one."""
        rows = self.rows[:line - 1]
        if rows and _RULE.fullmatch(rows[-1]):
            rows.pop()
        return next((row for row in reversed(rows) if row.strip()), "")

    def _content(self, number: int, indent: int) -> str:
        rows = []
        for row in self.rows[number:]:
            if row.strip() and len(row) - len(row.lstrip()) <= indent:
                break
            rows.append(row)
        return dedent("\n".join(rows)) + "\n"

    def _paragraphs(self) -> Iterator[tuple[int, str]]:
        """Yield the paragraphs, and the items of lists; what is in a directive of no text, or after `::`, is none."""
        start, begins, margin, found = 0, 0, 0, list[str]()
        hidden = _NOWHERE  # Rows that are indented further are no text.
        for number, row in enumerate([*(_RULE.sub("", row) for row in self.rows), ""], 1):
            indent = len(row) - len(row.lstrip()) if row.strip() else _NOWHERE
            if hidden < indent < _NOWHERE:
                continue
            is_mark, item = bool(_MARK.match(row)), _ITEM.match(row)
            if found and (indent != margin or is_mark or item):  # A line at another margin is the meaning of a term.
                yield start, " ".join(found)
                hidden, found = begins if found[-1].endswith("::") else hidden, []
                if hidden < indent < _NOWHERE:
                    continue
            if is_mark:
                directive = _DIRECTIVE.fullmatch(row)
                hidden = _NOWHERE if directive and directive[2] in _TEXT else indent
            elif indent < _NOWHERE:
                hidden, margin = _NOWHERE, item.end() if item else indent
                start, begins = (start, begins) if found else (number, indent)
                found.append(row[margin:].strip())
