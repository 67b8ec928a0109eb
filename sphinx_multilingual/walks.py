"""How are the nodes of a page found? Transforms walk it some eighty times, a third for kinds that no page has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docutils import nodes
from sphinx.util.nodes import NodeMatcher

Kinds = type | tuple[type, ...]

# The kinds of nodes that have been made in this process, or read from a file; one that is not among them is on no page.
# Sphinx copies nodes past this, but what it copies was made once. Texts are made another way.
_made: set[type] = {nodes.Text}
_lacking: dict[Kinds, int] = {}  # how many kinds had been made when these were not among them
findall = nodes.Node.findall


def _make(kind: type[nodes.Node], /, *_: object, **__: object) -> nodes.Node:
    _made.add(kind)
    return object.__new__(kind)


def _can_be_there(kinds: Kinds) -> bool:
    if _lacking.get(kinds) == len(_made):
        return False
    if any(issubclass(each, kinds) for each in _made):
        return True
    _lacking[kinds] = len(_made)
    return False


def _walk(root: nodes.Node, kinds: Kinds) -> Iterator[nodes.Node]:
    """Yield the nodes of some kinds below a node, itself included."""
    waiting = [iter((root,))] if _can_be_there(kinds) else []
    while waiting:
        for node in waiting[-1]:
            if isinstance(node, kinds):
                yield node
            if node.children:
                waiting.append(iter(node.children))
                break
        else:
            waiting.pop()


def quick_findall(
    self: nodes.Node, condition: Any = None, include_self: bool = True, descend: bool = True, siblings: bool = False,
    ascend: bool = False,
) -> Iterator[Any]:
    """Find nodes in the same order as docutils does, which makes a generator for each node that it passes."""
    if siblings or ascend or not (include_self and descend):
        return findall(self, condition, include_self, descend, siblings, ascend)
    if isinstance(condition, type):
        return _walk(self, condition)
    found = _walk(self, nodes.Node)
    return filter(condition, found) if condition else found


def quick_match(self: NodeMatcher[nodes.Node], node: nodes.Node) -> Iterator[nodes.Node]:
    """Look at the attributes of the nodes of the right kinds only."""
    return filter(self.match, _walk(node, self.classes or nodes.Node))


def setup_walks() -> None:
    """Put the quick ways in the place of those of docutils (nodes.py, 0.22) and Sphinx (util/nodes.py, 9.0.4)."""
    nodes.Node.findall = quick_findall  # type: ignore[method-assign,assignment]
    NodeMatcher.findall = quick_match  # type: ignore[method-assign,assignment]


nodes.Node.__new__ = staticmethod(_make)  # type: ignore[method-assign,assignment]  # before any page is read
