"""How far is each translation? True figures: a fuzzy message is not translated, shares are floored."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from .catalogs import Count, count, read_all
from .languages import Language


def pages_of(locales: Path, language: Language) -> dict[str, Count]:
    """Count each catalog of a language, by its domain."""
    return {domain: count(catalog) for domain, catalog in read_all(locales, language).items()}


def table(locales: Path, languages: Sequence[Language]) -> str:
    """Write the figures as a table: a row for each language and each page that is not whole."""
    rows = [f"{'language':24}{'messages':>10}{'translated':>12}{'fuzzy':>7}{'share':>8}{'words to do':>13}"]
    for language in languages:
        if language.is_source:
            continue
        pages = pages_of(locales, language)
        parts = [(language.english_name, sum(pages.values(), Count()))]
        parts += [(f"  {page}", found) for page, found in pages.items() if found.percent < 100]
        rows += [
            f"{name:24}{n.total:>10}{n.translated:>12}{n.fuzzy:>7}{n.percent:>6} %{n.words_left:>13}"
            for name, n in parts
        ]
    return "\n".join(rows)
