"""Does each EPUB say its language and direction, and only what a book needs?"""

from __future__ import annotations

from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

import pytest
from sphinx.config import Config

from sphinx_multilingual.book.epub.builder import finish_page
from sphinx_multilingual.book.epub.metadata import accessibility
from tests.e_books import ROOT, TABLE, build, read, run, spoil, write
from tests.epubs import XHTML, Book, faults


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of four pages."""
    return write(tmp_path_factory.mktemp("epub") / "project")


@pytest.fixture(scope="module")
def arabic(folder: Path) -> Path:
    """The Arabic book."""
    return build(folder, "ar", "ar")


def test_the_arabic_book_is_without_fault(arabic: Path) -> None:
    """Language, direction, cover, metadata, contents, links, pictures and styles: nothing is wrong."""
    assert faults(arabic, "ar", "rtl") == []


def test_the_language_tag_is_that_of_the_table(folder: Path) -> None:
    """The Chinese book names its language by its BCP 47 tag, not by its gettext locale, and nothing is wrong with it."""
    assert faults(build(folder, "zh_CN", "zh"), "zh-Hans", "ltr") == []


FAULTS = [
    ("content.opf", ' page-progression-direction="rtl"', "", "pages turn the other way"),
    ("content.opf", "<dc:language>ar<", "<dc:language>en<", "the package is not in the language"),
    ("content.opf", "<dc:rights>Free<", "<dc:rights><", "no dc:rights"),
    ("content.opf", "schema:accessibilityHazard", "schema:hazard", "no accessibilityHazard"),
    ("content.opf", "<dc:date>", '<meta property="dcterms:conformsTo">EPUB Accessibility 1.1</meta><dc:date>',
     "claims a conformance that nobody has certified"),
    ("content.opf", ' properties="cover-image"', "", "no picture of the cover"),
    ("epub-cover.xhtml", 'alt="A short book', 'alt="Cover', "the page of the cover does not say the title"),
    ("one.xhtml", ' xml:lang="ar"', "", "one.xhtml: not in the language"),
    ("one.xhtml", ' xml:lang="fr"', "", "one.xhtml: em has lang without xml:lang"),
    ("two.xhtml", ' lang="en" xml:lang="en" dir="ltr" class="untranslated"', ' class="untranslated"',
     "two.xhtml: h1 is in the source language and does not say so"),
    ("one.xhtml", ' alt="A red dot"', ' alt=""', "one.xhtml: a picture without alternative"),
    ("one.xhtml", "<main>", "<main><script/>", "one.xhtml: a script"),
    ("one.xhtml", "<main>", '<main onclick="a()">', "one.xhtml: an attribute onclick"),
    ("one.xhtml", ' src="_images/', ' src="https://example.org/', "one.xhtml: img is elsewhere: https://example.org/dot.png"),
    ("index.xhtml", "</main>", '<a href="one.xhtml#none"/></main>', "index.xhtml: leads nowhere: one.xhtml#none"),
    ("nav.xhtml", 'href="two.xhtml"', 'href="one.xhtml"', "twice in the contents: one.xhtml"),
    ("nav.xhtml", 'epub:type="bodymatter"', 'epub:type="part"', "a landmark is missing"),
    ("_static/book.css", "h1,", "body { font-size: 12px; }\nh1,", "_static/book.css: sets font-size: 12px"),
    ("_static/book.css", "h1,", "a { color: blue; }\nh1,", "_static/book.css: sets color"),
]


@pytest.mark.parametrize(("name", "old", "new", "fault"), FAULTS, ids=[fault[3] for fault in FAULTS])
def test_a_planted_fault_is_found(arabic: Path, tmp_path: Path, name: str, old: str, new: str, fault: str) -> None:
    """Each thing that is read is missed where it is spoiled."""
    found = faults(spoil(arabic, tmp_path / "spoiled.epub", name, old, new), "ar", "rtl")
    assert [each for each in found if each.startswith(fault)]


def test_words_of_another_language_are_set_apart(arabic: Path) -> None:
    """A French title in an Arabic page has its language and a direction of its own; code runs from left to right."""
    page = read(arabic)["one.xhtml"]
    assert '<em class="latin" dir="auto" lang="fr" xml:lang="fr">Le pain quotidien</em>' in page
    assert '<code dir="ltr"' in page


def test_finishing_a_page_twice_changes_nothing() -> None:
    """A second build in the same folder finds pages that are finished already."""
    page = '<html dir="rtl" lang="ar"><a href="x">1</a> <em lang="en">A</em> <code>c</code> a &lt;b lang="en"&gt;'
    once = finish_page(page, "rtl", {"en": "ltr"})
    assert once == finish_page(once, "rtl", {"en": "ltr"})
    assert once.endswith(
        '<a dir="auto" href="x">1</a> <em dir="ltr" lang="en" xml:lang="en">A</em> <code dir="ltr">c</code>'
        ' a &lt;b lang="en"&gt;'
    )


def test_the_contents_have_parts_and_sections(arabic: Path) -> None:
    """Pages of hidden toctrees stand under their captions; their sections are for the reading program's list alone."""
    book = Book(arabic)
    assert [span.text for span in book.nav.iter(f"{XHTML}span")] == ["Bread & butter", "More"]
    pages = ["index.xhtml", "one.xhtml", "one.xhtml#part", "two.xhtml", "two.xhtml#last", "three.xhtml", "three.xhtml#its-part"]
    assert [address for address, _ in book.contents()] == pages
    hidden = [link.get("href", "") for item in book.nav.iter(f"{XHTML}li") if item.get("hidden") for link in item.iter(f"{XHTML}a")]
    assert hidden == [address for address in pages if "#" in address]
    assert [text for _, text in book.contents("landmarks")] == ["Cover", "Contents", "Start"]


def test_a_page_stands_under_its_page(arabic: Path) -> None:
    """A toctree in the last section of a page does not make its pages parts of that section."""
    lists = [[link.get("href") for link in item.findall(f"{XHTML}ol/{XHTML}li/{XHTML}a")] for item in Book(arabic).nav.iter(f"{XHTML}li")]
    assert ["two.xhtml#last", "three.xhtml"] in lists
    assert ["three.xhtml#its-part"] in lists


def test_the_book_describes_itself(arabic: Path) -> None:
    """What the project says of itself is in the metadata, once, and both contents name the same book."""
    book = Book(arabic)
    said = {name: book.metadata(f"dc:{name}") for name in ("title", "creator", "publisher", "rights", "description", "date")}
    assert said == {
        "title": ["A short book"], "creator": ["Its authors"], "publisher": ["Its authors"], "rights": ["Free"],
        "description": ["Only a test."], "date": ["1980-01-01"],
    }
    [identifier] = book.metadata("dc:identifier")
    assert identifier.startswith("urn:uuid:")
    assert f'content="{identifier}"' in read(arabic)["toc.ncx"]


def test_the_book_says_who_can_read_it(arabic: Path) -> None:
    """By EPUB Accessibility 1.1: pictures are a part of it, but text is enough, since each has an alternative."""
    book = Book(arabic)
    assert book.metadata("schema:accessMode") == ["textual", "visual"]
    assert book.metadata("schema:accessModeSufficient") == ["textual"]
    assert book.metadata("schema:accessibilityHazard") == ["none"]
    assert "alternativeText" in book.metadata("schema:accessibilityFeature")


def test_a_book_with_silent_pictures_does_not_claim_to_be_readable_by_voice() -> None:
    """Where a picture has no alternative, neither text alone is enough nor are alternatives a feature."""
    properties = accessibility(Config(), has_pictures=True, described=False)
    assert ("accessModeSufficient", "textual,visual") in properties
    assert not [name for name, value in properties if value == "alternativeText" or name == "accessibilitySummary"]
    assert ("accessMode", "visual") not in accessibility(Config(), has_pictures=False, described=True)


def test_a_picture_without_alternative_is_reported_with_its_place(tmp_path: Path) -> None:
    """The page and line of the picture are named, and what to do."""
    project = write(tmp_path / "project")
    (project / "docs" / "two.md").write_text("# Page two\n\n```{image} dot.png\n```\n", encoding="utf-8")
    done = run(project, "en")
    assert done.returncode != 0
    assert "docs/two.md:3: WARNING: image dot.png has no `alt` text; say what it shows" in done.stderr


def test_a_missing_font_is_reported(tmp_path: Path) -> None:
    """The cover needs the fonts of the language; where one is missing, one line says so."""
    project = write(tmp_path / "project")
    (project / "languages.toml").write_text(TABLE.replace("Noto Sans", "None Such"), encoding="utf-8")
    done = run(project, "en")
    assert done.returncode != 0
    assert "font family 'None Such' of language 'en' is not installed" in done.stderr


def test_the_cover_is_a_picture_of_its_words(arabic: Path) -> None:
    """The cover is a PNG of 1200 by 1600, and its alternative is what stands on it."""
    book = Book(arabic)
    picture = book.files["_static/cover.png"]
    assert (picture[:8], int.from_bytes(picture[16:20]), int.from_bytes(picture[20:24])) == (b"\x89PNG\r\n\x1a\n", 1200, 1600)
    [image] = book.pages["epub-cover.xhtml"].iter(f"{XHTML}img")
    assert image.get("alt") == "A short book. ar. Its authors. Only a test."


def test_the_book_holds_nothing_of_the_site(arabic: Path) -> None:
    """The book has no scripts, none of the site's styles, and no address printed after a link."""
    content = read(arabic)
    assert [name for name in content if name.endswith((".js", ".css"))] == ["_static/book.css"]
    assert "[https://" not in content["index.xhtml"]


CLOCK = "import time\nnow = time.time\ntime.time = lambda: now() - 400_000_000\ntime.gmtime = lambda seconds=0, old=time.gmtime: old(seconds)\n"


def test_two_builds_give_the_same_bytes(folder: Path, arabic: Path, tmp_path: Path) -> None:
    """A build in another folder, with another clock and in another time zone, does not change a byte."""
    (tmp_path / "clock").mkdir()
    (tmp_path / "clock" / "sitecustomize.py").write_text(CLOCK, encoding="utf-8")
    other = write(tmp_path / "a longer path" / "project")
    again = build(other, "ar", "ar", "again", PYTHONPATH=f"{tmp_path / 'clock'}:{ROOT}", TZ="Asia/Tokyo", PYTHONHASHSEED="7")
    assert again.read_bytes() == arabic.read_bytes()


def test_the_type_of_the_file_stands_first(arabic: Path) -> None:
    """A reading program finds the type of the file at its start, not packed."""
    with ZipFile(arabic) as content:
        first = content.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", ZIP_STORED)
