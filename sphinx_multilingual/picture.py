"""Which picture stands beside a shared link? The title of the site in its language, drawn by Typst."""

from __future__ import annotations

import json
from pathlib import Path

import typst
from sphinx.application import Sphinx

from .book.fonts import load_fonts
from .languages import Language
from .settings import current_language, is_site

# What most services show without cutting; the picture is drawn at two pixels a point.
WIDTH, HEIGHT = 1200, 630
NAME = "_static/picture.png"
# Greys on white, with one colour: the file stays small.
_DRAWING = """
#let given = sys.inputs
#let dir = if given.dir == "rtl" { rtl } else { ltr }
#set page(width: 600pt, height: 315pt, margin: (x: 52pt, y: 44pt))
#set text(font: json(bytes(given.fonts)), lang: given.lang, dir: dir)
#set par(leading: 0.6em)
// Each text in the first of the sizes with which it fits its place.
#let fitted(body, height, sizes) = layout(place => {
  let fits(size) = measure(width: place.width, text(size: size, body)).height <= height
  text(size: sizes.find(fits), body)
})
#let band = rect(width: 16pt, height: 315pt, fill: rgb("#1d4e79"))
#place(top + start, dx: if dir == rtl { 52pt } else { -52pt }, dy: -44pt, band)
#v(16pt)
#text(fill: luma(32), fitted(strong(given.title), 140pt, (40pt, 34pt, 28pt, 22pt, 16pt, 10pt, 1pt)))
#place(bottom + start, text(fill: luma(85), fitted(given.notice, 60pt, (13pt, 11pt, 9pt, 7pt, 1pt))))
"""


def draw(language: Language, title: str, notice: str) -> bytes:
    """Draw the picture as PNG, the same bytes each time; raises ProjectError where a font is not installed."""
    return typst.compile(
        _DRAWING.encode(), format="png", ppi=144, font_paths=load_fonts(language),
        sys_inputs={
            "title": title, "notice": notice, "fonts": json.dumps(language.fonts),
            "lang": language.code.partition("_")[0], "dir": language.direction,
        },
    )


def build_finished(app: Sphinx, error: Exception | None) -> None:
    """Write the picture where the site has an address: only with one can a page name it."""
    config = app.config
    if error or not is_site(app) or not config.multilingual_baseurl:
        return
    picture = draw(current_language(config), config.project, config.multilingual_notice)
    Path(app.outdir, NAME).write_bytes(picture)
