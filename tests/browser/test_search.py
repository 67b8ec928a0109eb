"""The search in a real browser: from a server and from a folder, by keyboard, in every language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import LANGUAGES, Opened, new_page
from tests.browser.searching import FIELD, FOUND, ask, first

STATUS = ".search-status[role=status]"
@pytest.fixture
def from_folder(browser: Browser, site: Path) -> Iterator[Page]:
    """The French start page, opened from a folder."""
    page = new_page(browser)
    page.goto((site / "fr/index.html").as_uri())
    yield page
    page.context.close()


def test_results_are_there_as_one_types(opened: Opened) -> None:
    """The start of a word finds what the word does; each page stands once, with its sections below it."""
    page = opened()
    ask(page, "chronol")
    found = first(page, 20)

    assert "resources/chronology.html" == found[0]
    assert len(set(found)) == len(found)
    expect(page.locator("#search-results li li p mark").first).to_be_visible()


def test_syllables_still_being_chosen_are_no_question(opened: Opened) -> None:
    """While a reader spells Chinese in Latin letters nothing is asked; the chosen characters are."""
    page = opened("zh")
    ask(page, "战略")
    page.locator(FIELD).evaluate("""field => {
        field.value = "he zuo";
        field.dispatchEvent(new InputEvent("input", { bubbles: true, isComposing: true }));
    }""")
    assert "战略" == page.locator("[data-shown]").get_attribute("data-shown")
    page.locator(FIELD).evaluate("""field => {
        field.value = "合作社";
        field.dispatchEvent(new CompositionEvent("compositionend", { bubbles: true }));
    }""")
    expect(page.locator('[data-shown="合作社"]')).to_be_visible()


@pytest.mark.parametrize(
    ("segment", "question", "marked"),
    [("fr", "cooperative", "coopérative"), ("ru", "кооператив", "кооператив"), ("ar", "تعاونية", "تعاوني"), ("zh", "合作社", "合作社")],
)
def test_a_result_leads_to_its_section_with_the_words_marked(
    browser: Browser, base: str, segment: str, question: str, marked: str
) -> None:
    """A section's result opens the page there, with folded and inflected words marked; a button takes the marks away."""
    page = new_page(browser)
    page.goto(f"{base}{segment}/index.html")
    page.keyboard.press("/")
    ask(page, question)
    page.locator("#search-results li li a").first.click()
    target = page.locator(f'[id="{page.url.partition("#")[2]}"]')
    expect(target.locator("mark").first).to_contain_text(marked, ignore_case=True)
    expect(target).to_be_in_viewport()
    text = page.locator("article").inner_text()

    page.locator("button.search-unmark").click()
    expect(page.locator("article mark")).to_have_count(0)
    expect(page.locator("button.search-unmark")).to_have_count(0)
    assert text == page.locator("article").inner_text()
    assert "?" not in page.url
    assert "#" in page.url
    page.context.close()


def test_escape_takes_the_marks_away(browser: Browser, site: Path) -> None:
    """Those who read by keyboard need no button; words that stand everywhere are not marked at all."""
    page = new_page(browser)
    page.goto((site / "en/about/history.html").as_uri() + "?q=the%20Fauquet")
    expect(page.locator("article mark").first).to_have_text("Fauquet")
    assert "the" not in page.locator("article mark").all_inner_texts()
    page.keyboard.press("Escape")

    expect(page.locator("article mark")).to_have_count(0)
    page.context.close()


def test_the_keyboard_alone_is_enough(from_folder: Page) -> None:
    """Ctrl-K opens, arrows move between field and results, Enter follows, Escape closes."""
    page = from_folder
    page.keyboard.press("Control+k")
    page.keyboard.type("histoire")
    expect(page.locator("[data-shown=histoire]")).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(page.locator(FOUND).first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator(FIELD)).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".search-dialog")).to_be_hidden()
    page.keyboard.press("/")
    page.keyboard.press("Enter")
    page.wait_for_url("**/about/history.html?q=histoire")


def test_a_letter_typed_in_the_sidebar_opens_the_search(from_folder: Page) -> None:
    """What is typed into the sidebar's field goes on in the dialog, letter by letter."""
    page = from_folder
    page.locator(".sidebar-search").focus()
    page.keyboard.type("contact")

    expect(page.locator("[data-shown=contact]")).to_be_visible()
    assert "about/contact.html" in first(page, 1)


def test_nothing_found_is_said_with_a_way_on(browser: Browser, base: str) -> None:
    """The nearest spelling is offered, and the languages that have the word, which are loaded only then."""
    page, asked = new_page(browser), []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{base}fr/index.html")
    page.keyboard.press("/")
    ask(page, "contact")
    expect(page.locator(STATUS)).to_contain_text(re.compile(r"\d"))
    assert ["fr"] == [address.rsplit("/", 2)[1] for address in asked if "search-data.js" in address]

    ask(page, "coopzzrative")
    expect(page.locator("#search-results button")).to_have_text("coopérative")
    page.locator("#search-results button").click()
    expect(page.locator(FOUND).first).to_be_visible()

    ask(page, "Genossenschaft")
    expect(page.locator(STATUS)).to_contain_text("Genossenschaft")
    expect(page.locator(".search-others a")).to_have_text(["Deutsch"])
    page.locator(".search-others a").click()
    page.wait_for_url("**/de/search.html?q=Genossenschaft")
    expect(page.locator(FOUND).first).to_be_visible()
    page.context.close()


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_voices_hear_what_was_found(opened: Opened, language: object) -> None:
    """The count comes in a live region, in words that no number bends; field, button and dialog have names."""
    segment = next(each.segment for each in LANGUAGES if each == language)
    page = opened(segment)
    said = []
    for question in ("R193", "COPAC", "1919", "Fauquet"):
        ask(page, question)
        shown = len(first(page, 100))
        expect(page.locator(STATUS)).to_have_text(re.compile(rf"^\D+{shown}$" if shown < 20 else r"^\D+\d{2}$"))
        said.append(re.sub(r"\d+", "", page.locator(STATUS).inner_text()))

    assert 1 == len(set(said))
    name = page.locator(FIELD).get_attribute("aria-label")
    assert name
    expect(page.get_by_role("dialog", name=name).get_by_role("searchbox", name=name)).to_be_focused()
    assert page.locator(".search-dialog form button").get_attribute("aria-label")
    assert "search-results" == page.locator(FIELD).get_attribute("aria-controls")


def test_what_is_typed_is_no_markup(opened: Opened) -> None:
    """A question with HTML or with signs of a replacement in it is shown as text."""
    page = opened()
    ask(page, "<img src=qqzzx onerror=qqzzx> $& $'")
    expect(page.locator(STATUS)).to_contain_text("<img src=qqzzx onerror=qqzzx> $& $'")

    expect(page.locator(".search-dialog img")).to_have_count(0)


def test_nothing_is_loaded_before_the_search_is_opened(browser: Browser, base: str) -> None:
    """The index is no weight for those who only read."""
    page, asked = new_page(browser), []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{base}fr/index.html", wait_until="networkidle")

    names = [unquote(address).rsplit("/", 1)[1].partition("?")[0] for address in asked]
    assert [] == [name for name in names if name in ("search-data.js", "stemmer.js", "words.js", "ranking.js", "marks.js")]
    assert "search.js" in names
    page.context.close()


def test_the_search_page_answers_an_address(browser: Browser, base: str) -> None:
    """The search's own page shows the results on itself, and no contents beside them."""
    page = new_page(browser)
    page.goto(f"{base}fr/search.html?q=strategie")
    expect(page.locator(f"article {FOUND}").first).to_have_attribute("href", re.compile("about/strategy"))
    expect(page.locator(FIELD)).to_have_value("strategie")

    expect(page.locator("article .caption")).to_have_count(0)
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.context.close()


def test_the_search_page_without_scripts_lists_the_pages(browser: Browser, site: Path) -> None:
    """Without JavaScript the form leads to a page with the contents, in the reader's language."""
    page = new_page(browser, java_script_enabled=False)
    page.goto((site / "fr/search.html").as_uri())

    expect(page.locator("article noscript")).to_be_visible()
    expect(page.get_by_role("main").get_by_role("link", name="Stratégie").first).to_be_visible()
    page.context.close()
