"""The checks of sources say nothing of good data files and of pages that use them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sphinx_multilingual.check.sources import DataPage, load_pages
from tests.conftest import run_in
from tests.records.conftest import SOURCES
from tests.records.test_records import DAYS, GLOSSARY, LIST, TABLE

PAGE = "See [salt](#glossary-salt), [mills](#mill-table).\n\n```{records} mills\n:caption: Mills (source: Baker, 2020)\n:name: mill-table\n```\n\n```{records} glossary\n```\n"


def test_a_page_with_records_has_no_finding(tiny: Path, write: Callable[..., None]) -> None:
    """Directives, their targets and captions, and the data files themselves are in order; links.toml is not read."""
    write(PAGE, days=DAYS, items=LIST, mills=TABLE, glossary=GLOSSARY, links='[[link]]\nurl = "- x"\n', broken="[[")
    done = run_in(tiny, "check", "--only", "en")

    assert (0, "") == (done.returncode, done.stderr)


def test_the_texts_of_data_files_are_known_by_line(tiny: Path, write: Callable[..., None]) -> None:
    """Each text that becomes a message is read with its line: no numbers, dates or what is never drawn."""
    write(sources=SOURCES, mills=TABLE, days=DAYS)
    pages = {page.path.stem: page.messages for page in load_pages(tiny / "docs", "en") if isinstance(page, DataPage)}

    assert {
        "days": [(7, "The second day."), (13, "The *span*.[^oven]"), (18, "The year.")],
        "mills": [(9, "Rye | *oats*")],
        "sources": [(2, "Baker, [On ovens](wiki:Oven), 2020."), (8, "Miller, *On salt*, 2021.")],
    } == pages
