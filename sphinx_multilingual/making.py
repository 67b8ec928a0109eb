"""How are the languages made that have to be, and what is said of it? All that needs Sphinx is loaded only now."""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from . import origins, root_pages
from .build import Project, Told
from .catalogs import Count
from .errors import ProjectError, parse_toml
from .history import last_changes
from .inputs import Inputs, digest_of
from .kept import Plan, State
from .languages import Language
from .processes import run_all
from .progress_table import known_counts, pages_of
from .worker import Outcome, Task

Books = Mapping[str, tuple[str, ...]]


def rest_of(project: Project, inputs: Inputs, state: State) -> tuple[str, dict[str, str]]:
    """Return what stands for the rest that pages show: the figures of all languages, and the days of the files of each.

    Catalogs that were counted before are not counted again.
    """
    # As the foot of a page asks for them.
    days = last_changes(project.root, ("docs", "locales")) if inputs.history else {}
    reviews = {path: value for path, value in inputs.files.items() if path.endswith("/review.toml")}
    shown = {}
    for code in (language.code for language in project.languages()):
        own = ("docs/", f"locales/{code}/LC_MESSAGES/")
        shown[code] = digest_of({path: day for path, day in days.items() if path.startswith(own)})
    return digest_of(_counts(project, inputs, state), reviews), shown


def _counts(project: Project, inputs: Inputs, state: State) -> list[list[tuple[str, Count]]]:
    engine = inputs.shared["the engine"]
    if state.engine == engine:
        known_counts.update({key: Count(*figures) for key, figures in state.counts.items()})
    counts = [sorted(pages_of(project.locales, language).items()) for language in project.languages()]
    found = {key: known_counts[key] for key in inputs.files.values() if key in known_counts}
    state.engine = engine
    state.counts = {key: [each.total, each.translated, each.fuzzy] for key, each in found.items()}
    return counts


def _read_tables(project: Project) -> None:
    """Read once what each language would read for itself; what is broken is told by the builds."""
    for path in (*project.locales.rglob("*.toml"), *(project.root / "docs/_data").glob("*.toml")):
        with suppress(ProjectError, OSError, UnicodeDecodeError):
            parse_toml(path.read_text(encoding="utf-8"), path)


def make(
    project: Project, plans: Mapping[Language, Plan], formats: Sequence[str], stage: Path, books: Books,
    known: Mapping[str, Told], jobs: int | None,
) -> list[Told] | None:
    """Make the languages that have to be, and the root of the site; return what became of them, or print findings."""
    tasks = [
        Task(
            language, tuple(formats), project.root, stage, project.work, books[language.code],
            plan.changed if plan.kind == "some" else None,
            known[language.code].open if plan.kind == "some" else {}, plan.as_before,
        )
        for language, plan in plans.items() if plan.kind != "nothing"
    ]
    # Then none of the longest is left alone at the end, and the catalogs are checked while the source is built.
    tasks.sort(key=lambda task: (not task.language.is_source, -_size(project, task.language)))
    if len(tasks) > 1:
        _read_tables(project)
    ticker = _Ticker(len(tasks) * len(formats))
    outcomes = run_all(tasks, ticker.tick, jobs)
    ticker.end()
    if any(outcome.findings for outcome in outcomes):
        _print_findings(project, outcomes)
        return None
    told = {**known, **{outcome.code: _told(outcome) for outcome in outcomes}}
    chosen = [told[language.code] for language in plans]
    root_pages.write_root(stage, project.locales, project.languages(), chosen[0].title, chosen[0].base)
    return chosen


def _size(project: Project, language: Language) -> int:
    return sum(path.stat().st_size for path in (project.locales / language.code).rglob("*.po"))


def _told(outcome: Outcome) -> Told:
    return Told(
        outcome.code, outcome.pages, outcome.messages.percent, dict(outcome.open), outcome.title, outcome.base,
        outcome.note,
    )


def _print_findings(project: Project, outcomes: Sequence[Outcome]) -> None:
    by_code = {language.code: language for language in project.languages()}
    lines, found = None, defaultdict[str, list[str]](list)
    for outcome in outcomes:
        for finding in outcome.findings:
            language = by_code[outcome.code]
            if not language.is_source and origins.is_located(finding):
                lines = origins.source_messages(project.root, project.work) if lines is None else lines
                finding = origins.catalog_line(finding, lines, project.locales, language)
            found[finding].append(outcome.code)
    for finding, codes in found.items():
        print(f"[{' '.join(codes)}] {finding}", file=sys.stderr)


class _Ticker:
    """Says how far the build is: a line that moves on a terminal, plain lines otherwise."""

    def __init__(self, total: int) -> None:
        self.total, self.done, self.start = total, 0, time.perf_counter()
        self.moving = sys.stdout.isatty()

    def tick(self, code: str, form: str) -> None:
        self.done += 1
        text = f"[{self.done}/{self.total}] {code} {form}, {time.perf_counter() - self.start:.1f} s"
        print(f"\r\x1b[K{text}" if self.moving else text, end="" if self.moving else "\n", flush=True)

    def end(self) -> None:
        if self.moving:
            print("\r\x1b[K", end="", flush=True)
