"""How a test asks the search a question, and reads its answers."""

from __future__ import annotations

from playwright.sync_api import Page

FOUND = "#search-results > ol > li > h2 a"
FIELD = ".search-panel input"


def ask(page: Page, question: str) -> None:
    """Ask a question in the open search."""
    page.locator(FIELD).fill(question)
    page.wait_for_function("asked => document.querySelector('[data-shown]')?.dataset.shown === asked", arg=question)


def first(page: Page, count: int) -> list[str]:
    """List the addresses of the first pages found, without the question and the folder of the language."""
    links = page.locator(FOUND).evaluate_all("found => found.map((link) => link.href)")
    return ["/".join(link.partition("?")[0].rsplit("/", 2)[-2:]) for link in links[:count]]
