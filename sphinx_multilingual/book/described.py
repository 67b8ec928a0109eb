"""How does a book show what describes a program: signatures, grammars and formulas?

All are read from the left in each language. A formula is shown as its TeX, which is how it is
written and how it is read aloud: Typst has a notation of its own, and no converter of TeX knows all of it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from docutils import nodes
from sphinx import addnodes

from .kinds import call, string

_PARTS = addnodes.desc_parameter, addnodes.desc_type_parameter


class Described:
    """Writes the nodes of descriptions; the writer of pages has all else."""

    write: Callable[[Any], str]
    _all: Callable[[nodes.Element], str]
    _content: Callable[[Any], str]

    def on_desc(self, node: nodes.Element) -> str:
        """Write signatures, and below them what they are about."""
        signatures, content = node.children[:-1], node.children[-1]
        heads = "".join(f"[{self.write(each)}], " for each in signatures)
        return call("described", f"({heads})", self._content(content))

    def on_desc_signature_line(self, node: nodes.Element) -> str:
        """Write a line of a signature of several."""
        return self._all(node) + ("" if node is node.parent.children[-1] else "#linebreak();")

    def on_desc_parameterlist(self, node: nodes.Element) -> str:
        return self._listed("(", node, ")")

    def on_desc_type_parameter_list(self, node: nodes.Element) -> str:
        return self._listed("[", node, "]")

    def on_desc_optional(self, node: nodes.Element) -> str:
        return self._listed("[", node, "]")

    def _listed(self, before: str, node: nodes.Element, after: str) -> str:
        """Write parameters with what stands between them; an optional one has its comma in its bracket."""
        written = string(before)
        text = f"#{written};"
        for place, child in enumerate(node.children):
            follows = place > 0 or isinstance(node, addnodes.desc_optional)
            comma = f"#{string(', ')};" if follows and isinstance(child, _PARTS) else ""
            text += comma + self.write(child)
        return f"{text}#{string(after)};"

    def on_productionlist(self, node: nodes.Element) -> str:
        """Write a grammar, a line for each rule; spaces keep its columns."""
        return call("grammar", *(f"[{self.write(each)}]" for each in node.children))

    def on_math(self, node: nodes.Element) -> str:
        """Write a formula in a line of text."""
        return f"#raw({string(node.astext())}, lang: \"latex\");"

    def on_math_block(self, node: nodes.Element) -> str:
        """Write a formula of its own, with its number where it has one."""
        number = string(f"({node['number']})") if node.get("number") else "none"
        return call("formula", string(node.astext().strip("\n")), number)
