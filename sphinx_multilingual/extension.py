"""What does the extension bring to Sphinx? Each part registers itself."""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx

from . import _compat, book, drawn, messages, pages, progress_table, review, search, settings, theme
from .access import setup_access
from .check.guide import setup_guide
from .contents import setup_contents
from .diagrams import setup_diagrams
from .emphasis import setup_emphasis
from .foot import setup_foot
from .foreign import setup_foreign
from .found import setup_found
from .hints import setup_hints
from .link_languages import setup_link_languages
from .link_table import setup_link_table
from .linkcheck import setup_linkcheck
from .markup import setup_markup
from .options import setup_options
from .policy import setup_policy
from .records import setup_records
from .references import setup_references
from .review_table import setup_review_table
from .schemes import setup_schemes
from .tables import setup_tables
from .term_table import setup_term_table

_STATIC = str(Path(__file__).parent / "static")


def _static_files(app: Sphinx) -> None:
    app.config.html_static_path.append(_STATIC)


def setup_all(app: Sphinx) -> None:
    """Register all parts."""
    setup_options(app)
    settings.setup_settings(app)
    book.setup_book(app)
    search.setup_search(app)
    messages.setup_messages(app)
    review.setup_review(app)
    drawn.setup_drawn(app)
    progress_table.setup_progress(app)
    setup_review_table(app)
    setup_term_table(app)
    setup_link_table(app)
    setup_guide(app)
    setup_records(app)
    setup_diagrams(app)
    setup_tables(app)
    setup_foot(app)
    setup_found(app)
    setup_access(app)
    setup_foreign(app)
    setup_emphasis(app)
    setup_markup(app)
    setup_policy(app)
    setup_hints(app)
    setup_link_languages(app)
    setup_linkcheck(app)
    _compat.setup_compat(app)
    setup_contents(app)
    setup_references(app)
    setup_schemes(app)
    app.connect("builder-inited", _static_files)
    app.connect("builder-inited", theme.builder_inited)
    app.connect("html-page-context", pages.html_page_context, priority=400)
    app.connect("html-page-context", theme.html_page_context, priority=900)
