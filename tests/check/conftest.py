"""What the tests of the checks share: a project in memory, written and checked in a folder of its own."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from babel.messages import Catalog

from sphinx_multilingual.check import Finding, check_project
from sphinx_multilingual.languages import Language
from tests.conftest import ROOT

# Hypothesis keeps tables of its own there.
os.environ.setdefault("HYPOTHESIS_STORAGE_DIRECTORY", str(ROOT / "build/hypothesis"))
SOURCE = Language("en", "en", "en", "English", "English", "ltr", "source", ("Noto Sans",))
Files = Mapping[str, str]
Find = Callable[[Files], list[tuple[str, str, int]]]


def language(code: str) -> Language:
    """A language of which only the code matters."""
    return Language(code, code, code, code, code, "ltr", "published", ("Noto Sans",))


def header(code: str) -> str:
    """The header of a catalog, as Babel has it for the language: five lines."""
    rule = Catalog(locale=code).plural_forms
    lines = [f"Language: {code}", "Content-Type: text/plain; charset=utf-8", f"Plural-Forms: {rule}"]
    return 'msgid ""\nmsgstr ""\n' + "".join(f'"{line}\\n"\n' for line in lines)


def quote(text: str) -> str:
    """Write a text as a string of a catalog."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return f'"{escaped}"'


def catalog(code: str, *pairs: tuple[str, str], domain: str = "page", before: str = "") -> Files:
    """A catalog with a message from its line 7 on, and then every third line."""
    rows = "".join(f"\n{before}msgid {quote(source)}\nmsgstr {quote(text)}\n" for source, text in pairs)
    return {f"locales/{code}/LC_MESSAGES/{domain}.po": header(code) + rows}


@pytest.fixture
def check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Files], list[Finding]]:
    """Write a project and check all of it."""
    monkeypatch.chdir(tmp_path)

    def run(files: Files) -> list[Finding]:
        (tmp_path / "docs").mkdir()
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode("utf-8", "surrogateescape"))
        codes = sorted({path.name for path in (tmp_path / "locales").glob("*/")}) if Path("locales").exists() else []
        table = (SOURCE, *map(language, codes))
        return check_project(tmp_path, tmp_path / "locales", table, table)

    return run


@pytest.fixture
def find(check: Callable[[Files], list[Finding]]) -> Find:
    """Check a project and return (code, file, line) of each finding."""
    return lambda files: [(one.code, one.path.relative_to(Path.cwd()).as_posix(), one.line) for one in check(files)]
