"""The built site on a local server that answers as static hosts do."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from sphinx_multilingual.languages import load_languages
from sphinx_multilingual.policy import HEADER
from sphinx_multilingual.root_pages import write_root
from tests.conftest import ROOT

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
