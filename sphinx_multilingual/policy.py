"""What may a page load and run? Files of its own site only: nothing written into the page, and nobody else's.

Each page says so itself in a Content-Security-Policy, which holds on any host and from a folder as well: Chromium and
Firefox take `'self'` to mean the files of the folder there. So what Furo and Sphinx write into the pages is put into
files, or is said by attributes, as Jinja loads the templates.
"""

from __future__ import annotations

import re
from collections.abc import Container
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging

from .settings import is_site

# The images beside `'self'` are the icons in Furo's style sheet.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; base-uri 'self'; form-action 'self'"
)
# A server can also forbid other sites to frame the pages; in the page itself, browsers ignore that.
HEADER = f"{POLICY}; frame-ancestors 'none'"

_THEME_COLOURS = "partials/_head_css_variables.html"
# What the templates of Furo and Sphinx have, and what a page has in its place.
REWRITES = (
    (
        '<meta charset="utf-8">',
        '<meta charset="utf-8">\n    <meta http-equiv="Content-Security-Policy" content="{{ policy }}">',
    ),
    (f'{{% include "{_THEME_COLOURS}" with context %}}', ""),
    (
        '<script>\n      document.body.dataset.theme = localStorage.getItem("theme") || "auto";\n    </script>',
        """<script src="{{ pathto('_static/start.js', 1) }}"></script>""",
    ),
    ("<script>DOCUMENTATION_OPTIONS.COLLAPSE_INDEX = true</script>", ""),
    ('<svg xmlns="http://www.w3.org/2000/svg" style="display: none;">', '<svg display="none">'),
    ('style="opacity: 50%"', 'opacity="0.5"'),
    (' style="display: none" alt="-"', ' hidden alt="-"'),
    ('<table style="width: 100%" class="indextable', '<table class="indextable'),
    ('<td style="width: 33%; vertical-align: top;">', "<td>"),
    # Firefox loads it in advance, which the policy forbids.
    ('<link rel="next" title="{{ next.title|striptags|e }}" href="{{ next.link|e }}">', ""),
)
# Sphinx's scripts: our search and its keys are instead of them, and its rule of plurals needs `new Function`.
_UNUSED = {"documentation_options.js", "doctools.js", "sphinx_highlight.js", "translations.js"}
# Whose looks Furo adds in a style sheet of its own; without them, each page would wait for it in vain.
_STYLED = {"sphinx_copybutton", "sphinx_design", "sphinx_inline_tabs", "sphinx_panels"}
_INLINE = re.compile(
    r"<[a-z][^<>]*\s(?:style|on[a-z]+)=|<style\b|<script(?![^>]*\s(?:src|type=\"application/))", re.IGNORECASE
)
_COLOURS_WRITTEN = "multilingual_colours_written"
_logger = logging.getLogger(__name__)


def without_inline(source: str) -> str:
    """Return a template that writes no script and no style into a page."""
    for old, new in REWRITES:
        source = source.replace(old, new)
    return source


def blocked(html: str) -> str:
    """Return the first tag that the policy would block, or nothing."""
    found = _INLINE.search(html)
    return found[0] if found else ""


def is_used(name: str, extensions: Container[str]) -> bool:
    """Tell whether a page needs a script or style sheet, by its name and the extensions of the project."""
    return name not in _UNUSED and (name != "furo-extensions.css" or any(each in extensions for each in _STYLED))


def _write_colours(app: Sphinx, context: dict[str, Any]) -> None:
    """Put the colours that the theme would write into each page into a style sheet, with the first page."""
    if hasattr(app.builder, _COLOURS_WRITTEN):
        return
    setattr(app.builder, _COLOURS_WRITTEN, True)
    text = app.builder.templates.render(_THEME_COLOURS, context)
    path = Path(app.outdir, "_static", "colours.css")
    style = text.partition("<style>")[2].partition("</style>")[0].strip() + "\n"
    if not path.exists() or path.read_text(encoding="utf-8") != style:
        path.write_text(style, encoding="utf-8")


def html_page_context(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Give a page its policy, and take from it what the policy blocks."""
    if not is_site(app):
        return
    context.setdefault("policy", POLICY)
    if "furo_pygments" in context:
        _write_colours(app, context)
        app.add_css_file("colours.css", priority=650)
    for files in ("script_files", "css_files"):
        context[files] = [each for each in context[files] if is_used(Path(str(each.filename)).name, app.extensions)]
    if tag := blocked(context.get("body", "")):
        _logger.warning("the site's policy blocks '%s'; use a class and a file of styles", tag, location=pagename)


def setup_policy(app: Sphinx) -> None:
    """Register the policy."""
    app.connect("html-page-context", html_page_context, priority=910)
