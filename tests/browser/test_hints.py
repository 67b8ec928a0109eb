"""Glossary terms explained in a real browser: by pointer, keyboard and finger."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import new_page

PAGE = "about/unit.html"


def opened(browser: Browser, site: Path, segment: str = "en", **options: object) -> tuple[Page, Locator, Locator]:
    """Open a page; return it, a mention and the panel."""
    page = new_page(browser, **options)
    page.goto((site / segment / PAGE).as_uri())
    hint = page.locator("a.hint").nth(1)
    hint.scroll_into_view_if_needed()
    return page, hint, page.locator(".hint-panel")


def meaning(page: Page, hint: Locator) -> str:
    """Return what a mention is described by."""
    return page.locator("#" + str(hint.get_attribute("aria-describedby"))).text_content() or ""


def test_a_pointer_shows_the_meaning_and_may_go_to_it(browser: Browser, site: Path) -> None:
    """The panel shows what the mention is described by, stays under the pointer, and goes when the pointer leaves."""
    page, hint, panel = opened(browser, site)
    page.clock.install()
    hint.hover()

    expect(panel).to_be_visible()
    assert meaning(page, hint) == panel.locator("span").text_content()
    panel.locator("a").hover()
    page.clock.run_for(1000)
    expect(panel).to_be_visible()
    page.locator("h1").hover()
    page.clock.run_for(1000)
    expect(panel).to_be_hidden()


def test_the_keyboard_shows_the_meaning_and_escape_takes_it_away(browser: Browser, site: Path) -> None:
    """The next stop is the link in the panel; Escape leads back to the mention; the panel is not said twice."""
    page, hint, panel = opened(browser, site)
    hint.focus()
    expect(panel).to_be_visible()
    page.keyboard.press("Tab")
    expect(panel.locator("a")).to_be_focused()
    page.keyboard.press("Escape")

    expect(panel).to_be_hidden()
    expect(hint).to_be_focused()
    assert "true" == panel.locator("span").get_attribute("aria-hidden")
    hint.blur()
    hint.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/resources/glossary.html#glossary-*")


def test_escape_takes_the_meaning_away_from_under_the_pointer(browser: Browser, site: Path) -> None:
    """Without moving the pointer."""
    page, hint, panel = opened(browser, site)
    hint.hover()
    expect(panel).to_be_visible()
    page.keyboard.press("Escape")

    expect(panel).to_be_hidden()


@pytest.mark.parametrize("segment", ["ru", "ar"])
def test_a_tap_shows_the_meaning_within_a_narrow_window(browser: Browser, site: Path, segment: str) -> None:
    """It does not leave the page; the panel stays in the window and links to the entry; a tap elsewhere closes it."""
    size = {"width": 320, "height": 640}
    page, hint, panel = opened(browser, site, segment, has_touch=True, is_mobile=True, viewport=size)
    hint.tap()

    expect(panel).to_be_visible()
    assert page.url.endswith(PAGE)
    box = panel.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 320
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert "glossary.html#glossary-" in str(panel.locator("a").get_attribute("href"))
    page.locator("h1").tap()
    expect(panel).to_be_hidden()
    hint.tap()
    expect(panel).to_be_visible()
    panel.locator("a").tap()
    page.wait_for_url("**/resources/glossary.html#glossary-*")


def test_without_javascript_a_mention_is_a_link(browser: Browser, site: Path) -> None:
    """It leads to the entry of the glossary."""
    page, hint, panel = opened(browser, site, java_script_enabled=False)
    hint.click()

    expect(panel).to_have_count(0)
    page.wait_for_url("**/resources/glossary.html#glossary-*")


def test_a_mention_is_printed_as_plain_text(browser: Browser, site: Path) -> None:
    """No line under it on paper."""
    page, hint, _ = opened(browser, site)
    page.emulate_media(media="print")

    assert "none" == hint.evaluate("node => getComputedStyle(node).textDecorationLine")
