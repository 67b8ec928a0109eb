"""How does a whole site come about, and how does the last good one stay until it has?"""

from __future__ import annotations

import fcntl
import gc
import os
import shutil
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from .errors import ProjectError, short
from .inputs import Inputs, read_inputs
from .kept import Plan, State
from .languages import Language, load_languages

FORMATS = ("html", "pdf", "epub")
_BUILT = {"nothing": "nothing to do", "some": "some pages are built", "all": "all is built"}


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


@dataclass(frozen=True, slots=True)
class Told:
    """What the summary says of a language; `note` says why all of it was built when some pages should have been."""

    code: str
    pages: int
    percent: int
    open: dict[str, int]
    title: str
    base: str
    note: str = ""


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


def prepare_stage(
    project: Project, languages: Sequence[Language], formats: Sequence[str],
    plans: Mapping[Language, Plan] | None = None,
) -> Path:
    """Make the folder that becomes the site; what is not built anew is linked from the last site.

    A language of which some pages are built is copied: what is linked must not be written.
    """
    stage = project.work / "stage"
    mend(project)
    shutil.rmtree(stage, ignore_errors=True)
    kinds = {language.segment: plans[language].kind if plans else "all" for language in languages}
    whole = set(formats) == set(FORMATS)
    if project.site.exists():
        anew = {segment for segment, kind in kinds.items() if kind == "all"} if whole else set()
        shown = {language.segment for language in project.languages() if not language.is_draft} | {
            segment for segment, kind in kinds.items() if kind != "all"
        }
        for segment in sorted(shown - anew):
            if (project.site / segment).is_dir():
                if kinds.get(segment) == "some":
                    _copy(project.site / segment, stage / segment)
                else:
                    shutil.copytree(project.site / segment, stage / segment, copy_function=os.link)
    stage.mkdir(exist_ok=True)
    for segment in (segment for segment, kind in kinds.items() if kind == "all"):
        for path in sorted((stage / segment).rglob("*"), reverse=True):
            if path.is_file() and (path.suffix[1:] if path.suffix in (".pdf", ".epub") else "html") in formats:
                path.unlink()
    return stage


def _copy(folder: Path, to: Path) -> None:
    """Copy the pages of a language, but not `_static`, which each build writes in any case."""
    try:
        shutil.copytree(folder, to, ignore=shutil.ignore_patterns("_static"))
    except shutil.Error as error:  # It holds a list of all that failed.
        _, path, reason = error.args[0][0]
        raise ProjectError(f"{reason}; mend this and run make again", Path(path)) from error


def mend(project: Project) -> None:
    """Put the last site back where a run was killed between the two renames of `switch`."""
    old = project.work / "site.old"
    if old.exists() and not project.site.exists():
        old.rename(project.site)


def switch(stage: Path, site: Path) -> None:
    """Put the finished folder in the place of the last site."""
    old = site.with_name("site.old")
    shutil.rmtree(old, ignore_errors=True)
    if site.exists():
        site.rename(old)
    stage.rename(site)
    shutil.rmtree(old, ignore_errors=True)


def _books(project: Project, language: Language, formats: Sequence[str]) -> tuple[str, ...]:
    there = {path.suffix[1:] for path in (project.site / language.segment).glob("*.*") if path.is_file()}
    return tuple(form for form in ("pdf", "epub") if form in formats or form in there)


def build(
    project: Project, languages: Sequence[Language], formats: Sequence[str] = FORMATS, jobs: int | None = None,
    explain: bool = False,
) -> int:
    """Build what has changed of the site in the given languages and formats; return 0, or 1 with findings printed.

    `build/site` changes only when everything is well.
    """
    start = time.perf_counter()
    with build_lock(project):
        mend(project)
        state, inputs = State(project.work, project.site), read_inputs(project.root)
        if state.holds(languages, formats, inputs):
            told = [Told(**state.languages[language.code].outcome) for language in languages]
            if explain:
                print("nothing has changed that the site rests on")
        else:
            found = _renew(project, languages, formats, jobs, explain, state, inputs)
            if found is None:
                return _stays(project)
            told = found
    _summary(project, told, time.perf_counter() - start)
    return 0


def _renew(
    project: Project, languages: Sequence[Language], formats: Sequence[str], jobs: int | None, explain: bool,
    state: State, inputs: Inputs,
) -> list[Told] | None:
    gc.disable()  # What is loaded now stays; the processes that build look for garbage again.
    from .making import make, rest_of  # Sphinx is loaded only here.

    figures, days = rest_of(project, inputs, state)
    books = {each.code: _books(project, each, formats) for each in languages}
    plans = {
        each: state.plan(each, formats, books[each.code], inputs, figures, days[each.code]) for each in languages
    }
    known = {code: Told(**last.outcome) for code, last in state.languages.items()}
    if explain:
        for language, plan in plans.items():
            print(f"{language.code}: {_BUILT[plan.kind]}: {plan.reason}")
    _clear(project, plans, formats, state)
    if "html" in formats:
        state.start([language.code for language, plan in plans.items() if plan.kind != "nothing"])
    stage = prepare_stage(project, languages, formats, plans)
    told = make(project, plans, formats, stage, books, known, jobs)
    if told is None:
        return None
    switch(stage, project.site)
    for (language, plan), each in zip(plans.items(), told, strict=True):
        if explain and each.note:
            print(f"{language.code}: all was built in the end: {each.note}")
        state.record(language, plan, inputs, books[language.code], formats, asdict(replace(each, note="")))
    state.finish()
    return told


def _clear(project: Project, plans: Mapping[Language, Plan], formats: Sequence[str], state: State) -> None:
    """Throw away what must not be used again."""
    shutil.rmtree(project.work / "epub", ignore_errors=True)
    for language in (language for language, plan in plans.items() if plan.kind == "all"):
        state.clear(language.code, formats)
        shutil.rmtree(project.work / "templates", ignore_errors=True)


def _stays(project: Project) -> int:
    state = "is as it was before" if project.site.exists() else "was not made"
    print(f"{short(project.site)} {state}.", file=sys.stderr)
    return 1


def _summary(project: Project, told: Sequence[Told], seconds: float) -> None:
    shares = ", ".join(f"{each.code} {each.percent} %" for each in told)
    print(f"pages: {max(each.pages for each in told)}, languages: {len(told)}, {seconds:.1f} s")
    print(f"translated: {shares}")
    if open_work := sum(sum(each.open.values()) for each in told):
        print(f"open work: messages that are empty, fuzzy or obsolete: {open_work} (make progress)")
    elif any(each.percent < 100 for each in told):
        print("the source has changed since the catalogs were brought up to date: run make catalogs")
    if not told[0].base:
        print("no BASE_URL: hreflang, canonical and sitemap left out (set BASE_URL=https://… to have them)")
    print(f"the site is in {short(project.site)}; open {short(project.site / 'index.html')}")
