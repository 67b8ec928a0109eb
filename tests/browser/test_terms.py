"""The terms of all languages, filtered in a real browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import new_page


def opened(browser: Browser, site: Path, segment: str, **options: object) -> Page:
    """Open the page of terms."""
    page = new_page(browser, **options)
    page.goto((site / segment / "resources/terms.html").as_uri())
    return page


@pytest.mark.parametrize(
    ("typed", "term"),
    [("travail decent", "decent work"), ("تعاونيه عماليه", "worker cooperative"), ("ДОСТОЙНЫЙ", "decent work"), ("社会互助经济", "social and solidarity economy")],
)
def test_terms_are_filtered_in_the_forms_of_all_languages(browser: Browser, site: Path, typed: str, term: str) -> None:
    """Whatever the language of the page; accents and capitals do not count; the number of terms is said."""
    page = opened(browser, site, "de")
    count = page.locator("dl.terms > dt").count()
    page.locator(".terms-filter input").fill(typed)

    found = page.locator("dl.terms > dt:visible")
    expect(found.filter(has_text=term).first).to_be_visible()
    assert 0 < found.count() < count
    assert found.count() == page.locator("dl.terms > dd:visible").count()
    expect(page.locator(".terms-tools [role=status]")).to_contain_text(str(found.count()))
    page.locator(".terms-filter input").fill("")
    expect(found).to_have_count(count)


def test_a_language_can_be_left_out(browser: Browser, site: Path) -> None:
    """Its forms go, those of the others stay; the reader's own language is the first."""
    page = opened(browser, site, "ar")
    forms = page.locator("dl.terms li:visible")
    all_forms = forms.count()
    boxes = page.locator(".terms-tools fieldset label")
    assert "العربية" == boxes.first.inner_text().strip()
    boxes.filter(has_text="Deutsch").locator("input").uncheck()

    expect(forms.filter(has_text="Deutsch")).to_have_count(0)
    assert all_forms - page.locator("dl.terms > dt").count() == forms.count()


@pytest.mark.parametrize("has_script", [True, False], ids=["script", "none"])
def test_all_terms_fit_a_narrow_window(browser: Browser, site: Path, has_script: bool) -> None:
    """At 320 pixels nothing must be scrolled sideways; without scripts all is there, and no filter."""
    page = opened(browser, site, "de", viewport={"width": 320, "height": 640}, java_script_enabled=has_script)

    expect(page.locator(".terms-tools")).to_have_count(int(has_script))
    expect(page.locator("dl.terms li").first).to_be_visible()
    wide = [box["x"] + box["width"] for item in page.locator("dl.terms li").all()[:40] if (box := item.bounding_box())]
    assert 320 >= max(wide)


def test_terms_stand_side_by_side_in_a_wide_window(browser: Browser, site: Path) -> None:
    """The forms of a term share a row."""
    page = opened(browser, site, "en", viewport={"width": 1280, "height": 800})
    first, second = (page.locator("dl.terms li").nth(n).bounding_box() for n in (0, 1))

    assert first
    assert second
    assert first["y"] == second["y"]
    assert first["x"] < second["x"]
