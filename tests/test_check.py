"""`make check` on catalogs: each kind of fault is caught at its line, good text passes."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_multilingual.catalogs import read_catalog
from sphinx_multilingual.check import check_catalog
from tests.conftest import run_in

SOURCE = "See [this](#a), [that](wiki:B) and <me@example.org>, {version} of 5 < 6.[^n] A {term}`word`."
GOOD = "Veja [isto](#a), [aquilo](wiki:B) e <me@example.org>, {version} de 5 < 6.[^n] Uma {term}`word`."
HEADER = 'msgid ""\nmsgstr ""\n"Language: pt\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'


def findings(folder: Path, text: str, before: str = "") -> list[str]:
    path = folder / "page.po"
    path.write_text(f'{HEADER}{before}msgid "{SOURCE}"\nmsgstr "{text}"\n', encoding="utf-8")
    return [str(finding).removeprefix(f"{path}:") for finding in check_catalog(path, read_catalog(path))]


def test_a_good_translation_has_no_findings(tmp_path: Path) -> None:
    """Reordered links and other words are no fault."""
    assert [] == findings(tmp_path, GOOD)
    assert [] == findings(tmp_path, "[aquilo](wiki:B), " + GOOD.replace("[aquilo](wiki:B) ", ""))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("(#a)", "(#b)", "lacks #a and adds #b; keep each link target"),
        ("[aquilo](wiki:B)", "aquilo", "lacks wiki:B"),
        ("<me@example.org>", "", "lacks me@example.org"),
        ("[^n]", "", "lacks [^n]; keep each footnote"),
        ("{version}", "versão", "lacks {version}; keep each placeholder"),
        ("{term}`word`", "palavra", "lacks {term}`word`; keep each role"),
        ("Veja", "<b>Veja", "brings markup that the source lacks (<b>)"),
        ("Veja", "<!-- x --> Veja", "brings markup"),
        ("Veja", "```{raw} html\\nVeja", "brings markup"),
        ("Veja", "javascript: Veja", "brings an unsafe address"),
        ("Veja", "- Veja", "brings a block mark at its start"),
        ("word`.", "word`. # noqa", "brings a mark that silences checks"),
    ],
)
def test_catches_each_fault_at_its_line(tmp_path: Path, old: str, new: str, words: str) -> None:
    """A planted fault is an error that names the line of its message."""
    found = findings(tmp_path, GOOD.replace(old, new))

    assert any(finding.startswith("6: ") and words in finding for finding in found), found


def test_foreign_markup_is_one_finding(tmp_path: Path) -> None:
    """A tag is not taken for a link target as well."""
    assert 1 == len(findings(tmp_path, GOOD.replace("Veja", "<b>Veja</b>")))


def test_open_work_is_reported_and_fails_only_when_strict(tiny: Path) -> None:
    """An empty message is open work: exit 0, and exit 1 with STRICT=1."""
    page = tiny / "locales/pt/LC_MESSAGES/index.po"
    page.write_text(page.read_text(encoding="utf-8").replace("Fazer pão", ""), encoding="utf-8")

    relaxed, strict = run_in(tiny, "check"), run_in(tiny, "check", STRICT="1")

    assert 0 == relaxed.returncode
    assert "locales/pt/LC_MESSAGES/index.po:11: not translated\nopen work, which stops no build: 1\n" == relaxed.stdout
    assert 1 == strict.returncode
    assert "locales/pt/LC_MESSAGES/index.po:11: not translated" in strict.stderr
