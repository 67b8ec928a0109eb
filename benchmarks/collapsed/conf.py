"""The plain site with one change that a user could make: Furo's contents show the branch of the page alone."""

import runpy
from pathlib import Path

globals().update(runpy.run_path(str(Path(__file__).parent.with_name("plain") / "conf.py")))


def _collapse(app, page, template, context, doctree):
    if "toctree" in context:
        whole = context["toctree"]
        context["toctree"] = lambda **options: whole(**{**options, "collapse": True})


def setup(app):
    app.connect("html-page-context", _collapse, priority=400)  # before Furo's own (500)
