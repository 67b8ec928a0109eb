"""What does a book cost as a site grows? Seconds, memory and bytes of the PDF of one language, for sites of some sizes."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

from pypdf import PdfReader

from benchmarks.__main__ import Cost, cost
from benchmarks.sites import make_site

_HEAD = f"{'pages of the site':>18}{'of the book':>12}{'wall, s':>10}{'processor, s':>14}{'ms a page':>11}{'MB a process':>14}{'MB of PDF':>11}"


def row(pages: int, printed: int, costs: Cost) -> str:
    """Write the figures of one site; where the time of a page grows, something grows faster than the text."""
    each = 1000 * costs.processor / max(1, printed)
    return f"{pages:18}{printed:12}{costs.wall:10.1f}{costs.processor:14.1f}{each:11.1f}{costs.memory:14.0f}{costs.written:11.2f}"


def measure(pages: int, language: str) -> str:
    """Make the book of a generated site from nothing."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder) / "site"
        make_site(work, pages)
        site = work / "build/site"
        command = ["env", f"ONLY={language}", sys.executable, "-m", "sphinx_multilingual", "pdf"]
        costs = cost(command, work, site)
        [book] = site.rglob("*.pdf")
        return row(pages, len(PdfReader(book).pages), costs)


def main() -> None:
    """Print a table as it comes about."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sites", type=int, nargs="+", default=[50, 200, 1000], help="numbers of pages")
    parser.add_argument("--only", default="ru", help="the language")
    options = parser.parse_args()
    print(f"one language ({options.only}), {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}\n{_HEAD}", flush=True)
    for pages in options.sites:
        print(measure(pages, options.only), flush=True)


if __name__ == "__main__":
    main()
