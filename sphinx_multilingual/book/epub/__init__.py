"""How does a language become an EPUB? Sphinx's builder, with what it lacks: see `builder`, `metadata` and `cover`."""

from __future__ import annotations

from .builder import MultilingualEpubBuilder
from .metadata import book_time, config_inited

__all__ = ["MultilingualEpubBuilder", "book_time", "config_inited"]
