"""Which messages are there to translate? Those of the pages, the theme, this engine and the settings."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import sphinx
from babel.messages import Catalog
from babel.messages.extract import extract
from sphinx.application import Sphinx

from .catalogs import messages, read_catalog
from .markups import source_of_page
from .origins import extract_templates
from .theme import translate_literals

_SPHINX = Path(sphinx.__file__).parent
_ENGINE = Path(__file__).parent
# Where Sphinx keeps the labels that a reader of a text site can meet.
_SPHINX_SOURCES = (
    "locale/__init__.py", "writers/html5.py", "builders/html/__init__.py", "environment/adapters/indexentries.py",
    "themes/basic/static/sphinx_highlight.js",
)
_METHODS = {".html": "jinja2.ext:babel_extract", ".py": "python", ".js": "javascript"}
_SETTINGS = ("project", "author", "multilingual_notice")
_COMMENT = re.compile(r"\s*(?:%|\.\.)\s*i18n:\s*(.+)")
# Date formats are chosen by Babel from the language, not translated.
_NOT_LABELS = ("%b %d, %Y",)


def _extract(path: Path, keywords: Mapping[str, tuple[int, ...] | None]) -> Iterator[str | tuple[str, ...]]:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        text = translate_literals(text)
    for _, message, _, _ in extract(_METHODS[path.suffix], io.BytesIO(text.encode()), keywords=keywords):
        yield message


def theme_labels(app: Sphinx) -> Catalog:
    """Collect the labels of the theme and of Sphinx itself: the template of `sphinx.po`."""
    theme = Path(app.builder.theme.get_theme_dirs()[0])  # type: ignore[attr-defined]
    sources = [*sorted(theme.rglob("*.html")), *(_SPHINX / name for name in _SPHINX_SOURCES)]
    keywords = {"_": None, "gettext": None, "ngettext": (1, 2)}
    catalog = Catalog(fuzzy=False)
    for path in sources:
        base = theme if path.is_relative_to(theme) else _SPHINX
        for message in _extract(path, keywords):
            if message not in _NOT_LABELS:
                catalog.add(message, locations=[(f"{base.name}/{path.relative_to(base).as_posix()}", 0)])
    return catalog


def interface_labels(app: Sphinx) -> Catalog:
    """Collect the labels of this engine and of the project's settings: the template of `interface.po`."""
    catalog = Catalog(fuzzy=False)
    for name in _SETTINGS:
        if value := app.config[name]:
            catalog.add(value, locations=[("conf.py", 0)])
    for path in sorted([*_ENGINE.rglob("*.html"), *_ENGINE.rglob("*.py")]):
        keywords = {"interface": (2,), "label": None} if path.suffix == ".py" else {"interface": None}
        for message in _extract(path, keywords):
            catalog.add(message, locations=[(path.relative_to(_ENGINE.parent).as_posix(), 0)])
    return catalog


def page_messages(potdir: Path, docs: Path) -> Iterator[tuple[str, Catalog]]:
    """Yield (docname, template) of each page from what Sphinx's gettext builder wrote."""
    for path in sorted(potdir.rglob("*.pot")):
        catalog, docname = read_catalog(path), path.relative_to(potdir).with_suffix("").as_posix()
        source = source_of_page(docs, docname)
        assert source, f"no page {docname}"
        catalog.fuzzy = False
        own_lines(catalog, source.suffix)
        add_comments(catalog, source.read_text(encoding="utf-8"))
        for message in messages(catalog):
            # Line numbers would change each catalog at each edit of a page.
            message.locations = [(f"docs/{docname}{source.suffix}", 0)]
        yield docname, catalog


def own_lines(catalog: Catalog, suffix: str) -> None:
    """Leave out where a message stands in a data file, whose lines are not those of the page."""
    for message in messages(catalog):
        message.locations = [(path, line) for path, line in message.locations if path.endswith(suffix)]


def add_comments(catalog: Catalog, source: str) -> None:
    """Give each comment for translators (`% i18n: …`) to the first message that starts after it.

    Sphinx's message template writes no extracted comments.
    """
    starts = sorted((line or 0, str(message.id)) for message in messages(catalog) for _, line in message.locations)
    for number, row in enumerate(source.splitlines(), 1):
        found, after = _COMMENT.match(row), [text for line, text in starts if line > number]
        if found and after and (message := catalog.get(after[0])):
            message.auto_comments = [*message.auto_comments, found[1]]


def extract_all(root: Path, work: Path) -> dict[str, Catalog]:
    """Extract the templates of all catalogs: one for each page, `sphinx` and `interface`."""
    potdir = extract_templates(root, work)
    templates = dict(page_messages(potdir, root / "docs"))
    app = Sphinx(root / "docs", root, work / "labels", work / "labels", "html", status=None)
    return {**templates, "sphinx": theme_labels(app), "interface": interface_labels(app)}
