"""Seconds from saving a file to the browser showing it, in `make live`: median of 20 for a catalog and for a page."""

from __future__ import annotations

import argparse
import os
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from benchmarks.__main__ import ROOT, copy_project
from sphinx_multilingual.catalogs import dump_catalog, folder, is_translated, messages, read_catalog
from sphinx_multilingual.languages import Language, load_languages

_MARK = "zz{}zz"
_SHOWN = "mark => document.querySelector('article').innerText.includes(mark)"


def plant(project: Path, language: Language, page: str) -> dict[str, Path]:
    """Put a mark that can be counted up into the longest message of a page, its title, and the end of its source."""
    catalog_path = folder(project / "locales", language) / f"{page}.po"
    catalog = read_catalog(catalog_path)
    translated = [message for message in messages(catalog) if is_translated(message) and isinstance(message.string, str)]
    longest = max(translated, key=lambda message: len(message.string))
    longest.string += " " + _MARK.format("-po-0-")
    translated[0].string += " " + _MARK.format("-title-0-")  # Its title, which each page shows.
    dump_catalog(catalog_path, catalog)
    source = project / "docs" / f"{page}.md"
    text = source.read_text(encoding="utf-8")
    head, mark, rest = text.partition("\n\n")
    source.write_text(f"{head}{mark}A first paragraph {_MARK.format('-md-0-')}.\n\n{rest}", encoding="utf-8")
    return {"po": catalog_path, "title": catalog_path, "md": source}


def seconds(page: Page, path: Path, kind: str, number: int) -> float:
    """Save one change and wait until the page shows it."""
    old, new = (_MARK.format(f"-{kind}-{each}-") for each in (number, number + 1))
    text = path.read_text(encoding="utf-8").replace(old, new)
    start = time.perf_counter()
    path.write_text(text, encoding="utf-8")
    page.wait_for_function(_SHOWN, arg=new)
    return time.perf_counter() - start


def main() -> None:
    """Start a live server on a copy of the project, and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--only", default="ar")
    parser.add_argument("--page", default="about/history")
    options = parser.parse_args()
    language = next(each for each in load_languages(ROOT / "locales/languages.toml") if each.code == options.only)
    with tempfile.TemporaryDirectory() as work:
        project = Path(work) / "copy"
        copy_project(project)
        planted = plant(project, language, options.page)
        command = [sys.executable, "-m", "sphinx_multilingual", "live", "--only", language.code, "--port", "0"]
        live = subprocess.Popen(command, cwd=project, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, text=True)
        try:
            assert live.stdout
            address = next(found[0] for row in live.stdout if (found := re.search(r"http\S+", row)))
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
                page = browser.new_page()
                page.goto(f"{address}{options.page}.html")
                print(f"{options.page} in {language.code}, {options.runs} runs{'':12}median    min    max")
                for kind, path in planted.items():
                    values = [seconds(page, path, kind, number) for number in range(options.runs)]
                    print(f"{kind:38}{statistics.median(values):8.2f}{min(values):7.2f}{max(values):7.2f} s", flush=True)
                browser.close()
        finally:
            live.send_signal(signal.SIGINT)
            live.communicate()


if __name__ == "__main__":
    main()
