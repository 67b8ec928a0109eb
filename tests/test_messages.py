"""Which texts of a page count as translated."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import run_in


def test_a_translated_caption_of_the_contents_counts(tiny: Path) -> None:
    """A page whose contents have a translated caption is whole."""
    index, catalog = tiny / "docs/index.md", tiny / "locales/pt/LC_MESSAGES/index.po"
    index.write_text(index.read_text(encoding="utf-8").replace(":hidden:", ":hidden:\n:caption: Pages"), encoding="utf-8")
    with catalog.open("a", encoding="utf-8") as file:
        file.write('\nmsgid "Pages"\nmsgstr "Páginas"\n')

    done = run_in(tiny, "html", ONLY="pt")

    assert "translated: pt 100 %" in done.stdout, done.stderr
