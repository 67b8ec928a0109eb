"""Which paragraphs have straight quotes to curl? Docutils looks at each text, and puts a new one in its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from docutils import nodes
from docutils.transforms.universal import SmartQuotes

# What straight quotes, dashes, dots and their escapes are made of.
_STRAIGHT = re.compile(r"[\\\"'`&]|--|\.\.|\. \.")
_STUPEFY = "-1"  # the action that makes curled ones straight
apply_to_all = SmartQuotes.apply


class _Page:
    """A page without the paragraphs that have nothing to curl."""

    def __init__(self, document: nodes.document) -> None:
        self._document = document

    def findall(self, kind: type[nodes.Element]) -> Iterator[nodes.Element]:
        return (
            node for node in self._document.findall(kind)
            if any(_STRAIGHT.search(text) for text in node.findall(nodes.Text))
        )

    def __getattr__(self, name: str) -> Any:
        return getattr(self._document, name)


def _apply(self: SmartQuotes) -> None:
    """Curl the quotes of the paragraphs that have any."""
    document = self.document
    if self.smartquotes_action != _STUPEFY:
        self.document = _Page(document)  # type: ignore[assignment]
    try:
        apply_to_all(self)
    finally:
        self.document = document


def setup_quotes() -> None:
    """Put it in the place of docutils' own way (transforms/universal.py, 0.22, `SmartQuotes.apply`)."""
    SmartQuotes.apply = _apply  # type: ignore[method-assign]
