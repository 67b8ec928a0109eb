"""How is one language built? In a clean process of its own.

Sphinx keeps the current translation in module globals, so two languages in one
process would leak labels into each other.
"""

from __future__ import annotations

import errno
import re
import shutil
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from io import StringIO
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.util.docutils import docutils_namespace, patch_docutils

from .catalogs import Count, compile_all, read_all
from .check import check_language
from .errors import ProjectError, short
from .languages import Language

BUILDERS = {"html": "html", "pdf": "typst", "epub": "epub", "gettext": "gettext", "addresses": "addresses"}
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True, slots=True)
class Task:
    """One language to build: which formats, and where the parts of the project lie.

    `site` is the root of the site to write; `work` holds what may be thrown away.
    """

    language: Language
    formats: tuple[str, ...]
    root: Path
    site: Path
    work: Path
    books: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a task: findings (`file:line: message`), and facts that only the build knows.

    `open_work` counts what is not yet translated, `pages` the source pages, `title` is the project's name in the source
    language and `base` the absolute address of the site's root, or empty.
    """

    code: str
    findings: tuple[str, ...] = ()
    open_work: int = 0
    messages: Count = field(default_factory=Count)
    pages: int = 0
    title: str = ""
    base: str = ""


def run(task: Task, report: Callable[[str], None]) -> Outcome:
    """Build a language in each of its formats; stop at the first format with findings."""
    code, outcome = task.language.code, Outcome(task.language.code)
    try:
        outcome = _catalogs(task)
        for form in task.formats:
            if outcome.findings:
                return outcome
            outcome = _build(task, form, outcome)
            report(form)
    except (ProjectError, SphinxError) as error:
        return Outcome(code, (str(error),))
    except OSError as error:
        return Outcome(code, (_explain(error),))
    except Exception as error:
        log = task.work / f"error-{code}.log"
        log.write_text(traceback.format_exc(), encoding="utf-8")
        return Outcome(code, (f"{type(error).__name__}: {error}; the whole report is in {short(log)}",))
    return outcome


def _catalogs(task: Task) -> Outcome:
    locales = task.root / "locales"
    catalogs = read_all(locales, task.language)
    findings = check_language(catalogs, locales, task.language)
    errors = tuple(str(finding) for finding in findings if finding.stops_build)
    compile_all(catalogs, task.language, task.work / "locale")
    return Outcome(task.language.code, errors, sum(not finding.is_error for finding in findings))


def _translated(app: Sphinx, language: Language) -> Count:
    """Count the texts of the pages as they are now, which the catalogs may not yet know."""
    pages = [] if language.is_source else [app.env.get_doctree(name) for name in app.env.found_docs]
    figures = [page.get("translation_progress", {"total": 0, "translated": 0}) for page in pages]
    return Count(sum(each["total"] for each in figures), sum(each["translated"] for each in figures))


def _explain(error: OSError) -> str:
    where = short(Path(str(error.filename))) if error.filename else "the build folder"
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"no space left on the disk while writing {where}; free some and run make again"
    return f"{where}: {error.strerror}; mend this and run make again"


def _build(task: Task, form: str, so_far: Outcome) -> Outcome:
    language, warnings = task.language, StringIO()
    segment = task.site / language.segment
    out = {"epub": task.work / "epub" / language.segment, "gettext": task.site}.get(form, segment)
    overrides = {
        "language": language.code,
        "locale_dirs": [str(task.work / "locale")],
        "multilingual_formats": list(task.books),
    }
    # Both contexts as in `sphinx-build`: docutils knows fewer languages than Sphinx.
    with patch_docutils(task.root), docutils_namespace():
        app = Sphinx(
            task.root / "docs", task.root, out, task.work / "doctrees" / language.code, BUILDERS[form],
            confoverrides=overrides, status=None, warning=warnings, warningiserror=True,
        )
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
