"""What of the pages that Sphinx, docutils and Furo write is not valid HTML, and how is it put right?"""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

# docutils writes a second one; Furo's templates have the first.
_VIEWPORT = re.compile(r'<meta name="viewport"[^>]*>\n?')
_CAPTION = '<p class="caption" role="heading">'


class NameOnce(SphinxPostTransform):
    """Leave the id of a table or formula to itself: Furo gives it to the box around it as well."""

    formats = ("html",)
    default_priority = 600  # after Furo's own (500)

    def run(self, **kwargs: Any) -> None:
        """Take the ids from the boxes."""
        for box in self.document.findall(nodes.container):
            if {"table-wrapper", "math-wrapper"} & set(box["classes"]):
                box["ids"] = []


def _level(html: str | None) -> str | None:
    return html and html.replace(_CAPTION, f'{_CAPTION[:-1]} aria-level="2">')


def html_page_context(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Mend what is written into a page: one viewport, and a level for each caption of the contents."""
    context["metatags"] = _VIEWPORT.sub("", context.get("metatags") or "")
    if "body" in context:
        context["body"] = _level(context["body"])
    if toctree := context.get("toctree"):
        context["toctree"] = lambda **options: _level(toctree(**options))


def setup_markup(app: Sphinx) -> None:
    """Register what mends the pages."""
    app.add_post_transform(NameOnce)
    app.connect("html-page-context", html_page_context, priority=400)  # before the theme makes its tree (500)
