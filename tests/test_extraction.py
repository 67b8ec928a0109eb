"""`make catalogs`: every text becomes a message, and no translation is lost."""

from __future__ import annotations

from pathlib import Path

from sphinx_multilingual.catalogs import messages, read_catalog
from tests.conftest import run_in


def texts(path: Path) -> dict[str, str]:
    return {str(message.id): str(message.string) for message in messages(read_catalog(path))}


def test_twice_in_a_row_changes_no_byte(tiny: Path) -> None:
    """The second run finds nothing to write."""
    first = run_in(tiny, "catalogs")
    second = run_in(tiny, "catalogs")

    assert 0 == first.returncode, first.stderr
    assert "0 catalogs changed" in second.stdout


def test_an_edited_message_keeps_its_translation_as_fuzzy(tiny: Path) -> None:
    """A changed source marks the translation fuzzy; one that is gone becomes obsolete; the rest stays."""
    page = tiny / "docs/dough.md"
    text = page.read_text(encoding="utf-8").replace("Ten minutes by hand.", "Ten minutes by hand, or five.")
    page.write_text(text.replace("| Rye | Dark bread |", "| Spelt | Light bread |"), encoding="utf-8")

    assert 0 == run_in(tiny, "catalogs").returncode

    catalog = read_catalog(tiny / "locales/pt/LC_MESSAGES/dough.po")
    changed = catalog.get("Ten minutes by hand, or five.")
    assert changed is not None
    assert changed.fuzzy
    assert "Dez minutos à mão." == changed.string
    assert "Rye" in catalog.obsolete
    assert "Massa" == catalog.get("Dough").string  # type: ignore[union-attr]


def test_the_cells_of_a_table_directive_are_messages(tiny: Path) -> None:
    """MyST leaves such cells without a source; they reach the translators all the same."""
    run_in(tiny, "catalogs")

    assert {"Flour", "Use", "Rye", "Dark bread"} <= texts(tiny / "locales/pt/LC_MESSAGES/dough.po").keys()


def test_labels_of_theme_engine_and_settings_are_messages(tiny: Path) -> None:
    """Furo's literal labels, Sphinx's labels, the engine's and the project's own names are all there."""
    run_in(tiny, "catalogs")

    theme = texts(tiny / "locales/pt/LC_MESSAGES/sphinx.po").keys()
    own = texts(tiny / "locales/pt/LC_MESSAGES/interface.po").keys()
    assert {"Toggle site navigation sidebar", "Light mode", "Search", "Warning", "Searching"} <= theme
    assert {"Bread", "Written by hand.", "Book (PDF)", "Page not found"} <= own
