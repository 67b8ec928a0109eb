"""The first mention of a glossary term on a page explains it, in each language."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.conftest import HEADER, ROOT, run_in
from tests.test_progress import replace

WORDS = """
[layout]
kind = "glossary"

[[record]]
id = "leaven"
term = "old leaven (OLV)"
text = "Dough of < 5 days & more.[^own]"

[[record]]
id = "oven"
term = "oven"
text = "A *hot* place."

[[record]]
id = "crumb"
no_hint = true
term = "crumb"
text = "What is within."

[[record]]
term = "flour"
text = "It has no target."
"""
PAGE = """\
(loaf-page)=
# {title}

{text}

(loaf-ovens)=
## Ovens here
"""
CATALOG = HEADER + 'msgid "{}"\nmsgstr "{}"\n\n'


@pytest.fixture
def build(tiny: Path) -> Callable[..., str]:
    """Write a glossary and a page with a text; build them and return the article of that page."""
    page = "(words-page)=\n# Words\n\n```{records} words\n```\n\n[^own]: Our own.\n"
    (tiny / "docs/_data").mkdir()
    (tiny / "docs/_data/words.toml").write_text(WORDS, encoding="utf-8")
    (tiny / "docs/words.md").write_text(page, encoding="utf-8")
    replace(tiny / "docs/index.md", "\ndough\n", "\ndough\nwords\nloaf\n")
    with (tiny / "conf.py").open("a", encoding="utf-8") as file:
        file.write('exclude_patterns = ["_data"]\n')

    def run(text: str, code: str = "en", formats: str = "html", title: str = "A loaf") -> str:
        (tiny / "docs/loaf.md").write_text(PAGE.format(title=title, text=text), encoding="utf-8")
        done = run_in(tiny, formats, ONLY=code)
        assert 0 == done.returncode, done.stderr
        return (tiny / f"build/site/{code}/loaf.html").read_text(encoding="utf-8")

    return run


def hints(page: str) -> list[str]:
    """List what is explained on a page."""
    return re.findall(r'<a [^>]*class="hint"[^>]*>(.*?)</a>', page)


def test_a_mention_is_a_link_with_the_meaning_on_the_page(build: Callable[..., str]) -> None:
    """The link leads to the glossary; its description, escaped, is hidden on the page, once."""
    page = build("Some old leavens. More old leaven, and OLV.")

    assert (
        '<p>Some <a aria-describedby="hint-words-leaven" class="hint" href="words.html#words-leaven" rel="help">'
        "old leavens</a>. More old leaven, and OLV.</p>"
    ) in page
    assert 1 == page.count('<p id="hint-words-leaven">Dough of &lt; 5 days &amp; more.</p>')
    assert '<div class="hint-meanings" hidden data-more="In the glossary">' in page
    assert "hints.js" in page
    assert "hints.css" in page


def test_an_acronym_after_a_term_is_a_form_of_it(build: Callable[..., str]) -> None:
    """`old leaven (OLV)` is found as OLV too."""
    assert ["OLV"] == hints(build("Take OLV."))


@pytest.mark.parametrize(
    "text",
    [
        "A crumb of flour.", "[An oven](#words-page)", "`oven`", "*An oven*", "> An oven.", "(x)=\n## An oven",
        "```\noven\n```", "The Oven.", ":::{table} An oven\n| oven |\n| --- |\n| x |\n:::",
    ],
    ids=["forbidden or without a target", "link", "code", "title", "quotation", "heading", "block", "name", "head"],
)
def test_other_places_have_no_hint(build: Callable[..., str], text: str) -> None:
    """A term is explained in running text alone; a page without hints loads nothing for them."""
    page = build(text)

    assert [] == hints(page)
    assert "hints.js" not in page


def test_lists_and_cells_have_hints_and_a_page_does_not_explain_its_own_title(build: Callable[..., str]) -> None:
    """A term in a title is what the page is about."""
    assert ["oven"] == hints(build("- An oven."))
    assert ["oven"] == hints(build(":::{table} x\n| a |\n| --- |\n| An oven |\n:::"))
    assert [] == hints(build("An oven.", title="The oven"))


def test_a_page_has_at_most_twelve_hints(build: Callable[..., str], tiny: Path) -> None:
    """More would be noise."""
    more = "".join(f'\n[[record]]\nid = "b{n}"\nterm = "bread{n}"\ntext = "x"\n' for n in range(20))
    (tiny / "docs/_data/words.toml").write_text(WORDS + more, encoding="utf-8")

    assert [f"bread{n}" for n in range(12)] == hints(build(" ".join(f"bread{n}" for n in range(20))))


def test_a_translation_is_explained_in_its_language(build: Callable[..., str], tiny: Path) -> None:
    """Translated mentions are found; where term, meaning or paragraph is not translated, nothing is explained."""
    words, loaf = (tiny / f"locales/pt/LC_MESSAGES/{name}.po" for name in ("words", "loaf"))
    loaf.write_text(CATALOG.format("Some ovens and old leaven.", "Uns fornos e oven e massa velha."), encoding="utf-8")
    words.write_text(
        HEADER + 'msgid "oven"\nmsgstr "forno"\n\nmsgid "A *hot* place."\nmsgstr "Um lugar *quente*."\n\n'
        'msgid "old leaven (OLV)"\nmsgstr "massa velha"\n', encoding="utf-8",
    )
    page = build("Some ovens and old leaven.\n\nAn oven.", "pt")

    assert ["fornos"] == hints(page)
    assert '<p id="hint-words-oven">Um lugar quente.</p>' in page


def test_a_term_can_be_without_hints_in_some_languages(build: Callable[..., str], tiny: Path) -> None:
    """`no_hint` may list them; another value is named with file and line."""
    place = tiny / "docs/_data/words.toml"
    replace(place, "no_hint = true", 'no_hint = ["pt"]')
    assert ["crumb"] == hints(build("A crumb."))

    replace(place, 'no_hint = ["pt"]', 'no_hint = ["xx"]')
    done = run_in(tiny, "html", ONLY="en")
    assert 1 == done.returncode
    assert "docs/_data/words.toml:17: WARNING: no_hint is ['xx']; write true, or a list of codes of languages" in done.stderr


def test_books_have_no_hints(build: Callable[..., str], tiny: Path) -> None:
    """A book has the glossary itself."""
    build("An oven.", formats="build")

    assert "hint" not in (tiny / "build/epub/en/loaf.xhtml").read_text(encoding="utf-8")
    text = "".join(sheet.extract_text() for sheet in PdfReader(tiny / "build/site/en/bread-en.pdf").pages)
    assert 1 == text.count("A hot place.")


def test_pages_follow_the_glossary(build: Callable[..., str], tiny: Path) -> None:
    """An incremental build writes all pages anew where a meaning has changed, and only then."""
    (tiny / "docs/loaf.md").write_text(PAGE.format(title="A loaf", text="An oven."), encoding="utf-8")
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "html", "-c", ".", "docs", "out"]
    page = tiny / "out/loaf.html"

    def run() -> None:
        subprocess.run(command, env={"PYTHONPATH": str(ROOT), "PATH": ""}, check=True)

    run()
    replace(tiny / "docs/_data/words.toml", "A *hot* place.", "A warm place.")
    run()
    assert "A warm place." in page.read_text(encoding="utf-8")
    page.write_text("kept", encoding="utf-8")
    (tiny / "docs/words.md").write_text((tiny / "docs/words.md").read_text(encoding="utf-8") + "\nMore.\n", encoding="utf-8")
    run()
    assert "kept" == page.read_text(encoding="utf-8")
