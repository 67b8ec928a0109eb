"""A live server on the tiny project, in a process of its own, as a translator starts it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import ROOT

_LIMIT = 60  # seconds, after which a live process that says nothing is ended, and its test fails
CATALOG = Path("locales/pt/LC_MESSAGES/dough.po")


class Live:
    """A running live server: its address, and what it prints."""

    def __init__(self, folder: Path, **environment: str) -> None:
        clean = {name: value for name, value in os.environ.items() if name not in ("EDITOR", "ONLY")}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "sphinx_multilingual", "live", "--only", "pt", "--port", "0"], cwd=folder,
            env={**clean, "PYTHONPATH": str(ROOT), **environment}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )
        self._guard = threading.Timer(_LIMIT, self.process.kill)
        self._guard.start()
        found = re.search(r"http\S+", self.line("live:"))
        self.address = found[0] if found else ""

    def line(self, start: str) -> str:
        """Read what the process prints up to the line with this start, and return that line."""
        assert self.process.stdout
        said = []
        for row in self.process.stdout:
            said.append(row)
            if row.startswith(start):
                return row.rstrip()
        pytest.fail(f"no line with {start!r} in:\n{''.join(said)}")

    def end(self) -> int:
        """End it as Ctrl-C does; return its exit code."""
        self._guard.cancel()
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        self.process.communicate(timeout=_LIMIT)
        return self.process.returncode


Start = Callable[..., Live]
Show = Callable[[str], Page]


def edit(path: Path, old: str, new: str) -> None:
    """Save a file with a text replaced."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def start(tiny: Path) -> Iterator[Callable[..., Live]]:
    """Start a live server on the tiny project; it ends with the test."""
    running: list[Live] = []

    def begin(**environment: str) -> Live:
        running.append(Live(tiny, **environment))
        return running[-1]

    yield begin
    for live in running:
        live.end()


@pytest.fixture
def show(browser: Browser) -> Iterator[Callable[[str], Page]]:
    """Open an address in a tab, and mark the tab so that a reload can be told."""
    context = browser.new_context()

    def open_tab(address: str) -> Page:
        page = context.new_page()
        page.goto(address)
        expect(page.locator(".live-summary")).to_contain_text("untranslated")
        page.evaluate("window.kept = document.querySelector('article')")
        return page

    yield open_tab
    context.close()
