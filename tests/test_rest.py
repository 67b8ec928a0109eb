"""Does a site in reStructuredText have what one in MyST has?"""

from __future__ import annotations

import random
import re
import shutil
from pathlib import Path

import pytest
from docutils.parsers.rst import roles

from sphinx_multilingual.catalogs import messages, read_catalog
from sphinx_multilingual.check.rest import _line_inliner, read_rest
from sphinx_multilingual.check.source_pages import Page
from sphinx_multilingual.check.sources import load_pages
from sphinx_multilingual.schemes import resolve
from tests.check.conftest import Find, catalog, check, find
from tests.conftest import ROOT, run_in

__all__ = ["check", "find"]
PAGE = ".. _page:\n\nPage\n====\n\n{}\n"


@pytest.fixture(scope="module")
def rest(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny site in reStructuredText, built in all formats."""
    project = tmp_path_factory.mktemp("rest") / "rest"
    shutil.copytree(ROOT / "tests/rest", project, ignore=shutil.ignore_patterns("__pycache__"))
    done = run_in(project, "build")
    assert 0 == done.returncode, done.stderr
    return project


def text_of(html: str) -> str:
    """The words of an HTML text, in one line."""
    return " ".join(re.sub(r"<[^>]+>", "", html).split())


def test_the_pages_are_translated(rest: Path) -> None:
    """Text, records of all kinds, diagram and footnotes are in the reader's language; addresses follow it."""
    page = (rest / "build/site/pt/dough.html").read_text(encoding="utf-8")
    words = text_of(page.partition("<article")[2])

    for part in ("Amasse durante dez minutos.[1]", "23 de março de 1920", "em pedra.[2]",
                 "Pão escuro[2]", "Aqueça a água.", "A noite de um padeiro", "Nota nossa."):
        assert part in words
    assert 'href="https://pt.wikipedia.org/wiki/Dough"' in page
    assert 'href="index.html#home"' in page


def test_a_term_is_explained(rest: Path) -> None:
    """The first mention of a term of the glossary leads to it."""
    page = (rest / "build/site/pt/dough.html").read_text(encoding="utf-8")

    assert re.search(r'<a [^>]*class="hint" href="words.html#words-crumb"[^>]*>miolo</a>', page)


def test_search_and_books_have_the_text(rest: Path) -> None:
    """The search knows the sections, and there is a PDF and an EPUB."""
    site = rest / "build/site/pt"

    assert '["kneading","Amassar","Amasse durante dez minutos.' in (site / "search-data.js").read_text(encoding="utf-8")
    assert (site / "bread-pt.pdf").read_bytes().startswith(b"%PDF")
    assert (site / "bread-pt.epub").is_file()


def test_check_and_links_are_content(rest: Path) -> None:
    """Sources, catalogs and links have no finding, though the site keeps no list of addresses."""
    for verb in ("check", "links"):
        done = run_in(rest, verb)
        assert 0 == done.returncode, done.stderr


def test_comments_for_translators_reach_the_catalog() -> None:
    """`.. i18n:` gives its words to the next message, as the stored catalog shows."""
    found = read_catalog(ROOT / "tests/rest/locales/pt/LC_MESSAGES/dough.po")
    kneading = next(message for message in messages(found) if str(message.id).startswith("Knead for"))

    assert ["a fixed phrase of bakers"] == kneading.auto_comments


@pytest.mark.parametrize(("code", "source", "text"), [
    ("C010", "See `it <https://a.org/x>`_.", "Veja `isso <https://a.org/y>`_."),
    ("C010", "See it_.", "Veja isso."),
    ("C011", "Salt it.\\ [#salt]_", "Ponha sal."),
    ("C012", "Read :ref:`this <home>`.", "Leia :ref:`isto <away>`."),
    ("C013", "Version |release|.", "Versão."),
    ("C015", "Write to https://a.org/x now.", "Escreva para https://a.org/y agora."),
    ("C021", "Bread.", ".. raw:: html"),
    ("C021", "Bread.", "- .. include:: /etc/passwd"),
    ("C021", "- Bread.\n- Salt.", "- Pão.\n- .. raw:: html"),
    ("C022", "Bread.", ".. pão"),
    ("C022", "- Bread.", "- .. pão"),
    ("C023", "Bread.", "- Pão."),
    ("C023", "Bread.", "a) Pão."),
])
def test_a_planted_fault_is_found(find: Find, code: str, source: str, text: str) -> None:
    """Markup that a translation loses or brings is found as on pages in MyST."""
    assert code in {found for found, _, _ in find({"docs/page.rst": PAGE.format("Text."), **catalog("pt", (source, text))})}


@pytest.mark.parametrize(("source", "text"), [
    ("Read :ref:`bread <home>` and `loaves <https://a.org>`_.\\ [#n]_", "Leia `pães <https://a.org>`_ e :ref:`pão <home>`.\\ [#n]_"),
    ("A *word* and ``code``.", "Uma *palavra* e ``code``."),
    ("See it_.", "Veja `isso aqui`_."),
])
def test_good_text_has_no_finding(find: Find, source: str, text: str) -> None:
    """What keeps the markup is well, and a page whose texts are in the catalogs is not behind."""
    assert [] == find({"docs/page.rst": PAGE.format(source), **catalog("pt", ("Page", "Página"), (source, text))})


@pytest.mark.parametrize(("code", "body", "line"), [
    ("S005", "word " * 121, 6),
    ("S006", "Read `here <https://a.org>`_.", 6),
    ("S007", ".. image:: loaf.png", 6),
    ("S008", "Section\n-------", 6),
    ("S009", ".. csv-table:: Loaves\n\n   1, 2", 6),
])
def test_a_planted_fault_of_a_page_is_found(find: Find, code: str, body: str, line: int) -> None:
    """The pages are checked too."""
    assert [(code, "docs/page.rst", line)] == find({"docs/page.rst": PAGE.format(body)})


@pytest.mark.parametrize("body", [
    ".. image:: loaf.png\n   :alt: A loaf", ".. _here:\n\n=======\nSection\n=======", "Text::\n\n   " + "word " * 121,
    ".. code-block:: text\n\n   " + "word " * 121, ".. csv-table:: Loaves, 2020, source: us\n\n   1, 2",
])
def test_a_good_page_has_no_finding(find: Find, body: str) -> None:
    """Code is no text, and what has its description, target or source is well."""
    assert [] == find({"docs/page.rst": PAGE.format(body)})


def test_a_page_is_taken_apart(tmp_path: Path) -> None:
    """Paragraphs, items and the text of notes are messages, each with its line."""
    (tmp_path / "page.rst").write_text(PAGE.format("One\ntwo.\n\n- three\n\n.. note::\n\n   Four."), encoding="utf-8")
    [page] = load_pages(tmp_path, "en")

    assert isinstance(page, Page)
    assert [(3, "Page"), (6, "One two."), (9, "three"), (13, "Four.")] == page.messages


def test_words_are_read_without_markup() -> None:
    """Roles, code and addresses are no words; emphasis is not prose."""
    reading = read_rest("A :ref:`b <c>`, *d*, ``e`` and https://f.org/g now.")

    assert "A \ufffc, d, \ufffc and \ufffc now." == reading.plain
    assert "A \ufffc, , \ufffc and \ufffc now." == reading.prose


def test_a_scheme_is_resolved_as_in_myst() -> None:
    """The parts of the address go into the template."""
    assert "https://a.org/x?y#z" == resolve("a:x?y#z", "https://a.org/{{path}}?{{ query }}#{{fragment}}")


def test_no_directive_of_a_message_is_run(tmp_path: Path) -> None:
    """A catalog can come from anybody: what it brings is named, and neither run nor kept for the next message."""
    (tmp_path / "secret.txt").write_text("the secret", encoding="utf-8")
    hostile = (
        f"- .. include:: {tmp_path}/secret.txt", "- .. default-role:: strong", "- .. role:: html(raw)\n     :format: html",
        f"=== ===\na   .. include:: {tmp_path}/secret.txt\n=== ===",
    )
    for text in hostile:
        reading = read_rest(text)
        assert "the secret" not in reading.plain
        assert reading.values("directive")
    assert "" not in roles._roles  # type: ignore[attr-defined]
    assert "html" not in roles._roles  # type: ignore[attr-defined]


def test_any_text_can_be_read() -> None:
    """Broken and hostile markup is read without an error, lists in lists without end too, and leaves nothing behind."""
    parts = ["`", "``", "*", "**", "|", "_", "__", "[#a]_", ":a:`", "`_", "<x>", ".. ", "::", "\n", "\n\n", "- ", "1. ", "=====",
             "+--+", "  ", "word", "http://x.y", "\\", "(", "אב", "\0", "|x|", "`a <b>`_", ".. raw:: html", ">>> x", "-a  b", ":f: g"]
    chance = random.Random(12)
    for _ in range(300):
        read_rest("".join(chance.choices(parts, k=chance.randint(1, 14))))
    read_rest("- " * 600 + "x")

    assert 1 == len(_line_inliner().implicit_dispatch)
