"""In which language is the text that a link leads to? Said beside the link where it is not the page's.

Two places know: `multilingual_url_schemes` in conf.py, whose addresses are in the language they are given for (`*`: in
the source language, or in the one with the same address), and the list of addresses, where an entry may have a
`language`. An entry with `instead_of` has the same text as that address in another language: a source that is cited
leads its readers to it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.errors import ConfigError
from sphinx.transforms.post_transforms import SphinxPostTransform

from .addresses import LISTED, Listed, load_listed
from .drawn import Foreign
from .errors import ProjectError
from .languages import source_of
from .settings import current_language, interface, label

_NAMED = label("(in {language})")
_PART = re.compile(r"\{\{.*?\}\}")
Schemes = Mapping[str, Mapping[str, str]]


def scheme_languages(schemes: Schemes, code: str, source: str) -> list[tuple[re.Pattern[str], str]]:
    """List what the addresses of a language look like, each with the language of its text; the most exact first."""
    found = []
    for by_code in schemes.values():
        template = by_code.get(code, by_code["*"])
        same = (each for each, other in by_code.items() if each != "*" and other == template)
        language = code if code in by_code else next(same, source)
        pattern = ".*".join(map(re.escape, _PART.split(template)))
        found.append((len(pattern), re.compile(pattern), language))
    return [(pattern, language) for _, pattern, language in sorted(found, key=lambda each: -each[0])]


def language_of(address: str, listed: Listed, patterns: list[tuple[re.Pattern[str], str]]) -> str:
    """Return the language of the text at an address, or nothing where it is not known."""
    if language := listed.get(address, {}).get("language"):
        return language
    return next((language for pattern, language in patterns if pattern.fullmatch(address)), "")


def alternatives(listed: Listed, code: str) -> dict[str, str]:
    """Map addresses to those of the same texts in one language."""
    return {
        each["instead_of"]: url for url, each in listed.items() if "instead_of" in each and each["language"] == code
    }


@cache
def _listed(path: Path, changed: int) -> Listed:
    try:
        return load_listed(path)
    except ProjectError as error:
        raise ConfigError(str(error)) from error


class ForeignLink(nodes.reference):
    """A link to a text in another language, which pages mark with it."""


class NameLanguages(SphinxPostTransform):
    """Lead cited sources to the reader's language, and name the language of what is in another."""

    default_priority = 3

    def run(self, **kwargs: Any) -> None:
        """Complete the external links of this page."""
        here, table = current_language(self.config), self.config.multilingual_table
        place = Path(self.env.srcdir, LISTED)
        listed = _listed(place, place.stat().st_mtime_ns if place.exists() else 0)
        patterns = scheme_languages(self.config.multilingual_url_schemes, here.code, source_of(table).code)
        better = alternatives(listed, here.code)
        for link in list(self.document.findall(nodes.reference)):
            if not link.get("refuri", "").startswith("http") or not isinstance(link.parent, nodes.TextElement):
                continue
            if link["refuri"] in better and _is_cited(link):
                link["refuri"] = better[link["refuri"]]
            language = language_of(link["refuri"], listed, patterns)
            if language not in ("", here.code) and not isinstance(link.parent, nodes.title):
                self._name(link, language)

    def _name(self, link: nodes.reference, code: str) -> None:
        reader = Locale.parse(self.config.language)
        name = Locale.parse(code).get_language_name(reader) or code
        text = interface(self.config, _NAMED).format(language=name)
        place, parent = link.parent.index(link) + 1, link.parent
        # Brackets of Chinese width bring their own space.
        parent.insert(place, [nodes.Text("" if text.startswith("（") else " "), self._label(text)])
        if self.app.builder.format == "html":
            tag = next((each.tag for each in self.config.multilingual_table if each.code == code), code)
            marked = ForeignLink("", "", *link.children, **link.attributes)
            marked["hreflang"] = tag.replace("_", "-")
            link.replace_self(marked)

    def _label(self, text: str) -> nodes.Node:
        here = current_language(self.config)
        if self.app.builder.format != "html":
            return nodes.inline("", text)
        return Foreign("", text, tag=here.tag, direction=here.direction, classes=["link-language"])


def _is_cited(link: nodes.Node) -> bool:
    while link.parent:
        link = link.parent
        if isinstance(link, nodes.footnote):
            return True
    return False


def _visit_link(writer: Any, node: ForeignLink) -> None:
    writer.visit_reference(node)
    writer.body[-1] = writer.body[-1].replace("<a ", f'<a hreflang="{node["hreflang"]}" ', 1)


def _depart_link(writer: Any, node: ForeignLink) -> None:
    writer.depart_reference(node)


def setup_link_languages(app: Sphinx) -> None:
    """Register the transform."""
    app.add_node(ForeignLink, html=(_visit_link, _depart_link))
    app.add_post_transform(NameLanguages)
