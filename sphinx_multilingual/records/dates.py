"""How is a date of a record read, put in order and said in the reader's language?"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from babel.dates import format_date, format_interval, format_skeleton

_SPAN = re.compile(r"(\d{4})[-–](\d{4})")
_DAY = re.compile(r"\d{4}(-\d{2}){0,2}")


def read_date(value: Any) -> tuple[int, ...]:
    """Read a TOML date or "1920-06", "1920", "1919-1932": the numbers, in which order comes by itself.

    Raises ValueError where it is none of these. A span has two years.
    """
    text = str(value).strip()
    numbers = tuple(map(int, re.split("[-–]", text))) if _SPAN.fullmatch(text) or _DAY.fullmatch(text) else ()
    if _is_span(numbers) and numbers[0] < numbers[1]:
        return numbers
    try:
        date(*(*numbers, 1, 1)[:3])
    except (ValueError, TypeError):
        raise ValueError(f'date is {text!r}; write 1920-03-23, "1920-06", "1920" or "1919-1932"') from None
    return numbers


def _is_span(numbers: tuple[int, ...]) -> bool:
    return len(numbers) == 2 and numbers[1] > 12


def is_date(value: Any) -> bool:
    """Tell whether a value can be read as a date."""
    try:
        return bool(read_date(value))
    except ValueError:
        return False


def say_date(value: Any, locale: str) -> str:
    """Write a date in a language: a day, a month, a year or a span of years."""
    numbers = read_date(value)
    if _is_span(numbers):
        return str(format_interval(date(numbers[0], 1, 1), date(numbers[1], 1, 1), "y", locale=locale))
    day = date(*(*numbers, 1, 1)[:3])
    if len(numbers) == 3:
        return format_date(day, "long", locale=locale)
    return format_skeleton("yMMMM" if len(numbers) == 2 else "y", day, locale=locale)
