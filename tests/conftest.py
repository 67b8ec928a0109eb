"""What tests share: a tiny project to spoil, the real site built once, and a browser."""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from ctypes.util import find_library
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from sphinx_multilingual.book.fonts import font_folders

# Of a catalog in the language of the tiny project.
HEADER = 'msgid ""\nmsgstr ""\n"Language: pt\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
ROOT = Path(__file__).parent.parent
BASE = "https://example.org/guide/"
CODE = "https://example.org/code"
# In the background a shell lets its commands ignore Ctrl-C, and what the tests start would inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)


def run_in(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a verb of the engine in a project, in a process of its own; none takes a quarter of an hour."""
    clean = {name: value for name, value in os.environ.items() if name not in ("BASE_URL", "ONLY", "REPOSITORY", "STRICT")}
    return subprocess.run(
        [sys.executable, "-m", "sphinx_multilingual", *arguments],
        cwd=folder, env={**clean, "PYTHONPATH": str(ROOT), **environment}, capture_output=True, text=True, check=False,
        timeout=900,
    )


@pytest.fixture
def tiny(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A tiny project of its own for the test, and the current directory."""
    project = tmp_path / "tiny"
    shutil.copytree(ROOT / "tests" / "tiny", project, ignore=shutil.ignore_patterns("*.mo", "__pycache__"))
    monkeypatch.chdir(project)
    return project


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of this project, with its complete site built once for all tests that read it.

    Where several processes share the tests, the first that needs the site builds it, and the others wait.
    """
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    copy, built = shared / "project", shared / "project.built"
    with (shared / "project.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not built.exists():
            shutil.rmtree(copy, ignore_errors=True)
            for name in ("docs", "locales"):
                shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("*.mo"))
            shutil.copy(ROOT / "conf.py", copy)
            done = run_in(copy, "build", BASE_URL=BASE, REPOSITORY=CODE)
            assert done.returncode == 0, done.stdout + done.stderr
            built.touch()
    return copy


@pytest.fixture(scope="session")
def site(project: Path) -> Path:
    """The folder of the complete built site."""
    return project / "build" / "site"


@pytest.fixture(scope="module")
def browser(chromium: Browser) -> Iterator[Browser]:
    """The browser, without the pages of other modules: open pages slow it down."""
    yield chromium
    for context in chromium.contexts:
        context.close()


FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
{folders}
<cachedir>{cache}</cachedir>
<alias><family>sans-serif</family><prefer><family>Noto Sans</family></prefer></alias>
<alias><family>system-ui</family><prefer><family>Noto Sans</family></prefer></alias>
</fontconfig>
"""


@pytest.fixture(scope="session")
def fonts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Settings that give a browser the fonts of the books and no others: what is measured then is the same on each machine."""
    settings = tmp_path_factory.mktemp("fonts") / "fonts.conf"
    folders = "\n".join(f"<dir>{folder}</dir>" for folder in font_folders())
    settings.write_text(FONTS.format(folders=folders, cache=settings.parent / "cache"), encoding="utf-8")
    return settings


@pytest.fixture(scope="session")
def chromium(fonts: Path) -> Iterator[Browser]:
    """Debian's Chromium, if need be with the windows that nobody sees; tests are skipped where it is missing."""
    chromium = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    if not chromium or not find_library("atomic"):  # Playwright's driver needs the second one.
        pytest.skip("no browser; on Debian: apt install chromium-headless-shell libatomic1")
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
        environment = {**os.environ, "FONTCONFIG_FILE": str(fonts)}
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments, env=environment)
        yield browser
        browser.close()
