"""What the search finds in a real browser, in every language: titles, other forms, acronyms, typing errors."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import Opened, new_page
from tests.browser.searching import ask, first
from tests.conftest import ROOT

STRATEGY = [
    ("en", "strategy"), ("fr", "strategie"), ("es", "estrategia"), ("ar", "استراتيجية"), ("zh", "战略"), ("de", "Strategie"),
    ("ru", "стратегия"),
]
FORMS = [
    ("en", "mycoop", "resources/training.html"),  # My.COOP
    ("en", "taskforce", "partners/untfsse.html"),  # a space left out
    ("en", "e-mail", "about/contact.html"),
    ("en", "email", "about/contact.html"),
    ("en", "R193", "standards/r193.html"),
    ("fr", "recomandation 193", "standards/r193.html"),  # a typing error
    ("fr", "r193", "standards/r193.html"),
    ("fr", "ILO", "standards/related.html"),  # an acronym in another language: OIT
    ("es", "recomendacion 193", "standards/r193.html"),  # an accent left out
    ("es", "R193", "standards/r193.html"),
    ("es", "IAO", "standards/related.html"),
    ("ar", "والشركاء", "partners/partners.html"),  # "and the partners"
    ("ar", "أحكام", "standards/r193-text.html"),  # a plural made within the word; the pages have the singular
    ("ar", "الشُّركــاء", "partners/partners.html"),  # vowel marks, and a letter drawn out
    ("ar", "الإستراتيجيه", "about/strategy.html"),  # other alef, other end
    ("ar", "تدريبات", "resources/training.html"),  # a plural
    ("ar", "R193", "standards/r193.html"),
    ("ar", "ILO", "standards/related.html"),  # an acronym that the pages write out
    ("zh", "193号", "standards/r193.html"),
    ("zh", "R193", "standards/r193.html"),
    ("zh", "МОТ", "standards/related.html"),
    ("zh", "国际和作社联盟", "partners/ica.html"),  # one wrong character
    ("de", "Empfelung 193", "standards/r193.html"),
    ("de", "Uebersetzende", "contribute/translators.html"),  # ue for ü
    ("de", "Ubersetzende", "contribute/translators.html"),
    ("de", "Maßnahmen", "standards/r193-text.html"),
    ("de", "Massnahmen", "standards/r193-text.html"),
    ("de", "Statistikleitlinien", "concepts/statistics.html"),  # a compound by its parts
    ("de", "ACI", "partners/ica.html"),
    ("de", "R193", "standards/r193.html"),
    ("ru", "партнеры", "partners/partners.html"),  # е for ё
    ("ru", "R193", "standards/r193.html"),
    ("ru", "OIT", "standards/related.html"),
]


@pytest.mark.parametrize(("segment", "question"), STRATEGY)
def test_a_title_is_found(browser: Browser, base: str, segment: str, question: str) -> None:
    """A word of a page's title finds that page first; accents and articles may be left out."""
    page = new_page(browser)
    page.goto(f"{base}{segment}/index.html")
    page.keyboard.press("/")
    ask(page, question)

    assert ["about/strategy.html"] == first(page, 1)
    page.context.close()


@pytest.mark.parametrize(("segment", "question", "expected"), FORMS)
def test_a_word_in_another_form_is_found(opened: Opened, segment: str, question: str, expected: str) -> None:
    """What a reader types need not be what the page has; the page is among the first three."""
    page = opened(segment)
    ask(page, question)

    assert expected in first(page, 3)


def test_a_page_of_less_weight_stands_behind(browser: Browser) -> None:
    """Of two pages that answer a question alike, the one that the settings hold down is second."""
    page = new_page(browser)
    for name in ("words", "ranking"):
        page.add_script_tag(path=ROOT / f"sphinx_multilingual/static/search/{name}.js")
    ask_index = """weights => multilingualIndex(
      { compounds: false, synonyms: [], pages: weights.map((weight, at) => [`${at}.html`, [["", "Title", "one word"]], weight]) },
      multilingualWords.reader("en"), multilingualWords.akin,
    ).search("word").pages.map(({ address }) => address)"""

    assert ["1.html", "0.html"] == page.evaluate(ask_index, [0.5, 1])
    assert ["0.html", "1.html"] == page.evaluate(ask_index, [1, 0.5])
    page.context.close()
