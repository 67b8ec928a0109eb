"""How does a change reach the page in a moment? Sphinx stays loaded and hears what is outdated."""

from __future__ import annotations

import io
import re
import shutil
import sys
import time
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from gettext import GNUTranslations
from pathlib import Path
from threading import Condition
from types import TracebackType
from typing import Any

from babel.messages import Catalog
from babel.messages.mofile import write_mo
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import SphinxError
from sphinx.locale import translators
from sphinx.util.docutils import docutils_namespace, patch_docutils

from .._compat import forget_doctrees
from ..build import Project
from ..catalogs import LABELS, compile_all, folder, read_catalog
from ..check import check_catalog, setting_of
from ..errors import ProjectError, short
from ..languages import Language, source_of
from ..markups import SUFFIXES
from .marks import Loaded, setup_marks

_MOST_NAMED = 5  # pages; a start, and a change of a label, write all of them
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


class Session:
    """A project loaded in one language, and what is known of its catalogs and pages.

    `changed` guards everything here and in the folder of pages, and tells of each
    update.
    """

    def __init__(self, project: Project, language: Language) -> None:
        self.project, self.language = project, language
        self.app: Sphinx | None = None
        self.catalogs: dict[str, Loaded] = {}
        self.stamps: dict[str, str] = {}
        self.changed = Condition()
        self.out = project.work / "live" / language.segment
        docs = project.root / "docs"
        self.folders = {
            folder(project.locales, language): (".po",), docs: SUFFIXES, docs / "_data": (".toml",),
        }
        self._work = project.work / "live" / f".{language.segment}"
        self._faults: dict[str, list[str]] = {}  # by catalog or page; "" for what belongs to neither
        self._outdated: set[str] = set()
        self._written: set[str] = set()
        self._titles: object = None
        self._starts = 0
        self._warnings = io.StringIO()
        self._stack = ExitStack()

    def __enter__(self) -> Session:
        for path in (self.out, self._work):
            shutil.rmtree(path, ignore_errors=True)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._stack.close()

    def errors(self) -> list[str]:
        """Return what is wrong at this moment, as `file:line: message`."""
        return [fault for name in sorted(self._faults) for fault in self._faults[name]]

    def update(self, paths: Iterable[Path]) -> None:
        """Bring the pages up to date with these files; what is broken is told, and the last good page stays."""
        start = time.perf_counter()
        with self.changed:
            stamps, told = dict(self.stamps), self.errors()
            self._faults.pop("", None)
            labels = [self._load(path) for path in sorted(paths) if path.suffix == ".po"]
            try:
                if any(labels) or self.app is None:
                    self._start()
                self._build()
            except Exception as error:  # A page can fail in any way; the process must outlive it.
                self._faults[""] = [_tell(error, self._reading())]
            self.changed.notify_all()
        for fault in self.errors():
            if fault not in told:
                print(fault, file=sys.stderr, flush=True)
        pages = [page for page, stamp in sorted(self.stamps.items()) if stamps.get(page) != stamp]
        print(f"changed: {named(pages)} ({time.perf_counter() - start:.2f} s)", flush=True)

    def _load(self, path: Path) -> bool:
        """Read a catalog again; tell whether it holds labels, which need a new start."""
        domain = path.relative_to(folder(self.project.locales, self.language)).with_suffix("").as_posix()
        self._faults.pop(short(path), None)
        self._outdated.add(domain)
        if not path.exists():
            self.catalogs.pop(domain, None)
            translators.pop(("general", domain), None)
            return domain in LABELS
        try:
            catalog = read_catalog(path)
            setting = setting_of(self.project.locales, self.language, source_of(self.project.languages()), domain)
            loaded = Loaded(path, catalog, check_catalog(path, catalog, setting))
            # Sphinx and gettext would go on using what they once read from this path.
            translators["general", domain] = _compiled(catalog)
        except Exception as error:  # See `update`.
            self._faults[short(path)] = [_tell(error, short(path))]
            return False
        self.catalogs[domain] = loaded
        return domain in LABELS

    def _start(self) -> None:
        self._stack.close()
        self.app, self._starts = None, self._starts + 1
        labels = {name: self.catalogs[name].catalog for name in LABELS if name in self.catalogs}
        for name in LABELS:
            translators.pop(("general", name), None)
        locale = self._work / f"locale-{self._starts}"  # gettext keeps what it has read, by its path.
        compile_all(labels, self.language, locale)
        root, doctrees = self.project.root, self._work / f"doctrees-{self._starts}"
        self._stack.enter_context(patch_docutils(root))
        self._stack.enter_context(docutils_namespace())
        self._warnings = io.StringIO()
        self.app = Sphinx(
            root / "docs", root, self.out, doctrees, "html", status=None, warning=self._warnings,
            confoverrides={"language": self.language.code, "locale_dirs": [str(locale)]},
        )
        setup_marks(self.app, self.catalogs, self._starts, self._note)
        self.app.connect("env-get-outdated", lambda *_: self._outdated)
        self.app.connect("env-updated", self._showing)

    def _build(self) -> None:
        assert self.app is not None
        self._written.clear()
        forget_doctrees(self.app.env)
        self.app.build()
        self._outdated.clear()
        self._titles = _titles(self.app.env)
        for page in self.stamps.keys() - self.app.env.found_docs:
            del self.stamps[page]
            self._faults.pop(page, None)
        for page in self._written:
            self._faults.pop(page, None)
        self._collect()

    def _collect(self) -> None:
        """Sort Sphinx's warnings by the page that they are about."""
        assert self.app is not None
        page, prefix = "", f"{self.project.root}/"
        for row in filter(None, _COLOUR.sub("", self._warnings.getvalue()).splitlines()):
            path = Path(row.partition(":")[0])
            if path.suffix in (*SUFFIXES, ".toml"):  # A data file belongs to no page.
                page = self.app.env.path2doc(path) or "" if path.suffix in SUFFIXES else ""
            self._faults.setdefault(page, []).append(row.replace(prefix, ""))
        self._warnings.seek(0)
        self._warnings.truncate()

    def _note(self, page: str, stamp: str) -> None:
        self._written.add(page)
        self.stamps[page] = stamp

    def _showing(self, app: Sphinx, env: BuildEnvironment) -> Sequence[str]:
        """Name every page where a title changed: the navigation shows it on each, and references may."""
        return [] if _titles(env) == self._titles else sorted(env.found_docs)

    def _reading(self) -> str:
        page = self.app.env.current_document.docname if self.app else ""
        return short(self.app.env.doc2path(page)) if self.app and page else ""


def named(pages: Sequence[str]) -> str:
    """Name a few pages; of many, say how many."""
    return f"{len(pages)} pages" if len(pages) > _MOST_NAMED else ", ".join(pages) or "no page"


def _compiled(catalog: Catalog) -> GNUTranslations:
    file = io.BytesIO()
    write_mo(file, catalog)
    file.seek(0)
    return GNUTranslations(file)


def _titles(env: BuildEnvironment) -> tuple[Any, ...]:
    pages = {page: title.astext() for page, title in env.titles.items()}
    return pages, dict(env.domains.standard_domain.labels)


def _tell(error: Exception, where: str) -> str:
    if isinstance(error, (ProjectError, SphinxError)):
        return str(error)
    return f"{where or 'build'}: {type(error).__name__}: {error}; mend this and save again"
