"""Nodes are found as docutils and Sphinx find them, but sooner."""

from __future__ import annotations

import copy
import inspect
import pickle
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from docutils import nodes
from sphinx.util.nodes import NodeMatcher

from sphinx_multilingual.walks import findall, quick_findall, quick_match
from tests.conftest import ROOT


def test_docutils_still_walks_by_recursion() -> None:
    """When docutils walks a tree without a generator for each node, `quick_findall` can go."""
    assert "yield from child._fast_findall(cls)" in inspect.getsource(nodes.Node._fast_findall)
    assert [*inspect.signature(findall).parameters] == [*inspect.signature(quick_findall).parameters]


@pytest.mark.parametrize("condition", [None, nodes.Text, nodes.paragraph, lambda node: isinstance(node, nodes.list_item)])
@pytest.mark.parametrize("more", [{}, {"include_self": False}, {"descend": False}, {"siblings": True}, {"ascend": True}])
def test_nodes_are_found_in_the_order_of_docutils(condition: Any, more: dict[str, bool]) -> None:
    """The walk without recursion finds the same nodes, in the same order, from each node of a tree."""
    def item(*texts: str) -> nodes.list_item:
        return nodes.list_item("", *(nodes.paragraph("", "", nodes.Text(text), nodes.strong("", text)) for text in texts))

    tree = nodes.bullet_list("", item("a", "b"), item(), item("c", "a"), nodes.comment())
    found = [node for start in tuple(findall(tree)) for node in findall(start, condition, **more)]

    assert [id(node) for node in found] == [
        id(node) for start in tuple(findall(tree)) for node in quick_findall(start, condition, **more)
    ]


def test_a_matcher_finds_what_sphinx_finds() -> None:
    """Matchers of kinds, attributes, both or nothing find the same nodes; Sphinx still asks for each node."""
    tree = nodes.section("", nodes.target("", "", refname="a"), nodes.paragraph("", "", nodes.target("", "b"), nodes.Text("c")))
    matchers = [NodeMatcher(nodes.target, nodes.Text), NodeMatcher(nodes.target, refname="a"), NodeMatcher(refname=Any), NodeMatcher()]

    assert [[*findall(tree, each)] for each in matchers] == [[*quick_match(each, tree)] for each in matchers]
    assert [4, 1, 1, 6] == [len([*quick_match(each, tree)]) for each in matchers]
    assert "node.findall(self)" in inspect.getsource(NodeMatcher.findall) or NodeMatcher.findall is quick_match


def test_a_walk_goes_on_where_nodes_are_replaced() -> None:
    """What a transform puts in the place of a node is passed as docutils passes it."""
    def passed(find: Any) -> list[str]:
        tree = nodes.section("", nodes.paragraph("", "", nodes.strong("", "a")), nodes.paragraph("", "b"))
        names = []
        for node in find(tree):
            names.append(node.tagname)
            if isinstance(node, nodes.strong):
                node.parent.replace(node, [nodes.emphasis("", "c"), nodes.Text("d")])
        return names

    assert passed(findall) == passed(quick_findall)


WAYS: dict[str, Callable[[nodes.Element], nodes.Element]] = {
    "made": lambda node: type(node)("", kind="a"),
    "copied": copy.copy,
    "read from a file": lambda node: pickle.loads(pickle.dumps(node)),
}


class Base(nodes.Element):
    """A kind that has nodes of its subclasses alone."""


@pytest.mark.parametrize("way", WAYS)
def test_a_kind_that_comes_late_is_found(way: str) -> None:
    """A walk that found none of a kind hides none that comes later, however it is made."""
    late = type(f"Late{way.title().replace(' ', '')}", (Base,), {"__module__": __name__})
    globals()[late.__name__] = late
    tree = nodes.section("", nodes.paragraph("", "a"))
    assert [] == [*quick_findall(tree, late)]
    assert [] == [*quick_match(NodeMatcher(late), tree)]

    tree += WAYS[way](object.__new__(late) if way == "made" else _unseen(late))

    assert 1 == len([*quick_findall(tree, late)]) == len([*quick_match(NodeMatcher(late), tree)])
    assert 1 == len([*quick_findall(tree, Base)])


def _unseen(kind: type[nodes.Element]) -> nodes.Element:
    node = object.__new__(kind)  # past what takes note
    nodes.Element.__init__(node)
    return node


def test_nodes_read_by_a_process_that_made_none_are_found() -> None:
    """A build that only writes reads its pages from files: all kinds there are found."""
    tree = nodes.section("", nodes.paragraph("", "", nodes.strong("", "a")), nodes.image(), nodes.math("", "x"))
    program = (
        "import pickle, sys; from sphinx_multilingual.walks import quick_findall; from docutils import nodes; "
        "tree = pickle.load(sys.stdin.buffer); "
        "print([len([*quick_findall(tree, kind)]) for kind in (nodes.strong, nodes.image, nodes.math, nodes.Text, nodes.table)])"
    )

    done = subprocess.run([sys.executable, "-c", program], input=pickle.dumps(tree), cwd=ROOT, capture_output=True, check=True)

    assert b"[1, 1, 1, 2, 0]" == done.stdout.strip()


def test_docutils_still_makes_nodes_as_python_does() -> None:
    """Only texts are made in a way of their own; a kind that gains one must be noted too."""
    assert [nodes.Text] == [kind for kind in vars(nodes).values() if isinstance(kind, type) and issubclass(kind, nodes.Node) and kind is not nodes.Node and "__new__" in vars(kind)]
