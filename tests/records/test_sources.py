"""A page lists the sources that it cites, and a wrong name or file is found at its line."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest

from sphinx_multilingual.catalogs import read_catalog
from tests.conftest import run_in
from tests.records.conftest import PAGE, SOURCES, Build, say


def notes(page: str) -> list[str]:
    """The notes of a built page as plain text."""
    found = re.findall(r'<aside class="footnote.*?<p[^>]*>(.*?)</p>', page, re.DOTALL)
    return [unescape(re.sub(r"<[^>]+>", "", note)) for note in found]


def test_sources_stand_in_the_order_of_their_citation(build: Build) -> None:
    """What is cited is listed once, in order, with the page's own note; what is not cited or published is not."""
    page = build()

    assert ["Miller, On salt, 2021.", "Baker, On ovens, 2020.", "Our own note."] == notes(page), page
    assert "https://en.wikipedia.org/wiki/Oven" in page
    assert "secret" not in page


def test_a_source_may_have_the_name_of_a_target(build: Build) -> None:
    """A heading and a source of one name are both found."""
    page = build("See [salt](#salt).\n\n(salt)=\n## On salt")

    assert ["Miller, On salt, 2021.", "Baker, On ovens, 2020.", "Our own note."] == notes(page), page
    assert {"#salt", "#source-salt", "#source-oven"} <= set(re.findall(r'href="(#[\w-]+)"', page))


def test_sources_are_translated_with_the_page(build: Build) -> None:
    """A source is a message of the page, and its address that of the language."""
    page = build("", say(("Baker, [On ovens](wiki:Oven), 2020.", "Baker, [Dos fornos](wiki:Oven), 2020.")), language="pt")

    assert "Baker, Dos fornos, 2020." in notes(page), page
    assert "https://pt.wikipedia.org/wiki/Oven" in page


def test_the_books_have_the_sources(tiny: Path, write: Callable[..., None]) -> None:
    """PDF and EPUB know each node of the list."""
    write()
    done = run_in(tiny, "build", "--only", "en")

    assert (0, "") == (done.returncode, done.stderr)


def test_sources_are_messages(tiny: Path, write: Callable[..., None]) -> None:
    """`make catalogs` brings the text of a source into the page's catalog, and no comment of the page to it."""
    write("% i18n: of the oven\n\nIt is hot.")
    done = run_in(tiny, "catalogs", "--only", "pt")
    catalog = read_catalog(tiny / "locales/pt/LC_MESSAGES/bread.po")

    assert 0 == done.returncode, done.stderr
    assert catalog.get("Miller, *On salt*, 2021.")
    assert ["It is hot."] == [message.id for message in catalog if message.auto_comments]


def test_an_edit_of_the_sources_rebuilds_the_page(build: Build) -> None:
    """The file of sources is a dependency of the page."""
    build()

    assert "Miller, On salt, 2022." in notes(build(sources=SOURCES.replace("2021", "2022")))


@pytest.mark.parametrize(("sources", "line", "said"), [
    ("[source.salt\n", 1, "not valid TOML"),
    (SOURCES.replace("seen = 2026-01-31\n", ""), 1, "source 'oven': lacks the day on which it was seen"),
])
def test_a_broken_file_is_found(build: Build, sources: str, line: int, said: str) -> None:
    """What is wrong in the file of sources is said at its line, and nothing else."""
    found = build(sources=sources)

    assert f"docs/_data/sources.toml:{line}: WARNING: {said}" in found
    assert 1 == found.count("WARNING")


def test_a_missing_file_is_found(build: Build, tiny: Path) -> None:
    """A file that is not there is named."""
    with (tiny / "conf.py").open("a", encoding="utf-8") as file:
        file.write('multilingual_sources = "docs/_data/none.toml"\n')

    assert "docs/_data/none.toml:1: WARNING: cannot be read (No such file or directory)" in build()


def test_an_unknown_name_is_found_where_it_is_cited(build: Build) -> None:
    """A name that neither the page nor the file has is said once, at the line that cites it."""
    found = build("Rest it.[^rest]")

    assert "docs/bread.md:6: WARNING: no source 'rest' on this page or in sources.toml" in found
    assert 1 == len(re.findall("WARNING|ERROR", found))


def test_a_list_without_citation_is_found(build: Build) -> None:
    """A page that lists sources and cites none is warned of."""
    assert "docs/bread.md:4: WARNING: the page cites no source" in build(page="(b)=\n# Bread\n\n```{{sources}}\n```\n")


def test_a_list_without_a_file_is_found(build: Build, tiny: Path) -> None:
    """The directive names the setting that it needs."""
    with (tiny / "conf.py").open("a", encoding="utf-8") as file:
        file.write('multilingual_sources = ""\n')

    assert "docs/bread.md:11: ERROR: no file of sources is known; set multilingual_sources" in build(page=PAGE)
