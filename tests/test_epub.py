"""Does each EPUB say its language and direction, and only what a book needs?"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

import pytest

ROOT = Path(__file__).parent.parent

CONF = """
project, author, version, copyright = "A short book", "Its authors", "7", "Free"
extensions = ["myst_parser", "sphinx_multilingual"]
multilingual_languages, multilingual_book, html_theme = "languages.toml", "short", "furo"
multilingual_notice = "Only a test."
"""
LANGUAGE = """
[[language]]
code = "{0}"
tag = "{1}"
segment = "{2}"
name = "{0}"
english_name = "Test"
direction = "{3}"
status = "{4}"
fonts = ["Noto Sans"]
"""
TABLE = "".join(LANGUAGE.format(*row) for row in [
    ("en", "en", "en", "ltr", "source"), ("ar", "ar", "ar", "rtl", "published"),
    ("zh_CN", "zh-Hans", "zh", "ltr", "published"),
])
PAGES = {
    "index.md": "# Start\n\nText with [a link](https://example.org/long/address).\n\n"
                "```{toctree}\n:hidden:\n\none\n```\n",
    "one.md": "# Page one\n\n## Part\n\nText.\n",
}


def build(folder: Path, language: str, segment: str, out: str = "out") -> Path:
    """Build the EPUB of one language; warnings are errors."""
    command = [sys.executable, "-m", "sphinx", "-b", "epub", "-c", ".", "-D", f"language={language}", "-W", "-q"]
    done = subprocess.run(
        [*command, "-d", f"trees-{language}", "docs", f"{out}-{language}"], cwd=folder, capture_output=True,
        text=True, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert done.returncode == 0, done.stderr
    return folder / f"{out}-{language}" / f"short-{segment}.epub"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of two pages."""
    folder = tmp_path_factory.mktemp("epub")
    (folder / "docs").mkdir()
    (folder / "conf.py").write_text(CONF, encoding="utf-8")
    (folder / "languages.toml").write_text(TABLE, encoding="utf-8")
    for name, text in PAGES.items():
        (folder / "docs" / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def arabic(folder: Path) -> Path:
    """The Arabic book."""
    return build(folder, "ar", "ar")


def read(book: Path) -> dict[str, str]:
    """Return the text of each file in the book that has one."""
    with ZipFile(book) as content:
        return {name: content.read(name).decode() for name in content.namelist() if not name.endswith(".png")}


def test_pages_turn_from_the_right(arabic: Path) -> None:
    """The spine of an Arabic book runs from right to left."""
    assert '<spine toc="ncx" page-progression-direction="rtl">' in read(arabic)["content.opf"]


def test_each_document_has_language_and_direction(arabic: Path) -> None:
    """Each page and the contents say that they are Arabic, right to left."""
    pages = {name: text for name, text in read(arabic).items() if name.endswith(".xhtml")}
    assert set(pages) == {"index.xhtml", "one.xhtml", "nav.xhtml"}
    for name, text in pages.items():
        tag = re.search(r"<html[^>]*>", text)
        assert tag, name
        assert all(part in tag[0] for part in (' dir="rtl"', ' lang="ar"', ' xml:lang="ar"')), name


def test_styles_are_mirrored(folder: Path, arabic: Path) -> None:
    """Sphinx's styles, written for one direction, are turned round in an Arabic book alone."""
    english = read(build(folder, "en", "en"))["_static/basic.css"]
    mirrored = read(arabic)["_static/basic.css"]
    assert "margin-left" in english
    assert english != mirrored
    assert len(re.findall(r"\bleft\b", english)) == len(re.findall(r"\bright\b", mirrored))


def test_the_language_tag_is_that_of_the_table(folder: Path) -> None:
    """The book names its language by its BCP 47 tag, not by its gettext locale."""
    content = read(build(folder, "zh_CN", "zh"))
    assert "<dc:language>zh-Hans</dc:language>" in content["content.opf"]
    assert 'lang="zh-Hans"' in content["one.xhtml"]


def test_the_contents_hold_hidden_pages(arabic: Path) -> None:
    """Pages of a hidden toctree, and their sections, are in the contents."""
    assert [f'href="{place}"' in read(arabic)["nav.xhtml"] for place in ("one.xhtml", "one.xhtml#part")] == [True, True]


def test_the_book_describes_itself(arabic: Path) -> None:
    """Nothing is left at Sphinx's "unknown", and both tables name the same book."""
    content = read(arabic)
    assert "unknown" not in content["content.opf"]
    identifier = re.search(r"<dc:identifier[^>]*>([^<]+)<", content["content.opf"])
    assert identifier
    assert f'content="{identifier[1]}"' in content["toc.ncx"]
    assert "<dc:description>Only a test.</dc:description>" in content["content.opf"]


def test_the_book_holds_no_script_and_no_addresses(arabic: Path) -> None:
    """The book has no scripts, none of the site's styles, and no address printed after a link."""
    content = read(arabic)
    assert not [name for name in content if name.endswith(".js") or "multilingual" in name or "furo" in name]
    assert not [name for name, text in content.items() if "<script" in text]
    assert "[https://" not in content["index.xhtml"]


def test_two_builds_give_the_same_bytes(folder: Path, arabic: Path) -> None:
    """A second build, in another folder, does not change a byte."""
    assert build(folder, "ar", "ar", "again").read_bytes() == arabic.read_bytes()


def test_the_type_of_the_file_stands_first(arabic: Path) -> None:
    """A reading program finds the type of the file at its start, not packed."""
    with ZipFile(arabic) as content:
        first = content.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", ZIP_STORED)
