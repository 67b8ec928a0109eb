"""Without JavaScript everything but the search works, and nothing pretends to."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import LANGUAGES, new_page

SEGMENTS = [language.segment for language in LANGUAGES]


def plain(browser: Browser, address: str, **options: object) -> Page:
    """Open a page in a browser that runs no scripts."""
    page = new_page(browser, java_script_enabled=False, **options)
    page.goto(address)
    return page


@pytest.mark.parametrize("segment", ["en", "ar"])
@pytest.mark.parametrize(("switch", "drawer"), [("__navigation", ".sidebar-drawer"), ("__toc", ".toc-drawer")])
def test_the_drawers_open_and_close(browser: Browser, site: Path, segment: str, switch: str, drawer: str) -> None:
    """On a phone, menu and contents come in by their buttons and go away by a touch beside them."""
    page = plain(browser, (site / segment / "about/history.html").as_uri(), viewport={"width": 390, "height": 800})
    box = page.locator(drawer)
    expect(box).not_to_be_visible()
    page.locator(f".mobile-header label[for={switch}]").click()
    expect(box).to_be_visible()
    expect(box.locator("a:visible").first).to_be_in_viewport()

    page.locator(f"label.overlay[for={switch}]").click(position={"x": 10 if (segment == "en") == (switch == "__toc") else 380, "y": 790})
    expect(box).not_to_be_visible()


def test_the_contents_unfold(browser: Browser, site: Path) -> None:
    """A part of the contents that is folded opens by its arrow, and a page below it is one click away."""
    page = plain(browser, (site / "en/index.html").as_uri())
    link = page.locator(".sidebar-tree a[href$='about/plan.html']")
    expect(link).not_to_be_visible()
    page.locator(".sidebar-tree li:has(> a[href$='about/strategy.html']) > label").click()
    link.click()

    assert (site / "en/about/plan.html").as_uri() == page.url


@pytest.mark.parametrize("segment", SEGMENTS)
def test_each_language_leads_to_the_next(browser: Browser, site: Path, segment: str) -> None:
    """The switcher leads to the same page in another language."""
    there = SEGMENTS[(SEGMENTS.index(segment) + 1) % len(SEGMENTS)]
    page = plain(browser, (site / segment / "work/areas.html").as_uri())
    page.locator(f"nav.languages a[href*='/{there}/']").click()

    assert (site / there / "work/areas.html").as_uri() == page.url


@pytest.mark.parametrize(("scheme", "colour"), [("light", "rgb(255, 255, 255)"), ("dark", "rgb(19, 24, 29)")])
def test_the_colours_follow_the_system(browser: Browser, site: Path, scheme: str, colour: str) -> None:
    """A dark system gets dark pages."""
    page = plain(browser, (site / "en/index.html").as_uri(), color_scheme=scheme)

    expect(page.locator("body")).to_have_css("background-color", colour)


@pytest.mark.parametrize("width", [390, 1400])
def test_no_button_does_nothing(browser: Browser, site: Path, width: int) -> None:
    """Buttons that need a script are not shown."""
    page = plain(browser, (site / "en/about/history.html").as_uri(), viewport={"width": width, "height": 800})

    assert [] == page.locator("button:visible, [role=button]:visible").all_inner_texts()


@pytest.mark.parametrize(("segment", "kind"), [*((segment, "file") for segment in SEGMENTS), ("en", "http")])
def test_the_search_says_what_it_needs(browser: Browser, site: Path, served: str, segment: str, kind: str) -> None:
    """A question leads to a page that says that the search needs JavaScript, and lists the contents instead."""
    base = served if kind == "http" else site.as_uri() + "/"
    page = plain(browser, f"{base}{segment}/about/history.html")
    page.locator("input.sidebar-search").fill("193")
    page.locator("input.sidebar-search").press("Enter")

    page.wait_for_url(f"{base}{segment}/search.html?q=193")
    expect(page.locator("article noscript p")).to_contain_text("JavaScript")
    page.locator("article a[href$='standards/r193.html']").click()
    page.wait_for_url(f"{base}{segment}/standards/r193.html")


def test_a_dead_address_leads_on(browser: Browser, served: str) -> None:
    """The page for dead addresses offers each language."""
    page = plain(browser, f"{served}none.html")
    page.locator("main a[hreflang=ru]:not(.search)").click()

    page.wait_for_url(f"{served}ru/index.html")
