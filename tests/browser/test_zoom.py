"""Large letters, narrow windows, wide lines, big fingers, still pictures and forced colours lose nothing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import LANGUAGES, new_page
from tests.browser.test_accessibility import NARROW, WIDE

PROVE = bool(os.environ.get("PROVE"))
SEGMENTS = [language.segment for language in LANGUAGES]
SAMPLE = ["index", "contribute/checks", "contribute/progress", "resources/terms", "standards/related", "search"]
# A window of 1280 by 1024 at 400 per cent.
ZOOMED = {"width": 320, "height": 256}
SIDEWAYS = "() => document.scrollingElement.scrollWidth - document.documentElement.clientWidth"
# What WCAG 1.4.12 asks a page to bear.
SPACING = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
    p { margin-block-end: 2em !important }`);
  document.adoptedStyleSheets.push(sheet);
}"""
CLIPPED = """() => [...document.querySelectorAll("body *")].filter((e) => {
  const { overflowX, overflowY, clipPath } = getComputedStyle(e);
  if (!e.checkVisibility({ visibilityProperty: true, opacityProperty: true }) || clipPath !== "none" || e.matches("svg, input")) return false;
  const cut = (overflow, inner, outer) => ["hidden", "clip"].includes(overflow) && inner > outer + 1;
  return cut(overflowY, e.scrollHeight, e.clientHeight) || cut(overflowX, e.scrollWidth, e.clientWidth);
}).map((e) => `${location.pathname} ${e.localName}.${e.className}`)"""
# All that can be pressed and is not in a sentence.
SMALL = """() => [...document.querySelectorAll("a[href], button, input, label[for], summary")].filter((e) => {
  if (!e.checkVisibility({ visibilityProperty: true, opacityProperty: true }) || e.closest("[inert]")) return false;
  const block = e.parentElement.closest("p, li, dd, dt, td, th, h1, h2, h3, h4, figcaption, caption, aside, div");
  if (getComputedStyle(e).display === "inline" && block && block.innerText.trim() !== e.innerText.trim()) return false;
  const { width, height } = (e.closest("label") ?? e).getBoundingClientRect(); // A label around a box is pressed as well.
  return width < 24 || height < 24;
}).map((e) => `${location.pathname} ${e.localName}.${e.className} ${e.innerText}`)"""


def pages(site: Path, segment: str) -> list[str]:
    """List the pages of a language to look at."""
    paths = sorted((site / segment).rglob("*.html")) if PROVE else [site / segment / f"{name}.html" for name in SAMPLE]
    return [path.as_uri() for path in paths]


def sound(page: Page) -> list[str]:
    """Say where the page is wider than its window or cuts something off."""
    wider = page.evaluate(SIDEWAYS)
    return [f"{page.url}: {wider} px wider than the window"] * (wider > 0) + page.evaluate(CLIPPED)


@pytest.mark.parametrize("segment", [*SEGMENTS, "."])
def test_at_400_per_cent_nothing_scrolls_sideways(browser: Browser, site: Path, segment: str) -> None:
    """In 320 pixels, and with the distances that a reader may set, no page is wider than its window or cut off."""
    addresses = pages(site, segment) if segment != "." else [path.as_uri() for path in site.glob("*.html")]
    page, found = new_page(browser, viewport=ZOOMED, reduced_motion="reduce"), []
    for address in addresses:
        page.goto(address)
        found += sound(page)
        page.evaluate(SPACING)
        found += sound(page)

    assert addresses
    assert [] == found


def test_a_page_that_is_too_wide_or_cut_is_found(browser: Browser) -> None:
    """A box that is wider than the window is found, and one that cuts off what it holds."""
    page = new_page(browser, viewport=ZOOMED)
    page.set_content('<div style="width: 400px">wide</div><p style="height: 1em; overflow: hidden">words<br>words')

    assert 2 == len(sound(page))


@pytest.mark.parametrize("segment", SEGMENTS if PROVE else ["en", "ar"])
def test_targets_have_24_pixels(browser: Browser, site: Path, segment: str) -> None:
    """All that is pressed and is not part of a sentence is 24 pixels wide and high or more, in the drawers too."""
    page, found = new_page(browser, reduced_motion="reduce"), []
    for address in pages(site, segment):
        page.goto(address)
        for size in (WIDE, NARROW):
            page.set_viewport_size(size)  # type: ignore[arg-type]
            found += page.evaluate(SMALL)
    page.goto((site / segment / "about/history.html").as_uri() + "#history-names")
    for switch in ("nav", "toc"):
        page.locator(f".mobile-header .{switch}-overlay-icon").click()
        found += page.evaluate(SMALL)
        page.keyboard.press("Escape")

    assert [] == found


def test_a_small_target_is_found(browser: Browser) -> None:
    """A low button and a low link by itself are found; a link in a sentence is let be."""
    page = new_page(browser)
    page.set_content('<p>In a <a href="#">sentence</a>.</p><li><a href="#">Alone</a></li><button style="height: 20px">Low</button>')

    assert 2 == len(page.evaluate(SMALL))


@pytest.mark.parametrize("segment", ["en", "ar"])
def test_nothing_moves_for_those_who_ask(browser: Browser, site: Path, segment: str) -> None:
    """With reduced motion no element of a page has a transition, an animation, or scrolls smoothly."""
    page = new_page(browser, reduced_motion="reduce", viewport=NARROW)
    page.goto((site / segment / "contribute/progress.html").as_uri())
    page.keyboard.press("/")

    assert [] == page.evaluate("""[...document.querySelectorAll("*")].filter((e) => [null, "::before", "::after"].some((part) => {
      const s = getComputedStyle(e, part);
      return s.transitionDuration !== "0s" || s.animationName !== "none" || s.scrollBehavior === "smooth";
    })).map((e) => e.localName + "." + e.className)""")


@pytest.mark.parametrize("segment", ["en", "ar"])
def test_forced_colours_show_what_is_chosen(browser: Browser, site: Path, segment: str) -> None:
    """Where the system sets the colours, focus, present page and found words are told by lines or the system's marks."""
    page = new_page(browser, forced_colors="active", reduced_motion="reduce")
    page.goto((site / segment / "about/history.html").as_uri())
    line = "(e) => getComputedStyle(e).borderInlineStartWidth"
    for chosen in ("nav.languages a[aria-current]", ".sidebar-tree .current-page > .reference"):
        assert "3px" == page.locator(chosen).evaluate(line), chosen
    page.keyboard.press("Tab")
    assert "solid" == page.locator(":focus").evaluate("(e) => getComputedStyle(e).outlineStyle")
    page.keyboard.press("/")
    page.keyboard.type({"en": "history", "ar": "تاريخ"}[segment])
    mark = page.locator("#search-results mark").first
    expect(mark).to_be_visible()
    inks = mark.evaluate("(e) => [getComputedStyle(e).backgroundColor, getComputedStyle(e.closest('dialog')).backgroundColor]")
    assert inks[0] != inks[1]
