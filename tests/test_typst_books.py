"""Does the PDF say all that the pages say, in the right direction, with the same bytes each time?"""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader

from sphinx_multilingual.book.fonts import font_folders
from tests.conftest import run_in
from tests.printing import ARABIC, PAGES, build, make


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The PDF of three pages in English."""
    code, said, pdf = build(make(tmp_path_factory.mktemp("book"), PAGES))
    assert (code, said.strip()) == (0, "")
    return pdf


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
See {term}`term`, {abbr}`ILS (a standard)`, {guilabel}`File`, {kbd}`Ctrl`, {file}`a.txt`.

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

[^n]: A note.
"""


def test_all_that_pages_use_compiles(tmp_path: Path) -> None:
    """Figures, code and tables with captions and notes in them, glossaries, indices and roles become one sound PDF."""
    folder = make(tmp_path, {"index.md": RICH})
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
    """What the book cannot show is an error with file and line."""
    folder = make(tmp_path, {"index.md": "# Page\n\nText.\n\n```{graphviz}\ndigraph {}\n```\n"})
    with (folder / "conf.py").open("a") as file:
        file.write('extensions.append("sphinx.ext.graphviz")\n')
    code, said, _ = build(folder)
    assert code == 1
    assert "index.md:5: ERROR: the PDF cannot show 'graphviz'" in said


def test_a_missing_font_is_named(tmp_path: Path) -> None:
    """A family that no package brings stops the book in one line, with what to do."""
    code, said, pdf = build(make(tmp_path, {"index.md": "# Page\n"}, "Noto Sans", "No Such Font"))
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


@pytest.mark.parametrize(("word", "line"), [("Massa", 11), ("Uso", 35), ("mão", 47)], ids=["title", "cell", "note"])
def test_a_missing_character_of_a_translation_is_named_in_its_catalog(tiny: Path, word: str, line: int) -> None:
    """A character of a translation that no font has is said with the catalog and the line of its message."""
    catalog = tiny / "locales/pt/LC_MESSAGES/dough.po"
    catalog.write_text(catalog.read_text(encoding="utf-8").replace(word, "漢"), encoding="utf-8")

    done = run_in(tiny, "pdf", ONLY="pt")
    assert 1 == done.returncode
    assert f"locales/pt/LC_MESSAGES/dough.po:{line}: ERROR: no font of language 'pt' has the character '漢'" in done.stderr
