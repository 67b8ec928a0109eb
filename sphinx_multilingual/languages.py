"""Which languages does the site have? One table answers: `locales/languages.toml`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from .errors import ProjectError, parse_toml

_ALLOWED = {
    "direction": ("ltr", "rtl"),
    "status": ("source", "published", "draft"),
}


@dataclass(frozen=True, slots=True)
class Language:
    """One entry of the language table; everything else about a language is derived.

    `code` is the gettext locale (`zh_CN`), `tag` the BCP 47 tag (`zh-Hans`) and
    `segment` the folder of the built site (`zh`).
    """

    code: str
    tag: str
    segment: str
    name: str
    english_name: str
    direction: str
    status: str
    fonts: tuple[str, ...]

    @property
    def is_source(self) -> bool:
        return self.status == "source"

    @property
    def is_draft(self) -> bool:
        return self.status == "draft"


def source_of(languages: Iterable[Language]) -> Language:
    """Return the language that the pages are written in."""
    return next(language for language in languages if language.is_source)


def load_languages(path: Path) -> tuple[Language, ...]:
    """Read the language table.

    Raises ProjectError, with file and line, where the table cannot be read, an
    entry lacks a key or holds a wrong one, or two entries share an address.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise ProjectError(f"cannot read the language table ({error.strerror})", path, code=2) from error
    entries = parse_toml(text, path, code=2).get("language", [])
    lines = [n for n, row in enumerate(text.splitlines(), 1) if row.strip() == "[[language]]"]
    languages = tuple(_language(entry, path, line) for entry, line in zip(entries, lines, strict=False))
    _check_table(languages, path, lines)
    return languages


def _language(entry: dict[str, object], path: Path, line: int) -> Language:
    keys = [field.name for field in fields(Language)]
    for key in keys:
        if key not in entry:
            raise ProjectError(f"the entry lacks the key '{key}'; add it", path, line, code=2)
    for key, value in entry.items():
        if key not in keys:
            raise ProjectError(f"unknown key '{key}'; known keys: {', '.join(keys)}", path, line, code=2)
        if key in _ALLOWED and value not in _ALLOWED[key]:
            raise ProjectError(f"{key} is '{value}'; use {' or '.join(_ALLOWED[key])}", path, line, code=2)
        if not (isinstance(value, str) and value) and key != "fonts":
            raise ProjectError(f"{key} must be a string that is not empty", path, line, code=2)
    fonts = entry["fonts"]
    if not isinstance(fonts, list) or not fonts:
        raise ProjectError("fonts must be a list of font families, first choice first", path, line, code=2)
    values = {key: str(entry[key]) for key in keys if key != "fonts"}
    return Language(**values, fonts=tuple(map(str, fonts)))


def _check_table(languages: Sequence[Language], path: Path, lines: Sequence[int]) -> None:
    if sum(language.is_source for language in languages) != 1:
        raise ProjectError("exactly one language must have status 'source'", path, code=2)
    for key in ("code", "tag", "segment"):
        seen: set[str] = set()
        for language, line in zip(languages, lines, strict=False):
            value = getattr(language, key)
            if value in seen:
                raise ProjectError(f"two languages have the {key} '{value}'; make one differ", path, line, code=2)
            seen.add(value)


def select(languages: Iterable[Language], only: str) -> tuple[Language, ...]:
    """Choose the languages that `ONLY` names, or all that are not drafts where it names none.

    Raises ProjectError where a name is not in the table.
    """
    by_code = {language.code: language for language in languages}
    wanted = only.replace(",", " ").split()
    for code in wanted:
        if code not in by_code:
            raise ProjectError(f"unknown language '{code}' in ONLY; known: {' '.join(by_code)}", code=2)
    return tuple(
        language for language in by_code.values()
        if (language.code in wanted if wanted else not language.is_draft)
    )
