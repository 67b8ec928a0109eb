"""Sphinx configuration of the cookbook. Its languages are in locales/languages.toml."""

from __future__ import annotations

import os

project = "Three Pots"
author = "The contributors"
copyright = "CC BY 4.0"
version = release = "1"
extensions = ["myst_parser", "sphinx_multilingual"]
exclude_patterns = ["_data"]
nitpicky = True
myst_enable_extensions = ["colon_fence", "deflist"]

# Catalogs: one for each page, compiled by the engine.
locale_dirs = ["../locales"]
gettext_compact = False

html_theme = "furo"
html_title = project
html_use_index = False
html_show_sphinx = False
html_copy_source = False
html_baseurl = os.environ.get("BASE_URL", "")

multilingual_notice = "A small cookbook that shows how a site in several languages is made."
multilingual_book = "three-pots"
multilingual_url_schemes = {"wiki": {"*": "https://en.wikipedia.org/wiki/{{path}}"}}
