"""How high does the search put the page that a reader wants? MRR and recall@3 of typed queries, in Chromium.

`python -m benchmarks.search` types the queries of `benchmarks/queries/<code>.toml`, which were written by people who
saw the pages and not the code, into the built site: from a folder, and from a local server. MRR is the mean of
1/rank of the first page wanted; recall@3 is the share of queries with a wanted page among the first three. `first` are
the figures before the ranking was tuned, with these queries. A folder with other queries can be given instead.
`KB` is what the first search loads of the language's texts, compressed.
"""

from __future__ import annotations

import argparse
import gzip
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

from sphinx_multilingual.languages import Language, load_languages

ROOT = Path(__file__).parent.parent
SITE = ROOT / "build/site"
QUERIES = ROOT / "benchmarks/queries"
FIRST = {
    "en": (0.92, 0.93), "fr": (0.97, 1.00), "es": (0.97, 0.97), "ar": (0.89, 0.93), "zh_CN": (0.92, 0.97),
    "de": (0.94, 0.97), "ru": (1.00, 1.00),
}
COLUMNS = ("queries", "MRR first", "@3", "MRR file", "@3", "MRR http", "@3", "KB")


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
    try:
        yield f"http://127.0.0.1:{running.server_port}"
    finally:
        running.shutdown()
        thread.join()
        running.server_close()


def answers(page: Page, text: str) -> list[str]:
    """Type a query, letter by letter as a reader does, and list the pages found, best first."""
    field = page.locator(".search-panel input")
    field.fill("")
    field.press_sequentially(text)
    page.wait_for_function("text => document.querySelector('[data-shown]')?.dataset.shown === text", arg=text)
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
    page.close()
    return sum(1 / each for each in ranks if each) / len(ranks), sum(1 <= each <= 3 for each in ranks) / len(ranks)


def kilobytes(language: Language) -> float:
    """Return the compressed size of the texts that the search loads for a language."""
    return len(gzip.compress((SITE / language.segment / "search-data.js").read_bytes())) / 1000


def main() -> int:
    """Measure all languages that have queries and are built; exit code 2 where there are none."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=QUERIES, help="a folder with <code>.toml files")
    parser.add_argument("--verbose", action="store_true", help="show the queries whose page is not first")
    chosen = parser.parse_args()
    files = {language: chosen.folder / f"{language.code}.toml" for language in load_languages(ROOT / "locales/languages.toml")}
    files = {language: path for language, path in files.items() if path.exists() and (SITE / language.segment).exists()}
    if not files:
        print(f"no queries in {chosen.folder} for a language that is built; run make html first", file=sys.stderr)
        return 2
    with sync_playwright() as play, server(SITE) as address:
        browser = play.chromium.launch(executable_path=shutil.which("chromium-headless-shell") or shutil.which("chromium"), args=["--no-sandbox"])
        print("language  " + "".join(f"{name:>10}" for name in COLUMNS))
        for language, path in files.items():
            queries = tomllib.loads(path.read_text(encoding="utf-8"))["query"]
            start = f"{language.segment}/index.html"
            by_file = measure(browser.new_page(), (SITE / start).as_uri(), queries, chosen.verbose)
            by_http = measure(browser.new_page(), f"{address}/{start}", queries, False)
            first = FIRST[language.code] if chosen.folder == QUERIES and language.code in FIRST else ()
            figures = [f"{each:>10.2f}" for each in first] or [f"{'':>20}"]
            figures += [f"{each:>10.2f}" for each in (*by_file, *by_http)]
            print(f"{language.code:10}{len(queries):>10}{''.join(figures)}{kilobytes(language):>10.1f}", flush=True)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
