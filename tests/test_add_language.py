"""`make language`: one command makes entry, catalogs and a draft, or changes nothing."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from sphinx_multilingual.add_language import describe
from sphinx_multilingual.catalogs import messages, read_catalog
from sphinx_multilingual.languages import Language, load_languages
from tests.conftest import ROOT, run_in

# Code, own name, direction, fonts, number of plural forms, and whether Sphinx has labels in it.
LANGUAGES = [
    ("pt", "Português", "ltr", ("Noto Sans",), 2, True),  # Sphinx has labels in pt_BR, and nothing in pt
    ("fa", "فارسی", "rtl", ("Amiri",), 1, True),
    ("he", "עברית", "rtl", ("Noto Sans", "Noto Sans Hebrew"), 2, True),
    ("ja", "日本語", "ltr", ("Noto Sans CJK JP", "Noto Sans"), 1, True),
    ("hi", "हिन्दी", "ltr", ("Noto Sans", "Noto Sans Devanagari"), 2, True),
    ("sw", "Kiswahili", "ltr", ("Noto Sans",), 2, False),
]
GERMAN = '''
# A comment that stays.
[[language]]
code = "de"
tag = "de"
segment = "de"
name = "Deutsch"
english_name = "German"
direction = "ltr"
status = "published"
fonts = ["Noto Sans"]
'''


@pytest.fixture
def fresh(tiny: Path) -> Path:
    """The tiny project in English and German only, with its site built."""
    table = tiny / "locales/languages.toml"
    source = table.read_text(encoding="utf-8").partition("\n\n")[0]
    table.write_text(f"{source}\n{GERMAN}", encoding="utf-8")
    for code in ("pt", "he"):
        shutil.rmtree(tiny / "locales" / code)
    assert 0 == run_in(tiny, "html").returncode
    return tiny


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def language_of(project: Path, code: str) -> Language:
    return next(each for each in load_languages(project / "locales/languages.toml") if each.code == code)


@pytest.mark.parametrize(("code", "name", "direction", "fonts", "plurals", "labels"), LANGUAGES, ids=lambda value: str(value)[:2])
def test_one_command_makes_a_draft(
    fresh: Path, code: str, name: str, direction: str, fonts: tuple[str, ...], plurals: int, labels: bool
) -> None:
    """Entry, catalogs, Sphinx's own labels and pages come at once; the other languages do not offer the draft."""
    before = (fresh / "locales/languages.toml").read_text(encoding="utf-8")

    done = run_in(fresh, "language", CODE=code)

    assert 0 == done.returncode, done.stdout + done.stderr
    assert (fresh / "locales/languages.toml").read_text(encoding="utf-8").startswith(before)
    found = language_of(fresh, code)
    assert (code, name, direction, "draft", fonts) == (found.tag, found.name, found.direction, found.status, found.fonts)
    theme = read_catalog(fresh / f"locales/{code}/LC_MESSAGES/sphinx.po")
    assert plurals == theme.num_plurals
    assert labels == bool(theme.get("Search").string)  # type: ignore[union-attr]
    page = (fresh / f"build/site/{code}/dough.html").read_text(encoding="utf-8")
    assert re.search(rf'<html dir="{direction}"[^>]* lang="{code}"', page)
    assert (fresh / f"build/site/{code}/search.html").exists()
    others = [fresh / "build/site/index.html", fresh / "build/site/404.html", *(fresh / "build/site/en").glob("*.html")]
    assert [] == [path for path in others if f"{code}/" in re.sub(r"de/|https?://\S+", "", path.read_text(encoding="utf-8"))]


def test_the_draft_is_not_published(fresh: Path) -> None:
    """The next whole build leaves the draft out of the chooser, the sitemap and the switcher."""
    conf = fresh / "conf.py"
    conf.write_text(conf.read_text(encoding="utf-8") + '\nhtml_baseurl = "https://example.org/"\n', encoding="utf-8")
    run_in(fresh, "language", CODE="pt")
    done = run_in(fresh, "html")

    assert 0 == done.returncode, done.stderr
    assert "languages: 2" in done.stdout
    root = [fresh / "build/site" / name for name in ("index.html", "404.html", "sitemap.xml", "en/index.html")]
    assert [] == [path.name for path in root if 'hreflang="pt"' in path.read_text(encoding="utf-8")]
    assert [] == [path.name for path in root if "/pt/" in path.read_text(encoding="utf-8")]


def test_says_what_it_did_and_what_comes_next(fresh: Path) -> None:
    """The output names the files, the draft, the way to publish, and a font that is missing for the book."""
    done = run_in(fresh, "language", CODE="he")

    assert "locales/languages.toml: Hebrew added as a draft: עברית, rtl, folder he" in done.stdout
    assert "see the draft: build/site/he/index.html" in done.stdout
    assert "make check ONLY=he" in done.stdout
    assert "make catalogs ONLY=he" in done.stdout
    assert "of them filled from Sphinx's own translations" in done.stdout
    assert 'set its status to "published" in locales/languages.toml' in done.stdout
    assert "font family 'Noto Sans Hebrew' of language 'he' is not installed" in done.stdout


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("xx", "unknown language 'xx'; use a code that Unicode CLDR knows: make language CODE=pt, or pt_BR"),
        ("../pt", "unknown language '../pt'; "),
        ("root", "unknown language 'root'; "),
        ("", "no language is named; "),
        ("de", "locales/languages.toml:13: 'de' is in the table already; make html ONLY=de builds it"),
    ],
)
def test_refuses_what_it_cannot_add(fresh: Path, code: str, message: str) -> None:
    """A code that is unknown, missing or there already: exit 2, one line, nothing changed."""
    before = files(fresh / "locales")

    done = run_in(fresh, "language", CODE=code)

    assert (2, 1) == (done.returncode, done.stderr.count("\n"))
    assert done.stderr.startswith(message)
    assert before == files(fresh / "locales")


def test_refuses_a_broken_table(fresh: Path) -> None:
    """A table that is not valid is named with its line and stays as it is."""
    table = fresh / "locales/languages.toml"
    table.write_text(table.read_text(encoding="utf-8") + "nonsense\n", encoding="utf-8")
    before = files(fresh / "locales")

    done = run_in(fresh, "language", CODE="pt")

    assert 2 == done.returncode
    assert re.match(r"locales/languages\.toml:\d+: not valid TOML", done.stderr)
    assert before == files(fresh / "locales")


@pytest.mark.parametrize(
    ("path", "old", "new", "message"),
    [
        ("docs/index.md", "(#knead)", "(#nowhere)", "docs/index.md:4: "),
        ("locales/pt/LC_MESSAGES/index.po", "amassar](#knead)", "amassar](#nowhere)", "the draft could not be built, so nothing was changed"),
    ],
    ids=["extraction", "build"],
)
def test_a_failure_leaves_nothing_half_done(fresh: Path, path: str, old: str, new: str, message: str) -> None:
    """Where a step fails, the table and the catalogs that were there are as they were, and so is the site."""
    shutil.copytree(ROOT / "tests/tiny/locales/pt/LC_MESSAGES", fresh / "locales/pt/LC_MESSAGES")
    text = (fresh / path).read_text(encoding="utf-8")
    assert old in text
    (fresh / path).write_text(text.replace(old, new), encoding="utf-8")
    before, site = files(fresh / "locales"), files(fresh / "build/site")

    done = run_in(fresh, "language", CODE="pt")

    assert 1 == done.returncode
    assert message in done.stderr
    assert before == files(fresh / "locales")
    assert site == files(fresh / "build/site")


def test_sphinx_labels_are_taken_only_where_they_pass_the_checks(fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A label of Sphinx that lacks a placeholder, or has other plural forms, is left to the translator."""
    from sphinx_multilingual import add_language

    theirs = fresh / "theirs/de/LC_MESSAGES/sphinx.po"
    theirs.parent.mkdir(parents=True)
    ours = fresh / "locales/de/LC_MESSAGES/sphinx.po"
    ours.parent.mkdir(parents=True)
    ours.write_text('msgid "Search"\nmsgstr ""\n\nmsgid "Page %s"\nmsgstr ""\n\nmsgid "one"\nmsgid_plural "many"\nmsgstr[0] ""\nmsgstr[1] ""\n', encoding="utf-8")
    theirs.write_text('msgid ""\nmsgstr "Plural-Forms: nplurals=1; plural=0;\\n"\n\nmsgid "Search"\nmsgstr "Suche"\n\nmsgid "Page %s"\nmsgstr "Seite"\n\nmsgid "one"\nmsgid_plural "many"\nmsgstr[0] "eins"\n', encoding="utf-8")
    monkeypatch.setattr(add_language, "_SPHINX_LOCALES", fresh / "theirs")

    assert 1 == add_language.fill_labels(fresh / "locales", language_of(fresh, "de"))
    assert ["Suche", "", ("", "")] == [message.string for message in messages(read_catalog(ours))]


@pytest.mark.parametrize("language", load_languages(ROOT / "locales/languages.toml"), ids=lambda each: each.code)
def test_describes_our_own_languages_as_the_table_does(language: Language) -> None:
    """What CLDR says of each language of the site is what people wrote into its table."""
    found = describe(language.code)

    assert [getattr(language, key) for key in ("code", "tag", "segment", "name", "english_name", "direction", "fonts")] == [
        found.code, found.tag, found.segment, found.name, found.english_name, found.direction, found.fonts
    ]


@pytest.mark.parametrize(
    ("code", "expected"),
    [("pt-BR", ("pt_BR", "pt-BR", "pt")), ("zh_TW", ("zh_TW", "zh-Hant", "zh")), ("sr_Latn", ("sr_Latn", "sr-Latn", "sr")), ("PT", ("pt", "pt", "pt"))],
)
def test_codes_with_region_or_script(code: str, expected: tuple[str, str, str]) -> None:
    """A hyphen or capitals do no harm; a script that CLDR adds stands for the region."""
    found = describe(code)

    assert expected == (found.code, found.tag, found.segment)


def test_a_second_language_of_one_segment_gets_its_own(fresh: Path) -> None:
    """Brazilian Portuguese beside Portuguese lives in a folder of its own."""
    run_in(fresh, "language", CODE="pt")

    assert 0 == run_in(fresh, "language", CODE="pt_BR").returncode
    assert ("pt", "pt-br") == (language_of(fresh, "pt").segment, language_of(fresh, "pt_BR").segment)
