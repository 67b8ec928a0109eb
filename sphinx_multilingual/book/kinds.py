"""Which kinds of nodes become which Typst? All that needs no code of its own, and how a text and a call are written."""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes

from ..errors import ProjectError

# Not for readers of a book, or (caption, label, title) written by the node that it heads.
SKIPPED = {
    "Meanings", "caption", "comment", "highlightlang", "label", "meta", "substitution_definition", "tabular_col_spec",
    "title",
}
TRANSPARENT = {
    "acks", "compact_paragraph", "compound", "definition", "desc_addname", "desc_classname", "desc_content",
    "desc_inline", "desc_parameter", "desc_signature", "desc_type", "desc_type_parameter", "description", "document",
    "download_reference", "field_body", "field_name", "generated", "glossary", "hlistcol", "inline", "legend",
    "line", "list_item", "option", "PassthroughTextElement", "problematic", "production", "target", "term",
    "versionmodified",
    *(f"desc_sig_{part}" for part in ("element", "keyword", "keyword_type", "literal_char", "literal_number",
      "literal_string", "name", "operator", "punctuation", "space")),
}
# What stands before and after the text of a node.
AROUND = {
    "attribution": ("\n#attribution[", "];\n"), "block_quote": ("\n#quote(block: true)[", "];\n"),
    "strong": ("#strong[", "];"), "literal_strong": ("#strong[", "];"), "manpage": ("#emph[", "];"),
    "desc_annotation": ("#emph[", "];"), "desc_name": ("#strong[", "];"), "desc_returns": ('#" → ";', ""),
    "centered": ("\n#align(center)[", "];\n"), "classifier": ("#emph[", "];"),
    "paragraph": ("", "\n\n"), "rubric": ("\n#rubric[", "];\n"), "transition": ("\n#transition();", "\n"),
    "subtitle": ("\n#rubric[", "];\n"), "subscript": ("#sub[", "];"), "superscript": ("#super[", "];"),
}
RAW = {
    "doctest_block": "\n#code({}, \"python\");\n", "literal": "#raw({});", "option_argument": "#raw({});",
    "option_string": "#raw({});",
}
HEADED = {
    "admonition": ("admonition", nodes.title), "figure": ("picture", nodes.caption),
    "sidebar": ("admonition", nodes.title), "topic": ("admonition", nodes.title),
}
LISTS = {"bullet_list": "list", "hlist": "side-by-side"}
PAIRS = {"definition_list": "definition_list_item", "field_list": "field", "option_list": "option_list_item"}
BLOCKS = nodes.paragraph, nodes.rubric
MARKED = *BLOCKS, nodes.term, nodes.line, nodes.field_name, nodes.attribution, nodes.image
# In these a reader of the contents, or of a narrow line, has no use for pages and addresses.
TERSE = nodes.title, nodes.caption, nodes.term, nodes.thead
NOTES = nodes.footnote, nodes.citation
SHORT = 800  # characters: a cell of a table that fits on any page
ENUMERATORS = {"loweralpha": "a", "upperalpha": "A", "lowerroman": "i", "upperroman": "I"}
SPANS = {"morecols": "colspan", "morerows": "rowspan"}
SIDES = {"text-left": "left", "text-center": "center", "text-right": "right"}


# Letters of scripts without a slanted style.
UPRIGHT = re.compile("[\u0590-\u08ff\u0900-\u109f\u1100-\u11ff\u3040-\u9fff\uac00-\ud7af\ufb1d-\ufeff]")


def string(text: str) -> str:
    """Write a Typst string."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def place(node: nodes.Element) -> str:
    """Write a remark for what an error of Typst says: which line of the documentation this is."""
    known: Any = node
    while known.line is None and known.parent is not None:
        known = known.parent
    return f"/*@ {known.source}:{known.line} */" if known.source and known.line else ""


def child(node: nodes.Element, kind: type[nodes.Element]) -> Any:
    """Return the first child of a kind; None where there is none."""
    return next((each for each in node.children if isinstance(each, kind)), None)


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


class Nowhere(ProjectError):
    """A link within the book whose target is not in it."""

    def __init__(self, name: str) -> None:
        super().__init__(f"a link of the PDF leads to '{name}', which is nowhere in the book; mend the link")
        self.name = name
