"""A second, tiny site in other languages: what a project needs to use the engine."""

project = "Bread"
author = "The bakers"
copyright = "CC0"
version = release = "1"
extensions = ["myst_parser", "sphinx_multilingual"]
html_theme = "furo"
html_use_index = False
locale_dirs = ["../locales"]
gettext_compact = False
nitpicky = True
myst_footnote_transition = False
myst_enable_extensions = ["colon_fence", "deflist"]
multilingual_notice = "Written by hand."
multilingual_book = "bread"
multilingual_url_schemes = {"wiki": {"*": "https://en.wikipedia.org/wiki/{{path}}", "pt": "https://pt.wikipedia.org/wiki/{{path}}"}}
