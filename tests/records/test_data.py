"""Each cause for which a data file is refused is found at its line, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_multilingual.errors import ProjectError
from sphinx_multilingual.records.data import load_records, load_sources

LIST = '[layout]\nkind = "list"\n\n[[record]]\ntext = "One."\n'
TABLE = '[layout]\nkind = "table"\ncolumns = [["A", "a"]]\n\n[[record]]\na = 1\n'
SOURCE = '[source.salt]\ncite = "Salt"\nmark = "known"\n'


def told(faults: tuple[ProjectError, ...]) -> list[tuple[int, str]]:
    return [(fault.line, fault.reason) for fault in faults]


@pytest.mark.parametrize(("old", "new", "line", "said"), [
    (LIST, b"\xff", 1, "not UTF-8; save the file as UTF-8"),
    (LIST, 'layout = 1\n', 1, "the file lacks its layout"),
    ('"list"', '"table"\ncolumns = []', 1, "a table, and nothing else, has columns"),
    ('"list"', '"table"\ncolumns = [["A"]]', 1, "a table, and nothing else, has columns"),
    ('"list"', '"table"\ncolumns = [["A", 1]]', 1, "a table, and nothing else, has columns"),
    ('"list"', '"table"\ncolumns = ["Aa"]', 1, "a table, and nothing else, has columns"),
    ('"One."', "1.5", 4, "the record lacks `text`, or it is no text"),
    ('"One."', '""', 4, "the record lacks `text`, or it is no text"),
    ("One.\"", 'One."\nsource = 1', 4, "source must be a name, or a list of names"),
    ("One.\"", 'One."\nsource = [1]', 4, "source must be a name, or a list of names"),
    ("One.\"", 'One."\nid = 1', 4, "id is 1; write one of a-z, 0-9 and `-`"),
    ("One.\"", 'One."\nid = "A"', 4, "id is 'A'; write one of a-z, 0-9 and `-`"),
])
def test_a_fault_of_records_is_found(tmp_path: Path, old: str, new: str | bytes, line: int, said: str) -> None:
    """Wrong types are faults as well as wrong words."""
    path = tmp_path / "items.toml"
    path.write_bytes(new if isinstance(new, bytes) else LIST.replace(old, new).encode())

    [(found, reason)] = told(load_records(path)[1])
    assert (line, True) == (found, reason.startswith(said)), reason


@pytest.mark.parametrize("text", [LIST, TABLE, TABLE.replace("a = 1", 'a = ""'), LIST.replace('"One."', '"One."\nsource = ["a", "b"]\nid = "a-1"')])
def test_good_records_pass(tmp_path: Path, text: str) -> None:
    """A cell of a table may be empty, and a record may have many sources."""
    path = tmp_path / "items.toml"
    path.write_text(text, encoding="utf-8")

    assert [] == told(load_records(path)[1])


@pytest.mark.parametrize(("old", "new", "said"), [
    ('"Salt"', "1", "source 'salt': lacks `cite`; write what is published"),
    ('"Salt"', '" "', "source 'salt': lacks `cite`; write what is published"),
    ("salt", '"a b"', "source 'a b': its name must be letters"),
    ('"known"', '"seen"\nseen = "today"', "source 'salt': lacks the day on which it was seen"),
])
def test_a_fault_of_sources_is_found(tmp_path: Path, old: str, new: str, said: str) -> None:
    """What is published must be a text, and a day a day."""
    path = tmp_path / "sources.toml"
    path.write_text(SOURCE.replace(old, new), encoding="utf-8")

    [(line, reason)] = told(load_sources(path)[1])
    assert (1, True) == (line, reason.startswith(said)), reason
