"""The search in a real browser: from a server and from a folder, by keyboard, in every language."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import new_page

FOUND = "#search-results > ol > li > h2 a"
STRATEGY = [
    ("en", "strategy"), ("fr", "strategie"), ("es", "estrategia"), ("ar", "استراتيجية"), ("zh", "战略"), ("de", "Strategie"),
    ("ru", "стратегия"),
]


def ask(page: Page, question: str) -> None:
    """Open the search by its key and type a question."""
    page.keyboard.press("/")
    page.locator(".search-dialog input").fill(question)
    expect(page.locator(f'.search-dialog[data-shown="{question}"]')).to_be_visible()


@pytest.fixture
def from_folder(browser: Browser, site: Path) -> Page:
    """The French start page, opened from a folder."""
    page = new_page(browser)
    page.goto((site / "fr/index.html").as_uri())
    return page


@pytest.mark.parametrize("served_or_not", ["http", "file"])
@pytest.mark.parametrize(("segment", "question"), STRATEGY)
def test_a_title_is_found(
    browser: Browser, site: Path, served: str, segment: str, question: str, served_or_not: str
) -> None:
    """A word of a page's title finds that page first; accents and articles may be left out."""
    page = new_page(browser)
    page.goto(f"{served}{segment}/index.html" if served_or_not == "http" else (site / segment / "index.html").as_uri())
    ask(page, question)

    assert "about/strategy.html" in (page.locator(FOUND).first.get_attribute("href") or "")


@pytest.mark.parametrize(
    ("segment", "question", "expected"),
    [
        ("fr", "recomandation 193", "standards/r193.html"),  # a typing error
        ("de", "Empfelung 193", "standards/r193.html"),
        ("ru", "партнеры", "partners/partners.html"),  # е for ё
        ("de", "Uebersetzende", "contribute/translators.html"),  # ue for ü
        ("de", "Statistikleitlinien", "concepts/statistics.html"),  # a compound by its parts
        ("de", "ACI", "partners/ica.html"),  # the acronym of another language
        ("zh", "193号", "standards/r193.html"),
        ("ar", "والشركاء", "partners/partners.html"),  # "and the partners"
        ("ar", "أحكام", "standards/r193-text.html"),  # a plural made within the word; the pages have the singular
    ],
)
def test_a_word_in_another_form_is_found(
    browser: Browser, site: Path, segment: str, question: str, expected: str
) -> None:
    """What a reader types need not be what the page has; the page is among the first three."""
    page = new_page(browser)
    page.goto((site / segment / "index.html").as_uri())
    ask(page, question)

    first = [link.get_attribute("href") or "" for link in page.locator(FOUND).all()[:3]]
    assert any(f"{expected}?" in address for address in first), first


def test_a_result_leads_to_its_section_with_the_words_marked(from_folder: Page) -> None:
    """A section's result opens the page there; Escape takes the marks away."""
    page = from_folder
    ask(page, "Fauquet")
    page.locator("#search-results li li a").first.click()
    expect(page.locator("article mark").first).to_have_text("Fauquet")

    assert "#" in page.url
    page.keyboard.press("Escape")
    expect(page.locator("article mark")).to_have_count(0)


def test_the_keyboard_alone_is_enough(from_folder: Page) -> None:
    """Ctrl-K opens, arrows move between field and results, Enter follows, Escape closes."""
    page = from_folder
    page.keyboard.press("Control+k")
    page.keyboard.type("histoire")
    expect(page.locator(".search-dialog[data-shown=histoire]")).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(page.locator(FOUND).first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator(".search-dialog input")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".search-dialog")).to_be_hidden()
    page.keyboard.press("/")
    page.keyboard.press("Enter")
    page.wait_for_url("**/about/history.html?q=histoire")


def test_nothing_found_is_said_with_a_way_on(from_folder: Page) -> None:
    """The nearest spelling is offered, and the languages that have the word; the count is announced."""
    page = from_folder
    ask(page, "Genossenschaft")
    expect(page.locator(".search-status[role=status]")).to_contain_text("Genossenschaft")
    expect(page.locator(".search-others a")).to_have_text(["Deutsch"])
    ask(page, "coopzzrative")
    expect(page.locator("#search-results button")).to_have_text("coopérative")
    page.locator("#search-results button").click()
    expect(page.locator(FOUND).first).to_be_visible()


def test_what_is_typed_is_no_markup(from_folder: Page) -> None:
    """A question with HTML in it is shown as text."""
    ask(from_folder, "<img src=x onerror=alert(1)>")

    expect(from_folder.locator(".search-dialog img")).to_have_count(0)


def test_nothing_is_loaded_before_the_search_is_opened(browser: Browser, served: str) -> None:
    """The index is no weight for those who only read."""
    page, asked = new_page(browser), []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{served}fr/index.html", wait_until="networkidle")

    assert [] == [address for address in asked if "search-data" in address or "stemmer" in address]
    assert any("search/search.js" in address for address in asked)


def test_the_search_page_without_scripts_lists_the_pages(browser: Browser, site: Path) -> None:
    """Without JavaScript the form leads to a page with the contents, in the reader's language."""
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto((site / "fr/search.html").as_uri())

    expect(page.locator("article noscript")).to_be_visible()
    expect(page.get_by_role("main").get_by_role("link", name="Stratégie").first).to_be_visible()
