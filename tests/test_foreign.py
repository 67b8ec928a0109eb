"""Words in another language than their page are marked, and no others."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_multilingual.foreign import split_text, titles_of
from tests.conftest import run_in

MESSAGE = 'See *The Art of Bread*, "A day in the life," and *fuzzy*, or “Don’t knead **it**”.'


def test_titles_are_what_is_emphasised_or_quoted() -> None:
    """Two words or more between asterisks or quotation marks are a title; one word, strong text and link texts are not."""
    assert {"The Art of Bread", "A day in the life", "Don't knead **it"} == titles_of(MESSAGE)
    assert set() == titles_of("**Very important** 2 * 3 words * 4 [“quoted words](#target)” *2020 20*")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Leia The Art of Bread, hoje", [("Leia ", ""), ("The Art of Bread", "en"), (", hoje", "")]),
        ("The Art of Breads", [("The Art of Breads", "")]),
        ("L’Avenir", [("L’Avenir", "fr")]),
        ("The Art of Bread in two", [("The Art of Bread in two", "en")]),
    ],
)
def test_a_text_is_cut_where_the_language_changes(text: str, expected: list[tuple[str, str]]) -> None:
    """Only whole words are cut out, the longest title first; either apostrophe will do, and the text stays as it is."""
    assert expected == split_text(text, {"The Art of Bread": "en", "L'Avenir": "fr", "The Art of Bread in two": "en"})


def test_a_page_says_where_it_changes_language(tiny: Path) -> None:
    """A title that a translation keeps is marked; a translated one is not; one that `conf.py` names is, in the source too."""
    with (tiny / "docs/index.md").open("a", encoding="utf-8") as file:
        file.write('\nRead *The Art of Bread* and *Good Bread Now*, "The rye of today" and *Das gute Brot*.\n')
    with (tiny / "locales/pt/LC_MESSAGES/index.po").open("a", encoding="utf-8") as file:
        file.write(
            '\nmsgid "Read *The Art of Bread* and *Good Bread Now*, \\"The rye of today\\" and *Das gute Brot*."\n'
            'msgstr "Leia *The Art of Bread* e *Bom pão já*, “The rye of today” e *Das gute Brot*."\n'
        )
    with (tiny / "conf.py").open("a", encoding="utf-8") as file:
        file.write('\nmultilingual_foreign = {"Das gute Brot": "de"}\n')

    done = run_in(tiny, "html", ONLY="en pt")

    assert done.returncode == 0, done.stderr
    page = (tiny / "build/site/pt/index.html").read_text(encoding="utf-8")
    assert (
        'Leia <em lang="en">The Art of Bread</em> e <em>Bom pão já</em>, “<span lang="en">The rye of today</span>” '
        'e <em lang="de">Das gute Brot</em>.'
    ) in page
    source = (tiny / "build/site/en/index.html").read_text(encoding="utf-8")
    assert '<em>The Art of Bread</em> and <em>Good Bread Now</em>, “The rye of today” and <em lang="de">Das gute Brot</em>' in source
