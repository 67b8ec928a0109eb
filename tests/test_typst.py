"""Has each kind of node its form in Typst, and is nothing lost on the way?"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from docutils import nodes
from sphinx import addnodes

from sphinx_multilingual.book import finish, typst_builder
from sphinx_multilingual.book.kinds import string
from sphinx_multilingual.book.typst_builder import chapters
from sphinx_multilingual.book.typst_writer import TypstWriter
from tests.printing import typst


@pytest.mark.parametrize(("text", "expected"), [
    ("plain #text $x$ *", '#"plain #text $x$ *";'),
    ("*a* **b** ``c``", '#emph[#"a";];#" ";#strong[#"b";];#" ";#raw("c");'),
    ("*合作* *a*", '#stress[#"合作";];#" ";#emph[#"a";];'),
    ("- a\n\n  - b", '#list([#"a";#list([#"b";]);'),
    ("3. a\n4. b", '#enum(start: 3, numbering: "1.", [#"a";'),
    ("term\n   body", '#definitions(([#"term";], [#"body";'),
    ("`out <https://example.org/>`__", '#web-link("https://example.org/")[#"out";];'),
    ("https://example.org/", '#link("https://example.org/")[#"https://example.org/";];'),
    ("`a <https://example.org/>`__ `b <https://example.org/>`__", '#link("https://example.org/")[#"b";];'),
    ("Title\n=====\n\nUnder\n-----\n\ntext", '#section(2, true, ("page#under",), [#"Under";]);'),
    ("Title\n=====\n\ntext", '#section(1, true, ("page#title", "page#",), [#"Title";]);'),
    ("Title\n=====\n\nSources\n-------\n\n.. [1] note", '#section(2, true, ("page#sources",), [#"Sources";]);'),
    ("x [1]_\n\n.. [1] note", '#super(jump("page#footnote-1", "[1]"));'),
    ("x [A]_\n\n.. [A] note", '#notes(("A", "page#citation-reference-1", "page#a", [#"note";'),
    ("x [1]_\n\n.. [1] note", '#notes(("1", "page#footnote-reference-1", "page#footnote-1", [#"note";'),
    (".. note:: text", '#admonition("Note", [#"text";'),
    (".. admonition:: Head\n\n   text", '#admonition([#"Head";], [#"text";'),
    (".. table:: Head\n\n   == ==\n   a  b\n   == ==\n   1  2\n   == ==",
     '#data-table([#"Head";], (auto, auto, ), (head-cell(breakable: false, [#"a";'),
    (".. image:: a.png\n   :alt: Seen\n   :width: 40px", '#block-image("/a.png", "Seen", 40);'),
    (".. figure:: a.png\n   :alt: Seen\n\n   Said", '#picture([#"Said";], [#block-image("/a.png", "Seen", auto);'),
    ("a\n\n   quoted", '#quote(block: true)[#"quoted";'),
    ("::\n\n   x \\ \"y\"", '#code("x \\\\ \\"y\\"", none);'),
    ("text\n\n:Field: text", '#definitions(([#"Field";], [#"text";'),
    ("-a  text", '#definitions(([#raw("-a");], [#"text";'),
    (">>> 1", '#code(">>> 1", "python");'),
    (".. topic:: Head\n\n   text", '#admonition([#"Head";], [#"text";'),
    (".. sidebar:: Head\n\n   text", '#admonition([#"Head";], [#"text";'),
    ("a\n\n   quoted\n\n   -- who", '#attribution[#"who";];'),
    (":sub:`a` :sup:`b` :title:`c`", '#sub[#"a";];#" ";#super[#"b";];#" ";#emph[#"c";];'),
    (".. raw:: typst\n\n   #v(1em)", "#v(1em)"),
    (".. class:: language-fr\n\nmot", '#foreign("fr")[#"mot";'),
    ("| a\n| b", '#verse([#"a";], [#"b";]);'),
    (".. rubric:: Small", '#rubric[#"Small";];'),
    ("a\n\n----\n\nb", "#transition();"),
    ("a _`here` b", '#anchor("page#here");#"here";'),
    (".. |x| replace:: y\n\n|x|", '#"y";'),
])
def test_each_kind_of_node_has_its_form(text: str, expected: str) -> None:
    """Each kind of node that the pages use becomes the call that shows it."""
    assert expected in typst(text)


def test_comments_are_left_out() -> None:
    """What is not for readers does not reach the book."""
    assert "secret" not in typst(".. secret\n\ntext")


def test_an_index_entry_becomes_a_term() -> None:
    """What the source marks for the index, in parts or not, is noted with the label of its target."""
    terms: dict[str, list[str]] = {}
    node = addnodes.index(entries=[("single", "tree; branch", "index-0", "", None), ("see", "a; b", "index-0", "", None)])

    assert "" == TypstWriter("page", 0, "en", terms).write(node)
    assert {"tree, branch": ["page#index-0"]} == terms


def test_the_targets_in_a_caption_stand_before_it() -> None:
    """The list of figures repeats a caption: a target in it would be there twice."""
    source = typst(".. figure:: a.png\n   :alt: Seen\n\n   Said _`here`")

    assert source.index('#anchor("page#here");') < source.index("#picture(")
    assert 1 == source.count("page#here")


def test_a_number_of_notes_is_not_read_with_what_it_follows() -> None:
    """2017 and note 4 are not read as 20174."""
    assert '#super(jump("page#footnote-1", "[4]"));' in typst("in 2017\\ [4]_\n\n.. [4] note")


def test_text_in_the_source_language_keeps_its_direction() -> None:
    """A paragraph that nobody has translated is set in the source language, left to right."""
    paragraph = nodes.paragraph("", "Not yet.", translated=False)
    assert '#foreign-block("en")[' in TypstWriter("page", 0, "en").write(paragraph)
    paragraph["translated"] = True
    assert "foreign" not in TypstWriter("page", 0, "en").write(paragraph)


def test_a_string_cannot_be_left() -> None:
    """Quotation marks and backslashes do not end a string of Typst."""
    assert string('a"b\\') == '"a\\"b\\\\"'


def test_pages_stand_in_reading_order() -> None:
    """Pages of the first level are chapters like the root page, and what they hold lies below them."""
    tree = {"index": ["a", "b"], "a": ["a/x"], "a/x": ["a/y"]}
    assert list(chapters(tree, "index", "index")) == [("index", 0), ("a", 0), ("a/x", 1), ("a/y", 2), ("b", 0)]


def test_a_warning_of_the_compiler_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    """The book is there then, and its build fails all the same."""
    told: list[str] = []
    fakes = {
        "compile_apart": lambda *parts: (b"%PDF", ["no such script"]), "load_fonts": lambda language: [], "book_time": lambda config: None,
        "explain": lambda warning, *rest: (warning, ""), "interface": lambda *parts: "",
        "logger": SimpleNamespace(warning=lambda message, **options: told.append(message)),
    }
    for name, fake in fakes.items():
        monkeypatch.setattr(typst_builder, name, fake)
    monkeypatch.setattr(finish, "finish", lambda pdf, **options: pdf)
    builder: Any = SimpleNamespace(srcdir="", config=None, _inputs=lambda language: {})
    language: Any = SimpleNamespace(direction="ltr")

    assert b"%PDF" == typst_builder.TypstBuilder._compile(builder, "", language)
    assert ["no such script"] == told
