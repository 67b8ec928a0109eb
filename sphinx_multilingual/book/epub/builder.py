"""How is an EPUB written and packed? By Sphinx's builder, with templates and a style sheet of our own.

Sphinx always says left to right, names no language in the pages, and sets colours and sizes that are the reader's.
"""

from __future__ import annotations

import html
import re
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from docutils import nodes
from sphinx import addnodes
from sphinx.builders.epub3 import Epub3Builder, NavPoint
from sphinx.errors import SphinxError
from sphinx.util import logging

from ...errors import ProjectError
from ...languages import source_of
from ...pages import mark_untranslated
from ...settings import current_language, interface
from .cover import alternative, draw_cover
from .metadata import COVER, accessibility, book_time

logger = logging.getLogger(__name__)
_HERE = Path(__file__).parent
_TAG = re.compile(r"<[a-z][^<>]*>")
_LANG = re.compile(r'(?<=\s)lang="([^"]*)"(?!\s+xml:lang)')
_CODE = re.compile(r"^<(pre|code|kbd|samp)\b")
_PHRASE = re.compile(r"^<(a|em|strong|cite)\b")


def finish_page(page: str, direction: str, directions: Mapping[str, str]) -> str:
    """Name languages for XML too, and give words of other languages and code their direction, which isolates them.

    EPUB wants attributes for direction, not style. `directions` has those of the known languages. On a page from right
    to left, a phrase has the direction of its first letter, as on the site (static/rtl.css).
    """

    def finish(tag: re.Match[str]) -> str:
        text = tag[0]
        if " dir=" not in text:
            text = _LANG.sub(lambda lang: f'dir="{directions.get(lang[1], "auto")}" {lang[0]}', text)
            if direction == "rtl" and " dir=" not in text:
                text = _CODE.sub(r'\g<0> dir="ltr"', _PHRASE.sub(r'\g<0> dir="auto"', text))
        return _LANG.sub(r'lang="\1" xml:lang="\1"', text)

    return _TAG.sub(finish, page)


def levels(includes: Mapping[str, list[str]], docname: str, level: int = 1) -> Iterator[tuple[str, int]]:
    """Yield the pages under a page with their level in the contents."""
    for child in includes.get(docname, []):
        yield child, level
        yield from levels(includes, child, level + 1)


def lift_pages(entries: Iterable[dict[str, Any]], pages: Mapping[str, int]) -> None:
    """Put a page under its page, and not under the section where that has its toctree, as Sphinx does."""
    down = 0
    for entry in entries:
        if "#" not in entry["refuri"]:
            down = entry["level"] - pages.get(entry["refuri"], entry["level"])
        entry["level"] -= down


def parts_of(points: Iterable[NavPoint], captions: Mapping[str, str]) -> list[tuple[str, list[NavPoint]]]:
    """Put the pages under the captions of their toctrees."""
    parts: list[tuple[str, list[NavPoint]]] = []
    for point in points:
        caption = captions.get(point.refuri, "")
        if not parts or parts[-1][0] != caption:
            parts.append((caption, []))
        parts[-1][1].append(point)
    return parts


class MultilingualEpubBuilder(Epub3Builder):
    """Write an EPUB 3 with the language and direction of its text, the same bytes each time."""

    template_dir = _HERE / "templates"  # type: ignore[assignment]

    def init(self) -> None:
        # The templates of the site are written for its own theme.
        self.config.templates_path = []
        super().init()
        language = current_language(self.config)
        self.direction, tag = language.direction, language.tag
        self.html_tag = self.html_tag.replace("<html", f'<html dir="{self.direction}" lang="{tag}" xml:lang="{tag}"')
        self.guide_titles = {"toc": interface(self.config, "Contents"), "cover": interface(self.config, "Cover")}
        self.drawn: set[str] = set()

    def prepare_writing(self, docnames: set[str]) -> None:  # type: ignore[override]
        super().prepare_writing(docnames)
        self.globalcontext["cover_alternative"] = alternative(self.config)

    def copy_static_files(self) -> None:
        """Write the style sheet of a book and its cover; leave out the styles and scripts of the site."""
        folder = Path(self.outdir, "_static")
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "book.css").write_bytes((_HERE / "theme" / "book.css").read_bytes())
        if self.config.epub_cover[0] == COVER:
            try:
                Path(self.outdir, COVER).write_bytes(draw_cover(self.config))
            except ProjectError as error:
                raise SphinxError(str(error)) from error

    def handle_finish(self) -> None:
        """Finish the pages, then write what an EPUB has beside them."""
        table = self.config.multilingual_table
        source, directions = source_of(table), {language.tag: language.direction for language in table}
        for path in sorted(Path(self.outdir).rglob("*.xhtml")):
            text = mark_untranslated(path.read_text(encoding="utf-8"), source)
            path.write_text(finish_page(text, self.direction, directions), encoding="utf-8")
            if "<svg " in text:  # A reading system wants to know of drawings beforehand.
                self.drawn.add(path.relative_to(self.outdir).as_posix())
        super().handle_finish()

    def get_toc(self) -> None:
        """Collect the entries of the contents: the pages, and the sections of each."""
        super().get_toc()
        pages = levels(self.env.toctree_includes, self.config.root_doc)
        lift_pages(self.refnodes, {self.get_target_uri(name): level for name, level in pages})

    def _all_described(self) -> bool:
        """Tell whether each picture has an alternative; warn of those without."""
        pages = map(self.env.get_doctree, sorted(self.env.found_docs))
        silent = [image for page in pages for image in page.findall(nodes.image) if not image.get("alt")]
        for image in silent:
            where = image if image.line else image.parent
            logger.warning(f"image {image['uri']} has no `alt` text; say what it shows", location=where, type="epub")
        return not silent

    def _properties(self, item: Any) -> str:
        name = "cover-image" if item.href == self.config.epub_cover[0] else "svg" * (item.href in self.drawn)
        return f' properties="{name}"' if name else ""

    def content_metadata(self) -> dict[str, Any]:
        """Add the direction in which pages are turned, a time that does not change, and who can read the book."""
        date = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(book_time(self.config)))
        return super().content_metadata() | {
            "date": date, "page_progression_direction": self.direction, "properties": self._properties,
            "accessibility": accessibility(self.config, bool(self.images or self.drawn), self._all_described()),
        }

    def toc_metadata(self, level: int, navpoints: list[Any]) -> dict[str, Any]:
        """Add language, direction and identifier to the contents for old devices."""
        own = {"uid": self.config.epub_identifier, "lang": self.config.epub_language, "direction": self.direction}
        return super().toc_metadata(level, navpoints) | own

    def _captions(self) -> dict[str, str]:
        toctrees = self.env.get_doctree(self.config.root_doc).findall(addnodes.toctree)
        return {
            self.get_target_uri(name): html.escape(tree.get("caption") or "")
            for tree in toctrees for name in tree["includefiles"]
        }

    def navigation_doc_metadata(self, navlist: list[NavPoint]) -> dict[str, Any]:
        """Add the parts of the book, and the places that a reading program can go to by a button."""
        start = self.refnodes[0]
        return super().navigation_doc_metadata(navlist) | {
            "html_tag": self.html_tag, "parts": parts_of(navlist, self._captions()),
            "landmarks": [
                ("cover", self.coverpage_name, self.guide_titles["cover"]),
                ("toc", "nav.xhtml#toc", self.guide_titles["toc"]),
                ("bodymatter", start["refuri"], start["text"]),
            ],
        }

    def build_epub(self) -> None:
        """Pack the book in a fixed order with a fixed time."""
        moment = time.gmtime(book_time(self.config))[:6]
        with ZipFile(Path(self.outdir, f"{self.config.epub_basename}.epub"), "w") as book:
            for name in ["mimetype", "META-INF/container.xml", "content.opf", "toc.ncx", *sorted(self.files)]:
                packing = ZIP_STORED if name == "mimetype" else ZIP_DEFLATED
                book.writestr(ZipInfo(name, moment), Path(self.outdir, name).read_bytes(), packing)
