"""Quotes are curled as docutils does."""

from __future__ import annotations

import inspect
from unittest import mock

import pytest
from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.transforms.universal import SmartQuotes
from docutils.utils import new_document

from sphinx_multilingual import quotes

SIGNS = ['"', "'", "`", "``", "--", "---", "...", ". . .", "..", "-", ".", "\\\\", '\\"', "\\.", "\\-", "&#92;", "&quot;", "“a”", "–", "…", '\0"', "\0.", "\0-\0-"]
TEXTS = [sign.join(pair) for sign in SIGNS for pair in (("a", "b"), ("", "b"), ("a ", ""), (" ", " "))]


def page(action: str, language: str, apply: object) -> str:
    """Return what becomes of a page with each text in a paragraph, a strong one, and a literal one."""
    document = new_document("page", get_default_settings())
    document.settings.smart_quotes, document.settings.smartquotes_locales = True, None
    document.settings.language_code = language
    for text in TEXTS:
        marked = nodes.paragraph("", "", nodes.Text("a "), nodes.strong("", text), nodes.Text(" b"), nodes.literal("", text))
        document += [nodes.paragraph("", text), marked, nodes.literal_block("", text)]
    with mock.patch.object(SmartQuotes, "smartquotes_action", action):
        apply(SmartQuotes(document, document))  # type: ignore[operator]
    return document.pformat()


@pytest.mark.parametrize("action", ["qDe", "1", "2w", "-1"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_quotes_are_curled_as_docutils_does(action: str, language: str) -> None:
    """Each text with any sign that docutils changes, across the texts of a paragraph, becomes what docutils makes of it."""
    assert page(action, language, quotes.apply_to_all) == page(action, language, quotes._apply)
    assert "“" in page("qDe", "en", quotes._apply)


def test_docutils_still_puts_a_new_text_in_the_place_of_each() -> None:
    """When docutils leaves alone what it does not change, `quotes.py` can go."""
    assert "txtnode.parent.replace(txtnode, nodes.Text(newtext))" in inspect.getsource(quotes.apply_to_all)
