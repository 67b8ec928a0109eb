"""Each cause for which a data file is refused is found at its line, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_multilingual.errors import ProjectError
from sphinx_multilingual.records.data import load_records, load_sources
from tests.records.conftest import SOURCES as TWO

LIST = '[layout]\nkind = "list"\n\n[[record]]\ntext = "One."\n'
TABLE = '[layout]\nkind = "table"\ncolumns = [["A", "a"]]\n\n[[record]]\na = 1\n'
TIME = '[layout]\nkind = "timeline"\n\n[[record]]\ntext = "One."\n'
SOURCE = '[source.salt]\ncite = "Salt"\nmark = "known"\n'


def told(faults: tuple[ProjectError, ...]) -> list[tuple[int, str]]:
    return [(fault.line, fault.reason) for fault in faults]


@pytest.mark.parametrize(("data", "line", "said"), [
    ("[[record]]\n", 1, "the file lacks its layout; write [layout] and kind = one of timeline"),
    (LIST.replace("list", "poem"), 1, "the file lacks its layout"),
    (LIST.replace('"list"', '"list"\nrows = 1'), 1, "unknown key 'rows' in [layout]"),
    (LIST.replace('"list"', '"table"'), 1, "a table, and nothing else, has columns"),
    (LIST.replace('"list"', '"list"\ncolumns = [["A", "text"]]'), 1, "a table, and nothing else, has columns"),
    (LIST.replace('"list"', '"table"\ncolumns = [["A", "b"]]'), 5, "the record lacks `b`"),
    (LIST.replace("[[record]]", "[record]"), 1, "record is no list"),
    (LIST.replace("text", "texts"), 4, "the record lacks `text`"),
    (LIST + '[[record]]\ntext = ""\n', 6, "the record lacks `text`"),
    (LIST + 'id = "A b"\n', 4, "id is 'A b'"),
    (LIST + 'id = "a"\n' + '[[record]]\ntext = "Two."\nid = "a"\n', 7, "id is 'a'; write one"),
    (LIST + 'mark = "sure"\n', 4, "mark is 'sure'; write one of seen, known, unsure"),
    (TIME + 'date = "May 1920"\n', 4, "date is 'May 1920'; write 1920-03-23"),
    (TIME + 'date = "1920-13-01"\n', 4, "date is '1920-13-01'"),
    (TIME + 'date = "1932-1919"\n', 4, "date is '1932-1919'"),
    (b"\xff", 1, "not UTF-8; save the file as UTF-8"),
    ("layout = 1\n", 1, "the file lacks its layout"),
    *((LIST.replace('"list"', f'"table"\ncolumns = {columns}'), 1, "a table, and nothing else, has columns") for columns in ("[]", '[["A"]]', '[["A", 1]]', '["Aa"]')),
    (LIST.replace('"One."', "1.5"), 4, "the record lacks `text`, or it is no text"),
    (LIST + "source = [1]\n", 4, "source must be a name, or a list of names"),
    (LIST + "id = 1\n", 4, "id is 1; write one of a-z, 0-9 and `-`"),
    (LIST + 'id = "A"\n', 4, "id is 'A'; write one of a-z, 0-9 and `-`"),
])
def test_a_fault_of_records_is_found(tmp_path: Path, data: str | bytes, line: int, said: str) -> None:
    """What is wrong is said at its line, and nothing else; wrong types are faults as well as wrong words."""
    path = tmp_path / "items.toml"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())

    [(found, reason)] = told(load_records(path)[1])
    assert (line, True) == (found, reason.startswith(said)), reason


@pytest.mark.parametrize("text", [LIST, TABLE, TABLE.replace("a = 1", 'a = ""'), LIST.replace('"One."', '"One."\nsource = ["a", "b"]\nid = "a-1"')])
def test_good_records_pass(tmp_path: Path, text: str) -> None:
    """A cell of a table may be empty, and a record may have many sources."""
    path = tmp_path / "items.toml"
    path.write_text(text, encoding="utf-8")

    assert [] == told(load_records(path)[1])


@pytest.mark.parametrize(("data", "line", "said"), [
    ("", 1, "holds no sources"),
    ("source = 1\n", 1, "holds no sources"),
    (SOURCE.replace('cite = "Salt"', ""), 1, "source 'salt': lacks `cite`"),
    (SOURCE.replace('"Salt"', '" "'), 1, "source 'salt': lacks `cite`"),
    (TWO + SOURCE.replace("salt", "x").replace('"known"', '"read"'), 10, "source 'x': mark is 'read'; write one of"),
    (TWO.replace('mark = "known"', 'mark = "known"\nurl = "x"'), 7, "source 'salt': unknown key 'url'; known: cite"),
    (SOURCE.replace("salt", "12"), 1, "source '12': its name must be"),
    (SOURCE.replace('"Salt"', "1"), 1, "source 'salt': lacks `cite`; write what is published"),
    (SOURCE.replace("salt", '"a b"'), 1, "source 'a b': its name must be letters"),
    (SOURCE.replace('"known"', '"seen"\nseen = "today"'), 1, "source 'salt': lacks the day on which it was seen"),
])
def test_a_fault_of_sources_is_found(tmp_path: Path, data: str, line: int, said: str) -> None:
    """What is published must be a text, and a day a day."""
    path = tmp_path / "sources.toml"
    path.write_text(data, encoding="utf-8")

    [(found, reason)] = told(load_sources(path)[1])
    assert (line, True) == (found, reason.startswith(said)), reason
