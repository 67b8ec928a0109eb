"""Can Sphinx and gettext carry the source text into other languages?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from ..markups import REST, SUFFIXES
from ..records.data import data_messages, data_targets
from .rest_pages import RestPage
from .source_pages import DataPage, Page, without_options

_TARGET = re.compile(r"^\s*\(([^()\s]+)\)=\s*$|^\s*\.\. _([^:\s]+):\s*$|^\s*:(?:name|label):\s*(\S+)", re.MULTILINE)
_REFERENCE = re.compile(r"(?<!\\)\[[^\]\[^]+\]\[[^\]]*\]|^\s{0,3}\[[^\]^]+\]:\s")
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_TABLES = ("table", "list-table", "csv-table")
_IMAGES = ("image", "figure")
_MOST_WORDS = 120
_GETTEXT_CODE = re.compile(r"gettext_additional_targets\s*=[^\n]*(?:literal-block|doctest-block|raw)")


def link_to_slug(page: Page) -> Iterator[tuple[int, str]]:
    """Find a link to the slug of a heading."""
    for line, text in page.messages:
        for target in page.read(text).values("link"):
            file, hash_mark, name = target.partition("#")
            is_page = not file or re.fullmatch(r"[^:]+\.(?:md|rst)", file)
            if hash_mark and is_page and (file or name not in page.targets):
                yield line, target


def link_by_reference(page: Page) -> Iterator[tuple[int, str]]:
    """Find `[text][name]`, and the definitions of such names."""
    fenced = {number for line, token in page.blocks if token.type in ("fence", "code_block") and token.map
              for number in range(line, line + token.map[1] - token.map[0])}
    for line, row in enumerate([] if page.is_rest else page.rows, 1):
        if line not in fenced and (found := _REFERENCE.search(re.sub(r"`[^`]*`", "", row))):
            yield line, found[0].strip()


def block_message(page: Page) -> Iterator[tuple[int, str]]:
    """Find a message that is a list, a heading or the like when it is parsed alone."""
    for line, text in page.messages:
        if kinds := [value for kind in ("block", "directive", "comment") for value in page.read(text).values(kind)]:
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
            for found in re.finditer(page.empty_link.format(pattern), text, re.IGNORECASE):
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
    for line in page.headings:
        if not page.target.fullmatch(page.before(line)):
            yield line, page.rows[line - 1].strip()


def caption_without_source(page: Page) -> Iterator[tuple[int, str]]:
    """Find a table of figures, or a figure with numbers in its caption, that tells no year or no source."""
    word = page.words.get("caption")
    for directive in page.directives if word else ():
        body = without_options(directive.content)
        caption = directive.argument if directive.name in _TABLES else body.strip().partition("\n\n")[0]
        has_figures = directive.name in _TABLES and re.search(r"\d", body)
        if has_figures or (directive.name == "figure" and re.search(r"\d", caption)):
            has_source = re.search(word or "", caption, re.IGNORECASE)
            lacks = ["a year"] * (not _YEAR.search(caption)) + ["a source"] * (not has_source)
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


def load_pages(docs: Path, language: str) -> list[Page]:
    """Take apart the pages and data files below a folder; folders that start with _ hold no pages."""
    found = sorted(path for suffix in SUFFIXES for path in docs.rglob(f"*{suffix}"))
    paths = [path for path in found if "/_" not in f"/{path.relative_to(docs).as_posix()}"]
    data = sorted((docs / "_data").glob("*.toml"))
    texts = [path.read_text(encoding="utf-8") for path in paths]
    targets = frozenset(filter(None, (name for text in texts for found in _TARGET.findall(text) for name in found)))
    targets |= {target for path in data for target in data_targets(path)}
    pages = [(RestPage if path.suffix == REST else Page)(path, language, targets) for path in paths]
    return pages + [DataPage(path, language, targets) for path in data if data_messages(path)]
