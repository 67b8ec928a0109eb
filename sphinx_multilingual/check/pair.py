"""What does a check of a message look at? The source beside its translation, and what is known of both."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from .reading import Reading, read
from .rest import read_rest

Table = dict[str, Any]


@cache
def conventions() -> dict[str, Table]:
    """Read what differs by language; a language without an entry has no such checks."""
    return tomllib.loads(Path(__file__).with_name("conventions.toml").read_text(encoding="utf-8"))


def convention(language: str) -> Table:
    """Return the entry of a language: that of `pt_BR`, or else that of `pt`."""
    found = conventions()
    return found.get(language) or found.get(language.partition("_")[0], {})


@dataclass(frozen=True, slots=True)
class Term:
    """A term of `terms.toml` in one language: how the source writes it, and what is right and wrong for it."""

    sources: tuple[str, ...]
    official: str
    accept: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a message stands: its language, that of its source, the terms, whether it is a label.

    `page` is all source text of its catalog: a translation may repeat what stands elsewhere on the page. `for_build`
    leaves out the checks that do not stop a build. `is_rest` tells of a message in reStructuredText.
    """

    language: str = ""
    source: str = "en"
    terms: tuple[Term, ...] = ()
    is_label: bool = False
    page: str = ""
    for_build: bool = False
    is_rest: bool = False


@dataclass(frozen=True)
class Pair:
    """A source and its translation; a single form is that of a plural which serves one number alone."""

    source: str
    text: str
    setting: Setting = Setting()
    is_single_form: bool = False

    @cached_property
    def sides(self) -> tuple[Reading, Reading]:
        """Both taken apart."""
        if self.setting.is_rest:
            return read_rest(self.source), read_rest(self.text)
        return read(self.source, self.setting.is_label), read(self.text, self.setting.is_label)

    @cached_property
    def is_alike(self) -> bool:
        """Tell whether both have the same marks."""
        return dict.__eq__(*(side.marks for side in self.sides))  # That of a counter takes longer.

    @property
    def plain(self) -> str:
        """The words of the translation."""
        return self.sides[1].plain


# A check yields what exactly it found wrong.
Check = Callable[[Pair], Iterator[str]]
