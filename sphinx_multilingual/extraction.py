"""Which messages are there to translate? Extracts them and brings every catalog up to date."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from pathlib import Path

import sphinx
from babel.messages import Catalog
from babel.messages.extract import extract
from sphinx.application import Sphinx

from .catalogs import dump_catalog, folder, messages, read_catalog
from .languages import Language
from .origins import extract_templates
from .theme import translate_literals

_SPHINX = Path(sphinx.__file__).parent
_ENGINE = Path(__file__).parent
# Where Sphinx keeps the labels that a reader of a text site can meet.
_SPHINX_SOURCES = (
    "locale/__init__.py", "writers/html5.py", "builders/html/__init__.py", "environment/adapters/indexentries.py",
    "themes/basic/static/searchtools.js", "themes/basic/static/sphinx_highlight.js",
)
_METHODS = {".html": "jinja2.ext:babel_extract", ".py": "python", ".js": "javascript"}
_SETTINGS = ("project", "author", "multilingual_notice")
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


def page_messages(potdir: Path) -> Iterator[tuple[str, Catalog]]:
    """Yield (docname, template) of each page from what Sphinx's gettext builder wrote."""
    for path in sorted(potdir.rglob("*.pot")):
        catalog = read_catalog(path)
        catalog.fuzzy = False
        for message in messages(catalog):
            # Line numbers would change each catalog at each edit of a page.
            message.locations = [(f"docs/{path.relative_to(potdir).with_suffix('.md').as_posix()}", 0)]
        yield path.relative_to(potdir).with_suffix("").as_posix(), catalog


def update_catalog(path: Path, template: Catalog, language: Language) -> bool:
    """Merge a template into a language's catalog; tell whether the file changed.

    A changed message keeps its old translation, marked fuzzy, with the previous
    text; one that is gone becomes obsolete.
    """
    catalog = read_catalog(path) if path.exists() else Catalog(locale=language.code, fuzzy=False)
    old = Catalog(locale=language.code, fuzzy=False, charset="utf-8")
    old.header_comment = f"# {language.english_name} translation."
    for message in messages(catalog):
        old[message.id] = message
    old.obsolete = catalog.obsolete
    old.update(template, no_fuzzy_matching=False, update_header_comment=False)
    for message in messages(old):
        message.locations = sorted({(source, None) for source, _ in message.locations})  # type: ignore[misc]
        message.auto_comments = []
    return dump_catalog(path, old)


def update_all(locales: Path, languages: tuple[Language, ...], templates: dict[str, Catalog]) -> list[Path]:
    """Bring the catalogs of the languages up to date and return those that changed."""
    return [
        path
        for language in languages if not language.is_source
        for domain, template in sorted(templates.items())
        if update_catalog(path := folder(locales, language) / f"{domain}.po", template, language)
    ]


def extract_all(root: Path, work: Path) -> dict[str, Catalog]:
    """Extract the templates of all catalogs: one for each page, `sphinx` and `interface`."""
    potdir = extract_templates(root, work)
    templates = dict(page_messages(potdir))
    app = Sphinx(root / "docs", root, work / "labels", work / "labels", "html", status=None)
    return {**templates, "sphinx": theme_labels(app), "interface": interface_labels(app)}
