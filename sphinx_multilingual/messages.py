"""Which texts of a page must become messages and, as MyST leaves them, do not?"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform


class CellSources(SphinxTransform):
    """Give the cells of a table the source and line of their table.

    MyST makes the cells of a `table` directive without them (seen in 5.2.0),
    and gettext passes over text that has no source.
    """

    default_priority = 5  # before Sphinx collects and translates messages (10 and 20)

    def apply(self, **kwargs: Any) -> None:
        """Complete the paragraphs of all tables."""
        for table in self.document.findall(nodes.table):
            for paragraph in table.findall(nodes.paragraph):
                paragraph.source = paragraph.source or table.source or self.document["source"]
                paragraph.line = paragraph.line or table.line or 1


def setup_messages(app: Sphinx) -> None:
    """Register the transforms."""
    app.add_transform(CellSources)
