"""The built site on a local server that answers as static hosts do."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from sphinx_multilingual.languages import load_languages
from sphinx_multilingual.policy import HEADER
from sphinx_multilingual.root_pages import write_root
from tests.conftest import ROOT

Opened = Callable[..., Page]
LANGUAGES = load_languages(ROOT / "locales/languages.toml")


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder, with its 404 page for what is missing, as static hosts do."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def end_headers(self) -> None:
        """Send the policy that the README recommends to servers."""
        self.send_header("Content-Security-Policy", HEADER)
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer with the site's own page."""
        body = Path(self.directory, "guide/404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture(scope="module")
def served(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site, served below a path, with root pages made for that address."""
    folder = tmp_path_factory.mktemp("served")
    shutil.copytree(site, folder / "guide")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    base = f"http://127.0.0.1:{server.server_port}/guide/"
    write_root(folder / "guide", ROOT / "locales", LANGUAGES, "Title", base)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield base
    server.shutdown()
    thread.join()
    server.server_close()


def new_page(browser: Browser, **options: object) -> Page:
    """Open a page in a context of its own, without what an earlier one stored."""
    return browser.new_context(**options).new_page()  # type: ignore[arg-type]


_KEPT: set[BrowserContext] = set()  # of pages that several tests ask


@pytest.fixture(autouse=True)
def _nothing_stays_open(request: pytest.FixtureRequest) -> Iterator[None]:
    """Close what a test has opened: pages that stay open slow down all that follow."""
    browser = request.getfixturevalue("browser") if "browser" in request.fixturenames else None
    before = set(browser.contexts) if browser else set()
    yield
    for context in set(browser.contexts) - before - _KEPT if browser else ():
        context.close()


@pytest.fixture(params=["http", "file"])
def base(request: pytest.FixtureRequest, site: Path, served: str) -> str:
    """The address of the site: on a server, and in a folder."""
    return served if request.param == "http" else f"{site.as_uri()}/"


@pytest.fixture(scope="module")
def opened(browser: Browser, site: Path) -> Iterator[Opened]:
    """Opens the start page of a language from a folder, with the search; one page for all tests that only ask."""
    pages: dict[str, Page] = {}

    def open_(segment: str = "fr") -> Page:
        if segment not in pages:
            pages[segment] = new_page(browser)
            _KEPT.add(pages[segment].context)
            pages[segment].goto((site / segment / "index.html").as_uri())
            pages[segment].keyboard.press("/")
        return pages[segment]

    yield open_
    for page in pages.values():
        page.context.close()
