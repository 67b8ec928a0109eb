"""A table for narrow windows: each cell knows the name of its column. And Latin titles keep their italics."""

from __future__ import annotations

import pytest

from sphinx_multilingual.emphasis import mark_latin
from sphinx_multilingual.tables import name_columns

HEAD = '<table class="docutils">\n<thead>\n<tr><th><p>A</p></th>{more}</tr>\n</thead>\n<tbody>\n'


def test_each_cell_says_the_name_of_its_column() -> None:
    """With three columns, each cell has the text of its head, in the order of the row."""
    head = HEAD.format(more='<th><p>B &amp; "C"</p></th><th class="x"><p><em>D</em></p></th>')
    found = name_columns(head + '<tr class="row"><td><p>1</p></td><td class="y">2</td><td></td></tr></tbody></table>')

    assert 'class="docutils stacking"' in found
    assert (
        '<tr class="row"><td data-column="A"><p>1</p></td>'
        '<td data-column="B &amp; &quot;C&quot;" class="y">2</td><td data-column="D"></td></tr></tbody></table>'
    ) in found


@pytest.mark.parametrize(("more", "cells"), [("<th>B</th>", "<td>1</td>"), ("<th>B</th><th>C</th>", '<td colspan="3">1</td>')])
def test_a_table_that_cannot_be_stacked_stays(more: str, cells: str) -> None:
    """Two columns have room, and cells over several columns have no one name."""
    table = HEAD.format(more=more) + f"<tr>{cells}</tr></tbody></table>"

    assert table == name_columns(table)


def test_only_latin_emphasis_is_marked() -> None:
    """A title in Latin letters is marked; Arabic, Chinese and mixed words and bare numbers are not."""
    text = "<em>Coop News – n.º 1</em> <em><span lang=\"en\">Coop</span>\u200e</em> <em>في</em> <em>合作社 COOP</em> <em>2012</em>"

    marked = text.replace("<em>Coop", '<em class="latin">Coop').replace("<em><span", '<em class="latin"><span')
    assert marked == mark_latin(text)
