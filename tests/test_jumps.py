"""Do the links of a book lead to their places, and is a link without one found out?"""

from __future__ import annotations

import io
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pikepdf
import pytest
from docutils.core import publish_doctree

from sphinx_multilingual.book import compiling
from sphinx_multilingual.book.compiling import Said, compile_apart
from sphinx_multilingual.book.finish import finish
from sphinx_multilingual.book.fonts import font_folders
from sphinx_multilingual.book.kinds import Nowhere
from sphinx_multilingual.book.matter import titles
from sphinx_multilingual.book.typst_builder import explain
from sphinx_multilingual.book.typst_writer import TypstWriter
from tests.printing import build, chapter, inputs, make


def book(body: str) -> pikepdf.Pdf:
    """Compile and finish a book of one chapter."""
    pdf, warnings = compile_apart(chapter(body), ".", font_folders(), inputs(), 0)
    assert [] == warnings
    return pikepdf.open(io.BytesIO(finish(pdf, False, "(p. {page})")))


def test_a_link_leads_to_its_target_and_says_the_page() -> None:
    """Titles have names, other targets are places on a page; any letter may be part of a name."""
    source = '#page-link("a#ü")[there]; #jump("a#")[up];\n#pagebreak()\n#v(100pt);\n#anchor("a#ü");Words.\n'
    with book(source) as pdf:
        there, up = pdf.pages[2].Annots

        assert pdf.pages[3].objgen == there.Dest[0].objgen
        assert 841.89 - 85.04 - 130 < float(there.Dest[3]) < 841.89 - 85.04 - 60
        assert ("p. 4", "p. 3") == (str(there.Contents), str(up.Contents))
        assert "a#" == str(up.Dest)
        assert "/A" not in there


def test_the_file_of_places_is_not_in_the_book() -> None:
    """Nobody who opens the book is offered an attachment."""
    with book("Words.") as pdf:
        assert "/EmbeddedFiles" not in pdf.Root.Names
        assert "/AF" not in pdf.Root
        assert not [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/Filespec"]


def test_a_link_to_nowhere_is_found() -> None:
    """It is told with the line of the documentation that has it."""
    with pytest.raises(Nowhere, match="'a#x'"):
        book('#jump("a#x")[there];')
    language: Any = SimpleNamespace(code="en")
    assert "docs/a.md:7" == explain(Nowhere("a#x"), '/*@ docs/a.md:7 */#jump("a#x")[t]; /*@ docs/a.md:9 */', language)[1]


def test_the_titles_of_a_book_are_known_before_it_is_laid_out() -> None:
    """They keep the room of the contents; deeper ones are not in it."""
    page = 'One\n===\n\nA "two"\n-------\n\nx\n\nThree\n~~~~~\n\nx'
    source = TypstWriter("page", 0, "en").write(publish_doctree(page, settings_overrides={"doctitle_xform": False}))
    assert [(1, "One"), (2, 'A "two"')] == titles(source)[:-2]


def test_what_typst_refuses_is_told() -> None:
    """An error comes back from the process of Typst with its place in the source."""
    with pytest.raises(Said, match="unknown variable: nothing") as found:
        compile_apart("#nothing", ".", [], {}, 0)
    assert ".typ:1:1" in found.value.diagnostic


def test_a_dead_process_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where memory runs short, the process of Typst ends without a word."""
    monkeypatch.setattr(compiling.subprocess, "run", lambda *_, **__: SimpleNamespace(returncode=-9, stdout=b""))
    with pytest.raises(Said, match="ended with code -9; memory may be short"):
        compile_apart("Text", ".", [], {}, 0)


def test_a_caption_of_any_kind_makes_a_list_of_figures(tmp_path: Path) -> None:
    """A book whose only caption is that of code has the list, too."""
    code, said, pdf = build(make(tmp_path, {"index.md": "# Start\n\n```{code-block}\n:caption: Some code\n\nx\n```\n"}))
    assert (0, "") == (code, said.strip())
    with pikepdf.open(pdf) as made:
        assert 5 == len(made.pages)
