"""Review records: read with care, and shown at the foot of each page."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest
from sphinx.config import Config

from sphinx_multilingual.errors import ProjectError
from sphinx_multilingual.languages import load_languages
from sphinx_multilingual.review import SEVERITIES, Hand, Review, load_reviews, path_of, review_line
from tests.conftest import HEADER, ROOT, run_in

GOOD = """
[page."about/unit"]
translator = { name = "machine", date = 2026-11-25 }
reviewer = { name = "Ana Sá", date = 2026-12-01 }
words = 120
errors = { critical = 0, major = 1, minor = 2 }
corrected = 3
"""
SHARED = [each for each in load_languages(ROOT / "locales/languages.toml") if path_of(ROOT / "locales", each).exists()]


def write(folder: Path, text: str) -> Path:
    path = folder / "review.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_reads_a_record(tmp_path: Path) -> None:
    """Hands with their days, words, errors by severity and corrections; the raw marks may stand beside them."""
    expected = Review(Hand("machine", date(2026, 11, 25)), Hand("Ana Sá", date(2026, 12, 1)), 120, (0, 1, 2), 3)

    assert {"about/unit": expected} == load_reviews(write(tmp_path, "marks = []\n" + GOOD))
    assert {} == load_reviews(tmp_path / "none.toml")


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("words = 120", "words = ", 5, "not valid TOML"),
        ("words = 120", "wrods = 120", 2, "page 'about/unit': unknown key 'wrods'; known: translator, reviewer"),
        ("words = 120", "words = -1", 2, "page 'about/unit': words must be a number that is not negative"),
        ("words = 120", 'words = "120"', 2, "page 'about/unit': words must be a number"),
        ('translator = { name = "machine", date = 2026-11-25 }\n', "", 2, "page 'about/unit': the translator is missing"),
        ("date = 2026-11-25", 'date = "yesterday"', 2, "page 'about/unit': translator must name somebody and a day"),
        ('"Ana Sá"', '" "', 2, "page 'about/unit': reviewer must name somebody and a day"),
        ("major = 1", "grave = 1", 2, "page 'about/unit': errors must be a table of critical, major, minor"),
        ('words = 120', "words = 120\nerrors = 1\n[x]", 2, "page 'about/unit': errors must be a table of critical, major, minor"),
        ("corrected = 3", "corrected = 4", 2, "page 'about/unit': 4 errors are corrected and 3 were found"),
        ('[page."about/unit"]', 'page.x = 1\n[other]', 1, "page 'x': a record must be a table"),
    ],
)
def test_names_file_and_line_of_what_is_broken(tmp_path: Path, old: str, new: str, line: int, message: str) -> None:
    """Each fault is one line: where, what, and what to do."""
    assert old in GOOD
    path = write(tmp_path, GOOD.replace(old, new))

    with pytest.raises(ProjectError) as caught:
        load_reviews(path)

    assert str(caught.value).startswith(f"{path}:{line}: {message}")


def test_each_page_says_who_translated_and_reviewed_it(tiny: Path) -> None:
    """By a machine, by a person (whose name is text, not markup), or not yet; in the reader's language, with the day."""
    write(tiny / "locales/pt", """
[page.index]
translator = { name = "machine", date = 2026-11-25 }
reviewer = { name = "machine", date = 2026-11-26 }
[page.dough]
translator = { name = "Ana <Sá>", date = 2026-12-01 }
""")
    labels = tiny / "locales/pt/LC_MESSAGES/interface.po"
    labels.write_text(HEADER + 'msgid "Machine review, {date}."\nmsgstr "Revisão automática, {date}."\n', encoding="utf-8")

    done = run_in(tiny, "html")

    assert 0 == done.returncode, done.stderr
    pages = {name: (tiny / "build/site" / name).read_text(encoding="utf-8") for name in ("pt/index.html", "pt/dough.html", "en/index.html", "pt/search.html")}
    machine = "Machine translation, 25 de novembro de 2026. Revisão automática, 26 de novembro de 2026."
    assert f'<p class="page-review">{machine}</p>' in pages["pt/index.html"]
    assert '<p class="page-review">Translation: Ana &lt;Sá&gt;, 1 de dezembro de 2026. Not yet reviewed.</p>' in pages["pt/dough.html"]
    assert ["en/index.html", "pt/search.html"] == [name for name, text in pages.items() if "page-review" not in text]


@pytest.mark.parametrize(
    ("code", "label", "expected"),
    [
        ("ru", "Перевод, {date}.", "Перевод, 25 ноября 2026\u202fг. Перевод, 25 ноября 2026\u202fг."),
        ("zh_CN", "翻译，{date}。", "翻译，2026年11月25日。翻译，2026年11月25日。"),
    ],
)
def test_the_line_has_the_marks_of_its_language(monkeypatch: pytest.MonkeyPatch, code: str, label: str, expected: str) -> None:
    """No second full stop after a date that ends in one, no space after a Chinese full stop."""
    monkeypatch.setattr("sphinx_multilingual.review.interface", lambda config, message: label)
    machine = Hand("machine", date(2026, 11, 25))

    assert expected == review_line(Config(overrides={"language": code}), Review(machine, machine))


def test_a_broken_record_stops_the_build(tiny: Path) -> None:
    """The build names file and line; the site is not made."""
    write(tiny / "locales/pt", "[page.index]\nwords = 3\n")

    done = run_in(tiny, "html", ONLY="pt")

    assert 1 == done.returncode
    assert "locales/pt/review.toml:1: page 'index': the translator is missing" in done.stderr


@pytest.mark.parametrize("language", SHARED, ids=lambda each: each.code)
def test_our_own_records_agree_with_their_marks(language: object) -> None:
    """The counts of each page are those of the raw marks, and each record belongs to a catalog."""
    path = path_of(ROOT / "locales", language)  # type: ignore[arg-type]
    marks = tomllib.loads(path.read_text(encoding="utf-8"))["marks"]

    for page, review in load_reviews(path).items():
        mine = [mark for mark in marks if mark["page"] == page]
        assert tuple(sum(mark["severity"] == severity for mark in mine) for severity in SEVERITIES) == review.errors
        assert sum(mark["corrected"] for mark in mine) == review.corrected
        assert path.parent.joinpath("LC_MESSAGES", f"{page}.po").exists()
