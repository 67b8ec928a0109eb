"""What does each page say about its language and its translations?

The head gets `lang`, `dir`, `hreflang` and the canonical address; the sidebar a
language switcher and the books; each section plain links to its translations.
"""

from __future__ import annotations

import re
from html import escape
from typing import Any, TypedDict

from docutils import nodes
from sphinx.application import Sphinx

from .languages import Language, source_of
from .settings import current_language, interface, is_site

_HEADING = re.compile(r'<section id="([^"]+)">\s*(?:<span id="[^"]*"></span>)*<h([1-6])>.*?</h\2>', re.DOTALL)

_UNTRANSLATED = re.compile(r'<(\w+) class="((?:[^"]* )?untranslated)(?=[ "])')


class Alternate(TypedDict):
    """The same page in one language; `address` is absolute, or empty without a base address."""

    name: str
    tag: str
    direction: str
    href: str
    address: str
    current: bool


def alternates(
    languages: tuple[Language, ...], current: Language, uri: str, base: str
) -> list[Alternate]:
    """List a page in all its languages, with links relative to the page itself."""
    up = "../" * (uri.count("/") + 1)
    return [
        Alternate(
            name=language.name, tag=language.tag, direction=language.direction,
            href="#" if language == current else f"{up}{language.segment}/{uri}",
            address=f"{base}{language.segment}/{uri}" if base else "",
            current=language == current,
        )
        for language in languages if not language.is_draft or language == current
    ]


def head_links(pages: list[Alternate], base: str) -> str:
    """Write the `hreflang` links of a page; none without a base address."""
    rows = [(page["tag"], page["address"]) for page in pages if page["address"]]
    if rows:
        rows.append(("x-default", base))
    return "\n".join(f'<link rel="alternate" hreflang="{tag}" href="{escape(to)}">' for tag, to in rows)


def section_links(body: str, pages: list[Alternate], label: str) -> str:
    """Add links to a section in the other languages, shown where an address names the section.

    They keep page and section without JavaScript. The class `headerlink` keeps
    them out of the excerpts that Sphinx's search shows.
    """
    others = [page for page in pages if not page["current"]]

    def add(found: re.Match[str]) -> str:
        links = " ".join(
            f'<a href="{page["href"]}#{found[1]}" hreflang="{page["tag"]}" lang="{page["tag"]}"'
            f' dir="{page["direction"]}">{page["name"]}</a>' for page in others
        )
        return f'{found[0]}<nav class="section-languages headerlink" aria-label="{label}">{links}</nav>'

    return _HEADING.sub(add, body)


def mark_untranslated(body: str, source: Language) -> str:
    """Say of each text that is still in the source language that it is, for voices and for its direction."""
    return _UNTRANSLATED.sub(rf'<\1 lang="{source.tag}" dir="{source.direction}" class="\2', body)


def percent_translated(doctree: nodes.document | None, language: Language) -> int:
    """Return how much of a page is translated, floored; a page without text counts as whole."""
    if doctree is None or language.is_source:
        return 100
    progress: dict[str, int] = doctree.get("translation_progress", {})
    total = progress.get("total", 0)
    return 100 * progress["translated"] // total if total else 100


def html_page_context(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Give the templates of a page what they need to know of its languages."""
    if not is_site(app):
        return
    config, language = app.config, current_language(app.config)
    uri = app.builder.get_target_uri(pagename)
    pages = alternates(config.multilingual_table, language, uri, config.multilingual_baseurl)
    up = "../" * uri.count("/")
    label = interface(config, "This section in other languages")
    book = f"{up}{config.multilingual_book}-{language.segment}"
    context.update(
        language=language.tag, direction=language.direction, alternates=pages,
        interface=lambda message: interface(config, message),
        notice=config.multilingual_notice,
        percent=percent_translated(doctree, language),
        books={form: f"{book}.{form}" for form in config.multilingual_formats},
    )
    context["metatags"] = context.get("metatags", "") + head_links(pages, config.multilingual_baseurl)
    if "body" in context:
        source = source_of(config.multilingual_table)
        context["body"] = section_links(mark_untranslated(context["body"], source), pages, label)
    context["sidebars"] = [*context.get("sidebars", [])[:1], "sidebar/languages.html", *context.get("sidebars", [])[1:]]
