"""The site in a browser of another kind: Debian's Firefox, from a folder and under the policy of a server."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.firefox import Firefox, firefox


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    """One Firefox for all tests here; they are skipped where it is missing."""
    if not shutil.which("firefox-esr"):
        pytest.skip("no Firefox; on Debian: apt install firefox-esr")
    with firefox(tmp_path_factory.mktemp("firefox")) as window:
        window.ask("WebDriver:SetWindowRect", width=1440, height=900)
        yield window


@pytest.mark.parametrize("served_or_not", ["http", "file"])
def test_arabic_is_mirrored_and_searched(window: Firefox, site: Path, served: str, served_or_not: str) -> None:
    """The sidebar lies at the right, the contents at the left, the search finds, and the console stays empty."""
    base = served if served_or_not == "http" else site.as_uri() + "/"
    window.ask("WebDriver:Navigate", url=f"{base}ar/about/history.html")
    sides = [window.run("return document.querySelector(arguments[0]).getBoundingClientRect().x", each) for each in (".toc-drawer", "article", ".sidebar-drawer")]
    assert sorted(sides) == sides

    window.press("/")
    window.wait_for("document.querySelector('.search-dialog[open]')?.tagName")
    window.press("استراتيجية")
    found = window.wait_for("document.querySelector('.search-dialog[data-shown=\"استراتيجية\"] #search-results h2 a')?.getAttribute('href')")
    assert "about/strategy.html" in found
    assert [] == window.console()


def test_the_console_is_read(window: Firefox, served: str) -> None:
    """A script that fails and one that the policy forbids are both seen."""
    window.ask("WebDriver:Navigate", url=f"{served}en/index.html")
    window.run("setTimeout(() => { throw new Error('planted'); }); const s = document.createElement('script'); s.textContent = '1'; document.body.append(s);")
    window.run("return new Promise((done) => setTimeout(done, 0))")

    told = " ".join(window.console())
    assert "planted" in told
    assert "Content-Security-Policy" in told
