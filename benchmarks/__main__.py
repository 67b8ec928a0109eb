"""Seconds of the HTML of all languages: this engine beside the plain `sphinx-build` loop, in one run."""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from sphinx_multilingual.languages import load_languages

ROOT = Path(__file__).parent.parent


def copy_project(to: Path) -> None:
    """Copy the site's sources, so that no run sees what another left."""
    shutil.copytree(ROOT, to, ignore=shutil.ignore_patterns("build", ".venv", ".git", "*.mo", "__pycache__"))


def seconds(command: list[str], cwd: Path) -> tuple[float, float]:
    """Run a command; return its wall seconds and the processor seconds of it and its children."""
    before, start = os.times(), time.perf_counter()
    subprocess.run(command, cwd=cwd, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = os.times()
    processor = after.children_user + after.children_system - before.children_user - before.children_system
    return time.perf_counter() - start, processor


def plain_loop(codes: list[str], work: Path) -> tuple[float, float]:
    """Build each language after the other with `sphinx-build`, as the Sphinx manual shows."""
    copy_project(work)
    conf = str(work / "benchmarks" / "plain")
    runs = [
        seconds([sys.executable, "-m", "sphinx", "-b", "html", "-q", "-c", conf, "-D", f"language={code}", "docs", f"out/{code}"], work)
        for code in codes
    ]
    return sum(run[0] for run in runs), sum(run[1] for run in runs)


def ours(work: Path) -> tuple[float, float]:
    """Build the same languages with the engine, checks and start page included."""
    copy_project(work)
    return seconds([sys.executable, "-m", "sphinx_multilingual", "html"], work)


def row(name: str, values: list[float], unit: str) -> str:
    """Write minimum, median and maximum of one figure."""
    return f"{name:28}{min(values):8.2f}{statistics.median(values):8.2f}{max(values):8.2f} {unit}"


def main() -> None:
    """Run both in turn and print seconds and the ratio of each pair."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=3)
    runs = parser.parse_args().runs
    codes = [language.code for language in load_languages(ROOT / "locales/languages.toml")]
    plain, engine = [], []
    for number in range(runs):
        with tempfile.TemporaryDirectory() as folder:
            plain.append(plain_loop(codes, Path(folder) / "plain"))
            engine.append(ours(Path(folder) / "ours"))
        print(f"run {number + 1}: plain {plain[-1][0]:.1f} s, ours {engine[-1][0]:.1f} s", flush=True)
    print(f"{len(codes)} languages, {os.cpu_count()} cores{'':10}min  median     max")
    print(row("plain loop, wall", [run[0] for run in plain], "s"))
    print(row("ours, wall", [run[0] for run in engine], "s"))
    print(row("plain loop, processor", [run[1] for run in plain], "s"))
    print(row("ours, processor", [run[1] for run in engine], "s"))
    print(row("wall, ours / plain", [b[0] / a[0] for a, b in zip(plain, engine, strict=True)], ""))


if __name__ == "__main__":
    main()
