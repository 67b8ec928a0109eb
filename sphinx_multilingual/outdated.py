"""Which pages of a language must be read and written again, after a change? Sphinx asks, this answers.

A page is read again where its source, its catalog or a file that it draws has changed, and then written. All pages
are written again where anything has changed that a page shows of others: titles, targets, the order of the pages, the
glossary. Where that is not sure to be enough, the language is built anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import SphinxError

from .catalogs import folder
from .drawn import PLACES
from .foot import days_of
from .inputs import digest_of
from .settings import current_language, locales_of

# What pages show of each other, as Sphinx's environment and our extensions keep it.
_SHOWN = (
    "titles", "longtitles", "tocs", "toctree_includes", "toc_secnumbers", "toc_fignumbers", "domaindata",
    "numbered_toctrees", "glob_toctrees", "found_docs", "multilingual_glossaries",
)
# Names of copied files depend on the order in which pages were read.
_COPIED = ("images", "dlfiles")
_KEPT = "multilingual_shown"


@dataclass(frozen=True, slots=True)
class Shown:
    """What pages show that is not theirs: digests of what all may show and of copied files, and days by page."""

    by_all: str
    copied: str
    days: dict[str, tuple[date | None, date | None]]


class BuildAnew(SphinxError):
    """What is kept of the last build is not enough."""


def plain(value: Any) -> Any:
    """Write a value so that the same values have the same words, in whatever order they were put together."""
    if isinstance(value, Mapping):
        return sorted((repr(key), plain(each)) for key, each in value.items())
    if isinstance(value, AbstractSet):
        return sorted(map(repr, value))
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    return value.pformat() if isinstance(value, nodes.Node) else repr(value)


def setup_outdated(app: Sphinx, changed: frozenset[str] | None, as_before: bool) -> None:
    """Register the answers; `changed` are paths below the project, or nothing where all is built anew.

    Pages with figures are read again at each build, but for one that knows that these are as before.
    """
    root = Path(app.confdir)

    def outdated(app: Sphinx, env: BuildEnvironment, added: set[str], stale: set[str], *_: object) -> Iterable[str]:
        """Name the pages with a file that has changed."""
        if as_before:
            stale -= getattr(env, PLACES, frozenset())
        found = {root / path for path in changed or ()}
        catalogs = folder(locales_of(app), current_language(app.config))
        for page in sorted(env.found_docs):
            files = {Path(env.doc2path(page)), catalogs / f"{page}.po"}
            files |= {Path(env.srcdir, each).resolve() for each in env.dependencies.get(page, ())}
            if files & found:
                yield page

    def updated(app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
        """Name the pages that show what has changed elsewhere."""
        before, now = getattr(env, _KEPT, None), _shown(app, env)
        setattr(env, _KEPT, now)
        if changed is None or before is None:
            return ()
        if before.copied != now.copied:
            raise BuildAnew("a picture was added or taken away")
        return sorted(
            page for page in env.found_docs if before.by_all != now.by_all or before.days.get(page) != now.days[page]
        )

    app.connect("env-get-outdated", outdated)
    app.connect("env-updated", updated, priority=999)


def _shown(app: Sphinx, env: BuildEnvironment) -> Shown:
    def said(names: Iterable[str]) -> str:
        return digest_of([plain(getattr(env, name, None)) for name in names])

    return Shown(said(_SHOWN), said(_COPIED), {page: days_of(app, page) for page in env.found_docs})
