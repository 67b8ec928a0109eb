"""What stands on a page that a link leads to: its ids, its title, and where it sends its reader on?"""

from __future__ import annotations

import codecs
import re
from functools import lru_cache
from html.parser import HTMLParser

from .answer import Answer

HTML = {"text/html", "application/xhtml+xml", "application/xml", "text/xml", "image/svg+xml", ""}
_BOMS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_META = re.compile(rb"<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_REFRESH = re.compile(r"\s*(\d+)(?:\.\d*)?\s*[;,]\s*(?:url\s*=\s*)?[\"']?([^\"']+)", re.IGNORECASE)
# An id in here is none of the page's; a name is a target on `a` alone.
_ASIDE = {"template", "textarea", "title"}
_SOON = 10  # seconds; a page that sends its reader on later is a page of its own


class Page(HTMLParser):
    """The ids, the title and the refresh of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.refresh = self._title = ""
        self._aside: list[str] = []
        self.feed(text)
        self.close()

    @property
    def title(self) -> str:
        """The title, in one line."""
        return " ".join(self._title.split())[:200]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the id, and the name of an anchor."""
        values = {name: value or "" for name, value in reversed(attrs)}
        if not self._aside:
            self.ids |= {values[key] for key in ("id", "xml:id") if values.get(key)}
            if tag == "a" and values.get("name"):
                self.ids.add(values["name"])
            found = _REFRESH.match(values.get("content", ""))
            if tag == "meta" and values.get("http-equiv", "").lower() == "refresh" and found and int(found[1]) <= _SOON:
                self.refresh = self.refresh or found[2].strip()
        if tag in _ASIDE:
            self._aside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Come back to the page."""
        if self._aside and self._aside[-1] == tag:
            self._aside.pop()

    def handle_data(self, data: str) -> None:
        """Keep the first title."""
        if self._aside == ["title"]:
            self._title += data


def decode(body: bytes, charset: str) -> str:
    """Read text as a browser does: by its first bytes, what the server says, what the page says; at last as UTF-8."""
    said = _META.search(body[:2048])
    names = [name for bom, name in _BOMS.items() if body.startswith(bom)]
    for name in (*names, charset, said[1].decode("ascii", "replace") if said else "", "utf-8"):
        try:
            if name:
                return body.decode(name, "replace")
        except (LookupError, UnicodeError):
            continue
    return body.decode("latin-1")


@lru_cache(maxsize=16)
def _read(body: bytes, charset: str) -> Page:
    return Page(decode(body, charset))


def read_page(answer: Answer) -> Page:
    """Read the page of an answer, once for all who ask about it."""
    return _read(answer.body, answer.charset)
