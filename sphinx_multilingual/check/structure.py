"""Is the catalog good gettext: header, plural forms, no message twice?"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from gettext import GNUTranslations
from pathlib import Path

from babel import Locale
from babel.messages import Catalog
from babel.messages.mofile import write_mo
from babel.messages.plurals import PLURALS
from babel.messages.pofile import unescape

from ..catalogs import forms, messages

# A check of a catalog yields a line and what exactly is wrong there.
CatalogCheck = Callable[[Path, Catalog, str], Iterator[tuple[int, str]]]
_TRIED = 200  # numbers on which two plural rules are compared
_KEYWORD = re.compile(r'(msgctxt|msgid|msgid_plural|msgstr(?:\[\d+\])?)\s+(".*")\s*$')


def _header_line(path: Path, name: str) -> int:
    rows = path.read_text(encoding="utf-8").split("\n") if path.exists() else []
    return next((number for number, row in enumerate(rows, 1) if row.startswith(f'"{name}:')), 1)


def wrong_language(path: Path, catalog: Catalog, language: str) -> Iterator[tuple[int, str]]:
    """Find a header for another language than that of the folder."""
    named = catalog.locale_identifier
    if language and named != language:
        yield _header_line(path, "Language"), f"{named or 'none'} instead of {language}"


@cache
def _numbers(count: int, rule: str) -> tuple[int, ...]:
    """Return which form a plural rule chooses for the first numbers.

    Raises ValueError or ArithmeticError where the rule cannot be read or followed.
    """
    catalog = Catalog(locale="en", charset="utf-8")  # Babel writes no plural rule without a locale.
    catalog.mime_headers = [
        ("Content-Type", "text/plain; charset=utf-8"), ("Plural-Forms", f"nplurals={count}; plural={rule};"),
    ]
    catalog.add(("one", "many"), tuple(str(form) for form in range(count)))
    out = io.BytesIO()
    write_mo(out, catalog)
    out.seek(0)
    translations = GNUTranslations(out)
    return tuple(int(translations.ngettext("one", "many", number)) for number in range(_TRIED))


@cache
def _accepted(language: str) -> tuple[tuple[int, ...], ...]:
    """Return the right choices: by Babel's table for gettext, and by CLDR, which order Arabic forms differently."""
    known = PLURALS.get(language) or PLURALS.get(language.partition("_")[0])
    if not known:
        return ()
    tags = [*map(Locale.parse(language).plural_form, range(_TRIED))]
    order = [tag for tag in ("zero", "one", "two", "few", "many", "other") if tag in tags]
    return _numbers(*known), tuple([str(tag) for tag in order].index(tag) for tag in tags)


@cache
def single_forms(language: str) -> frozenset[int]:
    """Return the plural forms of a language that serve one number alone, which they may say in words or leave out."""
    counts = Counter(next(iter(_accepted(language)), ())) if language else Counter()
    return frozenset(form for form, count in counts.items() if count == 1)


def has_right_plurals(catalog: Catalog, language: str) -> bool:
    """Tell whether the plural rule of a catalog chooses the forms of the language, as far as its rule is known."""
    accepted = _accepted(language)
    try:
        found = _numbers(catalog.num_plurals, catalog.plural_expr) if accepted else ()
    except (ValueError, ArithmeticError):
        return False
    return not accepted or (found in accepted and max(found) + 1 == catalog.num_plurals)


def wrong_plurals(path: Path, catalog: Catalog, language: str) -> Iterator[tuple[int, str]]:
    """Find a plural rule that chooses other forms than that of the language."""
    if not has_right_plurals(catalog, language):
        yield _header_line(path, "Plural-Forms"), f"use {Catalog(locale=language).plural_forms}"


def empty_plural(path: Path, catalog: Catalog, language: str) -> Iterator[tuple[int, str]]:
    """Find a message that has some of its plural forms and not all."""
    for message in messages(catalog):
        found = forms(message)
        if message.pluralizable and any(found) and not (all(found) and len(found) == catalog.num_plurals):
            yield message.lineno or 1, f"{sum(map(bool, found))} of {catalog.num_plurals} are filled in"


def _entries(path: Path) -> Iterator[tuple[int, str, str]]:
    """Yield (line, context, message) of each entry of the file, as it stands there."""
    start, keyword, parts = 0, "", {"msgctxt": "", "msgid": ""}
    for number, row in enumerate([*path.read_text(encoding="utf-8").split("\n"), 'msgid ""'], 1):
        if found := _KEYWORD.match(row):
            if keyword.startswith("msgstr") and found[1] in ("msgctxt", "msgid"):
                yield start, parts["msgctxt"], parts["msgid"]
                start, parts = 0, {"msgctxt": "", "msgid": ""}
            keyword = found[1]
            start = start or number
        if keyword in parts and (quoted := row[row.find('"'):].strip()).startswith('"'):
            parts[keyword] += unescape(quoted)


def duplicate(path: Path, catalog: Catalog, language: str) -> Iterator[tuple[int, str]]:
    """Find a message that the file has twice; readers of gettext keep one of the two, and drop the other in silence."""
    seen: dict[tuple[str, str], int] = {}
    for line, *key in _entries(path) if path.exists() else ():
        first = seen.setdefault((key[0], key[1]), line)
        if first != line:
            yield line, f"first in line {first}"


CHECKS: dict[str, CatalogCheck] = {
    "C002": wrong_language, "C003": wrong_plurals, "C004": empty_plural, "C005": duplicate,
}
