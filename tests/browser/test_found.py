"""Data for search engines, reports of mistakes and dead addresses, in a real browser."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import LANGUAGES, new_page
from tests.browser.test_policy import watched
from tests.conftest import CODE

SELECT = """count => {
    const text = document.querySelector("article p").firstChild;
    getSelection().setBaseAndExtent(text, 0, text, count);
    return getSelection().toString();
}"""


@pytest.mark.parametrize("kind", ["http", "file"])
def test_the_policy_lets_data_stand(browser: Browser, site: Path, served: str, kind: str) -> None:
    """A block of data is no script: under `script-src 'self'` it is neither blocked nor told of, and can be read."""
    base = served if kind == "http" else site.as_uri() + "/"
    page, told = watched(browser, base)
    page.goto(f"{base}fr/about/history.html")
    data = json.loads(page.locator('script[type="application/ld+json"]').inner_text())

    assert "fr" == data["@graph"][0]["inLanguage"]
    assert [] == [each for each in told if "favicon.ico" not in each]


@pytest.mark.parametrize("way", ["click", "Enter"])
def test_a_report_takes_the_selected_text(browser: Browser, site: Path, way: str) -> None:
    """What is selected in the article is quoted in the report; nothing is asked of the repository before."""
    page = new_page(browser)
    asked: list[str] = []
    page.route(f"{CODE}/**", lambda route: (asked.append(route.request.url), route.fulfill(body="form"))[1])
    page.goto((site / "ar/about/history.html").as_uri())
    text = page.evaluate(SELECT, 20)
    assert [] == asked
    link = page.locator(".page-foot a.report")
    if way == "click":
        link.click()
    else:
        link.focus()
        page.keyboard.press(way)
    page.wait_for_url(f"{CODE}/**")

    body = parse_qs(urlsplit(page.url).query)["body"][0]
    assert f"\n> {text.strip()}\n" in body
    assert "\nabout/history\n" in body
    assert 1 == len(asked)


def test_a_report_takes_no_more_than_it_should(browser: Browser, site: Path) -> None:
    """Of a long selection 300 characters, of a selection outside the article nothing; another click starts anew."""
    page = new_page(browser)
    page.goto((site / "en/about/history.html").as_uri())
    link = page.locator(".page-foot a.report")
    plain = link.get_attribute("href")

    def quoted() -> str:
        link.dispatch_event("pointerdown")
        body = parse_qs(urlsplit(link.get_attribute("href") or "").query)["body"][0]
        return body.partition("> ")[2].partition("\n\n**")[0]

    page.evaluate("getSelection().selectAllChildren(document.querySelector('article'))")
    assert 290 <= len(quoted().replace("\n> ", "\n")) <= 300  # Empty lines and spaces at the ends are left out.
    page.evaluate("getSelection().selectAllChildren(document.querySelector('footer'))")
    assert "…" == quoted()
    page.evaluate("getSelection().removeAllRanges()")
    link.dispatch_event("pointerdown")
    assert plain == link.get_attribute("href")


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_a_dead_address_is_answered_in_its_language(browser: Browser, served: str, language: object) -> None:
    """The answer comes first, in the language of the address; links lead to the others, and to a search."""
    here = next(each for each in LANGUAGES if each == language)
    page = new_page(browser)
    page.goto(f"{served}{here.segment}/a/none.html")

    expect(page.locator("html")).to_have_attribute("lang", here.tag)
    expect(page.locator("html")).to_have_attribute("dir", here.direction)
    expect(page.locator("h2:visible")).to_have_count(1)
    expect(page.locator("section").first).to_have_attribute("lang", here.tag)
    expect(page.locator("main a:visible")).to_have_count(len(LANGUAGES) + 1)
    page.locator("a.search:visible").click()
    page.wait_for_url(f"{served}{here.segment}/search.html")


@pytest.mark.parametrize(("path", "scripts"), [("none", True), ("fr/none.html", False)])
def test_a_dead_address_without_a_language_is_answered_in_all(
    browser: Browser, served: str, path: str, scripts: bool
) -> None:
    """Where the address names none, or without JavaScript, each language has its answer."""
    page = new_page(browser, java_script_enabled=scripts)
    page.goto(served + path)

    expect(page.locator("h2:visible")).to_have_count(len(LANGUAGES))
