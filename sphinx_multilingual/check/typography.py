"""Does the translation follow the typography of its language? The rules are data, by language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from .pair import Check, Pair, convention

QUOTES = "C061"
_MOST_TIMES, _MOST_LETTERS = 2.5, 30  # of a label's source, and in all
_NEAR = 8  # letters around a fault that show where it is


@cache
def _rules(language: str, code: str) -> tuple[re.Pattern[str], ...]:
    table = convention(language).get("typography", {})
    return tuple(re.compile(rule) for rule in table.get(code, ()))


def wrong_typography(code: str) -> Check:
    """Make a check for the rules of one code: each is a pattern that good text never matches."""

    def check(pair: Pair) -> Iterator[str]:
        source, text = (side.plain for side in pair.sides)
        for rule in _rules(pair.setting.language, code):
            for found in rule.finditer(text):
                # A title in its own language keeps the marks that it has in the source.
                if code == QUOTES or text[max(0, found.end() - _NEAR):found.end()].rstrip() not in source:
                    near = text[max(0, found.end() - 2 * _NEAR):found.end() + _NEAR]
                    yield f"at “{' '.join(near.split())}”"
                    return

    return check


def too_long(pair: Pair) -> Iterator[str]:
    """Find a label that bursts its place: far longer than the source, and long in itself."""
    source, text = (len(side.plain) for side in pair.sides)
    if pair.setting.is_label and text > max(_MOST_TIMES * source, _MOST_LETTERS):
        yield f"{text} characters, the source has {source}"


CHECKS: dict[str, Check] = {
    code: wrong_typography(code) for code in ("C060", QUOTES, "C062", "C063", "C064", "C065", "C066")
} | {"C080": too_long}
