"""The language table: one list, and clear words where it is broken."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_multilingual.errors import ProjectError
from sphinx_multilingual.languages import load_languages, select

ENTRY = """[[language]]
code = "{code}"
tag = "{code}"
segment = "{code}"
name = "Name"
english_name = "Name"
direction = "ltr"
status = "{status}"
fonts = ["Noto Sans"]
"""
GOOD = ENTRY.format(code="en", status="source") + ENTRY.format(code="pt", status="draft")


def write(folder: Path, text: str) -> Path:
    path = folder / "languages.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_reads_the_entries_in_order(tmp_path: Path) -> None:
    """A table gives its languages in the order in which they stand."""
    languages = load_languages(write(tmp_path, GOOD))

    assert ["en", "pt"] == [language.code for language in languages]
    assert languages[0].is_source
    assert languages[1].is_draft


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ('code = "en"', "code = en", 2, "not valid TOML"),
        ('tag = "pt"\n', "", 10, "lacks the key 'tag'"),
        ('name = "Name"', 'nome = "Name"', 1, "lacks the key 'name'"),
        ('status = "draft"', 'status = "draft"\nflag = "x"', 10, "unknown key 'flag'"),
        ('status = "draft"', 'status = "ready"', 10, "status is 'ready'; use source or published or draft"),
        ('direction = "ltr"', 'direction = "up"', 1, "direction is 'up'"),
        ('tag = "pt"', "tag = 3", 10, "tag must be a string"),
        ('english_name = "Name"', 'english_name = ""', 1, "english_name must be a string that is not empty"),
        ('fonts = ["Noto Sans"]', 'fonts = "Noto Sans"', 1, "fonts must be a list"),
        ('fonts = ["Noto Sans"]', "fonts = []", 1, "fonts must be a list"),
        ('segment = "pt"', 'segment = "en"', 10, "two languages have the segment 'en'"),
        ('status = "source"', 'status = "draft"', 0, "exactly one language must have status 'source'"),
    ],
)
def test_names_what_is_wrong_and_where(tmp_path: Path, old: str, new: str, line: int, words: str) -> None:
    """A broken table is one line with file, line and what to do, and exit code 2."""
    path = write(tmp_path, GOOD.replace(old, new))

    with pytest.raises(ProjectError) as error:
        load_languages(path)

    assert words in str(error.value)
    assert str(error.value).startswith(f"{path}:{line}: " if line else f"{path}: ")
    assert 2 == error.value.code


def test_names_a_table_that_is_not_there(tmp_path: Path) -> None:
    """A missing table is named."""
    with pytest.raises(ProjectError, match=r"none\.toml: cannot read the language table"):
        load_languages(tmp_path / "none.toml")


def test_selects_all_but_drafts_or_what_is_named(tmp_path: Path) -> None:
    """Without ONLY, drafts stay out; a draft that is named is built."""
    languages = load_languages(write(tmp_path, GOOD))

    assert ["en"] == [language.code for language in select(languages, "")]
    assert ["pt"] == [language.code for language in select(languages, "pt")]


def test_refuses_an_unknown_language(tmp_path: Path) -> None:
    """An unknown language in ONLY is refused with the known ones."""
    with pytest.raises(ProjectError, match="unknown language 'xx' in ONLY; known: en pt"):
        select(load_languages(write(tmp_path, GOOD)), "xx")
