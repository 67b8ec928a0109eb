"""Which kinds of nodes become which Typst? All that needs no code of its own, and how a text and a call are written."""

from __future__ import annotations

from docutils import nodes

# Not for readers of a book, or (caption, label, title) written by the node that it heads.
SKIPPED = {
    "Meanings", "caption", "comment", "highlightlang", "label", "meta", "substitution_definition", "tabular_col_spec",
    "title", "toctree",
}
TRANSPARENT = {
    "abbreviation", "acks", "classifier", "compact_paragraph", "compound", "definition", "description", "document",
    "download_reference", "field_body", "field_name", "generated", "glossary", "hlist", "hlistcol", "inline", "legend",
    "line", "list_item", "option_group", "PassthroughTextElement", "problematic", "target", "term", "versionmodified",
}
# What stands before and after the text of a node.
AROUND = {
    "attribution": ("\n#attribution[", "];\n"), "block_quote": ("\n#quote(block: true)[", "];\n"),
    "emphasis": ("#emph[", "];"), "strong": ("#strong[", "];"), "title_reference": ("#emph[", "];"),
    "literal_emphasis": ("#emph[", "];"), "literal_strong": ("#strong[", "];"), "manpage": ("#emph[", "];"),
    "centered": ("\n#align(center)[", "];\n"),
    "paragraph": ("", "\n\n"), "rubric": ("\n#rubric[", "];\n"), "transition": ("\n#transition();", "\n"),
    "subscript": ("#sub[", "];"), "superscript": ("#super[", "];"),
}
RAW = {"literal": "#raw({});", "option_string": "#raw({});", "doctest_block": "\n#code({}, \"python\");\n"}
HEADED = {
    "admonition": ("admonition", nodes.title), "figure": ("picture", nodes.caption),
    "sidebar": ("admonition", nodes.title), "topic": ("admonition", nodes.title),
}
LISTS = {"bullet_list": "list", "line_block": "verse"}
PAIRS = {"definition_list": "definition_list_item", "field_list": "field", "option_list": "option_list_item"}
BLOCKS = nodes.paragraph, nodes.rubric
# In these a reader of the contents, or of a narrow line, has no use for pages and addresses.
TERSE = nodes.title, nodes.caption, nodes.term, nodes.thead
NOTES = nodes.footnote, nodes.citation
SHORT = 800  # characters: a cell of a table that fits on any page
ENUMERATORS = {"loweralpha": "a", "upperalpha": "A", "lowerroman": "i", "upperroman": "I"}
SIDES = {"text-left": "left", "text-center": "center", "text-right": "right"}


def string(text: str) -> str:
    """Write a Typst string."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def within(node: nodes.Node, kinds: tuple[type[nodes.Element], ...]) -> bool:
    """Tell whether a node is part of one of some kinds."""
    while node.parent:
        node = node.parent
        if isinstance(node, kinds):
            return True
    return False


def call(name: str, *arguments: str) -> str:
    """Write a call of a Typst function as a block of its own."""
    return f"\n#{name}({', '.join(arguments)});\n"
