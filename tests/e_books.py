"""A small project, its EPUB, and copies of it with a fault: what the tests of e-books share."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

from sphinx_multilingual.add_language import entry
from sphinx_multilingual.languages import Language

ROOT = Path(__file__).parent.parent

CONF = """
project, author, version, copyright = "A short book", "Its authors", "7", "Free"
extensions = ["myst_parser", "sphinx_multilingual"]
multilingual_languages, multilingual_book, html_theme = "languages.toml", "short", "furo"
multilingual_notice, multilingual_foreign = "Only a test.", {"Le pain quotidien": "fr"}
"""
TABLE = "".join(entry(Language(*row, ("Noto Sans",))) for row in [
    ("en", "en", "en", "en", "English", "ltr", "source"), ("ar", "ar", "ar", "ar", "Arabic", "rtl", "published"),
    ("zh_CN", "zh-Hans", "zh", "zh_CN", "Chinese", "ltr", "published"),
])
PAGES = {
    "index.md": "# Start\n\nText with [a link](https://example.org/long/address).\n\n"
                "```{toctree}\n:hidden:\n:caption: Bread & butter\n\none\n```\n\n"
                "```{toctree}\n:hidden:\n:caption: More\n\ntwo\n```\n",
    "one.md": "# Page one\n\n## Part\n\nText of *Le pain quotidien*, and `code`.\n\n![A red dot](dot.png)\n",
    "two.md": "# Page two\n\nNo picture; see [the part](one.md).\n\n## Last\n\n```{toctree}\n:hidden:\n\nthree\n```\n",
    "three.md": "# Page three\n\nText.\n\n## Its part\n\nText.\n",
}
DOT = (  # one red pixel, as PNG
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c4944415408d763f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)


def run(folder: Path, language: str, out: str = "out", **environment: str) -> subprocess.CompletedProcess[str]:
    """Build the EPUB of one language; warnings are errors."""
    command = [sys.executable, "-m", "sphinx", "-b", "epub", "-c", ".", "-D", f"language={language}", "-W", "-q"]
    return subprocess.run(
        [*command, "-d", f"trees-{language}-{out}", "docs", f"{out}-{language}"], cwd=folder, capture_output=True,
        text=True, check=False, env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
    )


def build(folder: Path, language: str, segment: str, out: str = "out", **environment: str) -> Path:
    """Build the EPUB of one language and return where it is."""
    done = run(folder, language, out, **environment)
    assert done.returncode == 0, done.stderr
    return folder / f"{out}-{language}" / f"short-{segment}.epub"


def write(folder: Path) -> Path:
    """Write a project of four pages."""
    (folder / "docs").mkdir(parents=True)
    (folder / "conf.py").write_text(CONF, encoding="utf-8")
    (folder / "languages.toml").write_text(TABLE, encoding="utf-8")
    for name, text in PAGES.items():
        (folder / "docs" / name).write_text(text, encoding="utf-8")
    (folder / "docs" / "dot.png").write_bytes(bytes.fromhex(DOT))
    return folder


def read(book: Path) -> dict[str, str]:
    """Return the text of each file in the book that has one."""
    with ZipFile(book) as content:
        return {name: content.read(name).decode() for name in content.namelist() if not name.endswith(".png")}


def spoil(book: Path, out: Path, name: str, old: str, new: str) -> Path:
    """Write a copy of a book with a fault in one file."""
    with ZipFile(book) as before, ZipFile(out, "w") as after:
        for each in before.namelist():
            data = before.read(each)
            if each == name:
                assert old.encode() in data, f"{name} has no {old}"
                data = data.replace(old.encode(), new.encode(), 1)
            after.writestr(each, data)
    return out
