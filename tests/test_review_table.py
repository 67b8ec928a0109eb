"""What the reviews found, shown on a page of each language."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_multilingual.review import load_reviews
from sphinx_multilingual.review_table import Figures, figures
from tests.conftest import HEADER, ROOT, run_in
from tests.test_progress import replace, rows

MACHINE = '{ name = "machine", date = 2026-11-25 }'
RECORDS = f"""
[page.index]
translator = {MACHINE}
reviewer = {MACHINE}
words = 1500
errors = {{ critical = 1, major = 2, minor = 3 }}
corrected = 4
[page.interface]
translator = {MACHINE}
reviewer = {MACHINE}
words = 500
errors = {{ major = 1 }}
[page.dough]
translator = {MACHINE}
words = 100
errors = {{ minor = 9 }}
corrected = 9
[page.gone]
translator = {MACHINE}
reviewer = {MACHINE}
words = 7000
"""


@pytest.fixture
def shown(tiny: Path) -> Path:
    """The tiny project with a page of reviews, Portuguese records, and a label in Portuguese."""
    (tiny / "docs/reviews.md").write_text("(reviews-page)=\n# Reviews\n\n```{translation-reviews}\n```\n", encoding="utf-8")
    replace(tiny / "docs/index.md", "\ndough\n", "\ndough\nreviews\n")
    (tiny / "locales/pt/review.toml").write_text(RECORDS, encoding="utf-8")
    labels = tiny / "locales/pt/LC_MESSAGES/interface.po"
    labels.write_text(HEADER + 'msgid "Words read"\nmsgstr "Palavras lidas"\n', encoding="utf-8")
    return tiny


def shown_rows(project: Path, code: str) -> list[list[str]]:
    return rows((project / f"build/site/{code}/reviews.html").read_text(encoding="utf-8"))


def test_the_records_are_added_up(tmp_path: Path) -> None:
    """Pages are counted without labels; words and errors are of what was reviewed, labels too."""
    path = tmp_path / "review.toml"
    path.write_text(RECORDS, encoding="utf-8")
    records = load_reviews(path)
    del records["gone"]

    assert Figures(pages=2, reviewed=1, words=2000, critical=1, major=3, minor=3, corrected=4) == figures(records)
    assert Figures(0, 0, 0, 0, 0, 0, 0) == figures({})


def test_a_page_shows_them_in_its_language(shown: Path) -> None:
    """Two tables, with the numbers and labels of the reader; what is no page of the site is left out."""
    replace(shown / "locales/languages.toml", 'status = "draft"', 'status = "published"')  # Hebrew, without records

    done = run_in(shown, "html", ONLY="en pt")

    assert 0 == done.returncode, done.stderr
    assert [
        ["Language", "Pages translated", "Pages reviewed", "Words read"],
        ["Português", "2", "1", "2,000"],
        ["Language", "Critical errors", "Major errors", "Minor errors", "Corrected", "Major errors per 1,000 words"],
        ["Português", "1", "3", "3", "4", "1.5"],
    ] == shown_rows(shown, "en")
    assert "Palavras lidas" == shown_rows(shown, "pt")[0][3]
    assert ["2.000", "1,5"] == [shown_rows(shown, "pt")[row][-1] for row in (1, 3)]


def test_nothing_read_has_no_share_and_nothing_known_no_table(shown: Path) -> None:
    """No error in no words is not a share of nought; a language without records has no row."""
    records = shown / "locales/pt/review.toml"
    records.write_text(f"[page.index]\ntranslator = {MACHINE}\n", encoding="utf-8")
    assert 0 == run_in(shown, "html", ONLY="en").returncode
    assert [["Português", "1", "0", "0"], ["Português", "0", "0", "0", "0", "–"]] == shown_rows(shown, "en")[1::2]

    records.unlink()
    assert 0 == run_in(shown, "html", ONLY="en").returncode
    assert [] == shown_rows(shown, "en")


def test_the_books_show_them(shown: Path) -> None:
    """PDF and EPUB are made without a warning."""
    done = run_in(shown, "build", ONLY="en pt")

    assert 0 == done.returncode, done.stdout + done.stderr


def test_a_broken_record_of_another_language_is_named(shown: Path) -> None:
    """The English page needs the records of all languages, so that a broken one stops it with file and line."""
    replace(shown / "locales/pt/review.toml", "words = 1500", "words = -1")

    done = run_in(shown, "html", ONLY="en")

    assert 1 == done.returncode
    assert "locales/pt/review.toml:2: page 'index': words must be a number" in done.stderr


def test_our_own_languages_have_records() -> None:
    """Each published translation of this site has records to show."""
    assert 6 == sum(bool(load_reviews(path)) for path in (ROOT / "locales").glob("*/review.toml"))
