"""Dates of records: a day, a month, a year or a span, said as each language does."""

from __future__ import annotations

import pytest

from sphinx_multilingual.records.dates import read_date, say_date


@pytest.mark.parametrize(("value", "locale", "said"), [
    ("1920-03-23", "de", "23. März 1920"), ("1920-06", "fr", "juin 1920"), (1920, "zh_CN", "1920年"),
    ("1919-1932", "fr", "1919–1932"), ("1919–1932", "en", "1919 – 1932"),
])
def test_dates_are_said_in_each_language(value: object, locale: str, said: str) -> None:
    """A day, a month, a year and a span are written as the language does."""
    assert said == say_date(value, locale).replace("\u2009", " ")


def test_dates_are_in_order() -> None:
    """A year comes before its months, a month before its days."""
    assert ["1919", "1920", "1920-03", "1920-03-23", "1921"] == sorted(
        ["1921", "1920-03-23", "1920", "1920-03", "1919"], key=read_date
    )
