"""Which words of a page are in another language than the page? Voices, hyphens and typefaces must know.

A translation keeps the titles of works as they are. What the source emphasises or
puts in quotation marks, two words or more, and the translation has in the very same
words, is in the language of the source. What is in a third language, `conf.py` says.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform
from sphinx.util.nodes import extract_messages

from .languages import source_of
from .settings import current_language

_TITLE = re.compile(r'“([^“”\[\]]+)”|"([^"\[\]]+)"|(?<![*\w\\])[*_]([^*_\[\]]+)[*_](?![*\w])')
_TWO_WORDS = re.compile(r"[^\W\d_]{2,}\b.*\b[^\W\d_]{2,}")
# Catalogs may have either apostrophe; nothing here changes the length of a text.
_SAME = str.maketrans({"’": "'", "‘": "'", "\N{NO-BREAK SPACE}": " ", "\n": " "})


def titles_of(message: str) -> set[str]:
    """Return what a message of the source emphasises or quotes, without the stop that may end a quotation.

    A single word is left out: it may be a name, a keyword, or the same in both languages.
    """
    found = (next(filter(None, match.groups())).strip("*_ ,.").translate(_SAME) for match in _TITLE.finditer(message))
    return {title for title in found if _TWO_WORDS.search(title)}


def split_text(text: str, tags: Mapping[str, str]) -> list[tuple[str, str]]:
    """Cut a text into runs, each with the tag of its language; empty where it is that of the page."""
    plain, runs, at = text.translate(_SAME), [], 0
    there = sorted((each for each in tags if each in plain), key=len, reverse=True)  # The longest comes first.
    if not there:
        return [(text, "")]
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, there))})(?!\w)")
    for found in pattern.finditer(plain):
        runs += [(text[at : found.start()], ""), (text[found.start() : found.end()], tags[found[0]])]
        at = found.end()
    return [run for run in (*runs, (text[at:], "")) if run[0]]


def _piece(run: str, tag: str) -> nodes.Node:
    return nodes.inline("", run, classes=[f"language-{tag}"]) if tag else nodes.Text(run)


def mark(node: nodes.Element, tags: Mapping[str, str]) -> None:
    """Mark the runs of a text with their languages, by the classes that docutils writes as `lang`."""
    for text in list(node.findall(nodes.Text)):
        parent, runs = text.parent, split_text(str(text), tags)
        if not any(tag for _, tag in runs) or isinstance(parent, (nodes.literal, nodes.math)):
            continue
        if len(runs) == 1 and parent is not node:
            parent["classes"].append(f"language-{runs[0][1]}")
        else:
            parent.replace(text, [_piece(run, tag) for run, tag in runs])


class MarkForeign(SphinxTransform):
    """Mark the words of a page that are in another language."""

    default_priority = 22  # after Sphinx has translated (20), and what it did is marked (21)

    def apply(self, **kwargs: Any) -> None:
        """Go through the messages of the page."""
        here, source = current_language(self.config), source_of(self.config.multilingual_table)
        third = {text.translate(_SAME): tag for text, tag in self.config.multilingual_foreign.items()}
        for node, message in extract_messages(self.document):
            if isinstance(node, nodes.TextElement):
                tags = dict.fromkeys(titles_of(message) if node.get("translated") else (), source.tag) | third
                mark(node, {text: tag for text, tag in tags.items() if tag != here.tag})


def setup_foreign(app: Sphinx) -> None:
    """Register the transform and its setting: texts by the tag of their language."""
    app.add_transform(MarkForeign)
