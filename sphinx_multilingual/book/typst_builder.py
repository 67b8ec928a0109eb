"""How does a language become one PDF?"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from pathlib import Path

from sphinx.builders import Builder
from sphinx.util import logging

from ..errors import ProjectError
from ..languages import Language, source_of
from ..settings import current_language, interface, label
from .compiling import Said, compile_apart
from .epub import book_time
from .fonts import font_folders, load_fonts
from .kinds import Nowhere, string
from .matter import colophon, edition, index, titles
from .numbers import add_numbers
from .typst_writer import Terms, TypstWriter

logger = logging.getLogger(__name__)
_FIGURES = label("Figures and tables")
_AT_PAGE = label("(p. {page})")
_CAPTION = re.compile(r"^#(?:picture|diagram|data-table|figure)\((?!none)", re.MULTILINE)  # for a list of figures
_TEMPLATES = [Path(__file__).with_name(name) for name in ("elements.typ", "template.typ")]


def template() -> str:
    """Return what stands before the pages of each book."""
    return "\n".join(path.read_text(encoding="utf-8") for path in _TEMPLATES)


def chapters(includes: dict[str, list[str]], docname: str, root: str, depth: int = 0) -> Iterator[tuple[str, int]]:
    """Yield the pages in reading order with their depth; the root page is a chapter beside its children."""
    yield docname, depth
    for child in includes.get(docname, []):
        yield from chapters(includes, child, root, depth + (docname != root))


def _last_place(before: str) -> str | None:
    return next(iter(re.findall(r"/\*@ (.+?) \*/", before)[-1:]), None)


def explain(error: Exception, source: str, language: Language) -> tuple[str, str | None]:
    """Say in one line what was found, and at which line of the documentation."""
    if isinstance(error, Nowhere):
        return str(error), _last_place(source.partition(f"({string(error.name)}")[0])
    if not isinstance(error, Said):
        return str(error), None
    found = re.search(r"\.typ:(\d+):(\d+)", error.diagnostic)
    lines = source.split("\n")[: int(found[1])] if found else [""]
    where = _last_place("\n".join([*lines[:-1], lines[-1][: int(found[2]) if found else 0]]))
    if glyph := re.search(r'the text `"(.+?)"` could not be displayed', error.message):
        said = f"no font of language '{language.code}' has the character '{glyph[1]}' (U+{ord(glyph[1][0]):04X})"
        return f"{said}; replace it, or add a font to the language table", where
    return f"PDF of language '{language.code}': {' '.join(error.message.split())}", where


class TypstBuilder(Builder):
    """Write all pages of one language as one PDF/UA-1 file."""

    name = format = "typst"
    epilog = "The PDF is in %(outdir)s."
    supported_image_types = ["image/svg+xml", "image/png", "image/jpeg", "image/gif"]  # noqa: RUF012 (as Sphinx has it)

    def get_outdated_docs(self) -> str:
        return "all documents"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        return "%" + docname  # The writer turns it into a label of the book.

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        return self.get_target_uri(to, typ)

    def write_documents(self, _docnames: AbstractSet[str]) -> None:
        """Write the book; where that fails, say why in one line."""
        language, source = current_language(self.config), self.source()
        path = self.outdir / f"{self.config.multilingual_book}-{language.segment}.pdf"
        path.unlink(missing_ok=True)
        try:
            path.write_bytes(self._compile(source, language))
        except (ProjectError, Said) as error:
            message, where = explain(error, source, language)
            logger.error(message, location=where, type="typst")

    def source(self) -> str:
        """Return the whole book in Typst."""
        root, terms = self.config.root_doc, Terms()
        pages = [self.page(*page, terms) for page in chapters(self.env.toctree_includes, root, root)]
        return "\n".join([template(), *pages, index(terms), colophon(self.app)])

    def page(self, docname: str, depth: int, terms: Terms) -> str:
        """Return one page in Typst."""
        doctree = self.env.get_doctree(docname)
        self.env.apply_post_transforms(doctree, docname)
        self.post_process_images(doctree)
        add_numbers(self.env, docname, doctree)
        return TypstWriter(docname, depth, source_of(self.config.multilingual_table).tag, terms).write_page(doctree)

    def _inputs(self, language: Language) -> dict[str, str]:
        config, (lang, _, region) = self.config, language.code.partition("_")
        # Words of the other languages, in a list of terms say, have the fonts of those.
        others = (font for each in config.multilingual_table if not each.is_draft for font in each.fonts)
        return {
            "lang": lang, "region": region, "dir": language.direction, "fonts": ",".join(language.fonts),
            "other_fonts": ",".join(dict.fromkeys(font for font in others if font not in language.fonts)),
            "project": config.project, "author": config.author, "name": language.name,
            "edition": edition(config), "paper": config.multilingual_paper,
            "notice": config.multilingual_notice, "contents": interface(config, "Contents"),
            "figures": interface(config, _FIGURES), "at_page": interface(config, _AT_PAGE),
        }

    def _compile(self, source: str, language: Language) -> bytes:
        inputs = self._inputs(language) | {
            "has_figures": "yes" if _CAPTION.search(source) else "", "titles": json.dumps(titles(source)),
        }
        load_fonts(language)  # so that a missing one is named
        pdf, warnings = compile_apart(source, str(self.srcdir), font_folders(), inputs, book_time(self.config))
        for warning in warnings:
            message, where = explain(warning, source, language)
            logger.warning(message, location=where, type="typst")
        from .finish import finish  # The library behind it takes time to load, and pages do not need it.

        return finish(pdf, is_rtl=language.direction == "rtl", at_page=interface(self.config, _AT_PAGE))
