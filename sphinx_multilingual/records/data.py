"""What do the data files hold, and where are they broken? Sources and records, each with its line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.util import logging

from ..errors import ProjectError, parse_toml
from .dates import read_date

logger = logging.getLogger(__name__)
_NAME = re.compile(r"(?!\d+$)[\w.-]+", re.ASCII)  # of a footnote that is numbered
_KEY = re.compile(r"\s*([\w-]+)\s*=")
_MARKS = ("seen", "known")
_SOURCE_KEYS = {"cite", "mark", "evidence", "seen"}
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LETTER = re.compile(r"[^\W\d_]")
_FOOTNOTE = re.compile(r"\[[\^#][^\]]*\]")
# What a record must have, by the kind of its file; a table names its own keys.
KINDS = {"timeline": ("date", "text"), "list": ("text",), "glossary": ("term", "text"), "table": ()}


def _marks(name: str) -> tuple[str, str]:
    """Return how a source is cited in MyST, and in reStructuredText."""
    return f"[^{name}]", f"[#{name}]_"


@dataclass(frozen=True, slots=True)
class Entry:
    """A source or a record: its values, its place in the file, and the line of each key."""

    values: Mapping[str, Any]
    path: Path
    line: int
    lines: Mapping[str, int] = field(default_factory=dict)

    def text(self, key: str) -> str:
        """Return a value as it stands there, in the markup of the pages that draw it."""
        return str(self.values.get(key, "")).strip()

    @property
    def cited(self) -> list[str]:
        """The sources of a record, but those that its text cites itself."""
        given, texts = self.values.get("source", []), list(map(str, self.values.values()))
        names = [given] if isinstance(given, str) else given
        return [name for name in names if not any(mark in text for mark in _marks(name) for text in texts)]

    def locate(self, node: nodes.Node) -> None:
        """Say of a node and all that it holds that it comes from here."""
        for each in node.findall(nodes.Element):
            each.source, each.line = str(self.path), self.line


def load_toml(path: Path) -> tuple[str, dict[str, Any]]:
    """Read a file and its text; raises ProjectError, with file and line, where it is missing or broken."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise ProjectError("not UTF-8; save the file as UTF-8", path, 1) from error
    except OSError as error:
        raise ProjectError(f"cannot be read ({error.strerror}); name another file, or write it", path, 1) from error
    return text, parse_toml(text, path)


def entries(path: Path, text: str, header: str, values: list[Any]) -> Iterator[Entry]:
    """Pair the values with the headers of their tables, which are in the same order."""
    rows = text.splitlines()
    starts = [number for number, row in enumerate(rows) if re.match(header, row)]
    if len(starts) != len(values):  # Written in one line each, say.
        starts = [0] * len(values)
    for start, end, value in zip(starts, [*starts[1:], len(rows)], values, strict=True):
        keys = [(number, found[1]) for number in range(start, end) if (found := _KEY.match(rows[number]))]
        lines = {key: number + 1 for number, key in reversed(keys)}
        yield Entry(value if isinstance(value, dict) else {}, path, start + 1, lines)


def _source_fault(name: str, values: Mapping[str, Any]) -> str:
    if not _NAME.fullmatch(name):
        return "its name must be letters, digits, `-`, `_` and `.`, and not a number alone"
    if unknown := values.keys() - _SOURCE_KEYS:
        return f"unknown key '{min(unknown)}'; known: {', '.join(sorted(_SOURCE_KEYS))}"
    if not isinstance(cite := values.get("cite"), str) or not cite.strip():
        return "lacks `cite`; write what is published"
    if (mark := values.get("mark")) not in _MARKS:
        return f"mark is {mark!r}; write one of {', '.join(_MARKS)}"
    if mark == "seen" and not isinstance(values.get("seen"), date):
        return "lacks the day on which it was seen; write seen = 2026-01-31"
    return ""


Sources = tuple[Mapping[str, Entry], tuple[ProjectError, ...]]


@cache
def _sources(path: Path, _changed: int) -> Sources:
    try:
        text, table = load_toml(path)
    except ProjectError as error:
        return {}, (error,)
    found = table.get("source")
    if not isinstance(found, dict):
        return {}, (ProjectError("holds no sources; write [source.NAME] tables", path, 1),)
    known = dict(zip(found, entries(path, text, r"\s*\[\s*source\s*\.", list(found.values())), strict=True))
    faults = tuple(
        ProjectError(f"source '{name}': {fault}", path, entry.line)
        for name, entry in known.items() if (fault := _source_fault(name, entry.values))
    )
    return known, faults


def changed(path: Path) -> int:
    """Return when a file was last written, 0 where it is missing: what was read before then is old."""
    return path.stat().st_mtime_ns if path.exists() else 0


def load_sources(path: Path) -> Sources:
    """Read the sources, by name, and all that is wrong with them."""
    return _sources(path, changed(path))


@dataclass(frozen=True, slots=True)
class Records:
    """A file of records: how they are drawn, (head, key) of each column of a table, and the records in their order."""

    kind: str
    columns: tuple[tuple[str, str], ...]
    entries: tuple[Entry, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys that each record has."""
        return KINDS[self.kind] + tuple(key for _, key in self.columns)

    @property
    def drawn(self) -> list[Entry]:
        """The records that may be drawn."""
        return [entry for entry in self.entries if entry.values.get("mark") != "unsure"]


def _layout_fault(layout: Any) -> str:
    if not isinstance(layout, dict) or layout.get("kind") not in KINDS:
        return f"the file lacks its layout; write [layout] and kind = one of {', '.join(KINDS)}"
    if unknown := layout.keys() - {"kind", "columns"}:
        return f"unknown key '{min(unknown)}' in [layout]; known: columns, kind"
    match layout["kind"], layout.get("columns"):
        case "table", [_, *_] as columns if all(map(_is_column, columns)):
            return ""
        case ("timeline" | "list" | "glossary"), None:
            return ""
    return 'a table, and nothing else, has columns; write columns = [["Head", "key"], …]'


def _is_column(column: Any) -> bool:
    return isinstance(column, list) and len(column) == 2 and all(isinstance(part, str) for part in column)


def _record_fault(values: Mapping[str, Any], records: Records, seen: set[str]) -> str:
    for key in records.keys:
        value = values.get(key)
        # A cell may be empty.
        if not isinstance(value, (str, int, date)) or (value == "" and records.kind != "table"):
            return f"the record lacks `{key}`, or it is no text"
    given, name = values.get("source", []), values.get("id")
    if not isinstance(given, (str, list)) or not all(isinstance(each, str) for each in given):
        return "source must be a name, or a list of names"
    if name is not None and (not isinstance(name, str) or not _ID.fullmatch(name) or name in seen):
        return f"id is {name!r}; write one of a-z, 0-9 and `-` that no other record has"
    seen.add(str(name))
    if (mark := values.get("mark", "known")) not in (*_MARKS, "unsure"):
        return f"mark is {mark!r}; write one of {', '.join(_MARKS)}, unsure"
    try:
        if records.kind == "timeline":
            read_date(values["date"])
    except ValueError as error:
        return str(error)
    return ""


Found = tuple[Records | None, tuple[ProjectError, ...]]


@cache
def _records(path: Path, _changed: int) -> Found:
    try:
        text, table = load_toml(path)
    except ProjectError as error:
        return None, (error,)
    layout, values = table.get("layout", {}), table.get("record", [])
    fault = _layout_fault(layout) or ("" if isinstance(values, list) else "record is no list; write [[record]]")
    if fault:
        return None, (ProjectError(fault, path, 1),)
    columns = tuple((head, key) for head, key in layout.get("columns", []))
    records = Records(layout["kind"], columns, tuple(entries(path, text, r"\s*\[\[\s*record\s*\]\]", values)))
    seen: set[str] = set()
    told = [(entry.line, _record_fault(entry.values, records, seen)) for entry in records.entries]
    return records, tuple(ProjectError(fault, path, line) for line, fault in told if fault)


def load_records(path: Path) -> Found:
    """Read a file of records, and all that is wrong with it."""
    return _records(path, changed(path))


def has_words(text: str) -> bool:
    """Tell whether there is something to translate in a text: letters, beside the names of footnotes."""
    return bool(_LETTER.search(_FOOTNOTE.sub("", text)))


def data_messages(path: Path) -> list[tuple[int, str]]:
    """Return the texts of a data file that become messages, with their lines; a broken file is told of by the build."""
    records, _ = load_records(path)
    keys = records.keys if records else ("cite",)
    found = records.drawn if records else load_sources(path)[0].values()
    return [
        (entry.lines.get(key, entry.line), entry.text(key))
        for entry in found for key in keys if key != "date" and has_words(entry.text(key))
    ]


def data_targets(path: Path) -> set[str]:
    """Return the targets that the records of a file can have."""
    records, _ = load_records(path)
    ids = (entry.values.get("id") for entry in records.drawn) if records else ()
    return {f"{path.stem}-{name}" for name in ids if name}


def report(path: Path, faults: tuple[ProjectError, ...], note: Callable[[str], None]) -> bool:
    """Warn of the faults of a file and tell whether there are any; `note` makes the page follow the file."""
    note(str(path))
    for fault in faults:
        logger.warning(fault.reason, location=f"{path}:{fault.line}", type="records")
    return bool(faults)
