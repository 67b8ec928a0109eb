"""How does the cover of an e-book look? A picture of its words, drawn by Typst in the fonts of the language.

A PNG, since shelves of reading programs show no SVG.
"""

from __future__ import annotations

from pathlib import Path

import typst
from sphinx.config import Config

from ...records.dates import is_date, say_date
from ...settings import current_language, interface
from ..fonts import load_fonts

_TEMPLATE = Path(__file__).with_name("cover.typ")


def cover_words(config: Config) -> dict[str, str]:
    """Return what stands on the cover, in order."""
    return {
        "title": config.project, "name": current_language(config).name, "author": config.author,
        "edition": _edition(config), "notice": config.multilingual_notice,
    }


def _edition(config: Config) -> str:
    """Say of which date the text is, or which edition it is where the release is no date."""
    if is_date(config.release):
        return say_date(config.release, config.multilingual_date_locales.get(config.language, config.language))
    return interface(config, "Edition {version}").format(version=config.release) if config.release else ""


def alternative(config: Config) -> str:
    """Say in words what the cover shows: its words."""
    return ". ".join(text.rstrip(".。") for text in cover_words(config).values() if text) + "."


def draw_cover(config: Config) -> bytes:
    """Draw the cover as PNG, the same bytes each time; raise ProjectError where a font is missing."""
    language = current_language(config)
    lang, _, region = language.code.partition("_")
    inputs = {"lang": lang, "region": region, "dir": language.direction, "fonts": ",".join(language.fonts)}
    return typst.compile(
        _TEMPLATE.read_bytes(), font_paths=load_fonts(language), format="png", ppi=200,
        sys_inputs=inputs | cover_words(config),
    )
