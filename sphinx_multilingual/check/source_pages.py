"""How is a source page taken apart? Into messages, directives and headings, each with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import ClassVar

from markdown_it.token import Token

from ..records.data import data_messages
from .pair import convention
from .reading import Reading, parser, read


@dataclass(frozen=True, slots=True)
class Directive:
    """A directive of a page: its line, name, argument, options and content."""

    line: int
    name: str
    argument: str
    content: str


@dataclass
class Page:
    """A source page taken apart. `targets` are the explicit targets of all pages."""

    path: Path
    language: str
    targets: frozenset[str] = frozenset()
    is_rest: ClassVar[bool] = False
    # What stands before a heading, so that its address does not follow its wording.
    target: ClassVar[re.Pattern[str]] = re.compile(r"\s*\([^()\s]+\)=\s*")
    empty_link: ClassVar[str] = r"\[\W*(?:{})\W*\]\("

    @cached_property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def rows(self) -> list[str]:
        return self.text.splitlines()

    @cached_property
    def blocks(self) -> list[tuple[int, Token]]:
        """All blocks with their lines, those inside directives too."""
        return list(_blocks(self.text, 0))

    @cached_property
    def messages(self) -> list[tuple[int, str]]:
        """The texts that become messages, with their lines."""
        return [(line, token.content) for line, token in self.blocks if token.type == "inline"]

    @cached_property
    def directives(self) -> list[Directive]:
        return [_directive(line, token) for line, token in self.blocks if token.type in ("fence", "colon_fence")
                and token.info.strip().startswith("{")]

    @cached_property
    def headings(self) -> list[int]:
        """The lines of the headings that are in nothing else."""
        return [line for line, token in self.blocks if token.type == "heading_open" and token.level == 0]

    def before(self, line: int) -> str:
        """Return what stands before a heading."""
        return next((row for row in reversed(self.rows[:line - 1]) if row.strip()), "")

    def read(self, text: str) -> Reading:
        """Take a message apart."""
        return read(text)

    @property
    def words(self) -> dict[str, str]:
        """What is known of the source language: the word for a source, and link texts that say nothing."""
        found: dict[str, str] = convention(self.language).get("sources", {})
        return found


def _directive(line: int, token: Token) -> Directive:
    name, _, argument = token.info.strip().removeprefix("{").partition("}")
    return Directive(line, name, argument.strip(), token.content)


def _blocks(text: str, offset: int) -> Iterator[tuple[int, Token]]:
    line = offset + 1
    for token in parser().parse(text):
        line = offset + token.map[0] + 1 if token.map else line
        yield line, token
        if token.type in ("fence", "colon_fence") and token.info.strip().startswith("{"):
            yield from _blocks(without_options(token.content), line)


def without_options(content: str) -> str:
    """Blank the options at the head of a directive, so that lines keep their numbers."""
    return re.sub(r"\A(?:\s*:[\w-]+:[^\n]*\n)+", lambda found: "\n" * found[0].count("\n"), content)


class DataPage(Page):
    """A data file of sources or records, which holds messages and nothing else of a page."""

    @cached_property
    def blocks(self) -> list[tuple[int, Token]]:
        return []

    @cached_property
    def messages(self) -> list[tuple[int, str]]:
        return data_messages(self.path)
