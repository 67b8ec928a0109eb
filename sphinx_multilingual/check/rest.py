"""What does a message hold that is reStructuredText? The same marks as in MyST, read as docutils will."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from functools import cache, lru_cache
from types import SimpleNamespace
from typing import Any

from docutils import nodes
from docutils.frontend import Values, get_default_settings
from docutils.languages import get_language
from docutils.parsers.rst import Parser, states
from docutils.utils import new_document
from sphinx.util.docutils import CustomReSTDispatcher

from ..plain import is_plain
from .reading import KEPT, OBJECT, Reading, finished

# What a line of words may not begin or end with, lest it be more: the number of a list, the sign of a block of code.
_MORE = re.compile(r"\(?(?:\w{1,4}|#)[.)]\s|.*::\s*$", re.DOTALL)
# A line that no block can begin.
_LINE = re.compile(r"(?=[^\W_]|[`*\"'“‘«„(](?=\S))[^\n]*")
# Directives, targets, comments: they are not run here, as a catalog may come from anybody.
_EXPLICIT = re.compile(r"^[ \t]*(?:\.\.|__)(?:[ \t].*|$)", re.MULTILINE)
_DIRECTIVE = re.compile(r"\s*\.\.\s+[\w:+.|-][\w:+. |-]*::")
_TITLED = re.compile(r".*<([^<>]+)>\s*", re.DOTALL)
_WORDS = (nodes.emphasis, nodes.strong, nodes.inline, nodes.title_reference)
_BLOCKS = (nodes.document, nodes.paragraph)


class _Role(nodes.inline):
    """A role with its text, whichever it is: Sphinx knows those of the project, this does not."""


def _interpreted(rawsource: str, text: str, role: str, lineno: int) -> tuple[list[nodes.Node], list[Any]]:
    return [_Role(rawsource, text, role=role)], []


class _Directive(nodes.comment):
    """The place of a directive."""


class _Named(CustomReSTDispatcher):
    """Names the directives that stand where no line of their own shows them, in lists and cells, and runs none."""

    def __init__(self, document: nodes.document) -> None:
        super().__init__()
        self.document = document

    def directive(self, directive_name: str, language_module: Any, document: nodes.document) -> tuple[None, list[Any]]:
        self.document += _Directive(directive_name)
        return None, []


@lru_cache(KEPT)
def read_rest(text: str) -> Reading:
    """Take a message apart; directives and comments are named and not read."""
    marks: Counter[tuple[str, str]] = Counter()
    if is_plain(text) and not _MORE.match(text):
        return finished(text, marks, text, text)
    for line in _EXPLICIT.findall(text):
        marks["directive" if _DIRECTIVE.match(line) else "comment", line.strip()[:40]] += 1
    reader = _Reader(marks)
    reader.read(_parsed(_EXPLICIT.sub("", text)))
    return finished(text, marks, "".join(reader.plain), "".join(reader.prose))


@cache
def _settings() -> Values:
    settings = get_default_settings(Parser)
    settings.report_level = settings.halt_level = 5  # Sphinx will tell what is broken.
    settings.file_insertion_enabled = settings.raw_enabled = False
    return settings


def _inliner() -> states.Inliner:
    inliner = states.Inliner()  # A subclass would lack the patterns, which docutils looks for in its own class alone.
    inliner.interpreted = _interpreted  # type: ignore[method-assign]
    return inliner


@cache
def _line_inliner() -> states.Inliner:
    inliner = _inliner()
    inliner.init_customizations(_settings())  # Each call adds to its patterns: a whole parse needs one of its own.
    return inliner


def _parsed(text: str) -> nodes.document:
    document = new_document("", _settings())
    if _LINE.fullmatch(text) and not _MORE.match(text):  # All of docutils' states would take longer than the text.
        memo = SimpleNamespace(document=document, reporter=document.reporter, language=get_language("en"))
        document += nodes.paragraph("", "", *_line_inliner().parse(text, 1, memo, document)[0])
    else:
        with _Named(document), suppress(RecursionError):  # Lists in lists without end: what was read is told of.
            Parser(inliner=_inliner()).parse(text, document)
    return document


class _Reader:
    def __init__(self, marks: Counter[tuple[str, str]]) -> None:
        self.marks = marks
        self.plain: list[str] = []
        self.prose: list[str] = []

    def read(self, node: nodes.Element, is_prose: bool = True) -> None:
        for child in node.children:
            if isinstance(child, nodes.Text):
                self.words(child.astext(), is_prose)
            elif isinstance(child, nodes.Element) and not isinstance(child, (nodes.system_message, nodes.target)):
                self.element(child, is_prose)

    def element(self, node: nodes.Element, is_prose: bool) -> None:
        if isinstance(node, nodes.comment):
            self.marks["directive" if isinstance(node, _Directive) else "comment", node.rawsource[:40]] += 1
        elif (found := _object(node)) is not None:
            self.marks.update(found)
            self.words(OBJECT, is_prose)
        elif isinstance(node, nodes.reference):
            self.marks.update(_link(node))
            self.read(node, is_prose)
        else:
            if not isinstance(node, (*_WORDS, *_BLOCKS, nodes.problematic)):
                self.marks["block", node.tagname.replace("_", " ")] += 1
            self.read(node, is_prose and not isinstance(node, _WORDS))
            if isinstance(node, nodes.paragraph):
                self.words("\n", True)

    def words(self, text: str, is_prose: bool) -> None:
        self.plain.append(text)
        if is_prose:
            self.prose.append(text)


def _object(node: nodes.Element) -> Iterable[tuple[str, str]] | None:
    """Return the mark of what stands for no words, none for code; nothing for what has words."""
    if isinstance(node, _Role):
        titled = _TITLED.fullmatch(node.astext())
        return [("role", f":{node['role']}:`{f'…<{titled[1]}>' if titled else node.astext()}`")]
    if isinstance(node, (nodes.footnote_reference, nodes.citation_reference)):
        return [("footnote", node.rawsource or node.astext())]
    if isinstance(node, nodes.substitution_reference):
        return [("substitution", node.rawsource or node.astext())]
    return [] if isinstance(node, (nodes.literal, nodes.image)) else None


def _link(node: nodes.reference) -> Iterable[tuple[str, str]]:
    """Return the target of a link; an address that stands as it is counts as an address of its own."""
    target = node.get("refuri", "")
    if target and target.removeprefix("mailto:") == node.astext():
        return []
    # A link to a target of the page by its name: the words are the name, and Sphinx compares how many there are.
    return [("link", target or ("…_" if "refname" in node else "…__"))]
