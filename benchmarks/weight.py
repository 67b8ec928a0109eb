"""What does a first visit cost? Bytes, paint and shift of each language's start page, on a simulated slow line.

Real Chromium loads the built site cold from a server on this machine that compresses as static hosts do. The line is
Lighthouse's slow 4G (150 ms for each request, 1.6 Mbit/s down); the processor is not slowed, and no TLS is simulated.
"""

from __future__ import annotations

import argparse
import gzip
import io
import shutil
import statistics
import threading
from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, BinaryIO

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.__main__ import ROOT
from sphinx_multilingual.languages import load_languages

_LINE = {"offline": False, "latency": 150, "downloadThroughput": 1.6 * 1024 * 1024 / 8, "uploadThroughput": 750 * 1024 / 8}
_OBSERVE = """
    window.seen = { lcp: 0, cls: 0 };
    const observe = (type, add) => new PerformanceObserver(list => list.getEntries().forEach(add)).observe({ type, buffered: true });
    observe("largest-contentful-paint", entry => { seen.lcp = entry.startTime });
    observe("layout-shift", entry => { seen.cls += entry.value });
"""
_TWO_FRAMES = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(seen))))"


class Compressing(SimpleHTTPRequestHandler):
    """Serves a folder as static hosts do: compressed, over connections that stay open."""

    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        """Answer with the compressed file."""
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            self.send_error(404)
            return None
        body = gzip.compress(path.read_bytes(), mtime=0)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return io.BytesIO(body)


def visit(browser: Browser, address: str) -> dict[str, float]:
    """Load a page cold over the slow line, then search for its title; return what both cost."""
    with browser.new_context() as context:
        page = context.new_page()
        bytes_of: list[int] = []
        line = context.new_cdp_session(page)
        line.send("Network.enable")
        line.send("Network.emulateNetworkConditions", _LINE)
        line.on("Network.loadingFinished", lambda event: bytes_of.append(event["encodedDataLength"]))
        requests: list[str] = []
        page.on("request", lambda request: None if request.url.startswith("data:") else requests.append(request.url))
        page.add_init_script(_OBSERVE)
        page.goto(address, wait_until="networkidle")
        seen = page.evaluate(_TWO_FRAMES)
        first, asked = sum(bytes_of), len(requests)
        line.send("Network.emulateNetworkConditions", {**_LINE, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1})
        search(page)
        return {
            "requests": asked, "first page, KB": first / 1000, "search, KB": (sum(bytes_of) - first) / 1000,
            "LCP, s": seen["lcp"] / 1000, "CLS": seen["cls"],
        }


def search(page: Page) -> None:
    """Ask for the title of the page, so that all that a search needs is loaded."""
    title = page.locator("h1").evaluate("h => h.firstChild.data")
    page.keyboard.press("/")
    page.keyboard.insert_text(title)
    page.locator("#search-results a").first.wait_for()


def row(name: str, values: list[float]) -> str:
    """Write minimum, median and maximum of one figure."""
    return f"  {name:16}{min(values):9.3f}{statistics.median(values):9.3f}{max(values):9.3f}"


def measure(browser: Browser, address: Callable[[str], str], segments: list[str], runs: int) -> None:
    """Print the figures of each language."""
    print(f"{runs} cold loads of each start page{'min':>16}   median      max")
    for segment in segments:
        visits = [visit(browser, address(segment)) for _ in range(runs)]
        print(segment)
        for name in visits[0]:
            print(row(name, [each[name] for each in visits]), flush=True)


def main() -> None:
    """Serve the built site and measure it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--site", type=Path, default=ROOT / "build/site")
    parser.add_argument("--page", default="index.html")
    options: Any = parser.parse_args()
    segments = [each.segment for each in load_languages(ROOT / "locales/languages.toml") if (options.site / each.segment).is_dir()]
    if not segments:
        parser.error(f"{options.site} has no pages; run `make html` first")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Compressing, directory=str(options.site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium-headless-shell") or shutil.which("chromium"), args=["--no-sandbox"])
        base = f"http://127.0.0.1:{server.server_port}/"
        measure(browser, lambda segment: f"{base}{segment}/{options.page}", segments, options.runs)
        browser.close()
    server.shutdown()


if __name__ == "__main__":
    main()
