"""The built site in a real browser: switching, choosing, mirroring, searching."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from sphinx_multilingual.languages import load_languages
from tests.browser.conftest import new_page
from tests.conftest import ROOT

LANGUAGES = load_languages(ROOT / "locales/languages.toml")


def test_the_switcher_keeps_page_and_section_from_a_file(browser: Browser, site: Path) -> None:
    """From a folder, the switcher leads to the same section of the same page, and back."""
    page = new_page(browser)
    page.goto((site / "en/about/history.html").as_uri() + "#history-names")
    page.locator("nav.languages a[lang=fr]").click()

    assert (site / "fr/about/history.html").as_uri() + "#history-names" == page.url
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    page.locator("nav.languages a[lang=en]").click()
    assert (site / "en/about/history.html").as_uri() + "#history-names" == page.url


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_the_switcher_keeps_page_and_section_without_javascript(
    browser: Browser, site: Path, language: object
) -> None:
    """Without scripts, the section that an address names offers itself in the other languages."""
    here = next(each for each in LANGUAGES if each == language)
    there = next(each for each in LANGUAGES if each != language)
    page = new_page(browser, java_script_enabled=False)
    page.goto((site / here.segment / "work/areas.html").as_uri() + "#areas-training")

    links = page.locator("nav.section-languages:visible")
    expect(links).to_have_count(1)
    links.locator(f"a[lang={there.tag}]").click()
    assert (site / there.segment / "work/areas.html").as_uri() + "#areas-training" == page.url


@pytest.mark.parametrize(
    ("wanted", "segment"), [("ar-EG", "ar"), ("zh-CN", "zh"), ("ru", "ru"), ("en-GB", "en"), ("pt-BR", None)]
)
def test_the_chooser_sends_a_browser_to_its_language(browser: Browser, site: Path, wanted: str, segment: str | None) -> None:
    """The start page follows the browser's language; one that the site lacks stays and sees the list."""
    page = new_page(browser, locale=wanted)
    page.goto((site / "index.html").as_uri())

    expected = site / segment / "index.html" if segment else site / "index.html"
    page.wait_for_url(expected.as_uri())


def test_the_chooser_remembers_a_choice(browser: Browser, served: str) -> None:
    """A language chosen on any page is the one that the start page opens next time."""
    page = new_page(browser, locale="en-US")
    page.goto(f"{served}en/index.html")
    page.locator("nav.languages a[lang=es]").click()
    page.wait_for_url(f"{served}es/index.html")
    page.goto(f"{served}index.html")

    page.wait_for_url(f"{served}es/index.html")


def test_the_chooser_is_a_list_without_javascript(browser: Browser, site: Path) -> None:
    """Without scripts, the start page lists all languages, each by its own name."""
    page = new_page(browser, java_script_enabled=False)
    page.goto((site / "index.html").as_uri())

    assert [language.name for language in LANGUAGES] == page.locator("main a strong").all_inner_texts()


@pytest.mark.parametrize("path", ["none.html", "fr/none.html", "a/b/c/d/none"])
def test_the_404_page_works_at_any_depth(browser: Browser, served: str, path: str) -> None:
    """Wherever a dead address lies, the page is styled and leads to the start page of each language."""
    page = new_page(browser)
    answer = page.goto(served + path)

    assert answer is not None
    assert 404 == answer.status
    page.locator("main a[hreflang=de]").first.click()
    page.wait_for_url(f"{served}de/index.html")


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_a_page_asks_nobody_else_and_throws_nothing(
    browser: Browser, site: Path, served: str, language: object
) -> None:
    """Every request goes to the site itself and is answered; no script fails."""
    segment = next(each.segment for each in LANGUAGES if each == language)
    page, faults = new_page(browser), []
    page.on("request", lambda request: faults.append(request.url) if not request.url.startswith(served) else None)
    page.on("response", lambda response: faults.append(response.url) if response.status >= 400 else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    names = ["index", "about/history", "work/areas", "search"]
    if os.environ.get("PROVE"):
        names = [path.relative_to(site / segment).with_suffix("").as_posix() for path in (site / segment).rglob("*.html")]
    for name in names:
        page.goto(f"{served}{segment}/{name}.html")

    # Browsers ask for an icon by themselves.
    assert [] == [fault for fault in faults if not fault.endswith("favicon.ico")]


def box(page: Page, selector: str) -> tuple[float, float, float]:
    """Return (left, right, width of the window) of an element, in CSS pixels."""
    found = page.locator(selector).first.bounding_box()
    assert found is not None, selector
    width = page.evaluate("document.documentElement.clientWidth")
    return found["x"], found["x"] + found["width"], width


def test_the_arabic_drawer_opens_from_the_right(browser: Browser, site: Path) -> None:
    """On a phone the menu lies off the right edge, and comes in from there."""
    page = new_page(browser, viewport={"width": 390, "height": 800})
    page.goto((site / "ar/index.html").as_uri())
    left, _, window = box(page, ".sidebar-drawer")
    assert left >= window - 1

    page.locator(".mobile-header .nav-overlay-icon").click()
    page.wait_for_function("() => document.querySelector('.sidebar-drawer').getBoundingClientRect().right <= innerWidth + 1")
    assert 0 <= box(page, ".sidebar-drawer")[0] < window


@pytest.mark.parametrize("selector", ["article ul li", "article dl dd", "article table td", ".admonition p", "h1"])
def test_arabic_text_starts_at_the_right(browser: Browser, site: Path, selector: str) -> None:
    """Lists, tables, admonitions and headings run from right to left."""
    page = new_page(browser)
    page.goto((site / "ar/index.html").as_uri())

    style = page.locator(selector).first.evaluate("e => [getComputedStyle(e).direction, getComputedStyle(e).textAlign]")
    assert "rtl" == style[0]
    assert style[1] in ("start", "right", "center")
