"""How does a site become books: one PDF and one EPUB in each language?"""

from __future__ import annotations

from sphinx.application import Sphinx

from .epub import MultilingualEpubBuilder, config_inited
from .typst_builder import TypstBuilder


def setup_book(app: Sphinx) -> None:
    """Register the builders `typst` and `epub`."""
    app.add_builder(TypstBuilder)
    app.add_builder(MultilingualEpubBuilder, override=True)
    # After the language is known (priority 100).
    app.connect("config-inited", config_inited, priority=200)
