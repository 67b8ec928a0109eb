"""How high does the search put the page that a reader wants? MRR and recall@3 of typed queries, in Chromium.

`python -m benchmarks.search` types the queries of `benchmarks/queries/<code>.toml`, which were written by people who
saw the pages and not the code, into the built site: from a folder, and from a local server. MRR is the mean of
1/rank of the first page wanted; recall@3 is the share of queries with a wanted page among the first three.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import threading
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from sphinx_multilingual.languages import load_languages

ROOT = Path(__file__).parent.parent
SITE = ROOT / "build/site"


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine and give its address."""
    running = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=running.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{running.server_port}"
    running.shutdown()
    thread.join()
    running.server_close()


def answers(page: Page, text: str) -> list[str]:
    """Type a query, letter by letter as a reader does, and list the pages found, best first."""
    field = page.locator(".search-dialog input")
    field.fill("")
    field.press_sequentially(text)
    page.wait_for_function("text => document.querySelector('.search-dialog').dataset.shown === text", arg=text)
    links = page.locator("#search-results > ol > li > h2 a").evaluate_all("found => found.map((link) => link.href)")
    return [link.partition("?")[0].partition(".html")[0] for link in links]


def rank(found: list[str], wanted: list[str]) -> int:
    """Return the rank of the first page wanted, 0 where there is none."""
    return next((at for at, link in enumerate(found, 1) if any(link.endswith(f"/{name}") for name in wanted)), 0)


def measure(page: Page, start: str, queries: list[dict[str, object]], verbose: bool) -> tuple[float, float]:
    """Return MRR and recall@3 of the queries of a language."""
    page.goto(start)
    page.keyboard.press("/")
    ranks = []
    for query in queries:
        found = answers(page, str(query["text"]))
        ranks.append(rank(found, list(query["pages"])))  # type: ignore[call-overload]
        if verbose and ranks[-1] != 1:
            print(f"    {ranks[-1] or '-'}  {query['text']}  wanted {query['pages']}, found {[link.rsplit('/', 1)[1] for link in found[:3]]}")
    return sum(1 / each for each in ranks if each) / len(ranks), sum(1 <= each <= 3 for each in ranks) / len(ranks)


def main() -> int:
    """Measure all languages that have queries."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--verbose", action="store_true", help="show the queries whose page is not first")
    verbose = arguments.parse_args().verbose
    with sync_playwright() as play, server(SITE) as address:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        print(f"{'language':12}{'queries':>8}{'MRR file':>10}{'@3':>6}{'MRR http':>10}{'@3':>6}")
        for language in load_languages(ROOT / "locales/languages.toml"):
            path = ROOT / f"benchmarks/queries/{language.code}.toml"
            if path.exists():
                queries = tomllib.loads(path.read_text(encoding="utf-8"))["query"]
                start = f"{language.segment}/index.html"
                by_file = measure(browser.new_page(), (SITE / start).as_uri(), queries, verbose)
                by_http = measure(browser.new_page(), f"{address}/{start}", queries, False)
                print(f"{language.code:12}{len(queries):>8}{by_file[0]:>10.2f}{by_file[1]:>6.2f}{by_http[0]:>10.2f}{by_http[1]:>6.2f}", flush=True)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
