"""How does each node of a doctree look in Typst?

Text is written as `#"…";`, so that no character of it is markup. Functions that
carry the style (`admonition`, `notes`, …) are in elements.typ.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.locale import admonitionlabels
from sphinx.util import logging

from ..drawn import Foreign
from . import kinds
from .cells import Tables
from .described import Described
from .kinds import call, string, within
from .pictures import Pictures

logger = logging.getLogger(__name__)
Terms = dict[str, list[str]]


class TypstWriter(Described, Pictures, Tables):
    """Write one page; `depth` is its depth in the tree of pages, 0 for a chapter.

    `terms` gathers which labels of the book an index should lead to.
    """

    def __init__(self, docname: str, depth: int, source_tag: str, terms: Terms | None = None) -> None:
        self.docname, self.level, self.source_tag = docname, depth, source_tag
        self.terms: Terms = {} if terms is None else terms
        self.held: list[str] | None = None  # the targets in a caption
        self.shown = set[str]()  # the addresses that the page has in print

    def write_page(self, page: nodes.document) -> str:
        """Return a page; what its notes cite in print, its text need not."""
        for reference in page.findall(nodes.reference):
            if within(reference, kinds.NOTES) and "refuri" in reference:
                self.shown.add(reference["refuri"])
        return self.write(page)

    def write(self, node: Any) -> str:
        """Return a node as Typst markup; a kind that the book does not know is an error, and its text stays."""
        if not isinstance(node, nodes.Element):
            return self._text(node)
        if (kind := type(node).__name__) in kinds.SKIPPED:
            return ""
        body = self._body(node, kind)
        if not isinstance(node, (nodes.section, *kinds.NOTES)):
            body = self._anchors(self._names(node)) + body
        if isinstance(node, kinds.MARKED):
            body = kinds.place(node) + body
        return self._marked(node, self._foreign(node, body))

    def _text(self, node: nodes.Text) -> str:
        """Write text; where a line of the source ends, a line of the book need not."""
        text = node.astext()
        if "\n" in text and not within(node, (nodes.FixedTextElement,)):
            text = text.replace("\n", " ")
        return f"#{string(text)};"

    def _body(self, node: nodes.Element, kind: str) -> str:
        if method := getattr(self, f"on_{kind}", None):
            return str(method(node))
        if kind in kinds.HEADED or kind in admonitionlabels:
            name, head = kinds.HEADED.get(kind, ("admonition", None))
            if not head:
                return call(name, string(admonitionlabels[kind]), self._content(node))
            return self._headed(name, kinds.child(node, head), self._content(node))
        if kind in kinds.LISTS:
            return call(kinds.LISTS[kind], *self._items(node))
        if kind in kinds.PAIRS:
            return call("definitions", *(f"({', '.join(self._items(item))})" for item in node.children))
        if kind in kinds.RAW:
            return kinds.RAW[kind].format(string(node.astext()))
        if kind not in kinds.AROUND and kind not in kinds.TRANSPARENT:
            self._unknown(f"'{kind}'", node)
        before, after = kinds.AROUND.get(kind, ("", ""))
        return before + self._all(node) + after

    def _unknown(self, what: str, node: nodes.Element) -> None:
        logger.error(f"the PDF cannot show {what}; write this in another way", location=node, type="typst")

    def _anchors(self, names: list[str]) -> str:
        """Write targets; those of a caption stand before it, as a list of figures repeats what it says."""
        if self.held is not None:
            self.held += names
            return ""
        return "".join(f"#anchor({name});" for name in names)

    def _head(self, head: Any) -> tuple[str, str]:
        """Return what a caption or title says, and the targets in it."""
        self.held = []
        title, names, self.held = self._content(head), self.held, None
        if head is not None:
            title = f"[{kinds.place(head)}{title[1:]}"
        return title, self._anchors(names)

    def _headed(self, name: str, head: Any, *arguments: str) -> str:
        """Write a call whose first argument is a caption."""
        title, targets = self._head(head)
        return targets + call(name, title, *arguments)

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
        name = "foreign-block" if isinstance(node, kinds.BLOCKS) else "foreign"
        return f"#{name}({string(self.source_tag)})[{body}];"

    def on_section(self, node: nodes.Element) -> str:
        self.level += 1
        names = self._names(node) + ([self._label("#")] if isinstance(node.parent, nodes.document) else [])
        # A heading of the notes alone would fill the contents with one word.
        bare = all(isinstance(child, (nodes.title, nodes.compound, nodes.target)) for child in node.children)
        place = f"{self.level}, {'false' if bare and self.level > 1 else 'true'}, ({', '.join(names)},)"
        title, targets = self._head(kinds.child(node, nodes.title))
        text = targets + call("section", place, title) + self._all(node)
        self.level -= 1
        return text

    def on_enumerated_list(self, node: nodes.Element) -> str:
        style = string(kinds.ENUMERATORS.get(node.get("enumtype", ""), "1") + node.get("suffix", "."))
        return call("enum", f"start: {node.get('start', 1)}", f"numbering: {style}", *self._items(node))

    def _foreign(self, node: nodes.Element, body: str) -> str:
        """Mark words in another language with it and its direction, for voices and hyphens."""
        tags = [name.removeprefix("language-") for name in node["classes"] if name.startswith("language-")]
        tag = node["tag"] if isinstance(node, Foreign) else next(iter(tags), "")
        return f"#foreign({string(tag)})[{body}];" if tag else body

    def on_Foreign(self, node: nodes.Element) -> str:
        return self._all(node)

    def on_footnote(self, node: nodes.Element) -> str:
        """Write all notes of a page as one list, where the last of them stands."""
        notes = [note for note in node.parent.children if isinstance(note, type(node))]
        return call("notes", *map(self._note, notes)) if node is notes[-1] else ""

    on_citation = on_footnote

    def _note(self, note: nodes.Element) -> str:
        back = self._label("#" + note["backrefs"][0]) if note["backrefs"] else "none"
        content = "".join(map(self.write, note.children[1:]))
        return f"({string(note.children[0].astext())}, {back}, {self._names(note)[0]}, [{self._marked(note, content)}])"

    def on_footnote_reference(self, node: nodes.Element) -> str:
        """Write a number in brackets: read aloud or copied, 2017 and 4 are not 20174. It begins no line."""
        return f"#sym.wj;#super(jump({self._label('#' + node['refid'])}, {string(f'[{node.astext()}]')}));"

    def on_reference(self, node: nodes.Element) -> str:
        """Write a link; in print it has the page or the address that it leads to."""
        uri, terse = node.get("refuri") or "#" + node["refid"], within(node, kinds.TERSE)
        if uri.startswith("%"):
            name = "jump" if terse or uri.partition("#")[0] == f"%{self.docname}" else "page-link"
            return f"#{name}({self._label(uri)}){self._content(node)};"
        if uri.startswith("#"):
            return f"#jump({self._label(uri)}){self._content(node)};"
        in_print = terse or (uri in self.shown and not within(node, kinds.NOTES)) or uri == node.astext()
        self.shown.add(uri)
        return f"#{'link' if in_print else 'web-link'}({string(uri)}){self._content(node)};"

    on_number_reference = on_reference

    def on_Hint(self, node: nodes.Element) -> str:
        """Write the mention of a term, and note its place for the index."""
        name = f"{self.docname}#mention-{node['refuri'].partition('#')[2]}"
        self.terms.setdefault(node["term"], []).append(name)
        return self._anchors([string(name)]) + self._all(node)

    def on_index(self, node: nodes.Element) -> str:
        """Note what an index should lead to; the target stands beside it."""
        for kind, value, target, *_ in node["entries"]:
            if kind in ("single", "pair", "triple"):
                term = ", ".join(part.strip() for part in value.split(";"))
                self.terms.setdefault(term, []).append(f"{self.docname}#{target}")
        return ""

    def on_line_block(self, node: nodes.Element) -> str:
        """Write lines; those in a block of lines are indented."""
        lines = call("verse", *self._items(node))
        return call("indented", f"[{lines}]") if isinstance(node.parent, nodes.line_block) else lines

    def on_literal_block(self, node: nodes.Element) -> str:
        if node.next_node(nodes.reference, descend=True) or node.next_node(nodes.emphasis, descend=True):
            return call("parsed", self._content(node))
        language = node.get("language", "")
        named = language if language not in ("", "default", "none", "text") else ""
        options: dict[str, Any] = node.get("highlight_args", {})
        numbers = [f"from: {options.get('linenostart', 1)}"] if node.get("linenos") else []
        return call("code", string(node.astext()), string(named) if named else "none", *numbers)

    def on_container(self, node: nodes.Element) -> str:
        """Write a container; the one round code has a caption."""
        if "literal-block-wrapper" not in node["classes"]:
            return self._all(node)
        return self._headed("picture", kinds.child(node, nodes.caption), self._content(node))

    def on_toctree(self, node: nodes.Element) -> str:
        """Write the caption of a part of the contents, which stands there before the first of its pages."""
        caption, pages = node.get("caption"), node["includefiles"]
        return f"#part({string(pages[0])}, [#{string(caption)};]);" if caption and pages else ""

    def on_raw(self, node: nodes.Element) -> str:
        """Write what is meant for Typst alone, as each builder of Sphinx takes what is meant for it."""
        return node.astext() + "\n" if "typst" in node["format"].split() else ""

    def on_emphasis(self, node: nodes.Element) -> str:
        """Write a stress as the script of its words has it: Latin titles slant in each language."""
        return f"#{'stress' if kinds.UPRIGHT.search(node.astext()) else 'emph'}[{self._all(node)}];"

    on_literal_emphasis = on_title_reference = on_emphasis

    def on_abbreviation(self, node: nodes.Element) -> str:
        """Write an abbreviation, and once on each page what it stands for."""
        said = node.get("explanation", "")
        text = self._all(node) + (f"#{string(f' ({said})')};" if said and said not in self.shown else "")
        self.shown.add(said)
        return text

    on_acronym = on_abbreviation

    def on_option_group(self, node: nodes.Element) -> str:
        return '#", ";'.join(map(self.write, node.children))
