"""Which texts of a page must become messages and, as MyST leaves them, do not?"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms import SphinxTransform
from sphinx.util.nodes import extract_messages

from .settings import current_language

# The name under which Sphinx counts the texts of a page.
_PROGRESS = "translation_progress"


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


class MarkTexts(SphinxTransform):
    """Mark what Sphinx leaves unmarked: the texts of a page without a catalog, and the captions of contents.

    A translated caption still counts as untranslated (Sphinx 9.0.4); one that is as in the source is not counted.
    """

    default_priority = 21  # after Sphinx has translated (20), before it counts (25)

    def apply(self, **kwargs: Any) -> None:
        """Mark what is not marked."""
        if current_language(self.config).is_source:
            return
        for node, _ in extract_messages(self.document):
            node.setdefault("translated", False)
        for contents in self.document.findall(addnodes.toctree):
            shown = {contents.get("caption"), *(title for title, _ in contents["entries"])}
            originals = contents.extract_original_messages()
            contents.attributes.pop("translated", None)
            if originals and shown.isdisjoint(originals):
                contents["translated"] = True


class OneDocument(SphinxTransform):
    """Have translated texts belong to their page.

    Sphinx parses each message as a document of its own, and its nodes go on naming
    that one (seen in 9.0.4). Its settings lead to the environment, so that the whole
    of it, with what is known of all pages, is kept and pickled with each page. Each such document counts from `id1`
    too: an address within a text (`` `words <address>`_ ``), whose name is not in Latin letters, gets that id.
    """

    default_priority = 21  # after Sphinx has translated (20)

    def apply(self, **kwargs: Any) -> None:
        """Name the page as the document of each node."""
        for node in self.document.findall():
            node.document = self.document
            if isinstance(node, nodes.target) and "refuri" in node:
                node["ids"] = []  # Nothing leads to it.


def _doctree_read(app: Sphinx, document: nodes.document) -> None:
    """Keep how much of a page is translated where nobody has to load the page to know it."""
    if _PROGRESS in document:  # not where messages are extracted
        app.env.metadata[app.env.current_document.docname][_PROGRESS] = document[_PROGRESS]


def figures(env: BuildEnvironment) -> list[dict[str, int]]:
    """Return how many texts each page has, and how many of them are translated."""
    return [data[_PROGRESS] for page in sorted(env.found_docs) if _PROGRESS in (data := env.metadata[page])]


def setup_messages(app: Sphinx) -> None:
    """Register the transforms."""
    app.connect("doctree-read", _doctree_read)
    app.add_transform(CellSources)
    app.add_transform(MarkTexts)
    app.add_transform(OneDocument)
