"""What the HTML of all languages costs: this engine beside the plain `sphinx-build` loop, in turn, in one run."""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import astuple, dataclass
from pathlib import Path

from benchmarks.sites import make_site
from sphinx_multilingual.catalogs import LABELS, dump_catalog, messages, read_catalog
from sphinx_multilingual.languages import load_languages

ROOT = Path(__file__).parent.parent
# Modules are compiled once, as everywhere but in some containers.
_ENVIRONMENT = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"} | {"PYTHONPATH": str(ROOT)}


@dataclass(frozen=True, slots=True)
class Cost:
    """What a build took: wall and processor seconds, the megabytes of its largest process, and megabytes written."""

    wall: float = 0
    processor: float = 0
    memory: float = 0
    written: float = 0

    def __add__(self, other: Cost) -> Cost:
        sums = (self.wall + other.wall, self.processor + other.processor)
        return Cost(*sums, max(self.memory, other.memory), self.written + other.written)


def copy_project(to: Path) -> None:
    """Copy the site's sources, so that no run sees what another left."""
    shutil.copytree(ROOT, to, ignore=shutil.ignore_patterns("build", ".venv", ".git", "*.mo", "__pycache__"))


def cost(command: list[str], cwd: Path, out: Path) -> Cost:
    """Run a command that writes a folder; its processor seconds and memory are those of its children too."""
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=cwd, env=_ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode} in {cwd}")
    wall = time.perf_counter() - start
    written = sum(path.stat().st_size for path in out.rglob("*") if path.is_file() and ".doctrees" not in path.parts)
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, written / 1e6)


def loop(work: Path, codes: list[str], sample: int, conf: str = "plain", *options: str) -> Cost:
    """Build each language after the other with `sphinx-build`, as the Sphinx manual shows.

    With a `sample` of 2 the last language stands for all but the first; with one of 1 the first, which is the source and
    the cheapest, stands for all.
    """
    def one(code: str) -> Cost:
        command = [sys.executable, "-m", "sphinx", "-b", "html", "-q", "-c", str(work / "benchmarks" / conf), "-D", f"language={code}", *options]
        return cost([*command, "docs", f"out/{code}"], work, work / "out" / code)

    if sample:
        first = one(codes[0])
        last = one(codes[-1]) if sample > 1 else first
        return sum([last] * (len(codes) - 1), first)
    return sum(map(one, codes), Cost())


def _run(work: Path, verb: str) -> Cost:
    return cost([sys.executable, "-m", "sphinx_multilingual", verb], work, work / "build" / "site")


def ours(work: Path, code: str) -> dict[str, Cost]:
    """Build all languages from nothing, checks and start page included; then again, after nothing and small edits."""
    costs = {"ours, cold": _run(work, "html"), "ours, nothing changed": _run(work, "html")}
    page = edit_message(work, code)
    costs["ours, one message"] = _run(work, "html")
    path = work / "docs" / f"{page}.md"
    path.write_text(path.read_text(encoding="utf-8") + "\n\nOne paragraph more.\n", encoding="utf-8")
    return costs | {"ours, one paragraph": _run(work, "html")}


def verbs(work: Path) -> dict[str, Cost]:
    """Run what the loop has nothing beside: the whole product, then checks and catalogs, each again."""
    costs = {"HTML, PDF and EPUB, cold": _run(work, "build")}
    for verb in ("check", "catalogs"):
        costs |= {verb: _run(work, verb), f"{verb}, nothing changed": _run(work, verb)}
    return costs


def edit_message(work: Path, code: str) -> str:
    """Change the longest message of the page in the middle of the list; return the name of the page."""
    catalogs = sorted(path for path in (work / "locales" / code).rglob("*.po") if path.stem not in LABELS)
    path = catalogs[len(catalogs) // 2]
    catalog = read_catalog(path)
    longest = max((each for each in messages(catalog) if isinstance(each.string, str)), key=lambda each: len(each.string))
    longest.string += " Z"
    dump_catalog(path, catalog)
    return path.relative_to(work / "locales" / code / "LC_MESSAGES").with_suffix("").as_posix()


def contenders(codes: list[str], sample: int) -> dict[str, Callable[[Path], dict[str, Cost]]]:
    """List what is measured, the base of all ratios first."""
    return {
        "loop": lambda work: {"loop": loop(work, codes, sample)},
        "auto": lambda work: {"loop -j auto": loop(work, codes, sample, "plain", "-j", "auto")},
        "collapsed": lambda work: {"loop, contents collapsed": loop(work, codes, sample, "collapsed")},
        "ours": lambda work: ours(work, codes[-1]),
        "verbs": verbs,  # of this site alone: nobody has words for what a generated one says
    }


def measure(
    make: Callable[[Path], None], named: dict[str, Callable[[Path], dict[str, Cost]]], runs: int
) -> dict[str, list[Cost]]:
    """Run all in turn, each on a copy of its own."""
    found: dict[str, list[Cost]] = {}
    for _ in range(runs):
        for build in named.values():
            with tempfile.TemporaryDirectory() as folder:
                make(Path(folder) / "site")
                for name, each in build(Path(folder) / "site").items():
                    found.setdefault(name, []).append(each)
                    print(f"  {name}: {each.wall:.2f} s, {each.processor:.2f} s of the processor", flush=True)
    return found


def report(title: str, found: dict[str, list[Cost]]) -> Iterable[str]:
    """Write minimum, median and maximum of each figure, and the ratio of each pair of runs to the loop."""
    yield f"{title}\n{'':26}{'wall, s':>24}{'processor, s':>24}{'MB a process':>14}{'MB written':>12}{'wall / loop':>22}{'processor / loop':>22}"
    base = next(iter(found.values()))
    for name, costs in found.items():
        wall, processor, memory, written = zip(*map(astuple, costs), strict=True)
        ratios = [[getattr(a, key) / getattr(b, key) for a, b in zip(costs, base, strict=True)] for key in ("wall", "processor")]
        yield f"{name:26}{_spread(wall, 8, 2)}{_spread(processor, 8, 2)}{max(memory):14.0f}{max(written):12.1f}{_spread(ratios[0], 7, 3):>22}{_spread(ratios[1], 7, 3):>22}"


def _spread(values: Iterable[float], width: int, digits: int) -> str:
    values = list(values)
    return "".join(f"{value:{width}.{digits}f}" for value in (min(values), statistics.median(values), max(values)))


def main() -> None:
    """Measure this site and generated ones."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--sites", nargs="+", default=["this"], help="`this`, or the number of pages of a generated site")
    parser.add_argument("--sample", type=int, nargs="?", const=2, default=0, help="measure the loop on 2 languages, or 1, and multiply")
    parser.add_argument("--only", nargs="+", default=[], help="what to measure beside the loop: auto, collapsed, ours, verbs")
    options = parser.parse_args()
    codes = [language.code for language in load_languages(ROOT / "locales/languages.toml")]
    named = {name: build for name, build in contenders(codes, options.sample).items() if not options.only or name in ("loop", *options.only)}
    last = codes[-1] if options.sample > 1 else codes[0]
    sampled = f"; the loop: {codes[0]} + {len(codes) - 1} × {last}" if options.sample else ""
    for site in options.sites:
        def make(to: Path, site: str = site) -> None:
            copy_project(to) if site == "this" else make_site(to, int(site))

        title = f"{'this site' if site == 'this' else f'{site} pages'}, {len(codes)} languages, {os.cpu_count()} cores, {options.runs} runs (min, median, max){sampled}"
        chosen = {name: build for name, build in named.items() if name != "verbs" or site == "this"}
        print("\n".join(report(title, measure(make, chosen, options.runs))), flush=True)


if __name__ == "__main__":
    main()
