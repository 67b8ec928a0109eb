"""Do the columns of a printed table follow what stands in them?"""

from __future__ import annotations

import io
import re

import pytest
from pypdf import PdfReader

from sphinx_multilingual.book.widths import Cell, columns_of
from tests.printing import compiled, typst

TEXTS = {
    "en": ("What has been counted in the cooperatives of all countries, and by whom, as far as that is known to us", "An office"),
    "ar": ("عدد العاملين في نطاق التعاونيات في جميع البلدان كما ورد في التقرير، ومعظمهم من العاملين في الزراعة", "مكتب العمل"),
    "zh_CN": ("各国合作社范围内工作的人数，其中多数在农业领域工作，这一数字出自我们所知的最新一份报告，年份见旁边一栏", "劳工局"),
}


def written(text: str, name: str) -> str:
    """Return a table of years, long texts and names in Typst, some pages long."""
    rows = "".join(f"   - - {year}\n     - {text}\n     - {name}\n     - {name}\n" for year in range(1950, 2010))
    return typst(f".. list-table::\n\n{rows}")


def is_short(table: str, code: str) -> bool:
    """Tell whether a table takes at most three quarters of the pages that it has with equal columns."""
    def pages(source: str) -> int:
        return len(PdfReader(io.BytesIO(compiled(source, code))).pages)

    equal = re.sub(r"#data-table\(none, \([^)]*\)", "#data-table(none, (1fr, 1fr, 1fr, 1fr, )", table)
    return pages(table) - 3 <= 0.75 * (pages(equal) - 3)  # cover, contents and the beginning


@pytest.mark.parametrize("code", TEXTS)
def test_a_table_is_short(code: str) -> None:
    """Beside columns of years and names one of long texts has most of the page, in each script; equal columns are found."""
    table = written(*TEXTS[code])

    assert is_short(table, code)
    assert not is_short(re.sub(r"#data-table\(none, \([^)]*\)", "#data-table(none, (1fr, 1fr, 1fr, 1fr, )", table), code)


def cells(*rows: tuple[str, ...]) -> list[Cell]:
    """Return the cells of a table."""
    return [Cell(column, text) for row in rows for column, text in enumerate(row)]


def shares(*rows: tuple[str, ...]) -> list[float]:
    """Return the parts of the page that columns have; 0 for one that has what it needs."""
    return [float(width.removesuffix("fr").replace("auto", "0")) for width in columns_of(cells(*rows), len(rows[0])).widths]


def test_a_small_table_is_no_wider_than_its_texts() -> None:
    """Where each cell has room on one line, no column is wider than that."""
    assert [0, 0] == shares(("Year", "Value"), ("2020", "a few words"))


def test_a_column_has_room_for_its_longest_word() -> None:
    """Of a page that is too narrow for two long texts each column has as much as its longest word asks for."""
    short, long = shares(("incomprehensibilities " + "a " * 30, "a b c " * 90))
    assert short < long
    assert short > Cell(0, "incomprehensibilities").least


def test_words_for_which_there_is_no_room_are_named() -> None:
    """Five columns of long words have equal parts, and words from some length on may be broken; short ones are left."""
    columns = columns_of(cells(("Entwicklungszusammenarbeit",) * 5), 5)
    assert (["9.2fr"] * 5, 13) == (columns.widths, columns.long)
    assert columns_of(cells(("a b c " * 40,) * 5), 5).long is None


def test_han_counts_twice() -> None:
    """A character of Han is as wide as two letters."""
    latin, han = shares(("word " * 30, "合作社的工作" * 25))
    assert 1.5 * latin < han < 3 * latin


def test_an_address_is_counted_and_may_be_broken() -> None:
    """A link has its address in print, where it is no single word."""
    link = "`a <https://example.org" + "/a-part" * 12 + ">`__"
    assert "(auto, 44.1fr, )" in typst(f".. list-table::\n\n   - - x\n     - {link}")
    assert "(auto, auto, )" in typst(f"{link}\n\n.. list-table::\n\n   - - x\n     - {link}")


def test_cells_below_one_that_spans_rows_keep_their_column() -> None:
    """What stands beside a cell of two rows is in the second column, in its second row too."""
    line = "+---+" + "-" * 111 + "+"
    table = typst(f"{line}\n| a | {'b':110}|\n|   {line[4:]}\n|   | {'long text ' * 11}|\n{line}")
    assert '(auto, 44.1fr, ), (), table.cell(rowspan: 2, breakable: false, [#"a";]' in table
