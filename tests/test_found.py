"""How a page is found and sent on: what its head says of it."""

from __future__ import annotations

import json
import re
import struct
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from docutils import nodes
from docutils.utils import new_document

from sphinx_multilingual import picture
from sphinx_multilingual.found import Found, data_block, describe, head, linked_data, shortened, territory
from sphinx_multilingual.languages import load_languages
from sphinx_multilingual.pages import alternates
from tests.conftest import BASE, ROOT, run_in

EN, PT, _HE = load_languages(ROOT / "tests/tiny/locales/languages.toml")
LOCALES = {"en": "en_GB", "pt": "pt_BR"}
PAGE = Found(
    title="Massa & <fermento>", description="Como \"amassar\".", site="Pão", parents=[("Guia", f"{BASE}pt/guide.html")],
    pages=alternates((EN, PT), PT, "dough.html", BASE), is_start=False, picture=f"{BASE}pt/{picture.NAME}", changed="2021-02-03",
)


def documents(*paragraphs: nodes.Node) -> nodes.document:
    document = new_document("x")
    document += nodes.section("", nodes.title("", "Title"), *paragraphs)
    return document


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Short.", "Short."),
        ("One sentence of some length. And a second one that is too long.", "One sentence of some length."),
        ("Recommendations such as No. 193 of 2002 are long texts.", "Recommendations such as No. 193 of 2002…"),
        ("Words, many words, and so on, without any full stop here", "Words, many words, and so on, without…"),
        ("合作社是人们共同拥有并民主管理的企业，由需要它的人组成。国际劳工组织从最初几年起就与合作社合作，至今已有一百多年。", "合作社是人们共同拥有并民主管理的企业，由需要它的人组成。"),
        ("合" * 60, "合" * 39 + "…"),
        ("ما التعاونية وكيف تعمل اليوم؟ هذا ما تقوله هذه الصفحة كلها.", "ما التعاونية وكيف تعمل اليوم؟"),
    ],
)
def test_a_text_is_cut_where_it_hurts_least(text: str, expected: str) -> None:
    """After a sentence, else between words, else, in Chinese, between characters; "No." ends no sentence."""
    assert expected == shortened(text, 40)
    assert 40 >= len(shortened(text, 40))


def test_a_description_is_the_first_paragraph() -> None:
    """Without the mark of a footnote; boxes and lists are no first paragraph."""
    note = nodes.footnote_reference("", "1")
    box = nodes.admonition("", nodes.paragraph("", "In a box."))
    first = nodes.paragraph("", "Flour and\nwater.", note, nodes.Text(" And "), nodes.strong("", "salt"), nodes.Text("."))

    assert "Flour and water. And salt." == describe(documents(box, first, nodes.paragraph("", "Second.")))
    assert "Lead." == describe(documents(nodes.container("", nodes.paragraph("", "Lead.")), first))
    assert "" == describe(documents(box))


def test_a_description_is_in_the_language_of_the_page() -> None:
    """A first paragraph that is not yet translated gives way to one that is, and serves where none is."""
    open_work = nodes.paragraph("", "English.", classes=["untranslated"])

    assert "Português." == describe(documents(open_work, nodes.paragraph("", "Português.")))
    assert "English." == describe(documents(open_work))


def test_the_author_of_a_page_may_describe_it() -> None:
    """What stands in `html_meta` wins, and is not said twice."""
    document = documents(nodes.paragraph("", "First."))
    document.insert(0, nodes.meta("", name="description", content="Given."))

    assert "Given." == describe(document)
    assert 'name="description"' in head(PAGE, LOCALES, "en", "", described=False)
    assert 'name="description"' not in head(PAGE, LOCALES, "en", "", described=True)


@pytest.mark.parametrize(
    ("locale", "expected"),
    [("fr", "fr_FR"), ("zh_CN", "zh_CN"), ("en_GB", "en_GB"), ("zh", "zh_CN"), ("sr_Latn", "sr_RS"), ("he", "he_IL")],
)
def test_a_locale_names_a_country(locale: str, expected: str) -> None:
    """Open Graph wants one; where the table names none, it is the likely one of Unicode CLDR."""
    assert expected == territory(locale)


def test_linked_data_says_what_translates_what() -> None:
    """A translation names its original, the original its translations, and both the way from the start page."""
    there = linked_data(PAGE, "en", f"{BASE}pt/index.html")["@graph"]
    here = linked_data(replace(PAGE, pages=alternates((EN, PT), EN, "dough.html", BASE)), "en", f"{BASE}en/index.html")["@graph"]

    assert ["WebSite", "WebPage", "BreadcrumbList"] == [each["@type"] for each in there]
    assert {"@type": "WebPage", "@id": f"{BASE}en/dough.html", "inLanguage": "en"} == there[1]["translationOfWork"]
    assert [{"@type": "WebPage", "@id": f"{BASE}pt/dough.html", "inLanguage": "pt"}] == here[1]["workTranslation"]
    assert "workTranslation" not in there[1]
    assert [("pt", "pt"), ("en", "en")] == [(graph[0]["inLanguage"], graph[1]["inLanguage"]) for graph in (there, here)]
    assert [(1, "Pão"), (2, "Guia"), (3, "Massa & <fermento>")] == [
        (step["position"], step["name"]) for step in there[2]["itemListElement"]
    ]
    assert "BreadcrumbList" not in str(linked_data(replace(PAGE, is_start=True), "en", f"{BASE}pt/index.html"))


def test_a_data_block_cannot_be_left() -> None:
    """No text in it ends the block, and it is read back as it was."""
    hostile = {"name": "</script><script>alert(1)</script><!-- \u2028 \" \\ &amp;"}
    block = data_block(hostile)

    assert 1 == block.count("</script")
    assert "<!--" not in block
    assert hostile == json.loads(block.removeprefix('<script type="application/ld+json">').removesuffix("</script>"))


def test_a_picture_is_small_and_the_same_each_time() -> None:
    """1200 × 630 pixels, at most 60 kB, the same bytes; a title or notice of any length finds room."""
    drawn = picture.draw(PT, "Pão de centeio", "Escrito à mão.")

    assert drawn == picture.draw(PT, "Pão de centeio", "Escrito à mão.")
    assert (b"\x89PNG", 1200, 630) == (drawn[:4], *struct.unpack(">II", drawn[16:24]))
    assert 60_000 > len(drawn)
    for title in ("Pão " * 80, "P" * 200, ""):
        assert picture.draw(PT, title, title)


def test_a_picture_of_a_right_to_left_language_is_mirrored() -> None:
    """The band of colour is at the start of the line, and so is the title: other bytes than from left to right."""
    assert picture.draw(PT, "A", "") != picture.draw(replace(PT, direction="rtl"), "A", "")


def of(page: Path) -> Callable[[str], list[str]]:
    """Return what finds all texts of a pattern's group in a page."""
    text = page.read_text(encoding="utf-8")
    return lambda pattern: re.findall(pattern, text)


@pytest.fixture
def addressed(tiny: Path) -> Path:
    """The tiny project with an address."""
    with (tiny / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write(f"html_baseurl = {BASE!r}\n")
    return tiny


@pytest.fixture
def described(addressed: Path) -> Path:
    """The tiny project with an address, and on one page a description by its author."""
    page = addressed / "docs/dough.md"
    front = '---\nmyst:\n  html_meta:\n    description: "All about dough."\n---\n'
    page.write_text(front + page.read_text(encoding="utf-8"), encoding="utf-8")
    with (addressed / "locales/pt/LC_MESSAGES/dough.po").open("a", encoding="utf-8") as catalog:
        catalog.write('\n#: ../docs/dough.md:1\nmsgid "All about dough."\nmsgstr "Tudo sobre a massa."\n')
    return addressed


def test_a_built_site_says_what_it_is(described: Path) -> None:
    """With an address: canonical, picture and data; the author's description is translated; the search is not listed."""
    done = run_in(described, "html")
    assert 0 == done.returncode, done.stderr
    site = described / "build/site"
    page = of(site / "pt/dough.html")

    assert ["Tudo sobre a massa."] == page('<meta content="([^"]*)" name="description"') + page('<meta name="description" content="([^"]*)"')
    assert ["Tudo sobre a massa."] == page('<meta property="og:description" content="([^"]*)"')
    assert [f"{BASE}pt/dough.html"] == page('<meta property="og:url" content="([^"]*)"')
    assert [f"{BASE}pt/_static/picture.png"] == page('<meta property="og:image" content="([^"]*)"')
    assert (site / "pt/_static/picture.png").is_file()
    assert "Massa – " == page("<title>([^<]*)</title>")[0][:8]
    assert ["noindex"] == of(site / "pt/search.html")('<meta name="robots" content="([^"]*)">')
    assert "search.html" not in (site / "sitemap.xml").read_text(encoding="utf-8")
    graph = json.loads(page('<script type="application/ld\\+json">(.*?)</script>')[0])["@graph"]
    assert "Tudo sobre a massa." == graph[1]["description"]


def test_without_an_address_nothing_absolute_is_said(tiny: Path) -> None:
    """From a folder a page has its title and description, but no address, picture or data."""
    assert 0 == run_in(tiny, "html").returncode
    text = (tiny / "build/site/pt/dough.html").read_text(encoding="utf-8")

    assert '<meta property="og:title"' in text
    assert [] == [word for word in ("og:url", "og:image", "twitter:", "ld+json", "canonical") if word in text]
    assert not (tiny / "build/site/pt/_static/picture.png").exists()


def test_a_draft_is_not_to_be_found(addressed: Path) -> None:
    """A language that is not published asks search engines to leave its pages out."""
    assert 0 == run_in(addressed, "html", ONLY="he").returncode

    assert ["noindex"] == of(addressed / "build/site/he/dough.html")('<meta name="robots" content="([^"]*)">')
