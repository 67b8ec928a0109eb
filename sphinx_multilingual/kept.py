"""What of the last build still holds? For each language: nothing is done, some pages are built, or all.

`build/state.json` says what each language was built from. It is written when all is well, and what is about to be
built is taken out of it before: what is half done is never taken for whole.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from functools import partial
from pathlib import Path
from typing import Any, Literal

from .inputs import Digests, Inputs, contents, digest_of, looks
from .languages import Language

_NAME = "state.json"


@dataclass(frozen=True, slots=True)
class Last:
    """What a language was last built from, by its name or path, and what the build found.

    `whole` stands for all that the project rests on, `key` for what this language does; `formats` has the key with
    which each format was made. `figures` stands for those of all languages, `site` and `cache` for the files made.
    """

    shared: Digests
    files: Digests
    whole: str
    key: str
    books: list[str]
    formats: Digests
    figures: str
    site: str
    cache: str
    outcome: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done for a language: `changed` are the files that only concern the pages that use them.

    `figures` stands for those that pages show of all languages, which are drawn anew where they are not `as_before`.
    """

    kind: Literal["nothing", "some", "all"]
    reason: str
    key: str = ""
    figures: str = ""
    as_before: bool = False
    changed: frozenset[str] = frozenset()


class State:
    """What is known of the last build of each language; what cannot be read counts as unknown."""

    def __init__(self, work: Path, site: Path) -> None:
        self.work, self.site = work, site
        self.languages: dict[str, Last] = {}
        self.root = ""
        self.counts: dict[str, list[int]] = {}  # of messages, by the digest of a catalog
        self.engine = ""  # that counted them
        try:
            data = json.loads((work / _NAME).read_text(encoding="utf-8"))
            self.languages = {code: Last(**each) for code, each in data["languages"].items()}
            self.root, self.engine = data["root"], data["engine"]
            self.counts = {
                key: [total, translated, fuzzy] for key, (total, translated, fuzzy) in data["counts"].items()
            }
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            self.languages = {}

    def save(self) -> None:
        """Write it at once, or not at all: where that fails, nothing is known of this build, and the next is cold."""
        names = [each.name for each in fields(Last)]  # `asdict` would copy each digest.
        languages = {code: {name: getattr(last, name) for name in names} for code, last in self.languages.items()}
        data = {"root": self.root, "engine": self.engine, "counts": self.counts, "languages": languages}
        whole, part = self.work / _NAME, self.work / f".{_NAME}"
        try:
            part.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
            part.replace(whole)
        except OSError:
            for path in (whole, part):
                path.unlink(missing_ok=True)

    def cache_of(self, code: str) -> list[Path]:
        """Return the folders with what the next build of a language can use."""
        return [self.work / name / code for name in ("doctrees", "locale")]

    def holds(self, languages: Sequence[Language], formats: Sequence[str], inputs: Inputs) -> bool:
        """Tell, without a look at the details, whether nothing at all has changed."""
        whole = inputs.whole
        return self.root == _root(self.site) and all(
            (last := self.languages.get(language.code)) and last.whole == whole
            and all(last.formats.get(form) == last.key for form in formats)
            and last.site == _look(self.site / language.segment)
            for language in languages
        )

    def plan(
        self, language: Language, formats: Sequence[str], books: Sequence[str], inputs: Inputs, figures: str, days: str
    ) -> Plan:
        """Say what is to be done for a language; `figures` and `days` stand for what it shows of others, and of git."""
        shared, files = inputs.of_language(language.code)
        key, last = digest_of(shared, files, figures, days, list(books)), self.languages.get(language.code)
        anew = partial(Plan, "all", key=key, figures=figures)
        if not last:
            return anew("nothing is kept of an earlier build")
        if different := _different(last.shared, shared) or sorted(last.files.keys() - files.keys()):
            return anew(f"{different[0]} has changed")
        is_there = last.site == _look(self.site / language.segment)
        if is_there and all(last.formats.get(form) == key for form in formats):
            return Plan("nothing", "nothing has changed that it rests on", key, figures)
        if "html" not in formats:
            return anew("a book is made anew")
        if reason := self._unusable(language, last, is_there, books):
            return anew(reason)
        changed = frozenset(_different(last.files, files))
        reason = ", ".join(sorted(changed)) or "the figures of other languages, or days"
        return Plan("some", reason, key, figures, figures == last.figures, changed)

    def _unusable(self, language: Language, last: Last, is_there: bool, books: Sequence[str]) -> str:
        if not is_there:
            return f"the folder {language.segment} of the site is not as it was left"
        if "html" not in last.formats or last.books != list(books):
            return "its pages lead to other books"
        if last.cache != contents(self.cache_of(language.code)):
            return "what was kept of the last build is damaged"
        return ""

    def start(self, codes: Sequence[str]) -> None:
        """Forget what is about to change, before it does."""
        for code in codes:
            self.languages.pop(code, None)
        self.save()

    def clear(self, code: str, formats: Sequence[str]) -> None:
        """Throw away what an earlier build of a language left; books by themselves leave that of the pages."""
        for folder in self.cache_of(code) if "html" in formats else [self.work / "books" / code]:
            shutil.rmtree(folder, ignore_errors=True)

    def record(
        self, language: Language, plan: Plan, inputs: Inputs, books: Sequence[str], formats: Sequence[str],
        outcome: dict[str, Any],
    ) -> None:
        """Note what a language was built from, when the site is in its place."""
        last, site = self.languages.get(language.code), _look(self.site / language.segment)
        made = (last.formats if last else {}) | dict.fromkeys(formats, plan.key)
        if plan.kind == "nothing" and last:
            self.languages[language.code] = replace(last, whole=inputs.whole, key=plan.key)
        elif "html" in formats:
            shared, files = inputs.of_language(language.code)
            cache = contents(self.cache_of(language.code))
            self.languages[language.code] = Last(
                shared, files, inputs.whole, plan.key, list(books), made, plan.figures, site, cache, outcome,
            )
        elif last:  # The pages are as they were.
            self.languages[language.code] = replace(last, formats=made, site=site)

    def finish(self) -> None:
        """Keep it all for the next build."""
        self.root = _root(self.site)
        self.save()


def _look(folder: Path) -> str:
    return looks(folder) if folder.is_dir() else ""


def _root(site: Path) -> str:
    return looks(site, deep=False) if site.is_dir() else ""


def _different(before: Digests, now: Digests) -> list[str]:
    return sorted(name for name in before.keys() | now.keys() if before.get(name) != now.get(name))
