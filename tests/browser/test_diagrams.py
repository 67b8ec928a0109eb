"""The drawings in a real browser: no text leaves its box, is too small or too faint, in any language."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from sphinx_multilingual.languages import load_languages
from tests.browser.conftest import new_page
from tests.conftest import ROOT

LANGUAGES = load_languages(ROOT / "locales/languages.toml")
PAGES = ("about/history", "about/strategy", "partners/partners", "concepts/identity", "concepts/figures")
# Names the texts that leave the drawing or their box, or lie on another text, and those under 12 px.
MISPLACED = """() => {
  const found = [];
  const end = (box) => ({ left: box.x, top: box.y, right: box.x + box.width, bottom: box.y + box.height });
  for (const svg of document.querySelectorAll('.diagram svg')) {
    if (!svg.checkVisibility()) continue;
    const say = (what, text) => found.push(`${svg.id || svg.getAttribute('aria-labelledby')} ${what}: ${text.textContent}`);
    const whole = end(svg.viewBox.baseVal);
    const boxes = [...svg.querySelectorAll('rect:is(.box, .centre)')].map((each) => end(each.getBBox()));
    const texts = [...svg.querySelectorAll('text')].map((each) => {
      const [place, air] = [end(each.getBBox()), Number(each.getAttribute('font-size')) * 0.3];
      return [each, { ...place, top: place.top + air, bottom: place.bottom - air }]; // A font's own lines hold air for marks.
    });
    const leaves = (text, box) => text.left < box.left - 1 || text.right > box.right + 1 || text.top < box.top || text.bottom > box.bottom;
    texts.forEach(([text, place], number) => {
      const [x, y] = [(place.left + place.right) / 2, (place.top + place.bottom) / 2];
      const around = boxes.filter((box) => box.left < x && x < box.right && box.top < y && y < box.bottom);
      if ([whole, ...around].some((box) => leaves(place, box))) say('leaves its box', text);
      for (const [, other] of texts.slice(number + 1)) {
        const [width, height] = [Math.min(place.right, other.right) - Math.max(place.left, other.left), Math.min(place.bottom, other.bottom) - Math.max(place.top, other.top)];
        if (width > 0 && height > 0) say('lies on another', text);
      }
      const size = Number(text.getAttribute('font-size')) * svg.getScreenCTM().a;
      if (size < 12) say(`is ${size} px`, text);
    });
  }
  return found;
}"""
# The least contrast of a text with what lies behind it, by WCAG 2.2.
CONTRAST = """() => {
  const channel = (value) => (value /= 255, value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  const light = (colour) => colour.match(/[\\d.]+/g).slice(0, 3).map((each) => channel(Number(each))).reduce((sum, each, number) => sum + each * [0.2126, 0.7152, 0.0722][number], 0);
  const ratio = (one, other) => (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
  const page = light(getComputedStyle(document.body).backgroundColor);
  const boxes = [...document.querySelectorAll('.diagram .box')].map((each) => light(getComputedStyle(each).fill));
  const texts = [...document.querySelectorAll('.diagram text')].map((each) => light(getComputedStyle(each).fill));
  return Math.min(...texts.flatMap((text) => [page, ...boxes].map((behind) => ratio(text, behind))));
}"""


def visit(page: Page, site: Path, segment: str, script: str) -> list[Any]:
    """Run a script on each page with a drawing, and return what it found."""
    found = []
    for name in PAGES:
        page.goto((site / segment / f"{name}.html").as_uri())
        assert page.locator(".diagram svg:visible").count() == 1, name
        found.append(page.evaluate(script))
    return found


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_each_text_has_its_room(browser: Browser, site: Path, language: Any) -> None:
    """Wide and at 320 px, each text lies within its box and the drawing, apart from others, in 12 px or more."""
    page = new_page(browser)
    for width in (1440, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert [[]] * len(PAGES) == visit(page, site, language.segment, MISPLACED)


def test_a_text_without_room_is_found(browser: Browser, site: Path) -> None:
    """Letters a half larger than measured leave their boxes, and small ones are told of."""
    page = new_page(browser)
    page.goto((site / "ru/concepts/identity.html").as_uri())
    scale = "size => document.querySelectorAll('.diagram text').forEach(each => each.setAttribute('font-size', size))"
    page.evaluate(scale, 23)
    larger = page.evaluate(MISPLACED)
    page.evaluate(scale, 9)

    assert any("leaves its box" in each for each in larger)
    assert any(" px: " in each for each in page.evaluate(MISPLACED))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_each_text_is_strong_enough(browser: Browser, site: Path, theme: str) -> None:
    """In both themes each text has a contrast of 4.5 or more with the page and with the boxes."""
    page = new_page(browser, color_scheme=theme)

    assert [] == [ratio for ratio in visit(page, site, "ar", CONTRAST) if ratio < 4.5]


def test_a_faint_text_is_found(browser: Browser, site: Path) -> None:
    """A grey on white is told of."""
    page = new_page(browser)
    page.goto((site / "en/concepts/identity.html").as_uri())
    page.evaluate("document.querySelector('.diagram text').style.fill = '#999999'")

    assert page.evaluate(CONTRAST) < 4.5


def test_the_data_open_by_the_keyboard(browser: Browser, site: Path) -> None:
    """The button of the data takes the focus, opens them with Enter, and is no larger than its words."""
    page = new_page(browser, java_script_enabled=False)
    page.goto((site / "en/concepts/figures.html").as_uri())
    page.locator(".diagram summary").focus()
    page.keyboard.press("Enter")

    assert page.locator(".diagram details table").is_visible()


def test_paper_has_the_wide_drawing(browser: Browser, site: Path) -> None:
    """In print the wide drawing stands without a button, whatever the window."""
    page = new_page(browser, viewport={"width": 400, "height": 800})
    page.goto((site / "en/concepts/figures.html").as_uri())
    page.emulate_media(media="print")

    assert page.locator(".diagram svg.wide").is_visible()
    assert not page.locator(".diagram summary").is_visible()
