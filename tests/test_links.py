"""The link check: each kind of fault is caught by name of file and line; a clean site has none."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from sphinx_multilingual.languages import load_languages
from sphinx_multilingual.links import Site, check_site, told
from tests.conftest import ROOT

LANGUAGES = load_languages(ROOT / "tests/tiny/locales/languages.toml")
LISTED = {"https://example.com/ok": {"status": "seen"}, "https://example.com/pt": {"status": "seen"}}
PAGE = """<!doctype html>
<html><head><link rel="stylesheet" href="../style.css"></head><body>
<nav><a href="../{other}/a.html" hreflang="{other}">x</a></nav>
<article id="top">
<h1 id="one">One</h1>
<p><a href="b.html#two">two</a> <a href="#one">one</a> <a href="{external}">out</a> <a href="mailto:a@b.org">mail</a></p>
<img src="../pic.svg" alt="pic">
<script src="../code.js"></script>
</article></body></html>
"""
SECOND = '<html><body><article><h1 id="two">Two</h1></article></body></html>'


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A clean site of two languages with two pages each."""
    for segment, other, external in (("en", "pt", "ok"), ("pt", "en", "pt")):
        (tmp_path / segment).mkdir()
        text = PAGE.format(other=other, external=f"https://example.com/{external}")
        (tmp_path / segment / "a.html").write_text(text, encoding="utf-8")
        (tmp_path / segment / "b.html").write_text(SECOND, encoding="utf-8")
    (tmp_path / "index.html").write_text(
        '<link rel="canonical" href="https://site.org/">\n<a href="en/a.html" hreflang="en">en</a>'
        '<a href="https://site.org/pt/a.html" hreflang="pt">pt</a>', encoding="utf-8",
    )
    (tmp_path / "404.html").write_text('<base href="https://site.org/">\n<a href="en/a.html">start</a>', encoding="utf-8")
    for name, text in (("style.css", "a { background: url(pic.svg) }"), ("pic.svg", "<svg/>"), ("code.js", "")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def check(site: Path) -> list[str]:
    return check_site(Site(site, LANGUAGES, "links.toml"), LISTED)


def spoil(path: str, old: str, new: str) -> Callable[[Path], None]:
    def apply(site: Path) -> None:
        text = (site / path).read_text(encoding="utf-8")
        assert old in text
        (site / path).write_text(text.replace(old, new), encoding="utf-8")

    return apply


def test_a_clean_site_has_no_findings(site: Path) -> None:
    """Nothing is found where nothing is wrong."""
    assert [] == check(site)


@pytest.mark.parametrize(
    ("fault", "finding"),
    [
        (lambda site: (site / "pt/b.html").unlink(), "pt/a.html:6: dead link: no file pt/b.html"),
        (spoil("en/b.html", 'id="two"', 'id="deux"'), "en/a.html:6: dead fragment: no id 'two' in en/b.html"),
        (spoil("pt/a.html", "#one", "#none"), "pt/a.html:6: dead fragment: no id 'none'"),
        (lambda site: (site / "pic.svg").unlink(), "en/a.html:7: dead image: no file pic.svg"),
        (lambda site: (site / "code.js").unlink(), "en/a.html:8: dead link: no file code.js"),
        (lambda site: (site / "pic.svg").unlink(), "style.css:1: dead or foreign address 'pic.svg'"),
        (spoil("style.css", "pic.svg", "https://x.org/p.svg"), "style.css:1: dead or foreign address"),
        (spoil("style.css", "pic.svg", "https://x.org/"), "style.css:1: dead or foreign address 'https://x.org/'"),
        (spoil("style.css", "pic.svg", "//x.org/"), "style.css:1: dead or foreign address '//x.org/'"),
        (lambda site: (site / "style.css").unlink(), "pt/a.html:2: dead link: no file style.css"),
        (spoil("pt/a.html", '<a href="b.html#two">two</a>', "two"), "pt/a.html:1: lost link: b.html#two of en/a.html:6"),
        (spoil("pt/a.html", '<a href="https://example.com/pt">out</a>', ""), "pt/a.html:1: lost link: external of en/a.html"),
        (spoil("pt/a.html", 'href="b.html#two"', 'href="../en/b.html#two"'), "pt/a.html:6: wrong language"),
        (spoil("pt/a.html", 'hreflang="en"', 'hreflang="pt"'), "pt/a.html:3: wrong language: '../en/a.html' is in en"),
        (spoil("en/a.html", "b.html#two", "/en/b.html#two"), "en/a.html:6: absolute path: '/en/b.html#two'"),
        (spoil("en/a.html", "https://example.com/ok", "http://example.com/ok"), "en/a.html:6: not a well-formed https"),
        (spoil("en/a.html", "https://example.com/ok", "https://example"), "en/a.html:6: not a well-formed https"),
        (spoil("en/a.html", "https://example.com/ok", "https://example.com/o k"), "en/a.html:6: not a well-formed https"),
        (spoil("en/a.html", "https://example.com/ok", "//example.com/ok"), "en/a.html:6: not a well-formed https"),
        (spoil("en/a.html", "../pic.svg", "https://example.com/p.svg"), "en/a.html:7: third party"),
        (spoil("en/a.html", "../style.css", "https://example.com/s.css"), "en/a.html:2: third party"),
        (spoil("en/a.html", "https://example.com/ok", "https://example.com/new"), "en/a.html:6: external address not in the list"),
        (spoil("en/a.html", "https://example.com/ok", "https://example.com/pt"), "links.toml:1: https://example.com/ok stands"),
        (spoil("en/a.html", "mailto:a@b.org", "mailto:a.b.org"), "en/a.html:6: not a mail address"),
        (spoil("index.html", "en/a.html", "en/c.html"), "index.html:2: dead link: no file en/c.html"),
        (spoil("index.html", "site.org/pt/a", "site.org/pt/z"), "index.html:2: dead link: no file pt/z.html"),
        (spoil("404.html", "en/a.html", "en/z.html"), "404.html:2: dead link: no file en/z.html"),
    ],
)
def test_catches_each_kind_of_fault(site: Path, fault: Callable[[Path], None], finding: str) -> None:
    """A planted fault is found by the name of its file and line."""
    fault(site)

    assert any(text.startswith(finding) for text in check(site)), check(site)


def test_a_language_that_was_not_built_is_told_of_once(site: Path) -> None:
    """After a build of one language the links to the other are not tried; what is wrong in the first is found."""
    shutil.rmtree(site / "pt")
    built = Site(site, LANGUAGES, "links.toml")

    assert [] == check_site(built, LISTED)
    assert told(built, 0).endswith("; not built, so not tried: links to pt")
    spoil("en/a.html", "b.html#two", "c.html")(site)
    assert ["en/a.html:6: dead link: no file en/c.html for 'c.html'"] == check(site)


def test_a_link_to_a_draft_that_was_not_built_is_dead(site: Path) -> None:
    """The complete site has no drafts, so nobody will find it there either."""
    shutil.rmtree(site / "pt")
    draft = [replace(each, status="draft") if each.code == "pt" else each for each in LANGUAGES]

    assert any("dead link" in finding for finding in check_site(Site(site, draft, "links.toml"), LISTED))


def test_only_the_chosen_languages_are_checked(site: Path) -> None:
    """What is wrong in another language is left to it, and a list of addresses is judged by all languages."""
    spoil("pt/a.html", "b.html#two", "c.html")(site)
    spoil("pt/a.html", "https://example.com/pt", "https://example.com/ok")(site)
    chosen = [each for each in LANGUAGES if each.code == "en"]
    built = Site(site, LANGUAGES, "links.toml", chosen)

    assert [] == check_site(built, LISTED)
    assert "0 findings in 12 links" == told(built, 0)
    assert 3 == len(check(site)), check(site)


def test_a_project_without_a_list_is_not_asked_for_one(site: Path) -> None:
    """Any well-formed external address is well then, an old one too."""
    spoil("en/a.html", "https://example.com/ok", "http://example.com/new")(site)

    assert [] == [text for text in check_site(Site(site, LANGUAGES), {}) if "example.com/new" in text]
    assert [text for text in check_site(Site(site, LANGUAGES, "links.toml"), LISTED) if "not a well-formed https" in text]


def test_the_letters_of_an_index_differ(site: Path) -> None:
    """The index of a translation leads to the letters of its language; a page that loses such a link is told of."""
    for name, found in (("genindex", []), ("c", ["pt/c.html:1: lost link: c.html#B of en/c.html:1 is missing"])):
        for code, letter in (("en", "B"), ("pt", "C")):
            page = (site / f"{code}/b.html").read_text(encoding="utf-8")
            body = f'<article role="main"><a href="#{letter}">{letter}</a><p id="{letter}"></p></article>'
            (site / f"{code}/{name}.html").write_text(page[: page.index("<article")].replace("\n", " ") + body, encoding="utf-8")
        assert found == [text for text in check_site(Site(site, LANGUAGES), {}) if f"/{name}.html" in text and "lost" in text]
