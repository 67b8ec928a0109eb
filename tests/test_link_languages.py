"""The language of a text that a link leads to is said beside the link where it is not the reader's."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pypdf import PdfReader

from sphinx_multilingual.addresses import load_listed
from sphinx_multilingual.errors import ProjectError
from sphinx_multilingual.link_languages import alternatives, language_of, scheme_languages
from tests.conftest import HEADER, run_in
from tests.test_progress import replace

SCHEMES = {
    "law": {"*": "https://law.org/en/{{path}}", "fr": "https://law.org/fr/{{path}}"},
    "wiki": {"*": "https://pt.wiki.org/{{path}}", "pt": "https://pt.wiki.org/{{path}}"},
    "site": {"*": "https://law.org/{{path}}?x={{query}}"},
}
LIST = """
[[link]]
url = "https://a.org/pt"
language = "pt"
status = "seen"
[[link]]
url = "https://a.org/en"
language = "en"
status = "seen"
[[link]]
url = "https://a.org/he"
language = "he"
instead_of = "https://a.org/en"
status = "seen"
[[link]]
url = "https://a.org/unknown"
status = "seen"
"""
PAGE = """\
(links-page)=
# Links

A [text](wiki:Bread)! An [old one](https://a.org/en), a [new one](https://a.org/pt), [another](https://a.org/unknown).[^note]

[^note]: [Cited](https://a.org/en).
"""


def language(address: str, code: str, listed: dict[str, dict[str, str]] | None = None) -> str:
    """Return the language of an address on the pages of a language; the source is English."""
    return language_of(address, listed or {}, scheme_languages(SCHEMES, code, "en"))


def test_an_address_of_a_scheme_has_the_language_it_is_given_for() -> None:
    """`*` serves the rest in the source language, or in the language that has the same address."""
    assert ("fr", "en", "en") == tuple(language(f"https://law.org/{side}/1", side) for side in ("fr", "en", "en"))
    assert "en" == language("https://law.org/en/1", "de")
    assert "pt" == language("https://pt.wiki.org/Bread", "de")
    assert "en" == language("https://law.org/1?x=2", "fr")
    assert "" == language("https://other.org/", "fr")


def test_the_list_knows_better() -> None:
    """What an entry of the list says comes before what its address looks like."""
    assert "de" == language("https://law.org/en/1", "fr", {"https://law.org/en/1": {"language": "de"}})


def test_a_text_in_another_language_stands_instead_of_an_address() -> None:
    """Only for the readers of that language."""
    listed = {"a": {"language": "en"}, "b": {"language": "fr", "instead_of": "a"}}

    assert {"a": "b"} == alternatives(listed, "fr")
    assert {} == alternatives(listed, "de")


@pytest.fixture
def linked(tiny: Path) -> Path:
    """The tiny project with a page of links, a list of them, and the label in Portuguese."""
    (tiny / "docs/_data").mkdir()
    (tiny / "docs/_data/links.toml").write_text(LIST, encoding="utf-8")
    (tiny / "docs/links.md").write_text(PAGE, encoding="utf-8")
    replace(tiny / "docs/index.md", "\ndough\n", "\ndough\nlinks\n")
    label = 'msgid "(in {language})"\nmsgstr "(em {language})"\n'
    (tiny / "locales/pt/LC_MESSAGES/interface.po").write_text(HEADER + label, encoding="utf-8")
    return tiny


def links(project: Path, code: str) -> list[tuple[str, ...]]:
    """List the external links of the page: hreflang, end of the address, what is said of the language."""
    page = (project / f"build/site/{code}/links.html").read_text(encoding="utf-8")
    found = r'<a (?:hreflang="(\w+)" )?class="reference external" href="https://[^"]*/(\w+)">[^<]*</a>(?: <span class="link-language" [^>]*>(.*?)</span>)?'
    return re.findall(found, page)


def test_pages_name_the_other_language_once_for_each_link(linked: Path) -> None:
    """The source language's pages need no name for its texts; what is not known is not named."""
    assert 0 == run_in(linked, "html", ONLY="en pt").returncode

    assert [("", "Bread", ""), ("", "en", ""), ("pt", "pt", "(in Portuguese)"), ("", "unknown", ""), ("", "en", "")] == links(linked, "en")
    english = ("en", "en", "(em inglês)")
    assert [("", "Bread", ""), english, ("", "pt", ""), ("", "unknown", ""), english] == links(linked, "pt")


def test_a_cited_source_leads_to_the_text_in_the_readers_language(linked: Path) -> None:
    """A link in the running text may be about the place itself, and stays; a scheme without the language is English."""
    assert 0 == run_in(linked, "html", ONLY="he").returncode

    said = [(hreflang, end, bool(name)) for hreflang, end, name in links(linked, "he")]
    assert [("en", "Bread", True), ("en", "en", True), ("pt", "pt", True), ("", "unknown", False), ("", "he", False)] == said


def test_books_name_it_too(linked: Path) -> None:
    """The PDF and the EPUB have the same words."""
    assert 0 == run_in(linked, "build", ONLY="pt").returncode

    text = "".join(sheet.extract_text() for sheet in PdfReader(linked / "build/site/pt/bread-pt.pdf").pages)
    assert 2 == text.count("(em inglês)")
    e_book = (linked / "build/epub/pt/links.xhtml").read_text(encoding="utf-8")
    assert 2 == e_book.count("(em inglês)")
    assert 2 == e_book.count('hreflang="en"')


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('language = "pt"', 'language = "portugese"', "no language is 'portugese'"),
        ('instead_of = "https://a.org/en"', 'instead_of = "https://a.org/xx"', "instead_of needs a language, and an address"),
        ('language = "he"\n', "", "instead_of needs a language"),
    ],
)
def test_a_fault_in_the_list_is_named(linked: Path, old: str, new: str, told: str) -> None:
    """By its file and address."""
    replace(linked / "docs/_data/links.toml", old, new)

    with pytest.raises(ProjectError, match=f"^docs/_data/links.toml: https://a.org/.*{told}"):
        load_listed(linked / "docs/_data/links.toml")
