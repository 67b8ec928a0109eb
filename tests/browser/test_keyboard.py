"""Keys alone reach and work everything, in the order in which it is seen, and the focus is always in sight."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import new_page

# Of the element that has the focus: which it is, in which part of the page, where, how far its mark
# (an outline) stands out from what is behind it, and whether it can be seen at all.
FOCUSED = """() => {
  const colour = (text) => { const p = document.createElement("canvas").getContext("2d"); p.fillStyle = text; p.fillRect(0, 0, 1, 1); return [...p.getImageData(0, 0, 1, 1).data]; };
  const light = ([r, g, b]) => [r, g, b].map((c) => (c /= 255) <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4).reduce((sum, c, i) => sum + c * [.2126, .7152, .0722][i], 0);
  const e = document.activeElement, shown = e.matches(".toctree-checkbox") ? e.parentElement.querySelector("label[for]") : e;
  if (e === document.body) return null;
  const style = getComputedStyle(shown), rect = shown.getClientRects()[0] ?? shown.getBoundingClientRect();
  let behind = shown;
  while (behind.parentElement && !colour(getComputedStyle(behind).backgroundColor)[3]) behind = behind.parentElement;
  const [a, b] = [style.outlineColor, getComputedStyle(behind).backgroundColor].map((each) => light(colour(each)));
  const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const at = [[.5, .5], [.1, .5], [.9, .5]].map(([x, y]) => document.elementFromPoint(rect.x + rect.width * x, rect.y + rect.height * y));
  const part = e.closest(".skip-to-content, .mobile-header, .sidebar-drawer, .toc-drawer, .content-icon-container, article, footer, dialog");
  return {
    name: `${e.tagName} ${e.className} ${e.id || e.getAttribute("href") || ""}`, part: part?.classList[0] ?? part?.localName ?? "",
    top: rect.top + scrollY, contrast: outlined ? (Math.max(a, b) + .05) / (Math.min(a, b) + .05) : 0,
    seen: at.some((each) => each && (shown.contains(each) || each.contains(shown) && !each.matches("body, html"))),
  };
}"""
REACHABLE = """() => [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")].filter((e) =>
  e.checkVisibility({ visibilityProperty: true }) && !e.closest("[inert]") && e.tabIndex >= 0).length"""
WIDE = ["skip-to-content", "sidebar-drawer", "content-icon-container", "article", "footer", "toc-drawer"]
NARROW = ["skip-to-content", "mobile-header", "article", "footer"]


def opened(browser: Browser, address: str, width: int, **options: object) -> Page:
    """Open a page in a window of a width."""
    page = new_page(browser, viewport={"width": width, "height": 700}, reduced_motion="reduce", **options)
    page.goto(address)
    page.screenshot()  # Boxes that scroll take the focus once the page has been drawn.
    return page


def walk(page: Page) -> list[dict[str, Any]]:
    """Press Tab until the focus leaves the page; what has it each time."""
    stops: list[dict[str, Any]] = []
    for _ in range(400):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop is None or (stops and stop["name"] == stops[0]["name"]):
            return stops
        stops.append(stop)
    raise AssertionError("the focus never leaves the page")


def parts(stops: list[dict[str, Any]]) -> list[str]:
    """Name the parts of the page in the order in which the focus comes to them."""
    names = [stop["part"] for stop in stops]
    return [name for at, name in enumerate(names) if at == 0 or names[at - 1] != name]


@pytest.mark.parametrize(("segment", "width", "scheme"), [("en", 1440, "light"), ("ar", 1440, "dark"), ("ar", 390, "light"), ("en", 390, "dark")])
def test_tab_reaches_everything_in_sight(browser: Browser, site: Path, segment: str, width: int, scheme: str) -> None:
    """Tab comes to all that can be used, part by part as they are seen, down each part, with a mark of 3:1 in sight."""
    page = opened(browser, (site / segment / "contribute/progress.html").as_uri(), width, color_scheme=scheme)
    stops = walk(page)

    assert page.evaluate(REACHABLE) == len(stops)
    assert (WIDE if width == 1440 else NARROW) == parts(stops)
    assert [] == [stop for stop in stops if not stop["seen"] or stop["contrast"] < 3]
    article = [stop["top"] for stop in stops if stop["part"] == "article"]
    assert article == pytest.approx(sorted(article), abs=40)  # Links of one line; cells of one row.


def test_a_mark_that_is_missing_or_hidden_is_found(browser: Browser) -> None:
    """What measures the focus sees a missing outline, one without contrast, and an element that lies under a bar."""
    page = new_page(browser)
    page.set_content(
        '<body style="background: white"><a href="#a" style="outline: none">a</a><a href="#b" style="outline: 2px solid #ddd">b</a>'
        '<div style="position: fixed; inset: 50px 0 0; background: white"></div><p style="margin-top: 90px"><a href="#c" style="outline: 2px solid black">c</a>'
    )

    assert [(True, False), (True, False), (False, True)] == [(stop["seen"], stop["contrast"] >= 1.5) for stop in walk(page)]


@pytest.mark.parametrize(("segment", "words"), [("en", "Skip to content"), ("ar", "الانتقال إلى المحتوى"), ("fr", "Aller au contenu")])
def test_the_first_stop_skips_to_the_text(browser: Browser, site: Path, segment: str, words: str) -> None:
    """The skip link comes first, in the reader's language and in sight; the next stop after it is in the text."""
    page = opened(browser, (site / segment / "about/history.html").as_uri(), 1440)
    page.keyboard.press("Tab")
    expect(page.locator(".skip-to-content")).to_be_focused()
    expect(page.locator(".skip-to-content")).to_be_in_viewport()
    expect(page.locator(".skip-to-content")).to_have_text(words)

    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert "article" == page.evaluate(FOCUSED)["part"]


@pytest.mark.parametrize("segment", ["en", "ar"])
@pytest.mark.parametrize(("switch", "drawer"), [("nav", "sidebar"), ("toc", "toc")])
def test_a_drawer_takes_the_focus_and_gives_it_back(browser: Browser, site: Path, segment: str, switch: str, drawer: str) -> None:
    """A drawer opens by its button and keeps the focus; Escape and its own button close it and lead back."""
    page = opened(browser, (site / segment / "about/history.html").as_uri(), 390)
    button, box = page.locator(f".mobile-header .{switch}-overlay-icon"), page.locator(f".{drawer}-drawer")
    for way in ("Escape", "Enter"):
        button.focus()
        page.keyboard.press("Enter")
        expect(button).to_have_attribute("aria-expanded", "true")
        expect(box.locator(".drawer-close")).to_be_focused()
        assert {f"{drawer}-drawer"} == {stop["part"] for stop in walk(page)}
        box.locator(".drawer-close").focus()
        page.keyboard.press(way)
        expect(button).to_be_focused()
        expect(button).to_have_attribute("aria-expanded", "false")
        expect(box).not_to_be_visible()


def test_a_link_in_the_contents_closes_them(browser: Browser, site: Path) -> None:
    """On a phone the section that was chosen is not left below the drawer, and the next stop is in it."""
    page = opened(browser, (site / "en/about/history.html").as_uri(), 390)
    page.locator(".mobile-header .toc-overlay-icon").focus()
    for key in ("Enter", "Tab", "Tab", "Enter"):
        page.keyboard.press(key)

    expect(page.locator(".toc-drawer")).not_to_be_visible()
    assert "#" in page.url
    page.keyboard.press("Tab")
    assert "article" == page.evaluate(FOCUSED)["part"]


def test_a_window_made_wide_leaves_nothing_behind(browser: Browser, site: Path) -> None:
    """A drawer that was open when the window grew, as a tablet is turned, does not lock the page."""
    page = opened(browser, (site / "en/about/history.html").as_uri(), 390)
    page.locator(".mobile-header .nav-overlay-icon").click()
    expect(page.locator("[inert]").first).to_be_attached()
    page.set_viewport_size({"width": 1440, "height": 700})

    expect(page.locator("[inert]")).to_have_count(0)


def test_the_sidebar_works_by_keys(browser: Browser, site: Path) -> None:
    """Space unfolds a part of the contents, Enter changes the language and the colours."""
    page = opened(browser, (site / "en/about/history.html").as_uri(), 1440)
    fold = page.locator(".sidebar-tree li:has(> a[href$='strategy.html']) > input")
    expect(page.locator(".sidebar-tree a[href$='plan.html']")).not_to_be_visible()
    fold.focus()
    page.keyboard.press("Space")
    expect(page.locator(".sidebar-tree a[href$='plan.html']")).to_be_visible()
    page.locator(".theme-toggle-content .theme-toggle").focus()
    page.keyboard.press("Enter")
    expect(page.locator("body")).not_to_have_attribute("data-theme", "auto")
    page.locator("nav.languages a[lang=ar]").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/ar/about/history.html")


def test_what_is_looked_for_comes_back_to_where_it_began(browser: Browser, site: Path) -> None:
    """The search opens by typing into its field; in it Tab goes round, and Escape leads back to the field."""
    page = opened(browser, (site / "en/about/history.html").as_uri(), 1440)
    page.locator("input.sidebar-search").focus()
    page.keyboard.type("history")
    page.locator("#search-results a").first.wait_for()
    for _ in range(3):
        page.keyboard.press("Tab")
        assert "search-dialog" == page.evaluate(FOCUSED)["part"]
    page.keyboard.press("Escape")

    expect(page.locator("input.sidebar-search")).to_be_focused()
    expect(page.locator(".search-dialog")).not_to_be_visible()


def test_a_box_that_scrolls_takes_the_focus(browser: Browser, site: Path) -> None:
    """Code that is wider than a phone can be moved with the arrow keys; where it fits, it is no stop."""
    page = opened(browser, (site / "en/contribute/checks.html").as_uri(), 390)
    box = page.locator("article pre").first
    expect(box).to_have_attribute("tabindex", "0")
    box.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => document.activeElement.scrollLeft > 0")
    page.set_viewport_size({"width": 1440, "height": 700})

    kinds = "[...new Set([...document.querySelectorAll('article pre')].map((e) => `${e.scrollWidth > e.clientWidth} ${e.tabIndex}`))].sort().join()"
    page.wait_for_function(f"() => {kinds} === 'false -1,true 0'")
