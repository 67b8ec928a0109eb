"""How does a page show the official terms of all languages? With the directive `term-table`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.errors import ConfigError

from .drawn import Drawing, PlaceDirective, setup_drawing
from .errors import ProjectError
from .languages import Language, source_of
from .settings import current_language, interface, label, locales_of
from .terms import NAME, Table, is_confirmed, read_terms

_TITLES = label("Language"), label("Terms"), label("Confirmed")
_UNSURE = label("(not confirmed)")
# Of what terms.js adds to the page.
_TOOLS = {
    "filter": label("Filter the terms"), "languages": label("Languages shown"), "count": label("Terms shown: {count}"),
}
_CLASS = "terms"


def _place(app: Sphinx) -> Path:
    return locales_of(app) / NAME


class TermsDirective(PlaceDirective):
    """Keep the place of the terms."""

    def note(self) -> None:
        """Have the page read again when the terms have changed."""
        self.env.note_dependency(_place(self.env.app))


class DrawTerms(Drawing):
    """Show how many terms of each language are confirmed, then each term with its forms."""

    directive = "term-table"

    def draw(self) -> Iterator[nodes.Node]:
        """Read the terms and draw them; the book of a translation has the forms of its own language alone."""
        try:
            terms = read_terms(_place(self.app))
        except ProjectError as error:
            raise ConfigError(str(error)) from error
        here, shown = current_language(self.config), self.translations
        if rows := [row for each in shown if (row := self._figures(each, terms))]:
            yield self.table(_TITLES, rows)
        listed = [each for each in shown if self.in_page or here.is_source or each == here]
        listed.sort(key=lambda each: each != here)  # the reader's own first
        if entries := [entry for term in terms if (entry := self._entry(term, listed))]:
            yield nodes.definition_list("", *entries, classes=[_CLASS])

    def _figures(self, language: Language, terms: list[Table]) -> list[nodes.Node]:
        own = [term[language.code] for term in terms if language.code in term]
        return [self.name(language), self.number(len(own)), self.number(sum(map(is_confirmed, own)))] if own else []

    def _entry(self, term: Table, languages: list[Language]) -> nodes.definition_list_item | None:
        name = nodes.term("", "", self.words(source_of(self.config.multilingual_table), term["en"]))
        forms = [self._form(each, term[each.code]) for each in languages if each.code in term]
        if not forms:
            return None
        return nodes.definition_list_item("", name, nodes.definition("", nodes.bullet_list("", *forms)))

    def _form(self, language: Language, own: Table) -> nodes.list_item:
        dash = nodes.inline("", " – ", classes=[f"{_CLASS}-dash"])
        parts = [self.name(language), dash, self.words(language, own["official"])]
        if not is_confirmed(own):
            parts += [nodes.Text(" "), self.said(_UNSURE)]
        return nodes.list_item("", nodes.paragraph("", "", *parts))


def html_page_context(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    """Bring script and style to a page that has terms."""
    if doctree and any(_CLASS in each["classes"] for each in doctree.findall(nodes.definition_list)):
        labels = json.dumps({key: interface(app.config, text) for key, text in _TOOLS.items()}, ensure_ascii=False)
        attributes: dict[str, Any] = {"data-terms": labels}
        app.add_css_file("terms.css", priority=720)
        app.add_js_file("search/words.js", loading_method="defer")
        app.add_js_file("terms.js", loading_method="defer", **attributes)


def setup_term_table(app: Sphinx) -> None:
    """Register the directive."""
    setup_drawing(app, DrawTerms, TermsDirective)
    app.connect("html-page-context", html_page_context)
