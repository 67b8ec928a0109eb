"""Where does each record stand on the page, once its text is translated? A glossary is sorted, and targets are set."""

from __future__ import annotations

import unicodedata
from typing import Any, TypeVar

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

CLASS = "records"
_Node = TypeVar("_Node", bound=nodes.Element)
# Their characters have no order that a reader knows by heart; the file's order stays.
_UNSORTED = ("zh", "ja")


def sort_key(text: str) -> tuple[str, str]:
    """Return the letters and digits of a term without accents and case, by which it is sorted."""
    letters = (each for each in unicodedata.normalize("NFD", text.casefold()) if each.isalnum() or each == " ")
    return "".join(letters).strip(), text


def first(node: nodes.Node, kind: type[_Node]) -> _Node:
    """Return the first node of a kind in another, which has one."""
    return next(iter(node.findall(kind)))


class PlaceRecords(SphinxTransform):
    """Sort the glossaries by the terms of this language, and put each target where all formats draw it.

    Before, Sphinx would take a term with a target for one of its own glossary, whose translations it makes in another
    way.
    """

    default_priority = 22  # after Sphinx has translated (20), before targets are resolved

    def apply(self, **kwargs: Any) -> None:
        """Finish the records of this page."""
        drawn = [node for node in self.document.findall(nodes.Element) if CLASS in node.get("classes", ())]
        for node in drawn:
            if f"{CLASS}-glossary" in node["classes"] and not self.config.language.startswith(_UNSORTED):
                node.children.sort(key=lambda item: sort_key(first(item, nodes.term).astext()))
            for item in node.findall(nodes.definition_list_item):
                self._move_target(item, first(item, nodes.term))
            for row in node.findall(nodes.row):
                self._move_target(row, first(row, nodes.paragraph))
        if drawn:
            order = {id(ref): number for number, ref in enumerate(self.document.findall(nodes.footnote_reference))}
            self.document.autofootnote_refs.sort(key=lambda ref: order.get(id(ref), len(order)))

    def _move_target(self, item: nodes.Element, place: nodes.Element) -> None:
        for name in ("ids", "names"):
            place[name], item[name] = place[name] + item[name], []
        for target in place["ids"]:
            self.document.ids[target] = place


def setup_places(app: Sphinx) -> None:
    """Register the transform."""
    app.add_transform(PlaceRecords)
