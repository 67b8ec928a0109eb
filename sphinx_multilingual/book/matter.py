"""What does a book have that the site has not? An index of terms, and words on itself at its end."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

from babel.dates import format_date
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.locale import _

from ..settings import current_language, interface, label
from .kinds import call, string
from .typst_writer import Terms

_TITLE = re.compile(r"^#section\(([12]), true, (.*)", re.MULTILINE)
_STRING = re.compile(r'#"((?:[^"\\]|\\.)*)";')
_ABOUT = label("About this book")
_LICENCE = label("Text: {licence}.")
_FONTS = label("Fonts: {fonts}, under the SIL Open Font License.")
_REPORT = label("Report a mistake")


def edition(config: Config) -> str:
    """Say which edition it is; the release is written as a date where it is one."""
    try:
        day = date.fromisoformat(config.release)
    except ValueError:
        return interface(config, "Edition {version}").format(version=config.release)
    locale = config.multilingual_date_locales.get(config.language, config.language)
    return interface(config, "Edition {version}").format(version=format_date(day, "long", locale=locale))


def _key(term: str) -> str:
    plain = unicodedata.normalize("NFKD", term.casefold())
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def titles(source: str) -> list[tuple[int, str]]:
    """Return level and words of what the contents of a book will list; the index and the colophon end it."""
    found = _TITLE.findall(source)
    said = [(int(level), "".join(_STRING.findall(title)).replace("\\", "")) for level, title in found]
    return [*said, (1, ""), (1, "")]


def index(terms: Terms) -> str:
    """Write the index: each term with the pages that it is mentioned on."""
    if not terms:
        return ""
    entries = (
        f"({string(term)}, ({', '.join(map(string, labels))},))"
        for term, labels in sorted(terms.items(), key=lambda entry: _key(entry[0]))
    )
    return call("term-index", string(_("Index")), *entries)


def _report(app: Sphinx) -> Iterator[str]:
    """Say where a mistake is reported: in the repository, or on the page that tells it."""
    config = app.config
    if config.multilingual_repository:
        address = string(f"{config.multilingual_repository.rstrip('/')}/issues")
        yield f"[#web-link({address})[#{string(interface(config, _REPORT))};];]"
    elif found := app.env.domains["std"].anonlabels.get(config.multilingual_report):
        page, fragment = found
        yield f"[#page-link({string(f'{page}#{fragment}')})[#{string(interface(config, _REPORT))};];]"


def colophon(app: Sphinx) -> str:
    """Write what the book is made of, and where its reader can tell of a mistake."""
    config = app.config
    said = [edition(config), config.multilingual_notice]
    if config.copyright:
        said.append(interface(config, _LICENCE).format(licence=interface(config, str(config.copyright))))
    said.append(interface(config, _FONTS).format(fonts=", ".join(current_language(config).fonts)))
    rows = [f"[#{string(text)};]" for text in said if text]
    if config.multilingual_baseurl:
        rows.append(f"[#link({string(config.html_baseurl)});]")
    return call("colophon", string(config.project), string(interface(config, _ABOUT)), *rows, *_report(app))
