"""How does a theme that knows one language come to know all?

Furo writes some labels literally (accessible names, icon titles) and sets no
writing direction. Its templates are adapted as Jinja loads them, so none is
copied: each literal label passes through gettext, and `<html>` gets a `dir`.
"""

from __future__ import annotations

import re
from typing import Any

from jinja2.ext import Extension
from sphinx.application import Sphinx

from .access import accessible
from .policy import without_inline
from .settings import current_language, interface, is_site, label

_TOGGLE = re.compile(r'(?<=aria-label=")Toggle navigation of ([^"]*)')
_BELOW = label("Show or hide what is below “{title}”")
_LITERAL = re.compile(r'(\s(?:aria-label|title|alt)="|<title>)([A-Z][^"<{}]*)(?="|</title>)')


def translate_literals(source: str) -> str:
    """Pass each literal label of a template through gettext."""
    return _LITERAL.sub(lambda found: found[1] + '{{ _("' + found[2].strip() + '") }}', source)


class AdaptTemplates(Extension):
    """Adapt the source of each template before Jinja parses it."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """Return the template's source with labels translated and a writing direction."""
        source = translate_literals(without_inline(accessible(source)))
        return source.replace("<html ", '<html dir="{{ direction }}" ', 1)


def builder_inited(app: Sphinx) -> None:
    """Adapt the templates, and add the style sheet and script that each page needs."""
    if not is_site(app):
        return
    app.builder.templates.environment.add_extension(AdaptTemplates)
    if current_language(app.config).direction == "rtl":
        app.add_css_file("rtl.css", priority=690)
    app.add_css_file("multilingual.css", priority=700)
    app.add_css_file("print.css", priority=900, media="print")
    app.add_js_file("multilingual.js", loading_method="defer")


def html_page_context(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    """Translate the names of the buttons that Furo's Python code puts into the contents."""
    if tree := context.get("furo_navigation_tree"):
        below = interface(app.config, _BELOW)
        context["furo_navigation_tree"] = _TOGGLE.sub(lambda found: below.format(title=found[1]), tree)
