"""Progress: true figures on the terminal, as JSON, and on a page of each language."""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
from pathlib import Path

import pytest
import sphinx
from babel.messages import Message

from sphinx_multilingual import catalogs, links
from sphinx_multilingual.languages import load_languages
from sphinx_multilingual.progress_table import quick_count
from tests.conftest import HEADER, ROOT, run_in

DIRECTIVE = "(progress-page)=\n# Progress\n\n```{translation-progress}\n```\n"


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture
def shown(tiny: Path) -> Path:
    """The tiny project with a page of progress; one Portuguese message is fuzzy, one is empty."""
    (tiny / "docs/progress.md").write_text(DIRECTIVE, encoding="utf-8")
    replace(tiny / "docs/index.md", "\ndough\n", "\ndough\nprogress\n")
    replace(tiny / "locales/pt/LC_MESSAGES/dough.po", 'msgid "Dark bread"', '#, fuzzy\nmsgid "Dark bread"')
    replace(tiny / "locales/pt/LC_MESSAGES/dough.po", '"Farinhas"', '""')
    return tiny


def rows(page: str) -> list[list[str]]:
    """The text of each cell of all tables of a page."""
    found = re.findall(r"<tr.*?</tr>", page, re.DOTALL)
    return [[re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(r"<t[dh].*?</t[dh]>", row, re.DOTALL)] for row in found]


def test_json_has_each_page_of_each_language(shown: Path) -> None:
    """By code and catalog: a fuzzy message is not translated, and the words still to do are counted."""
    done = run_in(shown, "progress", "--json", "--only", "pt")

    data = json.loads(done.stdout)
    assert ["pt"] == list(data)
    assert {"fuzzy": 1, "total": 9, "translated": 7, "words_left": 3} == data["pt"]["dough"]


def test_the_table_names_what_is_missing(shown: Path) -> None:
    """A row for the language and for each page that is not whole; shares are floored."""
    text = run_in(shown, "progress").stdout.splitlines()

    assert ["language", "messages", "translated", "fuzzy", "share", "words", "to", "do"] == text[0].split()
    assert ["Portuguese", "11", "9", "1", "81", "%", "3"] == text[1].split()
    assert ["dough", "9", "7", "1", "77", "%", "3"] == text[2].split()
    assert 3 == len(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Read [how to knead](#knead-page) and *bake*.[^plan]", 6),
        ("279.4 million co-operators' work, see {doc}`page`", 6),
        ("", 0),
    ],
)
def test_words_are_counted_without_markup(text: str, expected: int) -> None:
    """A link's text counts, its target, a footnote's mark and a role's name do not; a number is one word."""
    assert expected == catalogs.words(Message(text))


def test_a_page_shows_the_progress_in_its_language(shown: Path) -> None:
    """Figures by language, then what is missing, linked to its page in the reader's language."""
    labels = shown / "locales/pt/LC_MESSAGES/interface.po"
    labels.write_text(HEADER + 'msgid "Language"\nmsgstr "Língua"\n\nmsgid "Page"\nmsgstr ""\n', encoding="utf-8")

    done = run_in(shown, "html")

    assert 0 == done.returncode, done.stderr
    english, portuguese = ((shown / f"build/site/{code}/progress.html").read_text(encoding="utf-8") for code in ("en", "pt"))
    assert [
        ["Language", "Messages", "Translated", "Fuzzy", "Share"],
        ["Português", "13", "10", "1", "76%"],
        ["Language", "Page", "Not translated"],
        ["Português", "Dough", "2"],
        ["Português", "Menus and labels", "1"],
    ] == rows(english)
    assert ["Língua", "Page", "Not translated"] == rows(portuguese)[2]
    assert '<a class="reference internal" href="dough.html">Massa</a>' in portuguese
    assert '<span dir="ltr" lang="pt">Português</span>' in english
    findings = links.check_site(links.Site(shown / "build/site", load_languages(shown / "locales/languages.toml"), "links.toml"), {})
    assert [] == [finding for finding in findings if "external address" not in finding]


def test_whole_translations_lack_nothing(shown: Path) -> None:
    """Where nothing is missing there is one table; a draft is counted on its own pages only."""
    (shown / "docs/dough.md").unlink()
    replace(shown / "docs/index.md", "dough\n", "")
    replace(shown / "docs/index.md", " Read [how to knead](#knead).", "")
    run_in(shown, "catalogs")
    for catalog in (shown / "locales/pt/LC_MESSAGES").rglob("*.po"):
        read = catalogs.read_catalog(catalog)
        for message in catalogs.messages(read):
            message.string = message.id
            message.flags.discard("fuzzy")
        catalogs.dump_catalog(catalog, read)

    assert 0 == run_in(shown, "html", ONLY="en he").returncode
    english, hebrew = ((shown / f"build/site/{code}/progress.html").read_text(encoding="utf-8") for code in ("en", "he"))
    assert ["Language", "Português"] == [row[0] for row in rows(english)]
    assert "100%" == rows(english)[1][-1]
    assert "עברית" in [row[0] for row in rows(hebrew)]


def test_the_books_show_the_progress(shown: Path) -> None:
    """The tables go into PDF and EPUB, without a warning, with names that the book's fonts can show."""
    replace(shown / "locales/languages.toml", 'status = "draft"', 'status = "published"')  # Hebrew

    done = run_in(shown, "build", ONLY="en pt")

    assert 0 == done.returncode, done.stdout + done.stderr


def test_the_page_follows_the_catalogs(shown: Path) -> None:
    """A plain, incremental sphinx-build writes the page anew when only a catalog has changed."""
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "html", "-c", ".", "docs", "out"]
    environment = {"PYTHONPATH": str(ROOT), "PATH": ""}
    subprocess.run(command, env=environment, check=True)
    replace(shown / "locales/pt/LC_MESSAGES/dough.po", "#, fuzzy\n", "")
    subprocess.run(command, env=environment, check=True)

    assert ["Português", "11", "10", "0", "90%"] == rows((shown / "out/progress.html").read_text(encoding="utf-8"))[1]


CATALOGS = [*(ROOT / "locales").rglob("*.po"), *(Path(sphinx.__file__).parent / "locale").rglob("*.po")]
ODD = """#, fuzzy
msgid ""
msgstr "Plural-Forms: nplurals=2; plural=(n != 1);\\n"

#, python-format, fuzzy
#| msgid "old"
msgctxt "menu"
msgid "a"
msgstr "b"
msgid ""
"long \\"text\\""
msgstr ""
"langer Text"
# not fuzzy

msgid "one"
msgid_plural "many"
msgstr[0] "eins"
msgstr[1] ""

#~ msgid "gone"
#~ msgstr "weg"

msgid "last"
msgstr "letzte\""""


def test_the_quick_count_is_as_true_as_the_slow_one(tmp_path: Path) -> None:
    """Our catalogs, Sphinx's own and one with every oddity give the same figures as when Babel reads them."""
    odd = tmp_path / "odd.po"
    odd.write_text(ODD, encoding="utf-8")

    assert (4, 2, 1) == figures(quick_count(odd))
    paths = [odd, *random.Random(6).sample(sorted(CATALOGS), 60)]
    assert [] == [path for path in paths if figures(catalogs.count(catalogs.read_catalog(path))) != figures(quick_count(path))]


def figures(found: catalogs.Count) -> tuple[int, int, int]:
    return found.total, found.translated, found.fuzzy


def test_a_broken_catalog_does_not_stop_another_language(shown: Path) -> None:
    """A catalog that cannot be read is counted as far as it can; the build of its own language tells why."""
    (shown / "locales/pt/LC_MESSAGES/dough.po").write_text("nonsense\n", encoding="utf-8")

    assert 0 == run_in(shown, "html", ONLY="en").returncode
    assert "Português" == rows((shown / "build/site/en/progress.html").read_text(encoding="utf-8"))[1][0]
