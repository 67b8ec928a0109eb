"""What does an EPUB say of itself, to a shop, a library and a reader who cannot see?

EPUB 3.3 and EPUB Accessibility 1.1 (https://www.w3.org/TR/epub-a11y-11/) name the fields. No conformance is claimed
(`dcterms:conformsTo`): that takes a person who has looked at the whole book, and no program can.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from sphinx.application import Sphinx
from sphinx.config import Config

from ...settings import current_language, interface, label

THEME = "multilingual_book"
COVER = "_static/cover.png"
_FIRST_DAY = 315532800  # 1 January 1980
_SUMMARY = label(
    "The text has headings, a table of contents and a clear order of reading, and each picture is described in words. "
    "Size, typeface and colours can be changed."
)


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


def accessibility(config: Config, has_pictures: bool, described: bool) -> list[tuple[str, str]]:
    """List the properties of schema.org that are true of a book; `described` tells whether all its pictures are."""
    modes = ["textual", "visual"] if has_pictures else ["textual"]
    features = ["displayTransformability", "readingOrder", "structuralNavigation", "tableOfContents"]
    return [
        *(("accessMode", mode) for mode in modes),
        ("accessModeSufficient", "textual" if described else ",".join(modes)),
        *(("accessibilityFeature", feature) for feature in ["alternativeText"] * described + features),
        ("accessibilityHazard", "none"),  # no script, sound or film
        *([("accessibilitySummary", interface(config, _SUMMARY))] if described else []),
    ]


def config_inited(app: Sphinx, config: Config) -> None:
    """Fill what an EPUB says of itself; it differs by language, so conf.py cannot."""
    language = current_language(config)
    config.epub_basename = f"{config.multilingual_book}-{language.segment}"
    config.epub_uid = "book"  # the id of the element that holds the identifier
    config.epub_identifier = f"urn:uuid:{uuid5(NAMESPACE_URL, config.multilingual_baseurl + config.epub_basename)}"
    config.epub_language, config.epub_contributor = language.tag, config.author
    config.epub_description = config.multilingual_notice or config.project
    # A book for reading: no addresses after links, no styles of the site, all pages in the contents.
    config.epub_show_urls, config.epub_css_files = "no", []
    config.epub_tocscope, config.epub_tocdup, config.epub_use_index = "includehidden", False, False
    app.add_html_theme(THEME, str(Path(__file__).with_name("theme")))
    config.epub_theme = THEME
    config.epub_cover = config.epub_cover or (COVER, "cover.html")
    # Sphinx adds its page itself; an older one in the folder would be a second.
    config.epub_exclude_files = [*config.epub_exclude_files, "epub-cover.xhtml"]
