"""Which markup is a page written in, MyST or reStructuredText? Its data files and its translations are too."""

from __future__ import annotations

from pathlib import Path

from sphinx.environment import BuildEnvironment
from sphinx.util import get_filetype

REST = ".rst"
SUFFIXES = (".md", REST)


def is_rest(env: BuildEnvironment) -> bool:
    """Tell whether the page that is read is reStructuredText."""
    page = str(env.doc2path(env.current_document.docname))
    return get_filetype(env.config.source_suffix, page) == "restructuredtext"


def source_of_page(docs: Path, docname: str) -> Path | None:
    """Return the file of a page; nothing where no page has this name."""
    return next((path for suffix in SUFFIXES if (path := docs / f"{docname}{suffix}").is_file()), None)
