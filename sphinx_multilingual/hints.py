"""How does a reader learn what a word means, on the spot? The first mention of a glossary term on a page explains it.

Nobody marks the mentions: they are found in the text of each language when a page is written. A mention is a link to
the glossary; `static/hints.js` shows the definition, which the page holds, beside it. Books have the glossary itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform

from .drawn import Place
from .mentions import Finder, ends_sentence, is_acronym
from .records.places import CLASS, first
from .settings import interface, is_site, label, locales_of
from .terms import NAME, read_terms
from .texts import text_of

_MORE = label("In the glossary")
_MOST = 12  # hints of a page: more would be noise
_ASIDE = re.compile(r"\s*[(（]([^()（）]+)[)）]\s*$")
_NO_TEXT = (
    nodes.title, nodes.caption, nodes.rubric, nodes.block_quote, nodes.footnote, nodes.literal_block, nodes.term,
    nodes.thead, addnodes.toctree, Place,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A term of a glossary: the page and the target where it stands, and what it means, as plain text."""

    page: str
    target: str
    term: str
    meaning: str

    @property
    def forms(self) -> Iterator[str]:
        """The term without what stands in brackets after it, and that if it is an acronym."""
        yield _ASIDE.sub("", self.term)
        if (aside := _ASIDE.search(self.term)) and is_acronym(aside[1]):
            yield aside[1]


class Hint(nodes.inline):
    """A mention of a term, with the address of its entry and the id of its meaning on this page."""


class Meanings(nodes.General, nodes.Element):
    """What the terms mean that the page explains."""


def read_glossary(document: nodes.document, page: str) -> tuple[Entry, ...]:
    """List the terms of the glossaries that a page draws; those without a hint or a translation have no target."""
    found = []
    for item in document.findall(nodes.definition_list_item):
        if f"{CLASS}-glossary" in item.parent["classes"]:
            term, meaning = first(item, nodes.term), first(item, nodes.definition)
            texts = [term, *meaning.findall(nodes.paragraph)]
            is_hinted = item.get("hint", True) and all(text.get("translated") is not False for text in texts)
            target = next(iter(term["ids"]), "") if is_hinted else ""
            found.append(Entry(page, target, text_of(term), text_of(meaning)))
    return tuple(found)


@lru_cache(1)
def _finder(language: str, entries: tuple[Entry, ...], names: tuple[str, ...]) -> Finder:
    terms = [(entry.target, form) for entry in entries for form in entry.forms]
    return Finder(language, terms + [("", name) for name in names])


def _paragraphs(node: nodes.Element) -> Iterator[nodes.paragraph]:
    for child in node.children:
        if isinstance(child, nodes.paragraph):
            if child.get("translated") is not False:
                yield child
        elif (
            isinstance(child, nodes.Element) and not isinstance(child, _NO_TEXT)
            and f"{CLASS}-table" not in child["classes"]
        ):
            yield from _paragraphs(child)


def _texts(paragraph: nodes.paragraph) -> Iterator[tuple[nodes.Text, bool]]:
    """List the texts of a paragraph that are in no other markup, each with whether a sentence begins with it."""
    before = ""
    for child in list(paragraph.children):
        if isinstance(child, nodes.Text):
            yield child, not before or ends_sentence(before)
        if not isinstance(child, nodes.footnote_reference):
            before = child.astext() or before


class AddHints(SphinxPostTransform):
    """Make the first mention of each term on a page a hint."""

    default_priority = 4  # before anything is drawn (5) and references are resolved (10)
    formats = ("html", "typst")  # a book has an index of them

    def run(self, **kwargs: Any) -> None:
        """Find the mentions, and put what they mean at the end of the page."""
        known = _glossaries(self.env)
        page = self.env.current_document.docname
        if not (is_site(self.app) or self.app.builder.format == "typst") or page in known:
            return
        entries = tuple(entry for each in known.values() for entry in each)
        self.entries = {entry.target: entry for entry in entries}
        finder = _finder(self.config.language, entries, self._names())
        title = next(iter(self.document.findall(nodes.title)), nodes.Text("")).astext()
        self.explained = {name for _, _, name in finder.find(title)}  # The page itself explains them.
        self.shown: list[Entry] = []
        for paragraph in _paragraphs(self.document):
            for text, begins in _texts(paragraph):
                self._mark(text, finder.find(text.astext(), begins))
        if self.shown:
            self.document.append(Meanings(entries=self.shown))

    def _names(self) -> tuple[str, ...]:
        """List the official names of this language: a term that is a part of one is not meant there."""
        names = list[str]()
        for term in read_terms(locales_of(self.app) / NAME):
            if isinstance(own := term.get(self.config.language), dict):
                names += [own["official"], *own.get("accept", [])]
            else:
                names += [term["en"], *term.get("aliases", [])]
        return tuple(name for name in names if not name[0].islower())

    def _mark(self, text: nodes.Text, mentions: Iterator[tuple[int, int, str]]) -> None:
        whole, parts, at = text.astext(), list[nodes.Node](), 0
        for start, end, name in mentions:
            if name in self.explained or len(self.shown) == _MOST:
                continue
            self.explained.add(name)
            entry = self.entries[name]
            self.shown.append(entry)
            parts += [nodes.Text(whole[at:start]), self._hint(entry, whole[start:end])]
            at = end
        if parts:
            text.parent.replace(text, [part for part in (*parts, nodes.Text(whole[at:])) if part.astext()])

    def _hint(self, entry: Entry, words: str) -> Hint:
        address = self.app.builder.get_relative_uri(self.env.current_document.docname, entry.page)
        return Hint("", words, refuri=f"{address}#{entry.target}", meaning=f"hint-{entry.target}", term=entry.term)


def _visit_hint(writer: Any, node: Hint) -> None:
    about = {"href": node["refuri"], "rel": "help", "aria-describedby": node["meaning"]}
    writer.body.append(writer.starttag(node, "a", "", CLASS="hint", **about))


def _depart_hint(writer: Any, node: Hint) -> None:
    writer.body.append("</a>")


def _visit_meanings(writer: Any, node: Meanings) -> None:
    more = escape(interface(writer.config, _MORE))
    rows = (f'<p id="hint-{entry.target}">{escape(entry.meaning)}</p>\n' for entry in node["entries"])
    writer.body.append(f'<div class="hint-meanings" hidden data-more="{more}">\n{"".join(rows)}</div>\n')
    raise nodes.SkipNode


def _glossaries(env: BuildEnvironment) -> dict[str, tuple[Entry, ...]]:
    """Return the terms of each page that draws a glossary; they are kept with the environment."""
    if not hasattr(env, "multilingual_glossaries"):
        env.multilingual_glossaries = {}  # type: ignore[attr-defined]
    return env.multilingual_glossaries  # type: ignore[attr-defined, no-any-return]


def _doctree_read(app: Sphinx, document: nodes.document) -> None:
    page, known = app.env.current_document.docname, _glossaries(app.env)
    before, now = known.pop(page, ()), read_glossary(document, page)
    if now:
        known[page] = now
    if before != now:
        app.env.multilingual_glossary_changed = True  # type: ignore[attr-defined]


def _env_updated(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Have all pages written anew where a meaning has changed."""
    changed = env.__dict__.pop("multilingual_glossary_changed", False)
    return sorted(env.found_docs) if changed else []


def _purge(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    if docname not in env.found_docs:
        _glossaries(env).pop(docname, None)


def _merge(app: Sphinx, env: BuildEnvironment, docnames: set[str], other: BuildEnvironment) -> None:
    _glossaries(env).update({name: each for name, each in _glossaries(other).items() if name in docnames})


def html_page_context(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    """Bring script and style to a page that has hints."""
    if doctree and next(iter(doctree.findall(Meanings)), None):
        app.add_css_file("hints.css", priority=720)
        app.add_js_file("hints.js", loading_method="defer")


def setup_hints(app: Sphinx) -> None:
    """Register the hints."""
    app.add_node(Hint, html=(_visit_hint, _depart_hint))
    app.add_node(Meanings, html=(_visit_meanings, None))
    app.add_post_transform(AddHints)
    app.connect("doctree-read", _doctree_read, priority=900)
    app.connect("env-purge-doc", _purge)
    app.connect("env-merge-info", _merge)
    app.connect("env-updated", _env_updated)
    app.connect("html-page-context", html_page_context)
