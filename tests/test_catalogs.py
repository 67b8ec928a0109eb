"""Catalogs: read with care, counted truly, compiled without touching `locales/`."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest
from babel.messages import Catalog

from sphinx_multilingual import catalogs
from sphinx_multilingual.errors import ProjectError
from sphinx_multilingual.languages import load_languages
from tests.conftest import HEADER


def write(folder: Path, body: str, header: str = HEADER) -> Path:
    path = folder / "page.po"
    path.write_text(header + body, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ('msgid "a"\nmsgstr "b"\nnonsense\n', 8),
        ('msgid "a"\n\nmsgid "b"\nmsgstr "c"\n', 6),
        ('msgid "a"\nmsgstr b\n', 7),
        ('msgid "a"\nmsgstr "b\n', 7),
        ('msgid "a"\nmsgstr "say "b" now"\n', 7),
        ('msgid "a"\nmsgstr "b\\e"\n', 7),
        ('#| msgid "old" text\nmsgid "a"\nmsgstr "b"\n', 6),
    ],
)
def test_names_the_line_that_is_not_gettext(tmp_path: Path, body: str, line: int) -> None:
    """A catalog that is not valid gettext is named with file and line."""
    with pytest.raises(ProjectError, match=rf"page\.po:{line}: not valid gettext"):
        catalogs.read_catalog(write(tmp_path, body))


def test_names_the_line_that_is_not_utf8(tmp_path: Path) -> None:
    """A catalog in another encoding is named with the line of the first foreign byte."""
    path = write(tmp_path, 'msgid "a"\n')
    path.write_bytes(path.read_bytes() + 'msgstr "\xe9"\n'.encode("latin-1"))

    with pytest.raises(ProjectError, match=r"page\.po:7: not UTF-8"):
        catalogs.read_catalog(path)


def test_counts_fuzzy_and_empty_as_not_translated(tmp_path: Path) -> None:
    """Only a filled message that is not fuzzy counts, and shares are floored."""
    body = 'msgid "a"\nmsgstr "x"\n\n#, fuzzy\nmsgid "b"\nmsgstr "y"\n\nmsgid "c"\nmsgstr ""\n'
    found = catalogs.count(catalogs.read_catalog(write(tmp_path, body)))

    assert catalogs.Count(total=3, translated=1, fuzzy=1, words_left=2) == found
    assert 33 == found.percent


def test_one_message_short_of_whole_is_not_whole() -> None:
    """999 of 1,000 messages are 99 %, not 100."""
    assert 99 == catalogs.Count(1000, 999).percent


def test_writes_the_same_bytes_twice(tmp_path: Path) -> None:
    """Writing what was read changes nothing, and no date stands in the file."""
    catalog = Catalog(locale="pt", fuzzy=False)
    catalog.add("word", "palavra")
    path = tmp_path / "a.po"

    assert catalogs.dump_catalog(path, catalog)
    assert not catalogs.dump_catalog(path, catalogs.read_catalog(path))
    assert "Date" not in path.read_text(encoding="utf-8")


def test_compiles_beside_not_into_the_catalogs(tiny: Path, tmp_path: Path) -> None:
    """Compiled catalogs go below the build folder; a fuzzy message is left out of them."""
    language = load_languages(tiny / "locales/languages.toml")[1]
    page = tiny / "locales/pt/LC_MESSAGES/dough.po"
    page.write_text(page.read_text(encoding="utf-8").replace('msgid "Rye"', '#, fuzzy\nmsgid "Rye"'), encoding="utf-8")

    catalogs.compile_all(catalogs.read_all(tiny / "locales", language), language, tmp_path / "out")

    compiled = (tmp_path / "out/pt/LC_MESSAGES/dough.mo").read_bytes()
    assert "Pão escuro".encode() in compiled
    assert b"Centeio" not in compiled
    assert [] == list((tiny / "locales").rglob("*.mo"))


def test_the_plural_rule_of_scripts_gives_a_number() -> None:
    """Sphinx's scripts look a plural form up by number: a rule that gives true or false is mended."""
    catalog = Catalog(locale="pt", fuzzy=False)
    catalog.add(("one page", "many pages"), ("uma página", "muitas páginas"), locations=[("searchtools.js", 1)])
    catalog.add("elsewhere", "noutro lugar", locations=[("page.html", 1)])
    language = load_languages(Path(__file__).parent / "tiny/locales/languages.toml")[1]

    script = catalogs.script_labels(catalog, language)

    assert '"plural_expr": "+((n != 1))"' in script
    assert '"one page": ["uma página", "muitas páginas"]' in script
    assert "elsewhere" not in script


@pytest.mark.parametrize("row", ["PO-Revision-Date: today", "Content-Type: text/plain; charset=none", "Language: ??"])
def test_a_header_that_nobody_can_read_is_refused(tmp_path: Path, row: str) -> None:
    """Whatever Babel says of it is said of the file."""
    path = tmp_path / "page.po"
    path.write_text(f'msgid ""\nmsgstr ""\n"{row}\\n"\n\nmsgid "a"\nmsgstr "b"\n', encoding="utf-8")

    with pytest.raises(ProjectError, match=r"page\.po:1: not valid gettext: .*; compare its header"):
        catalogs.read_catalog(path)


def test_a_catalog_that_the_machine_refuses_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault of the disk is one clear line."""

    def refuse(path: Path) -> bytes:
        raise OSError(errno.EIO, "Input/output error")

    path = tmp_path / "page.po"
    path.touch()
    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(ProjectError, match=r"page\.po: cannot be read \(Input/output error\)"):
        catalogs.read_catalog(path)


def test_a_device_is_no_catalog(tmp_path: Path) -> None:
    """Not even one that would end at once."""
    path = tmp_path / "page.po"
    path.symlink_to("/dev/null")
    with pytest.raises(ProjectError, match=r"page\.po:1: no file, but a device or a link to nowhere"):
        catalogs.read_catalog(path)


def test_a_catalog_beyond_all_need_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not even read."""
    monkeypatch.setattr(catalogs, "LARGEST", 100)
    with pytest.raises(ProjectError, match=r"page\.po:1: over 100 bytes"):
        catalogs.read_catalog(write(tmp_path, "# " + "a" * 100))
