"""Which settings does the engine have, with which type and default, and why? The directive `option-list` shows them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Literal

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from .languages import Language
from .markups import is_rest
from .records.writing import MystWriter, RestWriter


@dataclass(frozen=True, slots=True)
class Option:
    """A setting of conf.py: its default, what Sphinx builds anew when it changes, and what it is for, in one sentence.

    Its type is that of its default, or one of `types`.
    """

    default: Any
    rebuild: Literal["", "env", "html"]
    why: str
    types: tuple[type, ...] = ()

    @property
    def type_name(self) -> str:
        return " | ".join(each.__name__ for each in self.types or (type(self.default),))


OPTIONS = {
    "multilingual_languages": Option(
        "locales/languages.toml", "env", "The file with the table of languages, as seen from `conf.py`.",
    ),
    "multilingual_url_schemes": Option(
        {}, "env", "Schemes of external addresses, each with an address by language, so that a link is written in the "
        "same way in all catalogs; `*` serves the languages without an address of their own.",
    ),
    "multilingual_notice": Option("", "html", "A sentence for the foot of each page and for each book."),
    "multilingual_book": Option(
        "book", "html", "How the names of the PDF and the EPUB begin; the language follows.",
    ),
    "multilingual_paper": Option("a4", "", "The paper of the PDF: `a4` or `us-letter`."),
    "multilingual_date_locales": Option(
        {}, "env", "The locale in whose way a language writes dates, where that is not its own, as in "
        '`{"en": "en_GB"}`.',
    ),
    "multilingual_sources": Option("", "env", "The file of the sources that pages cite, as seen from `conf.py`."),
    "multilingual_search_weights": Option(
        {}, "html", "How much pages count in the search, by a pattern of their names; other pages have `1.0`.",
    ),
    "multilingual_foreign": Option(
        {}, "env", "Words of another language in the source text, each with its code, so that voices read them well.",
    ),
    "multilingual_repository": Option(
        "", "html", "The address of the public repository; the foot of each page then links to its files there.",
    ),
    "multilingual_repository_links": Option(
        {}, "html", "The forms of the addresses of a `file` and of an `issue`, for a repository that is not on GitHub.",
    ),
    "multilingual_report": Option(
        "", "html", "A target of the site that tells how to report a mistake, for a site without a public repository.",
    ),
    "multilingual_linkcheck_pause": Option(
        1.0, "", "The seconds between two requests to the same host when external addresses are checked.",
        (int, float),
    ),
}
# What the parts of the engine tell each other; nobody sets it.
_STATE = {
    "multilingual_table": Option((), "", ""),
    "multilingual_baseurl": Option("", "", ""),
    "multilingual_source_title": Option("", "", ""),
    "multilingual_formats": Option([], "html", ""),
    "multilingual_reviews": Option({}, "", ""),
    "multilingual_days": Option({}, "", ""),
}
KEYS = {
    "code": "The folder of the catalogs in `locales`, and the value of Sphinx's `language`.",
    "tag": "The tag by BCP 47, for browsers, e-books and search engines.",
    "segment": "The folder of the language in the built site, and so in its addresses.",
    "name": "The name of the language in itself, for readers.",
    "english_name": "Its name in English, for maintainers.",
    "direction": "`ltr` or `rtl`: the side on which lines begin.",
    "status": "`source` for exactly one language; `published`; or `draft`, which is built only when it is named.",
    "fonts": "The font families of the PDF, first choice first; they come from installed Python packages.",
}


def _settings() -> Iterator[tuple[str, str]]:
    for name, option in OPTIONS.items():
        shown = f'"{option.default}"' if isinstance(option.default, str) else repr(option.default)
        yield f"`{name}: {option.type_name} = {shown}`", option.why


def _keys() -> Iterator[tuple[str, str]]:
    for field in fields(Language):
        kind = "list" if field.name == "fonts" else field.type
        yield f"`{field.name}: {kind}`", KEYS[field.name]


_LISTS = {"settings": _settings, "keys": _keys}


class OptionList(SphinxDirective):
    """List the settings of conf.py or the keys of the table of languages, each with a target of its name."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Read the list as part of the page, so that it is translated with it."""
        if self.arguments[0] not in _LISTS:
            raise self.error(f"there is no list '{self.arguments[0]}'; write one of {', '.join(_LISTS)}")
        self.env.note_dependency(str(Path(__file__)))
        writer = RestWriter("") if is_rest(self.env) else MystWriter("")
        text = writer.definitions(list(_LISTS[self.arguments[0]]()))
        place = nodes.Element()
        self.state.nested_parse(StringList(text.splitlines(), self.get_location()), 0, place)
        for term in place.findall(nodes.term):
            term["ids"].append(term.astext().partition(":")[0].replace("_", "-"))
            term["translatable"] = False
        return place.children


def setup_options(app: Sphinx) -> None:
    """Declare all settings, and register the directive."""
    for name, option in {**OPTIONS, **_STATE}.items():
        app.add_config_value(name, option.default, option.rebuild, option.types or type(option.default))
    app.add_directive("option-list", OptionList)
