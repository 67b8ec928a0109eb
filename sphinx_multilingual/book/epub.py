"""What must an EPUB say of its language? Sphinx always says left to right, and names no language in the pages."""

from __future__ import annotations

import os
import re
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from sphinx.application import Sphinx
from sphinx.builders.epub3 import Epub3Builder
from sphinx.config import Config

from ..settings import current_language, interface

_FIRST_DAY = 315532800  # 1 January 1980


def book_time(config: Config) -> int:
    """Return the time of the text: SOURCE_DATE_EPOCH, or the project's release where that is a date.

    Otherwise the first day that a ZIP file can hold: the clock would change the bytes.
    """
    if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
        return max(_FIRST_DAY, int(epoch))
    try:
        return max(_FIRST_DAY, int(datetime.fromisoformat(config.release).replace(tzinfo=UTC).timestamp()))
    except ValueError:
        return _FIRST_DAY


def config_inited(app: Sphinx, config: Config) -> None:
    """Fill what an EPUB says of itself; it differs by language, so conf.py cannot."""
    language = current_language(config)
    config.epub_basename = f"{config.multilingual_book}-{language.segment}"
    # Also the id of an element, which must not begin with a digit.
    config.epub_uid = f"uuid-{uuid5(NAMESPACE_URL, config.multilingual_baseurl + config.epub_basename)}"
    config.epub_language, config.epub_contributor = language.tag, config.author
    config.epub_identifier, config.epub_description = config.epub_uid, config.multilingual_notice or config.project
    # A book for reading: no addresses after links, no styles of the site, all pages in the contents.
    config.epub_show_urls, config.epub_css_files = "no", []
    config.epub_tocscope, config.epub_tocdup, config.epub_use_index = "includehidden", False, False


class MultilingualEpubBuilder(Epub3Builder):
    """Write an EPUB 3 with the language and direction of its text, the same bytes each time."""

    def init(self) -> None:
        # The templates of the site are written for its own theme.
        self.config.templates_path = []
        super().init()
        language = current_language(self.config)
        self.direction, tag = language.direction, language.tag
        self.html_tag = self.html_tag.replace("<html", f'<html dir="{self.direction}" lang="{tag}" xml:lang="{tag}"')
        self.guide_titles = {"toc": interface(self.config, "Contents"), "cover": interface(self.config, "Cover")}

    def copy_html_static_files(self, context: dict[str, Any]) -> None:
        """Leave out the styles and scripts of the site."""

    def content_metadata(self) -> dict[str, Any]:
        """Add the direction in which pages are turned, and a time that does not change."""
        date = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(book_time(self.config)))
        return super().content_metadata() | {"date": date, "page_progression_direction": self.direction}

    def build_epub(self) -> None:
        """Mirror what Sphinx writes for one direction, and pack it in a fixed order with a fixed time."""
        _edit(Path(self.outdir, "nav.xhtml"), "<html", f'<html dir="{self.direction}"')
        for path in Path(self.outdir).rglob("*.xhtml"):
            if "<svg " in path.read_text(encoding="utf-8"):  # A reading system wants to know of drawings beforehand.
                href = f'href="{path.relative_to(self.outdir).as_posix()}"'
                _edit(Path(self.outdir, "content.opf"), href, f'{href} properties="svg"')
        if self.direction == "rtl":
            for path in Path(self.outdir, "_static").glob("*.css"):
                _edit(path, r"\b(left|right)\b", lambda side: "left" if side[0] == "right" else "right")
        moment = time.gmtime(book_time(self.config))[:6]
        with ZipFile(Path(self.outdir, f"{self.config.epub_basename}.epub"), "w") as book:
            for name in ["mimetype", "META-INF/container.xml", "content.opf", "toc.ncx", *sorted(self.files)]:
                packing = ZIP_STORED if name == "mimetype" else ZIP_DEFLATED
                book.writestr(ZipInfo(name, moment), Path(self.outdir, name).read_bytes(), packing)


def _edit(path: Path, pattern: str, by: Any) -> None:
    path.write_text(re.sub(pattern, by, path.read_text(encoding="utf-8")), encoding="utf-8")
