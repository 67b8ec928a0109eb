"""Does the PDF say all that the pages say, in the right direction, with the same bytes each time?"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from docutils import nodes
from docutils.core import publish_doctree
from pypdf import PdfReader
from sphinx import addnodes

from sphinx_multilingual.book.fonts import font_folders
from sphinx_multilingual.book.kinds import string
from sphinx_multilingual.book.typst_builder import chapters
from sphinx_multilingual.book.typst_writer import TypstWriter

ROOT = Path(__file__).parent.parent

CONF = """
project, author, release, copyright = "A short book", "Its authors", "7", "Free"
extensions = ["myst_parser", "sphinx_multilingual"]
multilingual_languages, multilingual_book, html_theme = "languages.toml", "short", "furo"
multilingual_notice = "Only a test."
myst_enable_extensions, myst_footnote_transition = ["colon_fence", "deflist"], False
"""
LANGUAGE = """
[[language]]
code = "{0}"
tag = "{0}"
segment = "{0}"
name = "{1}"
english_name = "Test"
direction = "{2}"
status = "{3}"
fonts = [{4}]
"""
PAGES = {
    "index.md": "# Start\n\nSee [the second page](#second).[^n]\n\n## Sources\n\n[^n]: A note.\n\n"
                "```{toctree}\n:hidden:\n\none\ntwo\n```\n",
    "one.md": "# Page one\n\n" + "A line of text.\n\n" * 60 + "## Part of one\n\nText.\n",
    "two.md": "(second)=\n# Page two\n\nBack to [page one](one.md), or [out](https://example.org/).\n",
}
ARABIC = {"index.md": "# دليل التعاونيات\n\nتعمل منظمة العمل الدولية منذ عام 1919.\n\n:::{note}\nنص قصير.\n:::\n"}


def make(folder: Path, pages: dict[str, str], fonts: str = '"Noto Sans"') -> Path:
    """Write a project in English and Arabic."""
    (folder / "docs").mkdir()
    (folder / "conf.py").write_text(CONF, encoding="utf-8")
    arabic = LANGUAGE.format("ar", "العربية", "rtl", "published", '"Noto Sans", "Amiri"')
    english = LANGUAGE.format("en", "English", "ltr", "source", fonts)
    (folder / "languages.toml").write_text(english + arabic, encoding="utf-8")
    for name, text in pages.items():
        (folder / "docs" / name).write_text(text, encoding="utf-8")
    return folder


def build(folder: Path, out: str = "out", language: str = "en") -> tuple[int, str, Path]:
    """Build the PDF; return the exit code, what was said, and the file."""
    command = [sys.executable, "-m", "sphinx", "-b", "typst", "-c", ".", "-D", f"language={language}", "-W", "-q"]
    done = subprocess.run(
        [*command, "--keep-going", "-d", f"trees-{language}", "docs", out], cwd=folder, capture_output=True,
        text=True, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    return done.returncode, done.stdout + done.stderr, folder / out / f"short-{language}.pdf"


def typst(text: str, depth: int = 0) -> str:
    """Write a page of reStructuredText as Typst, in one line and without those that name the source."""
    doctree = publish_doctree(text, settings_overrides={"doctitle_xform": False, "report_level": 5})
    source = TypstWriter("page", depth, "en").write(doctree)
    return "".join(line for line in source.split("\n") if not line.startswith("//@"))


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The PDF of three pages in English."""
    code, said, pdf = build(make(tmp_path_factory.mktemp("book"), PAGES))
    assert (code, said.strip()) == (0, "")
    return pdf


@pytest.mark.parametrize(("text", "expected"), [
    ("plain #text $x$ *", '#"plain #text $x$ *";'),
    ("*a* **b** ``c``", '#emph[#"a";];#" ";#strong[#"b";];#" ";#raw("c");'),
    ("- a\n\n  - b", '#list([#"a";#list([#"b";]);'),
    ("3. a\n4. b", '#enum(start: 3, numbering: "1.", [#"a";'),
    ("term\n   body", '#definitions(([#"term";], [#"body";'),
    ("`out <https://example.org/>`__", '#web-link("https://example.org/")[#"out";];'),
    ("https://example.org/", '#link("https://example.org/")[#"https://example.org/";];'),
    ("`a <https://example.org/>`__ `b <https://example.org/>`__", '#link("https://example.org/")[#"b";];'),
    ("Title\n=====\n\nUnder\n-----\n\ntext", '#section(2, true, ("page#under",), [#"Under";]);'),
    ("Title\n=====\n\ntext", '#section(1, true, ("page#title", "page#",), [#"Title";]);'),
    ("Title\n=====\n\nSources\n-------\n\n.. [1] note", '#section(2, true, ("page#sources",), [#"Sources";]);'),
    ("x [1]_\n\n.. [1] note", '#super(link(label("page#footnote-1"), "[1]"));'),
    ("x [A]_\n\n.. [A] note", '#notes(("A", "page#citation-reference-1", "page#a", [#"note";'),
    ("x [1]_\n\n.. [1] note", '#notes(("1", "page#footnote-reference-1", "page#footnote-1", [#"note";'),
    (".. note:: text", '#admonition("Note", [#"text";'),
    (".. admonition:: Head\n\n   text", '#admonition([#"Head";], [#"text";'),
    (".. table:: Head\n\n   == ==\n   a  b\n   == ==\n   1  2\n   == ==",
     '#data-table([#"Head";], (2fr, 2fr, ), (table.cell(colspan: 1, rowspan: 1, breakable: false, [#"a";'),
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
    assert '#super(link(label("page#footnote-1"), "[4]"));' in typst("in 2017\\ [4]_\n\n.. [4] note")


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


def test_the_outline_has_the_titles(book: Path) -> None:
    """A reader finds the contents and each chapter in the outline, but no heading that holds notes alone."""
    outline = PdfReader(book).outline
    assert [entry.title for entry in outline if not isinstance(entry, list)] == ["Start", "Page one", "Page two", "About this book"]
    assert [entry.title for part in outline if isinstance(part, list) for entry in part] == ["Part of one"]


def test_a_link_leads_to_the_page_of_its_target(book: Path) -> None:
    """A link to another page of the documentation leads to the place in the book."""
    reader = PdfReader(book)
    start = next(page for page in reader.pages if "See the second page" in page.extract_text())
    names = [str(note.get_object()["/Dest"]) for note in start["/Annots"]]
    target = reader.named_destinations[next(name for name in names if name.startswith("two#"))]
    assert "Page two" in reader.pages[reader.get_destination_page_number(target)].extract_text()


def test_the_book_says_what_it_is(book: Path) -> None:
    """Title, author, language, PDF/UA and the cover's lines are there."""
    reader = PdfReader(book)
    assert (reader.metadata.title, reader.metadata.author) == ("A short book", "Its authors")
    assert reader.trailer["/Root"]["/Lang"] == "en"
    assert b"<pdfuaid:part>1</pdfuaid:part>" in reader.trailer["/Root"]["/Metadata"].get_data()
    cover = reader.pages[0].extract_text()
    assert all(line in cover for line in ("A short book", "English", "Edition 7", "Only a test."))


def test_pages_carry_their_chapter_and_number(book: Path) -> None:
    """The second page of a chapter names it at its head; each page but the cover has a number."""
    texts = [page.extract_text() for page in PdfReader(book).pages]
    inner = next(number for number, text in enumerate(texts) if "Part of one" in text and number > 2)
    assert texts[inner].lstrip().startswith("Page one")
    assert all(f"{number} / {len(texts)}" in text for number, text in enumerate(texts, 1) if number > 1)


def test_print_has_pages_and_addresses(book: Path) -> None:
    """A link to another page of the book says which one, a link to the web its address; the last page is on the book."""
    texts = [" ".join(page.extract_text().split()) for page in PdfReader(book).pages]
    [second] = [number for number, text in enumerate(texts, 1) if text.startswith("Page two")]
    assert any(f"See the second page (p. {second})" in text for text in texts)
    assert "out <example.org>" in texts[second - 1]
    assert all(words in texts[-1] for words in ("About this book", "Edition 7", "Text: Free.", "Fonts: Noto Sans"))


def test_letter_is_an_option(tmp_path: Path) -> None:
    """A project may have its book on US Letter."""
    folder = make(tmp_path, {"index.md": "# Page\n\nText.\n"})
    with (folder / "conf.py").open("a") as file:
        file.write('multilingual_paper = "us-letter"\n')
    code, said, pdf = build(folder)
    assert (0, "") == (code, said.strip())
    assert [612, 792] == [round(float(side)) for side in PdfReader(pdf).pages[0].mediabox[2:]]


RICH = """# Page

```{figure} a.svg
:alt: Seen

A caption[^n]
```

```{code-block} python
:caption: Some code
print("x")
```

```{table} Numbers[^n]

| a | b |
|---|---|
| 1 | 2 |
```

```{list-table}
:header-rows: 1

* - Head
* - Cell
```

```{glossary}
term
  What it means.
```

```{index} single: matter
```
See {term}`term`, {numref}`fig`, {abbr}`ILS (a standard)`, {guilabel}`File`, {kbd}`Ctrl`, {file}`a.txt`.

```{versionadded} 1.0
New.
```

```{seealso}
More.
```

```{centered} middle
```

```{hlist}
- a
- b
```

```{productionlist}
a: b
```

[^n]: A note.
"""


def test_all_that_pages_use_compiles(tmp_path: Path) -> None:
    """Figures, code and tables with captions and notes in them, glossaries, indices and roles become one sound PDF."""
    text = RICH.replace("```{productionlist}\na: b\n```\n\n", "").replace("{numref}`fig`, ", "")
    folder = make(tmp_path, {"index.md": text})
    (folder / "docs" / "a.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    code, said, pdf = build(folder)
    assert (0, "") == (code, said.strip())
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(pdf).pages).split())
    for words in ("A caption", "Some code", "Numbers", "Figures and tables", "What it means.", "Index matter", "New.", "See also"):
        assert words in text, words


def test_nothing_else_is_written(book: Path) -> None:
    """The output folder holds the one file."""
    assert [path.name for path in book.parent.iterdir()] == ["short-en.pdf"]


def test_two_builds_give_the_same_bytes(book: Path) -> None:
    """A second build, in another folder and from stored doctrees, does not change a byte."""
    assert build(book.parent.parent, "again")[2].read_bytes() == book.read_bytes()


def test_an_arabic_book_reads_from_the_right(tmp_path: Path) -> None:
    """Arabic letters come out of the PDF as they went in, and the reader turns pages the other way."""
    folder = make(tmp_path, ARABIC)
    table = folder / "languages.toml"  # The pages are written in Arabic: it is the source here.
    text = table.read_text(encoding="utf-8").replace('"source"', '"x"').replace('"published"', '"source"')
    table.write_text(text.replace('"x"', '"published"'), encoding="utf-8")
    code, said, pdf = build(folder, language="ar")
    assert (code, said.strip()) == (0, "")
    root = PdfReader(pdf).trailer["/Root"]
    assert (root["/Lang"], root["/ViewerPreferences"]["/Direction"]) == ("ar", "/R2L")
    text = "".join(page.extract_text() for page in PdfReader(pdf).pages)
    assert all(word in text for word in ("دليل", "التعاونيات", "منظمة", "الدولية", "1919", "ملاحظة"))


def test_an_unknown_node_is_reported(tmp_path: Path) -> None:
    """What the book cannot show is said with file and line, and its text stays."""
    code, said, _ = build(make(tmp_path, {"index.md": "# Page\n\nText.\n\n```{math}\nx + y\n```\n"}))
    assert code == 1
    assert "index.md:5: WARNING: the PDF cannot show 'math_block'" in said


def test_a_missing_font_is_named(tmp_path: Path) -> None:
    """A family that no package brings stops the book in one line, with what to do."""
    code, said, pdf = build(make(tmp_path, {"index.md": "# Page\n"}, '"Noto Sans", "No Such Font"'))
    assert code == 1
    assert not pdf.exists()
    assert said.count("\n") <= 2
    assert "font family 'No Such Font' of language 'en' is not installed; run `make`" in said


def test_a_missing_character_is_named(tmp_path: Path) -> None:
    """A character that the fonts of the language lack is named with file, line and language."""
    code, said, _ = build(make(tmp_path, {"index.md": "# Page\n\nFirst.\n\nHere: 漢.\n"}))
    assert code == 1
    assert "index.md:5: ERROR: no font of language 'en' has the character '漢' (U+6F22); replace" in said


def test_words_of_another_language_have_its_fonts(tmp_path: Path) -> None:
    """The English book may hold an Arabic word, plain or as code: the fonts of the table's other languages serve it."""
    code, said, _ = build(make(tmp_path, {"index.md": "# Page\n\nHere: كلمة and `كلمة`.\n"}))
    assert (0, "") == (code, said)


def test_an_image_without_text_is_reported(tmp_path: Path) -> None:
    """An image that says nothing to a blind reader is a finding."""
    folder = make(tmp_path, {"index.md": "# Page\n\n![](a.svg)\n"})
    (folder / "docs" / "a.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    code, said, _ = build(folder)
    assert code == 1
    assert "index.md:3: WARNING: image a.svg has no `alt` text" in said


def test_fonts_come_from_packages() -> None:
    """Each folder with fonts belongs to an installed package."""
    assert len(font_folders()) >= 3
    assert all("site-packages" in folder for folder in font_folders())


def test_the_heads_of_narrow_columns_are_hyphenated(tmp_path: Path) -> None:
    """A long word in the head of a table with many columns is broken, and does not run over its neighbours."""
    heads, cells = "|".join(["Responsibilities"] * 9), "|".join("9" * 9)
    code, said, pdf = build(make(tmp_path, {"index.md": f"# Start\n\n|{heads}|\n|{'|'.join(['-'] * 9)}|\n|{cells}|\n"}))

    assert 0 == code, said
    text = "".join(page.extract_text() for page in PdfReader(pdf).pages)
    assert "Responsibilities" not in text
    assert 9 == text.replace("\u00ad\n", "").count("Responsibilities")
