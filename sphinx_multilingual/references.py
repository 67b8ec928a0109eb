"""Where is the target of a reference looked for? Not among code in a language that no page describes.

MyST asks each domain for each `[text](#target)`, and that of C++ parses the target as a declaration first.
"""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

_CODE = {"c", "cpp", "js", "py", "rst"}


def _check_consistency(app: Sphinx, env: BuildEnvironment) -> None:
    # The setting is for other sites' lists of targets (intersphinx) too; a site in reStructuredText may lack it.
    if getattr(app.config, "myst_ref_domains", ()) is None and "sphinx.ext.intersphinx" not in app.extensions:
        app.config.myst_ref_domains = [
            domain.name for domain in env.domains.sorted() if domain.name not in _CODE or any(domain.get_objects())
        ]


def setup_references(app: Sphinx) -> None:
    """Choose the domains when all pages are read."""
    app.connect("env-check-consistency", _check_consistency)
