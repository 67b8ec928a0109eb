"""How do facts that are kept once, in data files, reach the pages?"""

from __future__ import annotations

from sphinx.application import Sphinx

from .drawing import setup_drawing
from .sources import setup_sources


def setup_records(app: Sphinx) -> None:
    """Register the directives `sources` and `records`."""
    setup_sources(app)
    setup_drawing(app)
