"""What the pages of the real site say of themselves to those who find them and send them on."""

from __future__ import annotations

import re
import struct
from collections import Counter
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest

from sphinx_multilingual.languages import load_languages
from tests.conftest import BASE, CODE, ROOT
from tests.site.heads import Head, faults, heads

LANGUAGES = load_languages(ROOT / "locales/languages.toml")
PAGES = len(list((ROOT / "docs").rglob("*.md")))


@pytest.fixture(scope="module")
def read(site: Path) -> dict[str, Head]:
    """The heads of all pages."""
    return heads(site, LANGUAGES)


def test_each_head_is_true(site: Path, read: dict[str, Head]) -> None:
    """In every page of every language, address, languages, picture, description and data fit the site."""
    assert PAGES * len(LANGUAGES) == len(read)
    assert [] == list(faults(site, LANGUAGES, BASE, read))


def test_each_page_has_a_description_of_its_own(read: dict[str, Head]) -> None:
    """No two pages of a language say the same."""
    texts = Counter((head.language, head.metas["description"][0]) for head in read.values())

    assert [] == [text for text, count in texts.items() if count > 1]


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        (f'rel="canonical" href="{BASE}fr/', f'rel="canonical" href="{BASE}en/', "canonical"),
        (f'hreflang="de" href="{BASE}de/', f'hreflang="de" href="{BASE}ru/', "hreflang"),
        ('lang="fr"', 'lang="en"', "language"),
        (f'"og:url" content="{BASE}fr/', f'"og:url" content="{BASE}en/', "og:url"),
        (f'"og:image" content="{BASE}fr/', f'"og:image" content="{BASE}en/', "picture"),
        ("_static/picture.png", "_static/none.png", "picture's file"),
        ('"og:locale:alternate" content="ar_EG"', '"og:locale:alternate" content="fr_FR"', "other locales"),
        ('"inLanguage":"fr","isPartOf"', '"inLanguage":"en","isPartOf"', "data"),
        ('"translationOfWork":{"@type":"WebPage","@id":"' + BASE + "en/", '"translationOfWork":{"@type":"WebPage","@id":"' + BASE + "de/", "translations"),
        ('"position":2', '"position":3', "order of steps"),
        (f'"item":"{BASE}fr/about/history.html"', f'"item":"{BASE}fr/about/none.html"', "steps"),
        ('<meta name="description"', '<meta name="none"', "description"),
        ("<title>", "<title>x", "title"),
    ],
)
def test_a_false_head_is_found(site: Path, read: dict[str, Head], old: str, new: str, what: str) -> None:
    """Each kind of fault, planted in one page, is named there."""
    name = "fr/about/history-1919.html"
    text = (site / name).read_text(encoding="utf-8")
    assert old in text
    found = list(faults(site, LANGUAGES, BASE, {**read, name: Head(text.replace(old, new, 1 if what == "title" else -1))}))

    assert found
    assert all(fault.startswith(f"{name}: ") for fault in found)
    assert any(fault.startswith(f"{name}: {what} ") for fault in found), found


def test_each_language_has_its_picture(site: Path) -> None:
    """1200 × 630 pixels, at most 60 kB, no two the same."""
    pictures = [(site / language.segment / "_static/picture.png").read_bytes() for language in LANGUAGES]

    assert {(1200, 630)} == {struct.unpack(">II", picture[16:24]) for picture in pictures}
    assert [] == [len(picture) for picture in pictures if len(picture) > 60_000]
    assert len(LANGUAGES) == len(set(pictures))


def test_the_sitemap_lists_each_page_with_its_translations(site: Path, read: dict[str, Head]) -> None:
    """Each page that may be found, and no other, with all its languages; robots.txt names the sitemap."""
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    urls = ElementTree.parse(site / "sitemap.xml").getroot().findall("s:url", names)
    listed = {url.findtext("s:loc", "", names): [link.get("hreflang") for link in url.findall("x:link", names)] for url in urls}

    assert {BASE + name for name in read} == listed.keys()
    assert {tuple(language.tag for language in LANGUAGES)} == set(map(tuple, listed.values()))
    assert f"Sitemap: {BASE}sitemap.xml" in (site / "robots.txt").read_text(encoding="utf-8").splitlines()


def test_each_foot_leads_to_files_that_are_there(site: Path) -> None:
    """Each page names its original, a translation its catalog, and a report on just this page and language."""
    for language in LANGUAGES:
        for source in sorted((ROOT / "docs").rglob("*.md")):
            page = source.relative_to(ROOT / "docs").with_suffix("")
            foot = re.search(r'<p class="page-foot".*?</p>', (site / language.segment / f"{page}.html").read_text(encoding="utf-8"), re.DOTALL)
            assert foot, page
            *files, mistake = re.findall('href="([^"]*)"', foot[0])
            catalog = [] if language.is_source else [ROOT / f"locales/{language.code}/LC_MESSAGES/{page}.po"]

            assert [source, *catalog] == [ROOT / file.removeprefix(f"{CODE}/blob/main/") for file in files]
            assert all(path.is_file() for path in [source, *catalog])
            assert f"Mistake on page {page} ({language.english_name})" in unquote(mistake)
            assert 6000 > len(mistake)
