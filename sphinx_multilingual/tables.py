"""How is a table with many columns read in a narrow window? Row by row: each cell says the name of its column.

The names are written beside the cells (`data-column`), and multilingual.css shows them where there is no room for
columns. A table with two columns, or with cells that span some, stays as it is.
"""

from __future__ import annotations

import re
from html import escape, unescape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from .settings import is_site

_TABLE = re.compile(r'<table class="(?P<names>[^"]*)"[^>]*>(?:(?!<table).)*?</table>', re.DOTALL)
_HEAD = re.compile(r"<th\b[^>]*>(.*?)</th>", re.DOTALL)
_ROW = re.compile(r"<tr\b[^>]*>.*?</tr>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")


def _label(row: str, names: list[str]) -> str:
    columns = iter(names)
    return re.sub(r"<td\b", lambda cell: f'{cell[0]} data-column="{next(columns, "")}"', row)


def _name_columns(table: re.Match[str]) -> str:
    head, body, rest = table[0].partition("</thead>")
    names = [escape(unescape(_TAG.sub("", name)).strip()) for name in _HEAD.findall(head)]
    if len(names) < 3 or "span=" in table[0]:
        return table[0]
    head = head.replace(f'class="{table["names"]}"', f'class="{table["names"]} stacking"', 1)
    return head + body + _ROW.sub(lambda row: _label(row[0], names), rest)


def name_columns(body: str) -> str:
    """Write beside each cell of a table with three or more columns the name of its column."""
    return _TABLE.sub(_name_columns, body)


def html_page_context(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Name the columns of a page's tables."""
    if is_site(app) and "body" in context:
        context["body"] = name_columns(context["body"])


def setup_tables(app: Sphinx) -> None:
    """Register the names of columns."""
    app.connect("html-page-context", html_page_context)
