"""`make catalogs`: every text becomes a message, and no translation is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages import Catalog

from sphinx_multilingual.catalogs import dump_catalog, messages, read_catalog
from sphinx_multilingual.languages import load_languages
from sphinx_multilingual.updating import merge, plural_rule
from tests.conftest import run_in


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def forget(root: Path) -> None:
    """Have the next run extract the messages though nothing has changed."""
    (root / "build/catalogs").unlink()


def texts(path: Path) -> dict[str, str]:
    return {str(message.id): str(message.string) for message in messages(read_catalog(path))}


def test_twice_in_a_row_changes_no_byte(tiny: Path) -> None:
    """The second run finds nothing to write; both say which draft they left out, and how it is named."""
    first = run_in(tiny, "catalogs")
    forget(tiny)
    second = run_in(tiny, "catalogs")

    assert 0 == first.returncode, first.stderr
    assert "0 catalogs changed" in second.stdout
    assert 'drafts stay as they are: he; where they are to follow: make catalogs ONLY="he"' in second.stdout


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


def test_a_fuzzy_message_keeps_its_previous_text(tiny: Path) -> None:
    """The old source stands beside a fuzzy translation, run after run, until a translator confirms it."""
    replace(tiny / "docs/dough.md", "Ten minutes by hand.", "Ten minutes by hand, or five.")
    first, catalog = run_in(tiny, "catalogs"), tiny / "locales/pt/LC_MESSAGES/dough.po"
    written = catalog.read_bytes()
    forget(tiny)
    second = run_in(tiny, "catalogs")

    assert "locales/pt/LC_MESSAGES/dough.po: 0 new, 1 fuzzy, 0 obsolete" in first.stdout
    assert b'#| msgid "Ten minutes by hand."' in written
    assert "0 catalogs changed" in second.stdout
    assert 'drafts stay as they are: he; where they are to follow: make catalogs ONLY="he"' in second.stdout
    assert written == catalog.read_bytes()
    replace(catalog, "#, fuzzy\n", "")
    run_in(tiny, "catalogs")
    assert b"#| msgid" not in catalog.read_bytes()


def test_a_long_previous_text_is_written_as_gettext_reads_it(tiny: Path) -> None:
    """Each line of a previous text is one quoted string, though Babel's own writer breaks long ones."""
    replace(tiny / "docs/dough.md", "Knead for ten minutes", "Knead well for ten minutes")

    run_in(tiny, "catalogs")

    rows = (tiny / "locales/pt/LC_MESSAGES/dough.po").read_text(encoding="utf-8").splitlines()
    previous = [row for row in rows if row.startswith("#|")]
    assert '#| msgid ""' == previous[0]
    text = "Knead for ten minutes.[^time] See [the article on dough](wiki:Dough) and [the start](#home)."
    assert text == "".join(row[4:-1] for row in previous[1:])


def test_a_previous_text_outlives_reading_and_writing(tiny: Path) -> None:
    """Its lines stay as they were; a comment that looks like one is left to its writer."""
    replace(tiny / "docs/dough.md", "Knead for ten minutes", "Knead well for ten minutes")
    run_in(tiny, "catalogs")
    catalog = tiny / "locales/pt/LC_MESSAGES/dough.po"
    replace(catalog, '#| msgid ""\n', '# | msgid "open\n#| msgid ""\n')

    previous = [row for row in catalog.read_text(encoding="utf-8").splitlines() if row.startswith("#|")]
    dump_catalog(catalog, read_catalog(catalog))

    assert 0 == run_in(tiny, "catalogs").returncode
    rows = catalog.read_text(encoding="utf-8").splitlines()
    assert previous == [row for row in rows if row.startswith("#|")]
    assert '# | msgid "open' in rows


def test_text_that_moves_to_another_page_keeps_its_translation(tiny: Path) -> None:
    """A paragraph cut from one page and put into another is translated there, and not kept as obsolete here."""
    replace(tiny / "docs/dough.md", "| Rye | Dark bread |\n", "")
    replace(tiny / "docs/index.md", "# Baking bread\n", "# Baking bread\n\nDark bread\n")

    run_in(tiny, "catalogs")

    moved = read_catalog(tiny / "locales/pt/LC_MESSAGES/index.po").get("Dark bread")
    assert moved is not None
    assert ("Pão escuro", False) == (moved.string, moved.fuzzy)
    assert ["Rye"] == list(read_catalog(tiny / "locales/pt/LC_MESSAGES/dough.po").obsolete)


def test_a_translation_reaches_no_other_language(tiny: Path) -> None:
    """What one language remembers is not in the template from which the next one takes its messages."""
    portuguese, hebrew = load_languages(tiny / "locales/languages.toml")[1:]
    template = Catalog()
    template.add("Dark bread", "")

    first = merge(Catalog(), template, portuguese, {"Dark bread": "Pão escuro"}, "nplurals=2; plural=(n != 1);")
    second = merge(Catalog(), template, hebrew, {}, "nplurals=2; plural=(n != 1);")

    assert ["Pão escuro", ""] == [catalog["Dark bread"].string or "" for catalog in (first, second)]


def test_a_comment_for_translators_reaches_them(tiny: Path) -> None:
    """`% i18n:` before a paragraph becomes an extracted comment of its message, and of no other."""
    replace(tiny / "docs/dough.md", "Knead for ten", "% i18n: Minutes of work, not of rest.\n\nKnead for ten")

    run_in(tiny, "catalogs")

    catalog = (tiny / "locales/pt/LC_MESSAGES/dough.po").read_text(encoding="utf-8")
    assert 1 == catalog.count("#. Minutes of work, not of rest.\n#: docs/dough.md\nmsgid \"\"\n\"Knead for ten")


def test_the_cells_of_a_table_directive_are_messages(tiny: Path) -> None:
    """MyST leaves such cells without a source; they reach the translators all the same."""
    run_in(tiny, "catalogs")

    assert {"Flour", "Use", "Rye", "Dark bread"} <= texts(tiny / "locales/pt/LC_MESSAGES/dough.po").keys()


def test_labels_of_theme_engine_and_settings_are_messages(tiny: Path) -> None:
    """Furo's literal labels, Sphinx's labels, the engine's and the project's own names are all there."""
    run_in(tiny, "catalogs")

    theme = texts(tiny / "locales/pt/LC_MESSAGES/sphinx.po").keys()
    own = texts(tiny / "locales/pt/LC_MESSAGES/interface.po").keys()
    assert {"Toggle site navigation sidebar", "Light mode", "Search", "Warning", "Hide Search Matches"} <= theme
    assert {"Bread", "Written by hand.", "Book (PDF)", "Page not found"} <= own


@pytest.mark.parametrize(("rule", "kept"), [
    ("nplurals=3; plural=(n == 1 ? 0 : n == 2 ? 1 : 2);", True),  # by CLDR
    ("nplurals=2; plural=(n > 1);", False),
])
def test_a_right_plural_rule_stays(tiny: Path, rule: str, kept: bool) -> None:
    """A rule that is right is kept, whichever Babel has today, and a new catalog has that of the others."""
    hebrew = next(each for each in load_languages(tiny / "locales/languages.toml") if each.code == "he")
    catalog = Catalog(locale="he")
    catalog.mime_headers = [("Plural-Forms", rule)]

    assert kept == (plural_rule({"page": catalog}, hebrew) == rule)
