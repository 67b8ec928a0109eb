"""Which stressed words are in Latin letters, where the language itself has no italics?

Arabic and Chinese stress by other means than a slant; titles in Latin letters within them keep their italics. The class
`latin` tells the style sheet which is which.
"""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from .settings import current_language

# Languages whose scripts have no slanted style; the same as in book/elements.typ.
_UPRIGHT = ("ar", "fa", "he", "ja", "ko", "ur", "zh")
# A name in another language has an element of its own in it.
_LATIN = re.compile(
    r'<em(?P<lang>(?: lang="[^"]*")?)>(?=(?:<[^>]*>)*[^<]*[A-Za-z])'
    r'(?P<text>(?:(?!</em>)[\u0020-\u024f\u2000-\u206f])*)</em>'
)


def mark_latin(body: str) -> str:
    """Give each emphasis that is all in Latin letters the class `latin`."""
    return _LATIN.sub(r'<em class="latin"\g<lang>>\g<text></em>', body)


def html_page_context(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Mark the titles in Latin letters of a page in a script without italics."""
    if app.builder.format != "html" or "body" not in context:
        return
    if current_language(app.config).tag.partition("-")[0] in _UPRIGHT:
        context["body"] = mark_latin(context["body"])


def setup_emphasis(app: Sphinx) -> None:
    """Register the marks."""
    app.connect("html-page-context", html_page_context)
