"""Under the site's strict policy nothing is blocked, in any language, from a server or a folder, at rest or in use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import LANGUAGES, new_page

FORBID_STORAGE = "Object.defineProperty(window, 'localStorage', { configurable: true, get() { throw new Error('forbidden') } })"


def watched(browser: Browser, base: str, **options: object) -> tuple[Page, list[str]]:
    """Open a page, and list what is blocked, fails, or is asked of anybody but `base`."""
    page, faults = new_page(browser, **options), []
    page.on("console", lambda message: faults.append(f"{message.text} {message.location['url']}") if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith((base, "data:")) else faults.append(request.url))
    return page, faults


def names(site: Path, segment: str) -> list[str]:
    """List the pages to visit: some, or in a proof all."""
    if not os.environ.get("PROVE"):
        return ["index.html", "standards/r193.html", "search.html"]
    return sorted(path.relative_to(site / segment).as_posix() for path in (site / segment).rglob("*.html"))


@pytest.mark.parametrize("kind", ["http", "file"])
@pytest.mark.parametrize("segment", [language.segment for language in LANGUAGES])
def test_no_page_is_blocked_in_part(browser: Browser, site: Path, served: str, segment: str, kind: str) -> None:
    """Each page loads all it has, runs without error, and asks nobody else for anything."""
    base = served if kind == "http" else site.as_uri() + "/"
    page, faults = watched(browser, base)
    for name in names(site, segment):
        page.goto(f"{base}{segment}/{name}")

    assert [] == [fault for fault in faults if "favicon.ico" not in fault]


@pytest.mark.parametrize("kind", ["http", "file"])
def test_nothing_is_blocked_in_use(browser: Browser, site: Path, served: str, kind: str) -> None:
    """The menu opened, the colours changed, a question asked, a result and another language opened: all work."""
    base = served if kind == "http" else site.as_uri() + "/"
    page, faults = watched(browser, base, viewport={"width": 390, "height": 800})
    page.goto(f"{base}de/index.html")
    page.locator(".mobile-header .theme-toggle").click()
    page.keyboard.press("/")
    page.keyboard.insert_text("Empfehlung 193")
    page.locator("#search-results a").first.click()
    expect(page.locator("article mark").first).to_be_visible()
    page.locator(".mobile-header .nav-overlay-icon").click()
    page.locator("nav.languages a[lang=ar]").click()
    page.wait_for_url(f"{base}ar/**")

    expect(page.locator("body")).to_have_attribute("data-theme", "dark")
    assert [] == faults


@pytest.mark.parametrize("name", ["index.html", "a/b/none.html"])
def test_the_root_pages_are_not_blocked(browser: Browser, served: str, name: str) -> None:
    """The list of languages and the page for dead addresses keep the policy too."""
    page, faults = watched(browser, served, locale="pt-BR")
    page.goto(served + name)

    assert "44rem" in page.evaluate("[...document.styleSheets[0].cssRules].map(rule => rule.cssText).join()")
    assert [] == [fault for fault in faults if "404" not in fault]


@pytest.mark.parametrize("planted", [
    "document.body.append(Object.assign(document.createElement('script'), { text: 'window.ran = 1' }))",
    "document.body.append(Object.assign(document.createElement('img'), { src: 'https://example.org/a.png' }))",
    "document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">')",
])
@pytest.mark.parametrize("kind", ["http", "file"])
def test_a_page_that_breaks_the_policy_is_stopped_and_found(
    browser: Browser, site: Path, served: str, planted: str, kind: str
) -> None:
    """A script, style or foreign image put into a page is blocked, and the tests above would say so."""
    base = served if kind == "http" else site.as_uri() + "/"
    page, faults = watched(browser, base)
    page.goto(f"{base}en/index.html")
    with page.expect_console_message(lambda message: "Content Security Policy" in message.text):
        page.evaluate(planted)

    assert not page.evaluate("window.ran")
    assert any("Content Security Policy" in fault for fault in faults)


def test_the_chosen_colours_are_there_from_the_first_frame(browser: Browser, served: str) -> None:
    """A reader who chose dark pages on a light system never sees a light one."""
    page = new_page(browser, color_scheme="light")
    page.add_init_script("localStorage.setItem('theme', 'dark')")
    page.add_init_script("""
        window.colours = new Set();
        const note = () => {
          if (document.querySelector("h1")) colours.add(getComputedStyle(document.body).backgroundColor);
          requestAnimationFrame(note);
        };
        note();
    """)
    page.goto(f"{served}en/standards/r193.html", wait_until="load")
    page.wait_for_function("() => colours.size")
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")

    assert ["rgb(19, 24, 29)"] == page.evaluate("[...colours]")


def test_the_colours_change_where_storage_is_forbidden(browser: Browser, served: str) -> None:
    """A browser that forbids storage shows the page, and the button changes its colours."""
    page, faults = watched(browser, served, color_scheme="light")
    page.add_init_script(FORBID_STORAGE)
    page.goto(f"{served}en/index.html")
    for theme in ("dark", "light", "auto"):
        page.locator(".theme-toggle-content .theme-toggle").click()
        expect(page.locator("body")).to_have_attribute("data-theme", theme)

    assert [] == [fault for fault in faults if "favicon.ico" not in fault]
