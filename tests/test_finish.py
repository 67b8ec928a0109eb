"""Does a PDF stay the same to the eye when it is made small, and does its Arabic text become readable in the file's order?"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zlib
from pathlib import Path

import pikepdf
import pytest
import typst
from pikepdf import Dictionary, Name, Stream

from sphinx_multilingual.book.content import codes_of, read, said, write
from sphinx_multilingual.book.finish import finish
from sphinx_multilingual.book.fonts import font_folders
from sphinx_multilingual.book.glyphs import Font, Piece, read_pieces, runs
from sphinx_multilingual.book.packing import pack, shorten
from tests.site.books import missing, words_of
from tests.site.tags import Tagged

LATIN = """
#set document(title: "A title")
#set text(font: "Noto Sans", lang: "en", fallback: false)
= Heading
A *bold* and #text(fill: blue)[blue] word, #super[12] and #link("https://example.org/")[a link of some length].
#rect(fill: red, width: 2cm)[in a box] After it.
"""
ARABIC = """
#set document(title: "عنوان")
#set text(font: "Amiri", lang: "ar", dir: rtl, fallback: false, kerning: false)
= دليل التعاونيات
تعمل منظمة العمل الدولية منذ عام 1919 في جنيف، وتُظهره صورة (Albert Thomas) للمستخدَمين.
"""
SAID = "تعمل منظمة العمل الدولية منذ عام 1919 في جنيف، وتُظهره صورة"


def compiled(source: str) -> bytes:
    """Compile a document as the builder does."""
    fonts = typst.Fonts(include_system_fonts=False, font_paths=font_folders())
    pdf = typst.Compiler(source.encode(), font_paths=fonts).compile(pdf_standards=["ua-1"], timestamp=0)
    assert isinstance(pdf, bytes)
    return pdf


def poppler(program: str, pdf: bytes, *arguments: str) -> bytes:
    """Run one of poppler's programs on a PDF."""
    if not (path := shutil.which(program)):
        pytest.skip(f"no {program}; on Debian: apt install poppler-utils")
    return subprocess.run([path, *arguments, "-"], input=pdf, capture_output=True, check=True).stdout


@pytest.mark.parametrize(("source", "is_rtl"), [(LATIN, False), (ARABIC, True)], ids=["latin", "arabic"])
def test_a_page_looks_the_same(source: str, is_rtl: bool) -> None:
    """No pixel of a page differs by more than the rounding to a hundredth of a point."""
    before = compiled(source)
    old, new = (poppler("pdftoppm", pdf, "-r", "60", "-gray") for pdf in (before, finish(before, is_rtl)))

    assert len(old) == len(new)
    assert 20 > sum(abs(one - other) > 60 for one, other in zip(old, new, strict=True))


def test_another_page_is_told_apart() -> None:
    """The comparison of pixels sees one more word."""
    pages = (compiled(text) for text in (LATIN, LATIN.replace("After it", "After that")))
    old, new = (poppler("pdftoppm", pdf, "-r", "60", "-gray") for pdf in pages)

    assert 20 <= sum(abs(one - other) > 60 for one, other in zip(old, new, strict=True))


def test_arabic_comes_out_as_it_went_in(tmp_path: Path) -> None:
    """Words, their letters and their marks are read in order; as Typst writes them they are not."""
    def words(pdf: bytes) -> list[str]:
        (tmp_path / "book.pdf").write_bytes(pdf)
        text = poppler("pdftotext", b"", str(tmp_path / "book.pdf")).decode()
        return re.findall(r"[\w\u064b-\u0652]+", text)

    before = compiled(ARABIC)
    assert re.findall(r"[\w\u064b-\u0652]+", SAID) == words(finish(before, is_rtl=True))[2:13]
    assert re.findall(r"[\w\u064b-\u0652]+", SAID) != words(before)[2:13]


def test_arabic_is_read_in_order_by_its_tags(tmp_path: Path) -> None:
    """The order of the tags and of the file is that of the words; before, the pieces of a run are not."""
    def words(pdf: bytes) -> list[str]:
        (tmp_path / "book.pdf").write_bytes(pdf)
        return words_of(" ".join(Tagged(tmp_path / "book.pdf").pages))

    before = compiled(ARABIC)
    assert [] == missing(words_of(SAID), words(finish(before, is_rtl=True)))
    assert [] != missing(words_of(SAID), words(before))


def test_it_is_smaller_and_the_same_each_time() -> None:
    """A book takes less room, and two runs give the same bytes."""
    before = compiled(LATIN * 20)

    assert len(finish(before, False)) < 0.7 * len(before)
    assert finish(before, False) == finish(before, False)


def test_what_a_pdf_says_of_itself_stays() -> None:
    """Language, title, tags, links and the mark of PDF/UA are there afterwards; XMP can be read as it is."""
    pdf = finish(compiled(LATIN), False)

    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf
    with pikepdf.open(io.BytesIO(pdf)) as book:
        assert "en" == str(book.Root.Lang)
        assert "A title" == str(book.docinfo.Title)
        assert "/StructTreeRoot" in book.Root
        assert "https://example.org/" == str(book.pages[0].Annots[0].A.URI)
        assert [] == book.check_pdf_syntax()


def test_text_has_no_state_of_its_own() -> None:
    """A piece of text is placed without a matrix; colour and font are said where they change, and again after others."""
    def piece(x: float, colour: str = "/c0 cs 0 scn", font: str = "/f0 9 Tf") -> bytes:
        return f"q 1 0 0 -1 {x} 700.12345 cm{colour}\nBT 0 Tr{font} 1 0 0 -1 0 0 Tm[(ab)]TJ\nET\nQ\n".encode()

    first, again = b"/c0 cs 0 scn\nBT /f0 9 Tf 10 700.12 Td[(ab)]TJ\nET\n", b"BT 20.5 700.12 Td[(ab)]TJ\nET\n"
    assert first + again == shorten(piece(10) + piece(20.5))
    assert first + b"q /c1 cs 1 scn f Q\n" + first == shorten(piece(10) + b"q /c1 cs 1 scn f Q\n" + piece(10))
    other = shorten(piece(10) + piece(20.5, "/c1 cs 1 0 0 scn", "/f1 9 Tf"))
    assert first + b"/c1 cs 1 0 0 scn\nBT /f1 9 Tf 20.5 700.12 Td[(ab)]TJ\nET\n" == other


def test_a_second_glyph_run_is_placed_from_the_first() -> None:
    """Within a piece, places are told from the one before."""
    runs_of_two = b"BT 0 Tr/f0 9 Tf 1 0 0 -1 0 0 Tm(a)Tj 0 Tr/f0 9 Tf 1 0 0 -1 5.25 0 Tm(b)Tj\nET\nQ\n"

    found = shorten(b"q 1 0 0 -1 10 700 cm/c0 cs 0 scn\n" + runs_of_two)
    assert b"/c0 cs 0 scn\nBT /f0 9 Tf 10 700 Td(a)Tj 5.25 0 Td(b)Tj\nET\n" == found


def test_what_is_not_known_stays() -> None:
    """Drawings and turned text are left as they are, number by number."""
    drawn = b"q 0.5 0 0 0.5 1.23456 2 cm/c0 cs 0 scn\nBT 0 Tr/f0 9 Tf 1 0 0 -1 0 0 Tm(a)Tj\nET\nQ\n0.12345 0 m S\n"

    assert drawn == shorten(drawn)


def test_objects_and_streams_are_all_there() -> None:
    """Each object can be read after packing, with the content it had; areas are in whole points."""
    with pikepdf.new() as book:
        page = book.add_blank_page(page_size=(200, 100))
        page.Contents = book.make_stream(b"0 0 m")
        page.Annots = book.make_indirect([Dictionary(Type=Name.Annot, Rect=[1.4, 2.6, 30.51, 40])])
        book.Root.Extra = book.make_indirect(Stream(book, b"x" * 500, Kind=Name.Mine, Size=7))
        book.docinfo["/Title"] = "A (title) \\ عنوان"
        written = pack(book)
    with pikepdf.open(io.BytesIO(written)) as again:
        assert b"0 0 m" == again.pages[0].Contents.read_bytes()
        assert [1, 3, 31, 40] == [float(side) for side in again.pages[0].Annots[0].Rect]
        assert (b"x" * 500, "/Mine", 7) == (again.Root.Extra.read_bytes(), again.Root.Extra.Kind, again.Root.Extra.Size)
        assert "A (title) \\ عنوان" == str(again.docinfo["/Title"])
    assert b"/Type /ObjStm" in written
    assert zlib.compress(b"x" * 500, 9) in written


def font(texts: dict[int, str], widths: dict[int, int]) -> tuple[pikepdf.Pdf, Font]:
    """Make a font with a table of texts, as Typst embeds one."""
    book = pikepdf.new()
    rows = "".join(f"<{glyph:04X}> <{text.encode('utf-16-be').hex()}>\n" for glyph, text in texts.items())
    table = f"begincmap\n{len(texts)} beginbfchar\n{rows}endbfchar\nendcmap\n".encode()
    spaces = pikepdf.Array([part for glyph, width in widths.items() for part in (glyph, pikepdf.Array([width]))])
    below = book.make_indirect(Dictionary(W=spaces))
    return book, Font(Dictionary(DescendantFonts=[below], ToUnicode=book.make_stream(table)))


def test_a_mark_and_its_letter_are_told_apart() -> None:
    """Typst gives the text of a letter with its mark to both glyphs; each keeps what it alone stands for."""
    book, own = font({1: "ب\u064e", 2: "ب\u064e", 3: "ج"}, {1: 500, 2: 0, 3: 400})
    own.learn([4], "\u2067د\u2069")
    own.write()

    with book:
        assert {1: "ب", 2: "\u064e", 3: "ج"} == {glyph: text for glyph, text in Font(own.font).texts.items() if glyph < 4}
        assert own.is_mark([2])
        assert not own.is_mark([1, 2])


def test_pieces_of_one_run_go_together() -> None:
    """Pieces that follow each other to the right in one line are one run; a new line, or a step back, begins another."""
    pieces = [Piece(0, x=10, y=100, size=9), Piece(1, x=20, y=102, size=9), Piece(2, x=10, y=100, size=9), Piece(3, x=30, y=80, size=9)]

    assert [[0, 1], [2], [3]] == [[piece.start for piece in run] for run in runs(pieces)]


def test_pieces_are_read_from_a_page() -> None:
    """Place, size and text of each piece are known, in a text of the font's own or one that the page gives."""
    book, own = font({1: "أ", 2: "b"}, {1: 500, 2: 500})
    content = b"q 1 0 0 -1 10 20 cm BT /f0 9 Tf <0001> Tj ET Q q 1 0 0 -1 30 20 cm BT /f0 8 Tf <0002> Tj ET Q"
    with book:
        pieces = read_pieces(list(read(content)), {"/f0": own})

    assert [(10, 20, 9, ["أ"], True), (30, 20, 8, ["b"], False)] == [(piece.x, piece.y, piece.size, piece.texts, piece.is_rtl) for piece in pieces]


def test_what_follows_a_place_stays_apart() -> None:
    """A mode of text after a place is not joined to it."""
    piece = b"q\n1 0 0 -1 10 20 cm\n/c0 cs\n0 scn\nBT\n0 Tr\n/f0 9 Tf\n1 0 0 -1 0 0 Tm\n3 Tr\n[ (a) ] TJ\n0 Tr\n(b) Tj\nET\nQ\n"

    assert b"/c0 cs\n0 scn\nBT /f0 9 Tf 10 20 Td\n3 Tr\n[ (a) ] TJ\n0 Tr\n(b) Tj\nET\n" == shorten(piece)


def test_a_page_is_read_as_it_is_written() -> None:
    """Marks, strings with brackets and escapes in them, and lists of parts are instructions; anything else is refused."""
    page = b"/Span<</ActualText(a(b)\\))/MCID 3>>BDC\nq 1 0 0 -1 3.5 .2 cm/c0 cs 0 scn\n[(a\\051)-3<0041 0042>]TJ f* T* EMC"

    found = list(read(page))
    assert [b"BDC", b"q", b"cm", b"cs", b"scn", b"TJ", b"f*", b"T*", b"EMC"] == [each.operator for each in found]
    assert "a(b))" == said(found[0].operands)
    assert found == list(read(write(found)))
    assert (0x6129, 0x41, 0x42) == codes_of(found[5].operands)
    with pytest.raises(ValueError, match="no instruction of a page"):
        list(read(b"q ] Q"))


def test_objects_are_written_where_they_are_used() -> None:
    """An array that one object names stands in it, one that two name does not; what looks like a name in a string stays."""
    with pikepdf.new() as book:
        book.add_blank_page()
        book.docinfo["/Title"] = "A title"
        one, two = (book.make_indirect(pikepdf.Array([place])) for place in (1, 2))
        book.Root.One, book.Root.Two, book.Root.Again, book.Root.Text = one, two, two, pikepdf.String("see 1 0 R (or 2 0 R)")
        count, written = len(book.objects), pack(book)
    with pikepdf.open(io.BytesIO(written)) as again:
        assert [1, 2, 2] == [int(again.Root[name][0]) for name in ("/One", "/Two", "/Again")]
        assert (True, False) == (again.Root.Two.is_indirect, again.Root.One.is_indirect)
        assert "see 1 0 R (or 2 0 R)" == str(again.Root.Text)
        assert count - 1 == sum(1 for thing in again.objects if not isinstance(thing, Stream) or thing.get("/Type") not in ("/ObjStm", "/XRef"))
