"""How does a whole site come about, and how does the last good one stay until it has?"""

from __future__ import annotations

import fcntl
import os
import shutil
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from . import origins, root_pages
from .errors import ProjectError, parse_toml, short
from .languages import Language, load_languages
from .processes import run_all
from .progress_table import pages_of
from .worker import Outcome, Task

FORMATS = ("html", "pdf", "epub")


@dataclass(frozen=True, slots=True)
class Project:
    """Where the parts of a project lie."""

    root: Path

    @property
    def locales(self) -> Path:
        return self.root / "locales"

    @property
    def work(self) -> Path:
        return self.root / "build"

    @property
    def site(self) -> Path:
        return self.work / "site"

    def languages(self) -> tuple[Language, ...]:
        """Read the language table."""
        return load_languages(self.locales / "languages.toml")


@contextmanager
def build_lock(project: Project) -> Iterator[None]:
    """Keep two builds of one project apart; raises ProjectError where another one runs."""
    project.work.mkdir(exist_ok=True)
    with (project.work / ".lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise ProjectError("another build of this project is running; wait for it", project.work, code=2) from error
        yield


def prepare_stage(project: Project, languages: Sequence[Language], formats: Sequence[str]) -> Path:
    """Make the folder that becomes the site; what is not built anew is linked from the last site."""
    stage, old = project.work / "stage", project.work / "site.old"
    if old.exists() and not project.site.exists():  # A run was killed between the two renames of `switch`.
        old.rename(project.site)
    shutil.rmtree(stage, ignore_errors=True)
    for name in ("doctrees", "epub", "locale", "templates"):
        shutil.rmtree(project.work / name, ignore_errors=True)
    whole = set(formats) == set(FORMATS)
    if project.site.exists():
        anew = {language.segment for language in languages} if whole else set()
        kept = {language.segment for language in project.languages() if not language.is_draft} - anew
        for segment in sorted(kept):
            if (project.site / segment).is_dir():
                shutil.copytree(project.site / segment, stage / segment, copy_function=os.link)
    stage.mkdir(exist_ok=True)
    for language in languages:
        for path in sorted((stage / language.segment).rglob("*"), reverse=True):
            if path.is_file() and (path.suffix[1:] if path.suffix in (".pdf", ".epub") else "html") in formats:
                path.unlink()
    return stage


def switch(stage: Path, site: Path) -> None:
    """Put the finished folder in the place of the last site."""
    old = site.with_name("site.old")
    shutil.rmtree(old, ignore_errors=True)
    if site.exists():
        site.rename(old)
    stage.rename(site)
    shutil.rmtree(old, ignore_errors=True)


def _tasks(project: Project, languages: Sequence[Language], formats: Sequence[str], stage: Path) -> list[Task]:
    def books(language: Language) -> tuple[str, ...]:
        there = {path.suffix[1:] for path in (stage / language.segment).glob("*.*") if path.is_file()}
        return tuple(form for form in ("pdf", "epub") if form in formats or form in there)

    return [
        Task(language, tuple(formats), project.root, stage, project.work, books(language)) for language in languages
    ]


def _read_shared(project: Project) -> None:
    """Read once what each language would read for itself; what is broken is told by the builds."""
    for path in (*project.locales.rglob("*.toml"), *(project.root / "docs/_data").glob("*.toml")):
        with suppress(ProjectError, OSError, UnicodeDecodeError):
            parse_toml(path.read_text(encoding="utf-8"), path)
    for language in project.languages():
        pages_of(project.locales, language)


def build(
    project: Project, languages: Sequence[Language], formats: Sequence[str] = FORMATS, jobs: int | None = None
) -> int:
    """Build the site in the given languages and formats; return 0, or 1 with findings printed.

    `build/site` changes only when everything is well.
    """
    start = time.perf_counter()
    with build_lock(project):
        stage = prepare_stage(project, languages, formats)
        _read_shared(project)
        ticker = _Ticker(len(languages) * len(formats))
        outcomes = run_all(_tasks(project, languages, formats, stage), ticker.tick, jobs)
        ticker.end()
        if any(outcome.findings for outcome in outcomes):
            _print_findings(project, outcomes)
            return _stays(project)
        title, base = outcomes[0].title, outcomes[0].base
        root_pages.write_root(stage, project.locales, project.languages(), title, base)
        switch(stage, project.site)
    _summary(project, languages, outcomes, time.perf_counter() - start)
    return 0


def _stays(project: Project) -> int:
    state = "is as it was before" if project.site.exists() else "was not made"
    print(f"{short(project.site)} {state}.", file=sys.stderr)
    return 1


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


def _summary(project: Project, languages: Sequence[Language], outcomes: Sequence[Outcome], seconds: float) -> None:
    by_code = {outcome.code: outcome for outcome in outcomes}
    shares = ", ".join(f"{language.code} {by_code[language.code].messages.percent} %" for language in languages)
    print(f"pages: {max(outcome.pages for outcome in outcomes)}, languages: {len(outcomes)}, {seconds:.1f} s")
    print(f"translated: {shares}")
    if open_work := sum(outcome.open_work for outcome in outcomes):
        print(f"open work: messages that are empty, fuzzy or obsolete: {open_work} (make progress)")
    elif any(outcome.messages.percent < 100 for outcome in outcomes):
        print("the source has changed since the catalogs were brought up to date: run make catalogs")
    if not outcomes[0].base:
        print("no BASE_URL: hreflang, canonical and sitemap left out (set BASE_URL=https://… to have them)")
    print(f"the site is in {short(project.site)}; open {short(project.site / 'index.html')}")
