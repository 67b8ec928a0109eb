"""axe-core finds nothing to mend on the pages: WCAG 2.2 A and AA, and its good practice.

A sample is looked at by `make test`, each page of each language by `make prove`; light and dark, wide and narrow.
"""

from __future__ import annotations

import os
from importlib.resources import files
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import LANGUAGES, new_page

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
# In the dark only contrast can differ from the same page in the light.
RUN = """async ([theme, only]) => {
  document.body.dataset.theme = theme;
  for (const _ of [1, 2]) await new Promise(requestAnimationFrame);
  const runOnly = only || ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const { violations } = await axe.run(document, { runOnly, resultTypes: ["violations"] });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`));
}"""
WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 390, "height": 800}
PROVE = bool(os.environ.get("PROVE"))
SEGMENTS = [language.segment for language in LANGUAGES] if PROVE else ["en", "ar"]
SAMPLE = {
    "en": ["index", "about/history", "contribute/checks", "resources/glossary"],
    "ar": ["index", "about/people", "contribute/progress", "standards/related", "search"],
}
STATES = ["menu", "contents", "section", "results", "nothing found", "to the top"]


def reader(browser: Browser) -> Page:
    """Open a page on which nothing moves, so that every colour is final."""
    return new_page(browser, reduced_motion="reduce", color_scheme="light")


def violations(page: Page, theme: str = "light", only: list[str] | None = None) -> list[str]:
    """Return what axe finds on the page as it is now, rule and place."""
    if page.evaluate("typeof axe === 'undefined'"):
        page.evaluate(AXE)
    found: list[str] = page.evaluate(RUN, [theme, only])
    return [f"{page.url} {page.viewport_size['width']} {theme} {each}" for each in found]  # type: ignore[index]


def in_all_looks(page: Page) -> list[str]:
    """Return what axe finds wide and narrow, light and dark."""
    found = []
    for size in (WIDE, NARROW):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        found += violations(page) + violations(page, "dark", ["color-contrast"])
    return found


@pytest.mark.parametrize("segment", [*SEGMENTS, "."])
def test_axe_finds_nothing(browser: Browser, site: Path, segment: str) -> None:
    """No page has a violation, in either colour scheme, on a desk or on a phone; `.` is the chooser and the 404 page."""
    if PROVE or segment == ".":
        paths = sorted((site / segment).glob("*.html" if segment == "." else "**/*.html"))
    else:
        paths = [site / segment / f"{name}.html" for name in SAMPLE[segment]]
    page, found = reader(browser), []
    for path in paths:
        page.goto(path.as_uri())
        found += in_all_looks(page)

    assert paths
    assert [] == found


@pytest.mark.parametrize(
    ("state", "segment"),
    [(state, segment) for state in STATES for segment in ("en", "ar")] if PROVE else list(zip(STATES, ["ar", "en"] * 3, strict=True)),
)
def test_axe_finds_nothing_in_what_opens(browser: Browser, site: Path, segment: str, state: str) -> None:
    """Drawers, the links of a section, the search and the way to the top are as sound as the page that they lie over."""
    page = reader(browser)
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    page.goto((site / segment / "about/history.html").as_uri() + "#history-names" * (state == "section"))
    if state in ("menu", "contents"):
        page.locator(f".mobile-header .{'nav' if state == 'menu' else 'toc'}-overlay-icon").click()
    elif state == "to the top":
        page.mouse.wheel(0, 2000)
        page.wait_for_function("() => scrollY > 1000")
        page.mouse.wheel(0, -200)
        page.locator(".back-to-top").wait_for()
    elif state != "section":
        page.keyboard.press("/")
        page.keyboard.type({"en": "history", "ar": "تاريخ"}[segment] if state == "results" else "Genossenschaft")
        page.locator("#search-results a").first.wait_for()

    assert [] == violations(page) + violations(page, "dark", ["color-contrast"])


@pytest.mark.parametrize(
    ("rule", "fault"),
    [
        ("image-alt", '<img src="a.png">'), ("label", '<input type="text">'), ("color-contrast", '<p style="color: #999">Words</p>'),
        ("target-size", '<button style="height: 10px">a</button><br><button style="height: 10px">b</button>'),
        ("region", "</main><p>Words beside the landmarks</p>"), ("landmark-unique", "</main><nav></nav><nav></nav>"),
        ("heading-order", "<h4>Deep</h4>"), ("scrollable-region-focusable", '<pre style="overflow: auto; width: 4em">a long line of words</pre>'),
    ],
)
def test_axe_finds_planted_faults(browser: Browser, rule: str, fault: str) -> None:
    """The rules that are run catch a page that breaks them; the same page without the fault is clean."""
    page, frame = reader(browser), '<html lang="en" style="background: white"><title>Title</title><main><h1>Title</h1>{}</main>'
    page.set_content(frame.format(""))
    assert [] == violations(page)
    page.set_content(frame.format(fault))
    assert any(f" {rule}: " in each for each in violations(page))
