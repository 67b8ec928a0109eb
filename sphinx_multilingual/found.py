"""How is a page found and sent on? Its description, its picture, and what it is in the words of schema.org.

What needs an absolute address is left out where the site has none.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any
from urllib.parse import urljoin

from babel.core import get_global
from docutils import nodes
from markupsafe import Markup
from sphinx.application import Sphinx

from . import picture
from .pages import Alternate
from .settings import current_language, is_site
from .texts import text_of

_LONGEST = 160  # Search engines cut what is longer.
# The end of a sentence. A number or a short word before the full stop may be a date or an abbreviation: "No. 193".
_END = re.compile(r"(?:(?<=[^\W\d_]{4})\.|[!?؟])(?=\s)|[。！？]")


@dataclass(frozen=True, slots=True)
class Found:
    """What is said of a page; `parents` are names and addresses, `changed` a day as in ISO 8601 or empty."""

    title: str
    description: str
    site: str
    pages: list[Alternate]
    parents: list[tuple[str, str]]
    is_start: bool
    picture: str
    changed: str

    @property
    def here(self) -> Alternate:
        return next(page for page in self.pages if page["current"])


def shortened(text: str, longest: int = _LONGEST) -> str:
    """Cut a text after a sentence, else before a word, else (Chinese has no spaces) anywhere."""
    if len(text) <= longest:
        return text
    ends = [end.end() for end in _END.finditer(text, 0, longest + 1) if longest // 2 <= end.end() <= longest]
    if ends:
        return text[: ends[-1]]
    start = text[:longest]
    words = start.rpartition(" ")[0]
    return (words if len(words) > longest // 2 else start[:-1]).rstrip(" ,;:–—،؛，；：、") + "…"


def describe(document: nodes.document) -> str:
    """Describe a page as its author does, else by its first paragraph, by a translated one where there is one."""
    given = [each["content"] for each in document.findall(nodes.meta) if each.get("name") == "description"]
    paragraphs = [
        each for each in document.findall(nodes.paragraph)
        if isinstance(each.parent, (nodes.section, nodes.container)) and text_of(each)
    ]
    paragraphs.sort(key=lambda each: "untranslated" in each["classes"])
    if given:
        return str(given[0])
    return shortened(text_of(paragraphs[0])) if paragraphs else ""


def territory(locale: str) -> str:
    """Name a language and a country, as Open Graph wants it; the country is CLDR's likely one."""
    language, *rest = locale.split("_")
    likely = get_global("likely_subtags").get(locale) or get_global("likely_subtags").get(language, locale)
    return f"{language}_{rest[-1] if rest and len(rest[-1]) == 2 else likely.split('_')[-1]}"


def open_graph(page: Found, locales: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield what services that show shared links read; `locales` are by language tag."""
    yield "og:title", page.title
    yield "og:type", "website" if page.is_start else "article"
    yield "og:site_name", page.site
    yield "og:locale", locales[page.here["tag"]]
    yield from (("og:locale:alternate", locales[each["tag"]]) for each in page.pages if not each["current"])
    if page.description:
        yield "og:description", page.description
    if page.here["address"]:
        yield "og:url", page.here["address"]
        yield "og:image", page.picture
        yield "og:image:type", "image/png"
        yield "og:image:width", str(picture.WIDTH)
        yield "og:image:height", str(picture.HEIGHT)
        yield "og:image:alt", page.site
        yield "twitter:card", "summary_large_image"
    if page.changed and not page.is_start:
        yield "article:modified_time", page.changed


def linked_data(page: Found, source: str, home: str) -> dict[str, Any]:
    """Say what a page is in the words of schema.org; `source` is the tag of the language of the originals."""
    here, site = page.here, {"@id": f"{home}#site"}
    works = [{"@type": "WebPage", "@id": each["address"], "inLanguage": each["tag"]} for each in page.pages]
    original, *translations = sorted(works, key=lambda work: work["inLanguage"] != source)
    own: dict[str, Any] = {
        "@type": "WebPage", "@id": here["address"], "url": here["address"], "name": page.title,
        "description": page.description, "inLanguage": here["tag"], "isPartOf": site, "image": page.picture,
        "dateModified": page.changed,
        **({"workTranslation": translations} if here["tag"] == source else {"translationOfWork": original}),
    }
    steps = [] if page.is_start else [(page.site, home), *page.parents, (page.title, here["address"])]
    crumbs = [
        {"@type": "ListItem", "position": place, "name": name, "item": address}
        for place, (name, address) in enumerate(steps, 1)
    ]
    graph = [
        {"@type": "WebSite", **site, "url": home, "name": page.site, "inLanguage": here["tag"]},
        {key: value for key, value in own.items() if value},
        *([{"@type": "BreadcrumbList", "itemListElement": crumbs}] if crumbs else []),
    ]
    return {"@context": "https://schema.org", "@graph": graph}


def data_block(data: object) -> str:
    """Write data into a page. Browsers do not run it, so that a policy against written scripts lets it stand."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f'<script type="application/ld+json">{text}</script>'


def head(page: Found, locales: Mapping[str, str], source: str, home: str, described: bool) -> str:
    """Write all that is said of a page; `described` where its author's description stands there already."""
    rows = [("description", page.description)] if page.description and not described else []
    rows += open_graph(page, locales)
    metas = [
        f'<meta {"property" if key.startswith(("og:", "article:")) else "name"}="{key}" content="{escape(value)}">'
        for key, value in rows
    ]
    return "\n".join(metas + ([data_block(linked_data(page, source, home))] if home else []))


def _found(app: Sphinx, context: dict[str, Any], doctree: nodes.document) -> Found:
    config, pages = app.config, context["alternates"]
    address = next(page["address"] for page in pages if page["current"])
    return Found(
        title=Markup(context["title"]).striptags(), description=describe(doctree), site=config.project, pages=pages,
        parents=[(Markup(each["title"]).striptags(), urljoin(address, each["link"])) for each in context["parents"]],
        is_start=context["pagename"] == config.root_doc, picture=config.html_baseurl + picture.NAME,
        changed=context.get("changed", ""),
    )


def html_page_context(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Add to the head of a page what is said of it; what is no page of the text is not to be found."""
    if not is_site(app):
        return
    config, language = app.config, current_language(app.config)
    if doctree is None or language.is_draft:
        said = '<meta name="robots" content="noindex">'
    else:
        locales = {
            each.tag: territory(config.multilingual_date_locales.get(each.code, each.code))
            for each in config.multilingual_table
        }
        source = next(each.tag for each in config.multilingual_table if each.is_source)
        home = config.html_baseurl and config.html_baseurl + app.builder.get_target_uri(config.root_doc)
        described = any(each.get("name") == "description" for each in doctree.findall(nodes.meta))
        said = head(_found(app, context, doctree), locales, source, home, described)
    context["metatags"] = f"{context.get('metatags', '')}\n{said}\n"


def setup_found(app: Sphinx) -> None:
    """Register what makes pages found."""
    app.connect("html-page-context", html_page_context, priority=450)
    app.connect("build-finished", picture.build_finished)
