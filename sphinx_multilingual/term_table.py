"""How does a page show the official terms of all languages? With the directive `term-table`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.errors import ConfigError

from .drawn import Drawing, PlaceDirective, setup_drawing
from .errors import ProjectError
from .languages import Language, source_of
from .settings import current_language, label, locales_of
from .terms import NAME, Table, is_confirmed, read_terms

_TITLES = label("Language"), label("Terms"), label("Confirmed")
_UNSURE = label("(not confirmed)")


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
        if entries := [entry for term in terms if (entry := self._entry(term, listed))]:
            yield nodes.definition_list("", *entries)

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
        parts = [self.name(language), nodes.Text(" – "), self.words(language, own["official"])]
        if not is_confirmed(own):
            parts += [nodes.Text(" "), self.said(_UNSURE)]
        return nodes.list_item("", nodes.paragraph("", "", *parts))


def setup_term_table(app: Sphinx) -> None:
    """Register the directive."""
    setup_drawing(app, DrawTerms, TermsDirective)
