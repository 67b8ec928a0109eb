"""`make catalogs` where nothing has changed since the last time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from shutil import rmtree

import pytest

from sphinx_multilingual.followed import followed, note
from sphinx_multilingual.inputs import read_inputs
from sphinx_multilingual.languages import load_languages
from tests.conftest import run_in
from tests.edits import replace


def extracts(root: Path, *arguments: str) -> bool:
    """Tell whether a run extracts the messages."""
    rmtree(root / "build/gettext", ignore_errors=True)
    done = run_in(root, "catalogs", *arguments)
    assert 0 == done.returncode, done.stderr
    return (root / "build/gettext").exists()


def test_what_is_followed_is_not_extracted_again(tiny: Path) -> None:
    """The run after one that changed catalogs does not extract, and says how many templates there are all the same."""
    replace(tiny / "docs/dough.md", "Ten minutes by hand.", "Ten minutes by hand, or five.")

    assert [True, False] == [extracts(tiny), extracts(tiny)]
    assert "4 templates, 0 catalogs changed" in run_in(tiny, "catalogs").stdout


CHANGES: dict[str, Callable[[Path], object]] = {
    "a page": lambda root: replace(root / "docs/dough.md", "Ten minutes by hand.", "Twenty."),
    "a new page": lambda root: (root / "docs/new.md").write_text("---\norphan: true\n---\n\n# New\n", encoding="utf-8"),
    "a catalog": lambda root: replace(root / "locales/pt/LC_MESSAGES/dough.po", 'msgid "Rye"', 'msgid "Rice"'),
    "a catalog that is gone": lambda root: (root / "locales/pt/LC_MESSAGES/dough.po").unlink(),
    "the settings": lambda root: replace(root / "conf.py", "Bread", "Good bread"),
    "a note that is broken": lambda root: (root / "build/catalogs").write_bytes(b"\xff"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_any_change_is_followed(tiny: Path, name: str) -> None:
    """Whatever the messages come from, and whatever happens to a catalog, is seen by the next run."""
    extracts(tiny)

    CHANGES[name](tiny)

    assert extracts(tiny)
    assert not extracts(tiny)


def test_other_languages_are_not_taken_for_followed(tiny: Path) -> None:
    """What was done for one language says nothing of another."""
    assert extracts(tiny, "--only", "pt")

    assert extracts(tiny, "--only", "he")


def test_what_changes_meanwhile_is_not_taken_for_followed(tiny: Path) -> None:
    """A page that somebody saves while the messages are extracted is extracted by the next run."""
    before, languages = read_inputs(tiny), load_languages(tiny / "locales/languages.toml")
    (tiny / "build").mkdir(exist_ok=True)

    replace(tiny / "docs/dough.md", "Ten minutes by hand.", "Twenty.")
    note(tiny, tiny / "build", before, languages, [], 4)

    assert 0 == followed(tiny / "build", read_inputs(tiny), languages)
    assert 4 == followed(tiny / "build", before, languages)
