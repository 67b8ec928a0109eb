"""Where does a page come from, when was it last changed, and where is a mistake in it reported? Its foot says it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from os.path import relpath
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from babel.dates import format_date
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ConfigError
from sphinx.util import logging

from .catalogs import folder
from .history import last_changes
from .languages import Language
from .settings import current_language, interface, is_site, label, locales_of

# The addresses of GitHub; `multilingual_repository_links` replaces them for another forge.
_GITHUB = {
    "file": "{repository}/blob/main/{path}",
    "issue": "{repository}/issues/new?title={title}&body={body}",
}
# The place of the text with the mistake in a report; the script puts there what the reader has selected.
_PLACE = "…"
_PAGE = label("Page")
_LANGUAGE = label("Language")
_TEXT = label("Text with the mistake")
_WRONG = label("What is wrong, and how it should read")
_LABELS = (_PAGE, _LANGUAGE, _TEXT, _WRONG)
_logger = logging.getLogger(__name__)


class FootLink(NamedTuple):
    """A link at the foot of a page; `kind` is its class."""

    text: str
    href: str
    kind: str = ""


def report(pattern: str, repository: str, page: str, language: Language, address: str, said: Mapping[str, str]) -> str:
    """Return the address of a new report with page and language filled in, in English and the reader's language."""
    def head(text: str) -> str:
        return f"**{text} / {said[text]}**" if said[text] != text else f"**{text}**"

    lines = [
        head(_PAGE), page, *([address] if address else []), "",
        head(_LANGUAGE), f"{language.english_name} ({language.code})", "",
        head(_TEXT), f"> {_PLACE}", "",
        head(_WRONG), "",
    ]
    title = f"Mistake on page {page} ({language.english_name})"
    return pattern.format(repository=repository, title=quote(title, safe=""), body=quote("\n".join(lines), safe=""))


def config_inited(app: Sphinx, config: Config) -> None:
    """Check the address of the repository."""
    if config.multilingual_repository and not config.multilingual_repository.startswith("https://"):
        raise ConfigError(
            f"multilingual_repository is '{config.multilingual_repository}'; give the whole address, with https://"
        )
    config.multilingual_repository = config.multilingual_repository.rstrip("/")
    if unknown := config.multilingual_repository_links.keys() - _GITHUB:
        raise ConfigError(f"multilingual_repository_links has '{min(unknown)}'; known: {', '.join(_GITHUB)}")


def _files(app: Sphinx, docname: str) -> tuple[str, str]:
    """Return the paths of a page's original and of its catalog, which the source language has not ("")."""
    language = current_language(app.config)
    catalog = "" if language.is_source else str(folder(locales_of(app), language) / f"{docname}.po")
    return _below(app, str(app.env.doc2path(docname))), catalog and _below(app, catalog)


def _below(app: Sphinx, path: str) -> str:
    return Path(relpath(path, app.confdir)).as_posix()


def builder_inited(app: Sphinx) -> None:
    """Ask once when the files were changed, and bring the script."""
    if not is_site(app):
        return
    folders = [_below(app, str(each)) for each in (app.srcdir, locales_of(app))]  # of all languages, asked once
    app.config.multilingual_days = last_changes(Path(app.confdir), folders)
    if app.config.multilingual_repository:
        app.add_js_file("report.js", loading_method="defer")


def _original_day(app: Sphinx, docname: str, path: str) -> date | None:
    """Return when the original of a page was changed, with the data that it draws; nothing where a day is not known.

    The file of sources does not count: it is of all pages, and each has but a few of it.
    """
    pages, sources = Path(app.srcdir), Path(app.confdir, app.config.multilingual_sources)
    drawn = {pages / each for each in app.env.dependencies.get(docname, ())} - {sources}
    files = [path, *(_below(app, str(each)) for each in drawn if each.is_relative_to(pages))]
    known = [day for file in files if (day := app.config.multilingual_days.get(file))]
    return max(known) if len(known) == len(files) else None


def days_of(app: Sphinx, docname: str) -> tuple[date | None, date | None]:
    """Return when the original and the catalog of a page were changed, as far as it is known."""
    files = _files(app, docname)
    return _original_day(app, docname, files[0]), app.config.multilingual_days.get(files[1])


def _changes(config: Config, original: date | None, catalog: date | None, is_source: bool) -> Iterator[str]:
    """Say in the reader's language when a page was changed, as far as it is known."""
    locale = config.multilingual_date_locales.get(config.language, config.language)
    texts = (
        (catalog, label("Translation last changed: {date}")),
        (original, label("Last changed: {date}") if is_source else label("Original text last changed: {date}")),
    )
    for day, text in texts:
        if day:
            yield interface(config, text).format(date=format_date(day, "long", locale=locale))


def _report_page(app: Sphinx, docname: str) -> str:
    """Return the relative address of the section that says how to report; nothing where no setting names one."""
    if not (name := app.config.multilingual_report):
        return ""
    page, fragment = app.env.get_domain("std").anonlabels.get(name, ("", ""))  # type: ignore[attr-defined]
    if not page:
        _logger.warning("multilingual_report is '%s', a target that no page has; name another in conf.py", name)
        return ""
    return f"{app.builder.get_relative_uri(docname, page)}#{fragment}"


def _links(app: Sphinx, docname: str, address: str, files: tuple[str, str]) -> Iterator[FootLink]:
    config, language = app.config, current_language(app.config)
    repository, patterns = config.multilingual_repository, {**_GITHUB, **config.multilingual_repository_links}
    if repository:
        for path, text in zip(files, (label("Source of this page"), label("Catalog of this translation")), strict=True):
            if path:
                href = patterns["file"].format(repository=repository, path=quote(path))
                yield FootLink(interface(config, text), href)
        said = {text: interface(config, text) for text in _LABELS}
        href = report(patterns["issue"], repository, docname, language, address, said)
    else:
        href = _report_page(app, docname)
    if href:
        a_mistake = label("Report a mistake on this page")
        text = a_mistake if language.is_source else label("Report a mistake in this translation")
        yield FootLink(interface(config, text), href, "report")


def html_page_context(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Give the template what stands at the foot of a page; what is no page of the text has nothing there."""
    if doctree is None or not is_site(app):
        return
    config, files = app.config, _files(app, pagename)
    original, catalog = days_of(app, pagename)
    whole = original and (catalog or not files[1])  # Both days are known that there should be.
    address = next(each["address"] for each in context["alternates"] if each["current"])
    context.update(
        changed=max(filter(None, (original, catalog))).isoformat() if whole else "",
        foot_changes=list(_changes(config, original, catalog, not files[1])),
        foot_links=list(_links(app, pagename, address, files)),
        repository=config.multilingual_repository,
    )


def setup_foot(app: Sphinx) -> None:
    """Register the foot of each page."""
    app.connect("config-inited", config_inited)
    app.connect("builder-inited", builder_inited)
    app.connect("html-page-context", html_page_context, priority=440)  # after the languages of the page are known
