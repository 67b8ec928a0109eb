"""What the built site ships for its search: its own records, small enough, and nothing of Sphinx's."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from docutils import nodes
from docutils.utils import new_document

from sphinx_multilingual.languages import Language, load_languages
from sphinx_multilingual.search import sections
from tests.conftest import ROOT

LANGUAGES = load_languages(ROOT / "locales/languages.toml")
MOST = 100_000  # bytes, compressed


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_the_texts_of_a_language_are_a_small_load(site: Path, language: Language) -> None:
    """All that the first search loads of a language's texts is at most 100 KB, compressed, and says nothing twice."""
    written = (site / language.segment / "search-data.js").read_bytes()
    _, _, text = written.decode().partition("] = ")
    pages = json.loads(text.rstrip().rstrip(";"))["pages"]

    assert len(gzip.compress(written)) <= MOST
    assert [] == [(address, heading) for address, found, _ in pages for _, heading, words in found[1:] if not heading and not words]


def test_pages_on_the_site_itself_count_less(site: Path) -> None:
    """The weights of the settings, by patterns of names, stand with the pages they are for, and with no other."""
    _, _, text = (site / "en/search-data.js").read_text(encoding="utf-8").partition("] = ")
    weights = {address: weight for address, _, weight in json.loads(text.rstrip().rstrip(";"))["pages"]}

    assert {0.6, 1} == set(weights.values())
    assert {address: 0.6 if address.startswith("contribute/") else 1 for address in weights} == weights


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_sphinx_s_own_search_is_not_shipped(site: Path, language: Language) -> None:
    """No index and no script of Sphinx's search is in the site."""
    names = {path.name for path in (site / language.segment).rglob("*.js")}

    assert set() == names & {"searchindex.js", "searchtools.js", "language_data.js", "sphinx_highlight.js"}
    assert {"search-data.js", "search.js", "words.js", "ranking.js", "marks.js", "stemmer.js"} <= names


def test_a_section_without_text_is_left_out() -> None:
    """A heading with nothing below it leads nowhere; one that holds other sections does."""
    def section(name: str, *below: nodes.Node) -> nodes.section:
        return nodes.section("", nodes.title("", name), *below, ids=[name.lower()])

    document = new_document("page")
    document += section("Page", section("Part", section("Text", nodes.paragraph("", "Words."))), section("Sources"))

    assert [("", "Page", ""), ("part", "Part", ""), ("text", "Text", "Words.")] == sections(document)
