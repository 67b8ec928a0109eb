"""How is one language built? In a clean process of its own.

Sphinx keeps the current translation in module globals, so two languages in one
process would leak labels into each other.
"""

from __future__ import annotations

import errno
import logging
import re
import shutil
import traceback
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from io import StringIO
from pathlib import Path

from jinja2 import FileSystemBytecodeCache
from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.util.docutils import docutils_namespace, patch_docutils

from . import messages
from ._compat import bound_memory
from .catalogs import Count, compile_all, folder, read_all
from .check import check_language
from .check.reading import read
from .errors import ProjectError, short
from .languages import Language
from .outdated import BuildAnew, setup_outdated

BUILDERS = {"html": "html", "pdf": "typst", "epub": "epub", "gettext": "gettext", "addresses": "addresses"}
_AT_ONCE = 50  # catalogs
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True, slots=True)
class Task:
    """One language to build: which formats, and where the parts of the project lie.

    `site` is the root of the site to write; `work` holds what may be thrown away. `changed` names the files that have
    changed since the last build, whose pages are in `site`; all is built where it is None. `open` is what that build
    found to do in each catalog, and `as_before` tells that the figures of all languages are those that it drew. `part`
    names the formats that one process makes of them, all where it is None, and `so_far` what came out before.
    """

    language: Language
    formats: tuple[str, ...]
    root: Path
    site: Path
    work: Path
    books: tuple[str, ...] = ()
    changed: frozenset[str] | None = None
    open: Mapping[str, int] = field(default_factory=dict)
    as_before: bool = False
    part: tuple[str, ...] | None = None
    so_far: Outcome | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a task: findings (`file:line: message`), and facts that only the build knows.

    `open` counts what is not yet translated, by catalog, `pages` the source pages, `title` is the project's name in the
    source language and `base` the absolute address of the site's root, or empty. `note` says why all was built anew.
    """

    code: str
    findings: tuple[str, ...] = ()
    open: Mapping[str, int] = field(default_factory=dict)
    messages: Count = field(default_factory=Count)
    pages: int = 0
    title: str = ""
    base: str = ""
    note: str = ""


def run(task: Task, report: Callable[[str], None]) -> Outcome:
    """Check a language's catalogs and build it in each of its formats; stop at the first format with findings."""
    code, outcome = task.language.code, Outcome(task.language.code)
    logging.disable(logging.INFO)  # Nobody reads on what Sphinx is at work.
    try:
        outcome = task.so_far or _catalogs(task)
        for form in task.formats if task.part is None else task.part:
            if outcome.findings:
                return outcome
            outcome = _build(task, form, outcome)
            report(form)
    except BuildAnew as error:
        _clear(task)
        return replace(run(replace(task, changed=None, as_before=False, so_far=None), report), note=str(error))
    except (ProjectError, SphinxError) as error:
        return Outcome(code, (str(error),))
    except OSError as error:
        return Outcome(code, (_explain(error),))
    except Exception as error:
        log = task.work / f"error-{code}.log"
        log.write_text(traceback.format_exc(), encoding="utf-8")
        return Outcome(code, (f"{type(error).__name__}: {error}; the whole report is in {short(log)}",))
    return outcome


def _clear(task: Task) -> None:
    """Take away the pages of the last build, and what was kept of it."""
    for path in (task.site / task.language.segment).iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        elif path.suffix not in (".pdf", ".epub"):
            path.unlink()
    shutil.rmtree(task.work / "doctrees" / task.language.code)


def _catalogs(task: Task) -> Outcome:
    """Check and compile the catalogs that have changed, a few at a time: all of them fill the memory."""
    locales, language = task.root / "locales", task.language
    base = folder(locales, language)
    paths = [path for path in sorted(base.rglob("*.po")) if task.changed is None or _name(path, task) in task.changed]
    errors, left = [], dict(task.open)
    for start in range(0, len(paths), _AT_ONCE):
        catalogs = read_all(locales, language, paths[start:start + _AT_ONCE])
        findings = check_language(catalogs, locales, language)
        errors += [str(finding) for finding in findings if finding.stops_build]
        compile_all(catalogs, language, task.work / "locale")
        found = Counter(finding.path for finding in findings if not finding.is_error)
        left |= {domain: found[base / f"{domain}.po"] for domain in catalogs}
    return Outcome(language.code, tuple(errors), left)


def _name(path: Path, task: Task) -> str:
    return path.relative_to(task.root).as_posix()


def _translated(app: Sphinx, language: Language) -> Count:
    """Count the texts of the pages as they are now, which the catalogs may not yet know."""
    figures = [] if language.is_source else messages.figures(app.env)
    return Count(sum(each["total"] for each in figures), sum(each["translated"] for each in figures))


def _explain(error: OSError) -> str:
    where = short(Path(str(error.filename))) if error.filename else "the build folder"
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"no space left on the disk while writing {where}; free some and run make again"
    return f"{where}: {error.strerror}; mend this and run make again"


def _build(task: Task, form: str, so_far: Outcome) -> Outcome:
    language, warnings = task.language, StringIO()
    read.cache_clear()  # What the checks keep; a build needs the room.
    segment = task.site / language.segment
    out = {"epub": task.work / "epub" / language.segment, "gettext": task.site}.get(form, segment)
    overrides = {
        "language": language.code,
        "locale_dirs": [str(task.work / "locale")],
        "multilingual_formats": list(task.books),
    }
    kept = "doctrees" if "html" in task.formats else "books"
    # Both contexts as in `sphinx-build`: docutils knows fewer languages than Sphinx.
    with patch_docutils(task.root), docutils_namespace():
        app = Sphinx(
            task.root / "docs", task.root, out, task.work / kept / language.code, BUILDERS[form],
            confoverrides=overrides, status=None, warning=warnings, warningiserror=True,
        )
        bound_memory(app)
        if form == "html":  # The languages share what one of them has compiled.
            templates = task.work / "templates"
            templates.mkdir(parents=True, exist_ok=True)
            app.builder.templates.environment.bytecode_cache = FileSystemBytecodeCache(str(templates))
            setup_outdated(app, task.changed, task.as_before)
        app.build()
    if form == "epub":
        book = f"{app.config.multilingual_book}-{language.segment}.epub"
        segment.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(out / book, segment / book)
    (out / ".buildinfo").unlink(missing_ok=True)
    rows = _COLOUR.sub("", warnings.getvalue()).replace(f"{task.root}/", "").splitlines()
    findings = tuple(dict.fromkeys(row for row in rows if row.strip()))  # Each page tells of a data file it uses.
    config = app.config
    return replace(
        so_far, findings=findings, messages=_translated(app, language), pages=len(app.env.found_docs),
        title=config.multilingual_source_title, base=config.multilingual_baseurl,
    )
