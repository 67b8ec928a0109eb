"""Who translated and reviewed each page? `locales/<code>/review.toml` records it, and the page says it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any

from babel.dates import format_date
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ConfigError

from .errors import ProjectError, parse_toml
from .languages import Language
from .settings import current_language, interface, label, locales_of

SEVERITIES = ("critical", "major", "minor")
_MACHINE = "machine"


@dataclass(frozen=True, slots=True)
class Hand:
    """Who did a piece of work, and when: `machine`, or a person's name."""

    name: str
    date: date


@dataclass(frozen=True, slots=True)
class Review:
    """The record of one page: hands, words of its source, errors found by severity, and how many were corrected."""

    translator: Hand
    reviewer: Hand | None
    words: int = 0
    errors: tuple[int, ...] = (0, 0, 0)
    corrected: int = 0


def path_of(locales: Path, language: Language) -> Path:
    """Return the place of a language's records."""
    return locales / language.code / "review.toml"


def load_reviews(path: Path) -> dict[str, Review]:
    """Read the records of a language, by docname; none where the file is missing.

    Raises ProjectError, with file and line, where the file or a record is broken.
    """
    if not path.exists():
        return {}
    text = path.read_text(encoding="utf-8")
    pages = parse_toml(text, path).get("page", {})
    reviews = {}
    for page, entry in pages.items():
        try:
            reviews[page] = _review(entry)
        except ValueError as error:
            head = re.search(rf'^\s*\[\s*page\s*\.\s*["\']?{re.escape(page)}["\']?\s*\]', text, re.MULTILINE)
            line = text.count("\n", 0, head.end()) + 1 if head else 1
            raise ProjectError(f"page '{page}': {error}", path, line) from error
    return reviews


def _review(entry: Any) -> Review:
    if not isinstance(entry, dict):
        raise ValueError('a record must be a table: [page."…"] and its keys')
    if unknown := entry.keys() - {known.name for known in fields(Review)}:
        raise ValueError(f"unknown key '{min(unknown)}'; known: {', '.join(known.name for known in fields(Review))}")
    translator = _hand(entry, "translator")
    if translator is None:
        raise ValueError("the translator is missing; add translator = { name = …, date = … }")
    errors = entry.get("errors", {})
    if not isinstance(errors, dict) or errors.keys() - set(SEVERITIES):
        raise ValueError(f"errors must be a table of {', '.join(SEVERITIES)}")
    found = tuple(_number(errors, severity) for severity in SEVERITIES)
    corrected = _number(entry, "corrected")
    if corrected > sum(found):
        raise ValueError(f"{corrected} errors are corrected and {sum(found)} were found; correct one of the two")
    return Review(translator, _hand(entry, "reviewer"), _number(entry, "words"), found, corrected)


def _hand(entry: Mapping[str, Any], key: str) -> Hand | None:
    match entry.get(key):
        case None:
            return None
        case {"name": str(name), "date": date() as day} if name.strip():
            return Hand(name.strip(), day)
    raise ValueError(f'{key} must name somebody and a day: {key} = {{ name = "machine", date = 2026-01-31 }}')


def _number(entry: Mapping[str, Any], key: str) -> int:
    match entry.get(key, 0):
        case int(number) if number >= 0 and not isinstance(number, bool):
            return number
    raise ValueError(f"{key} must be a number that is not negative")


def review_line(config: Config, review: Review) -> str:
    """Say in the reader's language who translated and reviewed a page."""
    def said(hand: Hand, by_machine: str, by_person: str) -> str:
        day = format_date(hand.date, "long", locale=config.language)
        return interface(config, by_machine if hand.name == _MACHINE else by_person).format(name=hand.name, date=day)

    translated = said(review.translator, label("Machine translation, {date}."), label("Translation: {name}, {date}."))
    # Not within f-strings: Babel finds no label there.
    if review.reviewer is None:
        reviewed = interface(config, "Not yet reviewed.")
    else:
        reviewed = said(review.reviewer, label("Machine review, {date}."), label("Review: {name}, {date}."))
    # A Russian date ends in a full stop of its own (2026 г.); a Chinese full stop takes no space.
    return f"{translated} {reviewed}".replace("..", ".").replace("。 ", "。")


def reviews_of(app: Sphinx, language: Language) -> dict[str, Review]:
    """Read the records of a language in a build, which a broken one stops."""
    try:
        return load_reviews(path_of(locales_of(app), language))
    except ProjectError as error:
        raise ConfigError(str(error)) from error


def builder_inited(app: Sphinx) -> None:
    """Read the records of this language."""
    language = current_language(app.config)
    app.config.multilingual_reviews = {} if language.is_source else reviews_of(app, language)


def html_page_context(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    """Give the template the line on who translated this page, where there is a record."""
    review = app.config.multilingual_reviews.get(pagename)
    context["review"] = review_line(app.config, review) if review else ""


def setup_review(app: Sphinx) -> None:
    """Show the records on the pages."""
    app.connect("builder-inited", builder_inited)
    app.connect("html-page-context", html_page_context)
