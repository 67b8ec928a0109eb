"""How does each node of a doctree look in Typst?

Text is written as `#"…";`, so that no character of it is markup. Functions that
carry the style (`admonition`, `notes`, …) are in template.typ.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.locale import admonitionlabels
from sphinx.util import logging

logger = logging.getLogger(__name__)
# Not for readers of a book, or (caption, label, title) written by the node that it heads.
_SKIPPED = {
    "caption", "comment", "highlightlang", "index", "label", "meta", "substitution_definition", "title", "toctree",
}
_TRANSPARENT = {
    "abbreviation", "classifier", "compact_paragraph", "compound", "container", "definition", "document",
    "download_reference", "glossary", "inline", "legend", "line", "list_item", "problematic", "target", "term",
}
# What stands before and after the text of a node.
_AROUND = {
    "attribution": ("\n#attribution[", "];\n"), "block_quote": ("\n#quote(block: true)[", "];\n"),
    "emphasis": ("#emph[", "];"), "strong": ("#strong[", "];"), "title_reference": ("#emph[", "];"),
    "paragraph": ("", "\n\n"), "rubric": ("\n#rubric[", "];\n"), "transition": ("\n#transition();", "\n"),
    "subscript": ("#sub[", "];"), "superscript": ("#super[", "];"),
}
_RAW = {"literal": "#raw({});", "literal_block": "\n#code({});\n", "doctest_block": "\n#code({});\n"}
_HEADED = {"admonition": ("admonition", nodes.title), "figure": ("picture", nodes.caption)}
_LISTS = {"bullet_list": "list", "line_block": "verse"}
_BLOCKS = nodes.paragraph, nodes.rubric
_ENUMERATORS = {"loweralpha": "a", "upperalpha": "A", "lowerroman": "i", "upperroman": "I"}
_SIDES = {"text-left": "left", "text-center": "center", "text-right": "right"}


def string(text: str) -> str:
    """Write a Typst string."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def call(name: str, *arguments: str) -> str:
    """Write a call of a Typst function as a block of its own."""
    return f"\n#{name}({', '.join(arguments)});\n"


class TypstWriter:
    """Write one page; `depth` is its depth in the tree of pages, 0 for a chapter."""

    def __init__(self, docname: str, depth: int, source_tag: str) -> None:
        self.docname, self.level, self.source_tag = docname, depth, source_tag

    def write(self, node: Any) -> str:
        """Return a node as Typst markup; warn of a kind that the book does not know."""
        if not isinstance(node, nodes.Element):
            return f"#{string(node.astext())};"
        if (kind := type(node).__name__) in _SKIPPED:
            return ""
        body = self._body(node, kind)
        if not isinstance(node, (nodes.section, nodes.footnote)):
            body = "".join(f"#anchor({name});" for name in self._names(node)) + body
        if isinstance(node, _BLOCKS):
            # Tells which line of the documentation an error of Typst is about.
            body = f"\n//@ {node.source}:{node.line}\n{body}"
        return self._marked(node, body)

    def _body(self, node: nodes.Element, kind: str) -> str:
        if method := getattr(self, f"on_{kind}", None):
            return str(method(node))
        if kind in _HEADED or kind in admonitionlabels:
            name, head = _HEADED.get(kind, ("admonition", None))
            title = self._content(node.next_node(head)) if head else string(admonitionlabels[kind])
            return call(name, title, self._content(node))
        if kind in _LISTS:
            return call(_LISTS[kind], *self._items(node))
        if kind in _RAW:
            return _RAW[kind].format(string(node.astext()))
        if kind not in _AROUND and kind not in _TRANSPARENT:
            logger.warning(f"the PDF cannot show '{kind}'; write this in another way", location=node, type="typst")
        before, after = _AROUND.get(kind, ("", ""))
        return before + self._all(node) + after

    def _all(self, node: nodes.Element) -> str:
        return "".join(map(self.write, node.children))

    def _content(self, node: Any) -> str:
        """Return what a node holds as an argument, `none` where there is no node."""
        return "none" if node is None else f"[{self._marked(node, self._all(node))}]"

    def _items(self, node: Any) -> list[str]:
        return [f"[{self.write(item)}]" for item in node.children]

    def _label(self, target: str) -> str:
        """Name an id of this page (`#id`), or of another (`%page#id`), within the book."""
        docname, _, fragment = target.removeprefix("%").partition("#")
        return string(f"{docname or self.docname}#{fragment}")

    def _names(self, node: nodes.Element) -> list[str]:
        return [self._label("#" + name) for name in node["ids"]]

    def _marked(self, node: nodes.Element, body: str) -> str:
        """Give a text that is still in the source language that language's direction."""
        if node.get("translated") is not False:
            return body
        name = "foreign-block" if isinstance(node, _BLOCKS) else "foreign"
        return f"#{name}({string(self.source_tag)})[{body}];"

    def on_section(self, node: nodes.Element) -> str:
        self.level += 1
        names = self._names(node) + ([self._label("#")] if isinstance(node.parent, nodes.document) else [])
        # A heading of the notes alone would fill the contents with one word.
        bare = all(isinstance(child, (nodes.title, nodes.compound, nodes.target)) for child in node.children)
        place = f"{self.level}, {'false' if bare and self.level > 1 else 'true'}, ({', '.join(names)},)"
        text = call("section", place, self._content(node.next_node(nodes.title))) + self._all(node)
        self.level -= 1
        return text

    def on_enumerated_list(self, node: nodes.Element) -> str:
        style = string(_ENUMERATORS.get(node.get("enumtype", ""), "1") + node.get("suffix", "."))
        return call("enum", f"start: {node.get('start', 1)}", f"numbering: {style}", *self._items(node))

    def on_definition_list(self, node: nodes.Element) -> str:
        return call("definitions", *(f"({', '.join(self._items(item))})" for item in node.children))

    def on_footnote(self, node: nodes.Element) -> str:
        """Write all notes of a page as one list, where the last of them stands."""
        notes = [note for note in node.parent.children if isinstance(note, nodes.footnote)]
        return call("notes", *map(self._note, notes)) if node is notes[-1] else ""

    def _note(self, note: nodes.Element) -> str:
        back = self._label("#" + note["backrefs"][0]) if note["backrefs"] else "none"
        return f"({string(note.children[0].astext())}, {back}, {self._names(note)[0]}, {self._content(note)})"

    def on_footnote_reference(self, node: nodes.Element) -> str:
        beside = isinstance(node.parent[max(node.parent.index(node) - 1, 0)], nodes.footnote_reference)
        between = '#super(",\u00a0");' if beside and node is not node.parent[0] else ""  # 7 and 4 are not 74.
        return f"{between}#super(link(label({self._label('#' + node['refid'])}), {string(node.astext())}));"

    def on_reference(self, node: nodes.Element) -> str:
        uri = node.get("refuri") or "#" + node["refid"]
        target = f"label({self._label(uri)})" if uri.startswith(("%", "#")) else string(uri)
        return f"#link({target}){self._content(node)};"

    def on_table(self, node: nodes.Element) -> str:
        auto = "colwidths-auto" in node["classes"]
        columns = "".join("auto, " if auto else f"{column['colwidth']}fr, " for column in node.findall(nodes.colspec))
        head = "".join(f"{cell}, " for cell in self._cells(node.next_node(nodes.thead)))
        title, cells = self._content(node.next_node(nodes.title)), self._cells(node.next_node(nodes.tbody))
        return call("data-table", title, f"({columns})", f"({head})", *cells)

    def on_Diagram(self, node: nodes.Element) -> str:
        """Write a drawing, which is text and no file, and its data below it."""
        caption, table = node.children
        drawn = call("diagram", self._content(caption), string(node["svgs"][0]), string(node["alt"]))
        return drawn + self.write(table)

    def _cells(self, part: nodes.Element | None) -> list[str]:
        return [self._cell(cell) for cell in part.findall(nodes.entry)] if part else []

    def _cell(self, cell: nodes.Element) -> str:
        span = f"colspan: {cell.get('morecols', 0) + 1}, rowspan: {cell.get('morerows', 0) + 1}, "
        align = "".join(f"align: {_SIDES[name]}, " for name in cell["classes"] if name in _SIDES)
        return f"table.cell({span}{align}{self._content(cell)})"

    def on_image(self, node: nodes.Element) -> str:
        if not node.get("alt"):
            where = node if node.line else node.parent
            logger.warning(f"image {node['uri']} has no `alt` text; say what it shows", location=where, type="typst")
        alt, width = string(node.get("alt") or node["uri"]), node.get("width", "auto").removesuffix("px")
        kind = "inline" if isinstance(node.parent, nodes.TextElement) else "block"
        return f"#{kind}-image({string('/' + node['uri'])}, {alt}, {width});"
