"""What a page says of its languages."""

from __future__ import annotations

from pathlib import Path

from docutils import nodes
from docutils.utils import new_document

from sphinx_multilingual.languages import load_languages
from sphinx_multilingual.pages import alternates, head_links, mark_untranslated, percent_translated, section_links

EN, PT, HE = load_languages(Path(__file__).parent / "tiny/locales/languages.toml")


def test_alternates_are_relative_and_leave_drafts_out() -> None:
    """Links go up to the root and down into the other language; drafts are not offered."""
    pages = alternates((EN, PT, HE), EN, "about/unit.html", "https://x.org/")

    assert ["#", "../../pt/about/unit.html"] == [page["href"] for page in pages]
    assert ["https://x.org/en/about/unit.html", "https://x.org/pt/about/unit.html"] == [page["address"] for page in pages]


def test_a_draft_offers_itself() -> None:
    """A draft that is built lists itself beside the published languages."""
    assert ["en", "pt", "he"] == [page["tag"] for page in alternates((EN, PT, HE), HE, "a.html", "")]


def test_the_head_names_all_languages_and_a_default() -> None:
    """hreflang: self, all, x-default, absolute; nothing without a base address."""
    links = head_links(alternates((EN, PT), PT, "a.html", "https://x.org/"), "https://x.org/")

    assert 3 == links.count("rel=\"alternate\"")
    assert '<link rel="alternate" hreflang="pt" href="https://x.org/pt/a.html">' in links
    assert '<link rel="alternate" hreflang="x-default" href="https://x.org/">' in links
    assert "" == head_links(alternates((EN, PT), PT, "a.html", ""), "")


def test_each_section_links_to_its_translations() -> None:
    """A section gets plain links that keep its fragment, right after its heading."""
    body = '<section id="knead">\n<span id="x"></span><h2>Knead</h2>\n<p>Text</p></section>'

    linked = section_links(body, alternates((EN, PT), EN, "a.html", ""), "Languages")

    assert '</h2><nav class="section-languages headerlink" aria-label="Languages"><a href="../pt/a.html#knead" hreflang="pt"' in linked


def test_a_share_is_floored() -> None:
    """One paragraph short of whole is 99 % at most; the source is always whole."""
    doctree = new_document("x")
    doctree["translation_progress"] = {"total": 3, "translated": 2}

    assert 66 == percent_translated(doctree, PT)
    assert 100 == percent_translated(doctree, EN)
    assert isinstance(doctree, nodes.document)


def test_what_is_untranslated_names_its_language() -> None:
    """A text or picture that is still in the source language says so once, whichever of its attributes stands first."""
    page = '<p class="lead untranslated">A</p><img alt="A > B" class="untranslated" src="a.png"/><p class="lead">untranslated</p>'
    marked = mark_untranslated(page, EN)

    assert marked == (
        '<p lang="en" dir="ltr" class="lead untranslated">A</p>'
        '<img lang="en" dir="ltr" alt="A > B" class="untranslated" src="a.png"/><p class="lead">untranslated</p>'
    )
    assert marked == mark_untranslated(marked, EN)
