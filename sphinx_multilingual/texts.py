"""What does a node say, without the marks of its notes?"""

from __future__ import annotations

import re

from docutils import nodes

_SILENT = (
    nodes.footnote_reference, nodes.citation_reference, nodes.raw, nodes.comment, nodes.system_message,
)


def _words(node: nodes.Node) -> str:
    if isinstance(node, nodes.Text):
        return node.astext()
    return "".join(_words(child) for child in node.children if not isinstance(child, _SILENT))


def text_of(node: nodes.Node) -> str:
    """Return the words of a node in one line, as a reader sees them; spaces that forbid a break stay."""
    return " ".join(re.findall(r"[^ \t\r\n]+", _words(node)))
