"""In a copy of the project whose places can be switched off: is a place on, which test reached it, which tests run?

A plugin of pytest for `test_switched_off.py`. The environment says what is wanted, as the tests start processes.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import pytest

# What takes too long, and where no fault is: the browser, and the finished site.
SLOW = {"chromium", "project"}


@cache
def _note(*parts: str) -> None:
    if folder := os.environ.get("REACHED"):  # A file for each process: some may write small ones only.
        with Path(folder, str(os.getpid())).open("a", encoding="utf-8") as rows:
            rows.write("\t".join(parts) + "\n")


def is_on(place: str) -> bool:
    """Tell whether a place speaks, and note which test has brought it so far."""
    _note("place", place, os.environ.get("PYTEST_CURRENT_TEST", "").rpartition(" ")[0])
    return place != os.environ.get("SWITCHED_OFF")


def is_off(place: str) -> bool:
    """Tell the contrary."""
    return not is_on(place)


def without(settings: str, line: int) -> str:
    """Take a line out of settings of nginx, with its block where it opens one."""
    rows = settings.splitlines(keepends=True)
    end = next((at for at in range(line, len(rows)) if rows[at] == f"{_indent(rows[line])}}}\n"), line)
    return "".join(rows[:line] + rows[(end if rows[line].endswith("{\n") else line) + 1:])


def _indent(row: str) -> str:
    return row[:len(row) - len(row.lstrip())]


def pytest_configure() -> None:
    """Take one rule out of the settings of nginx."""
    if line := os.environ.get("RULE_OFF"):
        from sphinx_multilingual import serving

        whole = serving.nginx
        serving.nginx = lambda *arguments: without(whole(*arguments), int(line))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests that are wanted, in the order in which they are named, or all that are quick."""
    if file := os.environ.get("WANTED"):
        order = {name: number for number, name in enumerate(Path(file).read_text(encoding="utf-8").splitlines())}
        items[:] = sorted((each for each in items if each.nodeid in order), key=lambda each: order[each.nodeid])
    else:
        items[:] = [each for each in items if not SLOW & set(getattr(each, "fixturenames", ()))]


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Note how long a test takes."""
    _note("seconds", report.nodeid, str(report.duration))
