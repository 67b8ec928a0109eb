"""What is still to do in a catalog? Open work is no error: the page shows the source text meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from babel.messages import Catalog

from ..catalogs import is_translated, messages
from .structure import CatalogCheck


def empty(path: Path, catalog: Catalog, language: str) -> Iterator[tuple[int, str]]:
    """Find what is not translated."""
    return (
        (message.lineno or 1, "") for message in messages(catalog) if not message.fuzzy and not is_translated(message)
    )


def fuzzy(path: Path, catalog: Catalog, language: str) -> Iterator[tuple[int, str]]:
    """Find what was translated from an older source."""
    return ((message.lineno or 1, "") for message in messages(catalog) if message.fuzzy)


def obsolete(path: Path, catalog: Catalog, language: str) -> Iterator[tuple[int, str]]:
    """Find what has no source any more."""
    return ((message.lineno or 1, "") for message in catalog.obsolete.values())


CHECKS: dict[str, CatalogCheck] = {"O001": empty, "O002": fuzzy, "O003": obsolete}
