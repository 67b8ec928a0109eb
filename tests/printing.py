"""A small project, its PDF, and the Typst of a text: what the tests of printed books share."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import typst as typesetter
from docutils.core import publish_doctree

from sphinx_multilingual.add_language import entry
from sphinx_multilingual.book import fonts as book_fonts
from sphinx_multilingual.book.typst_builder import template
from sphinx_multilingual.book.typst_writer import TypstWriter
from sphinx_multilingual.languages import Language, load_languages

ROOT = Path(__file__).parent.parent
LANGUAGES = {each.code: each for each in load_languages(ROOT / "locales/languages.toml") if not each.is_draft}

CONF = """
project, author, release, copyright = "A short book", "Its authors", "7", "Free"
extensions = ["myst_parser", "sphinx_multilingual"]
multilingual_languages, multilingual_book, html_theme = "languages.toml", "short", "furo"
multilingual_notice = "Only a test."
myst_enable_extensions, myst_footnote_transition = ["colon_fence", "deflist"], False
"""
PAGES = {
    "index.md": "# Start\n\nSee [the second page](#second).[^n]\n\n## Sources\n\n[^n]: A note.\n\n"
                "```{toctree}\n:hidden:\n\none\ntwo\n```\n",
    "one.md": "# Page one\n\n" + "A line of text.\n\n" * 60 + "## Part of one\n\nText.\n",
    "two.md": "(second)=\n# Page two\n\nBack to [page one](one.md), or [out](https://example.org/).\n",
}
ARABIC = {"index.md": "# دليل التعاونيات\n\nتعمل منظمة العمل الدولية منذ عام 1919.\n\n:::{note}\nنص قصير.\n:::\n"}


def make(folder: Path, pages: dict[str, str], *fonts: str) -> Path:
    """Write a project in English and Arabic."""
    (folder / "docs").mkdir()
    (folder / "conf.py").write_text(CONF, encoding="utf-8")
    english = Language("en", "en", "en", "English", "English", "ltr", "source", fonts or ("Noto Sans",))
    arabic = Language("ar", "ar", "ar", "العربية", "Arabic", "rtl", "published", ("Noto Sans", "Amiri"))
    (folder / "languages.toml").write_text(entry(english) + entry(arabic), encoding="utf-8")
    for name, text in pages.items():
        (folder / "docs" / name).write_text(text, encoding="utf-8")
    return folder


def build(folder: Path, out: str = "out", language: str = "en") -> tuple[int, str, Path]:
    """Build the PDF; return the exit code, what was said, and the file."""
    command = [sys.executable, "-m", "sphinx", "-b", "typst", "-c", ".", "-D", f"language={language}", "-W", "-q"]
    done = subprocess.run(
        [*command, "--keep-going", "-d", f"trees-{language}", "docs", out], cwd=folder, capture_output=True,
        text=True, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    return done.returncode, done.stdout + done.stderr, folder / out / f"short-{language}.pdf"


def typst(text: str, depth: int = 0) -> str:
    """Write a page of reStructuredText as Typst, in one line and without those that name the source."""
    doctree = publish_doctree(text, settings_overrides={"doctitle_xform": False, "report_level": 5})
    source = TypstWriter("page", depth, "en").write(doctree)
    return re.sub(r"/\*@.*?\*/|\n", "", source)


def inputs(code: str = "en", **changed: str) -> dict[str, str]:
    """What the templates of a book are told, in a language of this site."""
    language, (lang, _, region) = LANGUAGES[code], code.partition("_")
    return dict.fromkeys(("other_fonts", "author", "edition", "notice", "has_figures"), "") | {
        "lang": lang, "region": region, "dir": language.direction, "fonts": ",".join(language.fonts), "paper": "a4", "titles": "[]",
        "project": "Book", "name": language.name, "contents": "1", "figures": "2", "at_page": "(p. {page})", **changed,
    }


def chapter(body: str) -> str:
    """A book of one chapter, from its text in Typst."""
    return f"{template()}\n#section(1, true, (\"a#\",), [#\"1\";]);\n{body}"


def compiled(body: str, code: str = "en", **changed: str) -> bytes:
    """Return the book that Typst makes of a chapter."""
    fonts = book_fonts.load_fonts(LANGUAGES[code])
    compiler = typesetter.Compiler(chapter(body).encode(), font_paths=fonts, sys_inputs=inputs(code, **changed))
    pdf = compiler.compile(pdf_standards=["ua-1"], timestamp=0)
    assert isinstance(pdf, bytes)
    return pdf
