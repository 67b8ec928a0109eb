"""Which numbers do sections, figures, tables and code have? Those of Sphinx, where a project wants any."""

from __future__ import annotations

from docutils import nodes
from sphinx.environment import BuildEnvironment


def add_numbers(env: BuildEnvironment, docname: str, doctree: nodes.document) -> None:
    """Write the numbers of `numfig` and of `:numbered:` before captions and titles, as the pages have them."""
    for node in list(doctree.findall(nodes.Element)):
        head = next((child for child in node.children if isinstance(child, (nodes.caption, nodes.title))), None)
        number = _number(env, docname, node) if head and node["ids"] else ""
        if head and number:
            head.insert(0, nodes.Text(number + " "))
    if env.config.math_numfig:
        numbers = env.toc_fignumbers.get(docname, {}).get("displaymath", {})
        for formula in doctree.findall(nodes.math_block):
            if formula["ids"] and (number := _dotted(numbers.get(formula["ids"][0]))):
                formula["number"] = number


def _number(env: BuildEnvironment, docname: str, node: nodes.Element) -> str:
    name, std = node["ids"][0], env.domains.standard_domain
    if isinstance(node, nodes.section):
        numbers = env.toc_secnumbers.get(docname, {})
        is_first = isinstance(node.parent, nodes.document)
        return _dotted(numbers.get("#" + name) or (numbers.get("") if is_first else None))
    kind = std.get_enumerable_node_type(node) or ""
    number = _dotted(env.toc_fignumbers.get(docname, {}).get(kind, {}).get(name))
    return str(env.config.numfig_format[kind] % number) if number else ""


def _dotted(numbers: tuple[int, ...] | None) -> str:
    return ".".join(map(str, numbers or ()))
