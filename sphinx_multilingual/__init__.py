"""A Sphinx extension that makes one site in many languages from gettext catalogs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__version__ = "0.1.0"


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension, which is loaded only now: a build with nothing to do needs neither it nor Sphinx."""
    from .extension import setup_all

    setup_all(app)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}
