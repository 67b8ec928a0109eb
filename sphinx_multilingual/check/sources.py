"""Can MyST and gettext carry the source text into other languages?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from markdown_it.token import Token

from ..records.data import data_messages, data_targets
from .pair import convention
from .reading import parser, read

_TARGET = re.compile(r"^\s*\(([^()\s]+)\)=\s*$|^\s*:(?:name|label):\s*(\S+)", re.MULTILINE)
_REFERENCE = re.compile(r"(?<!\\)\[[^\]\[^]+\]\[[^\]]*\]|^\s{0,3}\[[^\]^]+\]:\s")
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_TABLES = ("table", "list-table", "csv-table")
_IMAGES = ("image", "figure")
_MOST_WORDS = 120
_GETTEXT_CODE = re.compile(r"gettext_additional_targets\s*=[^\n]*(?:literal-block|doctest-block|raw)")


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
            yield from _blocks(_without_options(token.content), line)


def _without_options(content: str) -> str:
    """Blank the options at the head of a directive, so that lines keep their numbers."""
    return re.sub(r"\A(?:\s*:[\w-]+:[^\n]*\n)+", lambda found: "\n" * found[0].count("\n"), content)


def link_to_slug(page: Page) -> Iterator[tuple[int, str]]:
    """Find a link to the slug of a heading."""
    for line, text in page.messages:
        for target in read(text).values("link"):
            file, hash_mark, name = target.partition("#")
            is_page = not file or re.fullmatch(r"[^:]+\.(?:md|rst)", file)
            if hash_mark and is_page and (file or name not in page.targets):
                yield line, target


def link_by_reference(page: Page) -> Iterator[tuple[int, str]]:
    """Find `[text][name]`, and the definitions of such names."""
    fenced = {number for line, token in page.blocks if token.type in ("fence", "code_block") and token.map
              for number in range(line, line + token.map[1] - token.map[0])}
    for line, row in enumerate(page.rows, 1):
        if line not in fenced and (found := _REFERENCE.search(re.sub(r"`[^`]*`", "", row))):
            yield line, found[0].strip()


def block_message(page: Page) -> Iterator[tuple[int, str]]:
    """Find a message that is a list, a heading or the like when it is parsed alone."""
    for line, text in page.messages:
        if kinds := [value for kind in ("block", "directive", "comment") for value in read(text).values(kind)]:
            yield line, f"{kinds[0]}: “{text[:30]}”"


def long_message(page: Page) -> Iterator[tuple[int, str]]:
    """Find a paragraph that is too long to survive an edit."""
    for line, text in page.messages:
        if (count := len(text.split())) > _MOST_WORDS:
            yield line, f"{count} words"


def empty_link(page: Page) -> Iterator[tuple[int, str]]:
    """Find a link whose text names nothing."""
    if pattern := page.words.get("empty_links"):
        for line, text in page.messages:
            for found in re.finditer(rf"\[\W*(?:{pattern})\W*\]\(", text, re.IGNORECASE):
                yield line, found[0].removesuffix("(")


def image_without_text(page: Page) -> Iterator[tuple[int, str]]:
    """Find an image that a screen reader cannot tell of."""
    for line, text in page.messages:
        yield from ((line, found[0]) for found in re.finditer(r"!\[\s*\]\([^)]*\)", text))
    for directive in page.directives:
        if directive.name in _IMAGES and not re.search(r"^\s*:alt:\s*\S", directive.content, re.MULTILINE):
            yield directive.line, directive.argument


def heading_without_target(page: Page) -> Iterator[tuple[int, str]]:
    """Find a heading whose address would follow its wording."""
    rows = ["", *page.rows]
    for line, token in page.blocks:
        if token.type == "heading_open" and token.level == 0:
            before = next((row for row in reversed(rows[:line]) if row.strip()), "")
            if not re.fullmatch(r"\s*\([^()\s]+\)=\s*", before):
                yield line, rows[line].strip()


def caption_without_source(page: Page) -> Iterator[tuple[int, str]]:
    """Find a table of figures, or a figure with numbers in its caption, that tells no year or no source."""
    word = page.words.get("caption")
    for directive in page.directives if word else ():
        body = _without_options(directive.content)
        caption = directive.argument if directive.name in _TABLES else body.strip().partition("\n\n")[0]
        has_figures = directive.name in _TABLES and re.search(r"\d", body)
        if has_figures or (directive.name == "figure" and re.search(r"\d", caption)):
            lacks = ["a year"] * (not _YEAR.search(caption)) + ["a source"] * (not re.search(word or "", caption, re.I))
            if lacks:
                yield directive.line, f"“{caption}” lacks {' and '.join(lacks)}"


PageCheck = Callable[[Page], Iterator[tuple[int, str]]]
CHECKS: dict[str, PageCheck] = {
    "S001": link_to_slug, "S002": link_by_reference, "S003": block_message, "S005": long_message, "S006": empty_link,
    "S007": image_without_text, "S008": heading_without_target, "S009": caption_without_source,
}


def translated_code(conf: str) -> Iterator[tuple[int, str]]:
    """Find the setting that makes messages of code blocks, in the text of conf.py."""
    for line, row in enumerate(conf.splitlines(), 1):
        if found := _GETTEXT_CODE.search(row):
            yield line, found[0]


class DataPage(Page):
    """A data file of sources or records, which holds messages and nothing else of a page."""

    @cached_property
    def blocks(self) -> list[tuple[int, Token]]:
        return []

    @cached_property
    def messages(self) -> list[tuple[int, str]]:
        return data_messages(self.path)


def load_pages(docs: Path, language: str) -> list[Page]:
    """Take apart the pages and data files below a folder; folders that start with _ hold no pages."""
    paths = [path for path in sorted(docs.rglob("*.md")) if "/_" not in f"/{path.relative_to(docs).as_posix()}"]
    data = sorted((docs / "_data").glob("*.toml"))
    texts = [path.read_text(encoding="utf-8") for path in paths]
    targets = frozenset(filter(None, (name for text in texts for found in _TARGET.findall(text) for name in found)))
    targets |= {target for path in data for target in data_targets(path)}
    pages = [Page(path, language, targets) for path in paths]
    return pages + [DataPage(path, language, targets) for path in data if data_messages(path)]
