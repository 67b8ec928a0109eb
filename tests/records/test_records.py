"""The records of a data file are drawn as their layout says, in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from pypdf import PdfReader

from sphinx_multilingual.catalogs import messages, read_catalog
from sphinx_multilingual.records.places import sort_key
from tests.conftest import run_in
from tests.records.conftest import Build, say
from tests.records.test_sources import notes

DAYS = """\
[layout]
kind = "timeline"

[[record]]
id = "second"
date = 1920-03-23
text = "The second day."
source = ["oven", "salt"]
topic = ["rye", "oats"]

[[record]]
date = "1919-1932"
text = "The *span*.[^oven]"
source = "oven"

[[record]]
date = "1920"
text = "The year."
topic = "rye"

[[record]]
date = "1921-06"
text = "Never."
mark = "unsure"
"""
LIST = '[layout]\nkind = "list"\n\n[[record]]\nid = "a"\ntext = "First [loaf](#items-b)."\n\n[[record]]\nid = "b"\ntext = "Second."\n'
TABLE = """\
[layout]
kind = "table"
columns = [["When", "date"], ["Years", "years"], ["Name", "name"]]

[[record]]
id = "rye"
date = 1920-03-23
years = "1919–1932"
name = "Rye | *oats*"
source = "oven"

[[record]]
date = "unknown"
years = ""
name = "12"
source = "salt"
"""
GLOSSARY = """\
[layout]
kind = "glossary"

[[record]]
id = "water"
term = "water"
text = "It is wet.[^oven]"

[[record]]
id = "salt"
term = "salt"
text = "See [water](#glossary-water)."
source = "salt"
"""


def plain(page: str, tag: str) -> list[str]:
    """The texts of the elements of a built page, without their notes."""
    found = re.findall(rf"<{tag}\b[^>]*>(.*?)</{tag}>", page.partition("<article")[2].partition("</article>")[0], re.DOTALL)
    texts = [re.sub(r"<[^>]+>", "", re.sub(r'<a class="(?:footnote|headerlink).*?</a>', "", each)) for each in found]
    return [" ".join(unescape(text).split()) for text in texts]


def test_a_timeline_is_in_order_of_date(build: Build) -> None:
    """Dates are in order and in words, the unsure is left out, and a source that the text cites is not cited twice."""
    page = build("```{records} days\n```\n", days=DAYS)

    assert ["1919 – 1932", "1920", "March 23, 1920"] == plain(page, "dt"), page
    assert ["The span.", "The year.", "The second day."] == plain(page, "dd")
    assert '<dt id="days-second">' in page
    assert ["1", "2", "3", "2", "2", "1"] == re.findall(r'"footnote-reference.*?</span>(\d)<', page)
    assert "Never" not in page


def test_a_timeline_is_translated(build: Build, tiny: Path) -> None:
    """Dates are those of the language, or of the one that the project names for it, and no messages."""
    catalog = say(("The *span*.[^oven]", "O *período*.[^oven]"), ("The second day.[^oven][^salt]", "O segundo dia.[^oven][^salt]"))
    page = build("```{records} days\n```\n", catalog, language="pt", days=DAYS)

    assert ["1919 – 1932", "1920", "23 de março de 1920"] == plain(page, "dt"), page
    assert ["O período.", "The year.", "O segundo dia."] == plain(page, "dd")
    with (tiny / "conf.py").open("a", encoding="utf-8") as file:
        file.write('multilingual_date_locales = {"en": "en_GB"}\n')
    assert "23 March 1920" in plain(build("```{records} days\n```\n", days=DAYS), "dt")


def test_records_bring_their_sources(build: Build) -> None:
    """The sources of records are listed with those of the page, in the order of their citation."""
    page = build("```{records} days\n:where: topic=rye\n```\n", days=DAYS, page="(b)=\n# B\n\n{}\n```{{sources}}\n```\n")

    assert ["1920", "March 23, 1920"] == plain(page, "dt"), page
    assert ["Baker, On ovens, 2020.", "Miller, On salt, 2021."] == notes(page)


def test_a_list_has_targets(build: Build) -> None:
    """A record of a list is a place to link to."""
    page = build("See [it](#items-a).\n\n```{records} items\n:name: all-items\n```\n\nSee [all](#all-items).", items=LIST)

    assert ["First loaf.", "Second."] == plain(page, "li")[-2:], page
    assert {"items-a", "items-b", "all-items"} <= set(re.findall(r'id="([\w-]+)"', page))


def test_a_table_has_a_caption_and_targets(build: Build) -> None:
    """Cells are Markdown, with `|` too; a date is one of the language, and the row has a target."""
    table = "```{records} mills\n:caption: Mills (source: *Baker*, 2020)\n:name: mill-table\n```\n\nSee [it](#mills-rye), [all](#mill-table)."
    page = build(table, mills=TABLE)

    assert ["When", "Years", "Name"] == plain(page, "th"), page
    assert ["March 23, 1920", "1919–1932", "Rye | oats", "unknown", "", "12"] == plain(page, "td")
    assert ["Mills (source: Baker, 2020)"] == plain(page, "caption")
    assert {"mills-rye", "mill-table"} <= set(re.findall(r'id="([\w-]+)"', page))


def test_only_words_are_messages(tiny: Path, write: Callable[..., None]) -> None:
    """Numbers, dates and names of notes are not given to translators; heads, captions and cells with words are."""
    write("```{records} mills\n:caption: Mills\n```\n\n```{records} days\n```\n", mills=TABLE, days=DAYS)
    done = run_in(tiny, "catalogs", "--only", "pt")
    found = [message.id for message in messages(read_catalog(tiny / "locales/pt/LC_MESSAGES/bread.po"))]

    assert 0 == done.returncode, done.stderr
    assert [
        "Mills", "When", "Years", "Name", "Rye | *oats*[^oven]", "unknown", "The *span*.[^oven]", "The year.",
        "The second day.[^oven][^salt]",
    ] == [text for text in found if text not in ("Bread", "Sources")][1:-3], found


def test_a_glossary_is_sorted_by_the_terms_of_the_language(build: Build) -> None:
    """Terms have a target that is the same in all languages; notes are numbered as they then stand."""
    text = "See [salt](#glossary-salt).\n\n```{records} glossary\n```\n"
    page = "(b)=\n# B\n\n{}\n```{{sources}}\n```\n"
    here = build(text, glossary=GLOSSARY, page=page)
    there = build(text, say(("water", "água"), ("salt", "sal")), glossary=GLOSSARY, page=page, language="pt")

    assert ["salt", "water"] == plain(here, "dt"), here
    assert ["água", "sal"] == plain(there, "dt"), there
    assert '<dt id="glossary-salt">' in here
    assert '<dt id="glossary-salt">' in there
    assert ["Miller, On salt, 2021.", "Baker, On ovens, 2020."] == notes(here)
    assert ["Baker, On ovens, 2020.", "Miller, On salt, 2021."] == notes(there)


def test_accents_and_case_do_not_sort() -> None:
    """A term is sorted by its letters alone; equal ones by what is left."""
    words = ["École", "eau", "Zoo", "“Ecole”", "ängstlich", "Apfel"]

    assert ["ängstlich", "Apfel", "eau", "École", "“Ecole”", "Zoo"] == sorted(words, key=sort_key)


def test_the_books_have_the_records(tiny: Path, write: Callable[..., None]) -> None:
    """PDF and EPUB draw each kind of record, and links in them find their targets."""
    kinds = "".join(f"```{{records}} {name}\n```\n\n" for name in ("days", "items", "mills", "glossary"))
    links = "[a](#days-second) [b](#items-a) [c](#mills-rye) [d](#glossary-water)"
    write(kinds + links, days=DAYS, items=LIST, mills=TABLE, glossary=GLOSSARY)
    done, checked = run_in(tiny, "build"), run_in(tiny, "links")

    assert (0, "") == (done.returncode, done.stderr)
    assert [] == [row for row in checked.stderr.splitlines() if "links.toml" not in row]  # It has no such list.
    said = " ".join(page.extract_text() for page in PdfReader(tiny / "build/site/en/bread-en.pdf").pages)
    assert re.search(r"second day\.\s?\[2\]\s?\[1\]", said), "two notes must not read as one number"
    assert all(text in said for text in ("March 23, 1920", "The second day.", "First loaf", "oats", "It is wet", "On salt"))


def test_a_file_may_be_drawn_twice(build: Build) -> None:
    """Only one of two drawings has the targets."""
    page = build("```{records} days\n```\n\n```{records} days\n:no-index:\n```\n", days=DAYS)

    assert 1 == page.count('id="days-second"'), page


def test_an_edit_of_the_records_rebuilds_the_page(build: Build) -> None:
    """The data file is a dependency of the page."""
    build("```{records} items\n```\n", items=LIST)

    assert "Third." in build("```{records} items\n```\n", items=LIST.replace("Second.", "Third."))


ONE = '[layout]\nkind = "list"\n\n[[record]]\ntext = "One."\n'


@pytest.mark.parametrize(("data", "line", "said"), [
    ("[[record]\n", 1, "not valid TOML"),
    (ONE + "source = 1\n", 4, "source must be a name"),
])
def test_a_broken_file_is_found(build: Build, data: str, line: int, said: str) -> None:
    """What is wrong in a file of records is said at its line, and nothing else."""
    found = build("```{records} items\n```\n", items=data)

    assert f"docs/_data/items.toml:{line}: WARNING: {said}" in found
    assert 1 == found.count("WARNING")


@pytest.mark.parametrize(("text", "line", "said"), [
    ("```{records} none\n```\n", 0, "docs/_data/none.toml:1: WARNING: cannot be read"),
    ("```{records} items\n:where: topic\n```\n", 6, "`where` must be key=value"),
    ("```{records} items\n:where: =rye\n```\n", 6, "`where` must be key=value"),
    ("```{records} items\n:where: topic=\n```\n", 6, "`where` must be key=value"),
    ("```{records} items\n:where: topic=rye\n```\n", 6, "no record of the file is chosen"),
    ("```{records} items\n:caption: Items\n```\n", 6, "a list has no caption"),
])
def test_a_wrong_directive_is_found(build: Build, text: str, line: int, said: str) -> None:
    """What is wrong in the directive is said at its line."""
    found = build(text, items=ONE)

    assert said in found
    assert f"docs/bread.md:{line}: " in found or not line


def test_a_reader_of_markdown_that_cannot_draw_it_is_told_of(build: Build, tiny: Path) -> None:
    """A glossary needs an extension of MyST, which a project may lack."""
    conf = tiny / "conf.py"
    conf.write_text(conf.read_text(encoding="utf-8").replace(', "deflist"', ""), encoding="utf-8")

    said = "the texts of glossary.toml cannot be drawn as a glossary; does MyST know 'deflist'?"
    assert said in build("```{records} glossary\n```\n", glossary=GLOSSARY)


def test_an_unknown_source_is_found_in_its_record(build: Build) -> None:
    """A record that cites a source that is nowhere is named by its line."""
    found = build("```{records} items\n```\n", items=ONE + 'source = "rest"\n')

    assert "docs/_data/items.toml:4: WARNING: no source 'rest' on this page or in sources.toml" in found
