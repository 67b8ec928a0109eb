"""The checks do not cry wolf: good messages of other projects pass."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest
import sphinx
from babel.messages import Message

from sphinx_multilingual.catalogs import is_translated, messages, read_catalog
from sphinx_multilingual.check import Setting, check_message

CODES = ("ar", "de", "es", "fr", "ru", "zh_CN")
# What a house decides for itself: other projects write "…" in all languages,
# and French and Chinese colons as they like.
# They have no terms of ours, and their messages are not labels of a page.
OWN_STYLE = ("C060", "C061", "C063")


def pool() -> list[tuple[str, Message]]:
    """All translated messages that Sphinx and its extensions bring in our languages."""
    paths = [
        (code, path) for code in CODES for path in sorted(Path(sphinx.__file__).parent.parent.glob(f"sphinx*/**/{code}/LC_MESSAGES/*.po"))
    ]
    return [(code, message) for code, path in paths for message in messages(read_catalog(path)) if is_translated(message)]


def test_good_messages_of_others_pass(capsys: pytest.CaptureFixture[str]) -> None:
    """Of 1,000 messages of Sphinx and its extensions, not 1 in 100 has a finding."""
    found: Counter[str] = Counter()
    sample = random.Random(6).sample(pool(), 1000)
    alarms = 0
    for code, message in sample:
        codes = {each for each, _ in check_message(message, Setting(code, is_label=True))} - {*OWN_STYLE, "C080"}
        found.update(codes)
        alarms += bool(codes)
    with capsys.disabled():
        print(f"\nfalse alarms: {alarms} of {len(sample)} messages ({dict(found)})")

    assert alarms <= 10
