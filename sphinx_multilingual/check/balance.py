"""Do brackets come in pairs, and do no invisible marks turn the text around?"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from .pair import Check, Pair

_PAIRS = dict(zip(")]}）】》〉」』〗〕］｝", "([{（【《〈「『〖〔［｛", strict=True))
_BRACKET = re.compile(f"[{re.escape(''.join([*_PAIRS, *_PAIRS.values()]))}]")
_TURNS = re.compile("[\u202a-\u202e]")
_ISOLATES = re.compile("[\u2066-\u2069]")
# A list number with one bracket: "a)", "1)".
_NUMBERED = re.compile(r"(?:^|(?<=[\s(（]))(?:\d{1,2}|\w)[)）](?=\s|$)")


def first_unpaired(text: str) -> str:
    """Return the first bracket that has no partner, or nothing."""
    open_brackets: list[str] = []
    for char in _BRACKET.findall(text if "(" in text or "（" in text else _NUMBERED.sub("", text)):
        if char not in _PAIRS:
            open_brackets.append(char)
        elif not open_brackets or open_brackets.pop() != _PAIRS[char]:
            return str(char)
    return open_brackets[-1] if open_brackets else ""


def unpaired(pair: Pair) -> Iterator[str]:
    """Find a bracket without its partner, where the source has all in pairs."""
    source, text = (side.plain for side in pair.sides)
    if (bracket := first_unpaired(text)) and not first_unpaired(source):
        yield f"{bracket} is alone"


def turned(pair: Pair) -> Iterator[str]:
    """Find marks that turn the writing direction: embeddings, overrides, and isolates that stay open."""
    depth = 0
    for mark in _ISOLATES.findall(pair.text):
        depth += -1 if mark == "\u2069" else 1
        if depth < 0:
            break
    found = _TURNS.search(pair.text) or (_ISOLATES.search(pair.text) if depth else None)
    if found and found[0] not in pair.source:
        yield f"{unicodedata.name(found[0])}"


CHECKS: dict[str, Check] = {"C070": unpaired, "C071": turned}
