"""How does a book show a picture: an image of the documentation, or a drawing that was made from its text?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from docutils import nodes
from sphinx.util import logging

from .kinds import string

logger = logging.getLogger(__name__)


class Pictures:
    """Writes pictures; the writer of pages has all else."""

    write: Callable[[Any], str]
    _headed: Callable[..., str]

    def on_Diagram(self, node: nodes.Element) -> str:
        """Write a drawing, which is text and no file, and its data below it."""
        caption, table = node.children
        drawn = self._headed("diagram", caption, string(node["svgs"][0]), string(node["alt"]))
        return drawn + self.write(table)

    def on_image(self, node: nodes.Element) -> str:
        if not node.get("alt"):
            where = node if node.line else node.parent
            logger.warning(f"image {node['uri']} has no `alt` text; say what it shows", location=where, type="typst")
        alt, width = string(node.get("alt") or node["uri"]), node.get("width", "auto").removesuffix("px")
        height = f", height: {node['height'].removesuffix('px')}" if "height" in node else ""
        kind = "inline" if isinstance(node.parent, nodes.TextElement) else "block"
        return f"#{kind}-image({string('/' + node['uri'])}, {alt}, {width}{height});"
