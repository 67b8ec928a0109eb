"""The tiny site in reStructuredText, without MyST."""

project = "Bread"
author = "The bakers"
copyright = "CC0"
version = release = "1"
extensions = ["sphinx_multilingual"]
exclude_patterns = ["_data"]
html_theme = "furo"
html_use_index = False
locale_dirs = ["../locales"]
gettext_compact = False
nitpicky = True
multilingual_book = "bread"
multilingual_sources = "docs/_data/sources.toml"
multilingual_url_schemes = {"wiki": {"*": "https://en.wikipedia.org/wiki/{{path}}", "pt": "https://pt.wikipedia.org/wiki/{{path}}"}}
