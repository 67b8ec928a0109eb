"""Does the translation say the same numbers and dates? Their values are compared, as each language writes them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache, lru_cache

from babel import UnknownLocaleError
from babel.dates import get_month_names
from babel.numbers import get_decimal_symbol, get_group_symbol

from .pair import Check, Pair, convention
from .reading import KEPT

_SPACES = "\u00a0\u202f\u2009"
# Up to here a language may write a number as a word.
_SMALL = 100
_SERIES = re.compile(r"(?<!\d)\d+(?:\.\d+){2,}(?!\d)|(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)")
_NAMED = re.compile(r"(?<!\w)[A-Z][\w.-]*[ \u00a0]\d+\.\d+(?![\d,])")
_HAN_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_HAN = re.compile("[零〇一二两三四五六七八九十百]+")


def _digits(text: str) -> str:
    return re.sub(r"\d", lambda digit: str(int(digit[0])), text)


@cache
def _marks(language: str) -> tuple[str, str]:
    """Return the decimal and the group mark of a language, by CLDR."""
    return get_decimal_symbol(language), get_group_symbol(language)


@cache
def _number(language: str) -> re.Pattern[str]:
    """Return the pattern of a number in a language, with its marks; any no-break space may part its groups."""
    decimal, group = _marks(language)
    space = " " if group.isspace() or convention(language).get("space_groups") else ""
    groups = re.escape(f"{group}{_SPACES}{space}")
    magnitudes = sorted(convention(language).get("magnitudes", {}), key=len, reverse=True)
    end = rf"(?:[\s\u00a0\u202f]?(?P<magnitude>{'|'.join(magnitudes)}))?" if magnitudes else "(?P<magnitude>(?!))?"
    return re.compile(
        rf"(?<![A-Za-z_\d])(?P<whole>\d{{1,3}}(?:[{groups}]\d{{3}})+(?!\d)|\d+)"
        rf"(?:{re.escape(decimal)}(?P<part>\d+))?{end}", re.IGNORECASE,
    )


@lru_cache(KEPT)
def numbers(text: str, language: str) -> frozenset[Decimal]:
    """Return the values of the numbers in a text; a zero is left out, which may stand before another digit."""
    found = set()
    text = _SERIES.sub(lambda match: re.sub(r"\D", " ; ", match[0]), _digits(text))
    decimal, group = _marks(language)
    text = text.replace("٫", decimal).replace("٬", group)
    if decade := convention(language).get("decade"):  # The 1960s as the sixties of the 20th century.
        text = re.sub(decade, lambda match: f" {(int(match[1]) - 1) * 100 + int(match[2]) * 10} ", text)
    for match in _number(language).finditer(text):
        value = Decimal(re.sub(r"\D", "", match["whole"]) + (f".{match['part']}" if match["part"] else ""))
        if match["magnitude"]:
            found.add(value.scaleb(_magnitude(match["magnitude"], language)).normalize())
        elif match["part"] or value >= 1:
            found.add(value.normalize())
    return frozenset(found)


def _magnitude(word: str, language: str) -> int:
    table: dict[str, int] = convention(language)["magnitudes"]
    return next(power for pattern, power in table.items() if re.fullmatch(pattern, word, re.IGNORECASE))


def _han(word: str) -> int:
    total = unit = 0
    for char in word:
        if char in "十百":
            total, unit = total + (unit or 1) * (10 if char == "十" else 100), 0
        else:
            unit = _HAN_DIGITS[char]
    return total + unit


@lru_cache(KEPT)
def in_words(text: str, language: str) -> frozenset[Decimal]:
    """Return the numbers that a text has in words, where the language's entry knows them."""
    found = {Decimal(_han(word)) for word in _HAN.findall(text)} if language.startswith("zh") else set()
    words: dict[str, str] = convention(language).get("words", {})
    text = text.casefold()
    return frozenset(found | {Decimal(number) for number, word in words.items() if re.search(word, text)})


def _months(language: str) -> dict[str, list[str]]:
    # Only names in a date: those of the other context come out in another language at times (Babel 2.18).
    names = {f"m{month}": [re.escape(name)] for month, name in get_month_names("wide", "format", language).items()}
    for month, more in convention(language).get("months", {}).items():
        names[f"m{month}"].append(more)
    return {group: sorted(some, key=len, reverse=True) for group, some in names.items()}


@cache
def _date(language: str) -> re.Pattern[str]:
    months, prefix = _months(language), convention(language).get("prefix", "")
    month = "|".join(f"(?P<{group}>{'|'.join(some)})" for group, some in months.items())
    any_month = "|".join(name for some in months.values() for name in some)
    day, ordinal = r"(?<!\d)(?P<{}>\d{{1,2}})", r"(?:st|nd|rd|th|er|\.?[ªº]|\.|-[а-я]+)?"
    other = rf"(?:{day.format('other')}{ordinal}\s*(?:[^\W\d]{{1,3}}|[–-])\s*)?"  # 4 to 8 December
    before = rf"(?:{other}{day.format('before')}{ordinal}(?:\s+(?:de|of))?\s+)?"
    after = rf"(?:\s+{day.format('after')}(?:st|nd|rd|th)?(?!\d))?"
    next_month = rf"(?:\s+[^\W\d]{{1,3}}\s+(?:de\s+)?(?:{any_month}))?"  # March and June 2024
    year = rf"(?P<year>(?={next_month}[\s,]+(?:de\s+)?\d{{4}}))?"
    return re.compile(rf"{before}(?<!\w){prefix}(?:{month})(?!\w){after}{year}", re.IGNORECASE)


@lru_cache(KEPT)
def dates(text: str, language: str) -> tuple[frozenset[tuple[int, int]], str]:
    """Return the (day, month) of each date, 0 for no day, and the text without them."""
    text, found, own = _digits(text), set(), convention(language)
    patterns = [re.compile(own["date"])] if "date" in own else []
    for pattern in [*patterns, _date(language)]:
        for match in pattern.finditer(text):
            if not _is_a_word(match, own):
                found |= _days_and_month({key: value for key, value in match.groupdict().items() if value})
        text = pattern.sub(lambda match: match[0] if _is_a_word(match, own) else " ; ", text)
    dated = {month for day, month in found if day}
    return frozenset((day, month) for day, month in found if day or month not in dated), text


def _days_and_month(named: dict[str, str]) -> set[tuple[int, int]]:
    month = named.get("month") or next(key[1:] for key in named if key[1:].isdigit())
    days = [named[key] for key in ("day", "before", "after", "other") if key in named]
    return {(int(day), int(month)) for day in days or ["0"]}


def _is_a_word(match: re.Match[str], own: dict[str, object]) -> bool:
    """Tell whether a month's name without a day or year may be another word: May, March."""
    is_dated = match.groupdict().get("year") is not None
    return not is_dated and match[0].strip().casefold() in str(own.get("ambiguous", "")).split()


def _known(pair: Pair) -> bool:
    try:
        return bool(_date(pair.setting.language)) and bool(_number(pair.setting.source))
    except (UnknownLocaleError, ValueError):
        return False


def _show(values: set[Decimal] | frozenset[Decimal]) -> str:
    return ", ".join(f"{value:f}" for value in sorted(values))


def numbers_differ(pair: Pair) -> Iterator[str]:
    """Find a number on one side only; small ones count where both sides have one of their own."""
    if not _known(pair):
        return
    source, text = (side.plain for side in pair.sides)
    for named in set(_NAMED.findall(source)) & set(_NAMED.findall(text)):  # Versions: Python 3.11
        source, text = source.replace(named, ""), text.replace(named, "")
    ours, theirs = dates(source, pair.setting.source)[1], dates(text, pair.setting.language)[1]
    left, right = numbers(ours, pair.setting.source), numbers(theirs, pair.setting.language)
    if left == right:
        return
    lost = left - right - in_words(theirs, pair.setting.language)
    added = right - left - in_words(ours, pair.setting.source)
    if not lost:  # The translation may say which one is meant: Recommendation No. 193.
        added -= numbers(pair.setting.page, pair.setting.source)
    if (lost and added) or any(value > _SMALL or value % 1 for value in lost | added):
        yield " and ".join(
            f"{word} {_show(values)}" for word, values in (("lacks", lost), ("adds", added)) if values
        )


def dates_differ(pair: Pair) -> Iterator[str]:
    """Find a day and month on one side only."""
    source, text = (side.plain for side in pair.sides)
    if not _known(pair) or len(source.split()) < 2:  # A label in a calendar: May, Aug.
        return
    ours, theirs = dates(source, pair.setting.source)[0], dates(text, pair.setting.language)[0]
    parts = [
        f"{word} {', '.join(f'day {day} of month {month}' if day else f'month {month}' for day, month in sorted(some))}"
        for word, some in (("lacks", ours - theirs), ("adds", theirs - ours)) if some
    ]
    if parts:
        yield " and ".join(parts)


CHECKS: dict[str, Check] = {"C030": numbers_differ, "C031": dates_differ}
