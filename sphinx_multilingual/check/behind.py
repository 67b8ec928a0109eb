"""Which texts of the source do the catalogs not have yet? Nobody ran `make catalogs` since they were written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from ..catalogs import LARGEST
from .source_pages import DataPage, Page, without_options

_MESSAGE = re.compile(r"^msgid (.*?)(?=^msg)", re.MULTILINE | re.DOTALL)
# Quotes, breaks of lines and marks: what the catalog and the page write each in its own way.
_MARKS = re.compile(r"\\[nrt]|[\W_]+")
_LETTER = re.compile(r"[^\W\d_]")


def _bare(text: str) -> str:
    return _MARKS.sub("", text)


def known_texts(paths: Iterable[Path]) -> set[str]:
    """Return the source texts of catalogs, bare; reading them as catalogs would take longer than all else here."""
    files = (path for path in paths if path.is_file() and path.stat().st_size <= LARGEST)
    texts = (path.read_text(encoding="utf-8", errors="replace") for path in files)
    return {_bare(found) for text in texts for found in _MESSAGE.findall(text)}


def behind(pages: Iterable[Page], known: set[str]) -> Iterator[tuple[Page, int, str]]:
    """Yield page, line and text of what is in no catalog."""
    # A page puts marks, or a source, to a text from a data file.
    whole = "\n".join(known)
    for page in pages:
        lists = {_bare(without_options(each.content)) for each in page.directives if each.name == "toctree"}
        for line, text in page.messages:
            bare = _bare(text)
            is_there = bare in known or bare in lists or (isinstance(page, DataPage) and bare in whole)
            if not is_there and _LETTER.search(text):
                yield page, line, text
