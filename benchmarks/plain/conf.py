"""What a user would write without the engine: the same pages and catalogs, Sphinx, MyST and Furo."""

project = "Benchmark"
extensions = ["myst_parser"]
exclude_patterns = ["_data", "_images"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_footnote_transition = False
myst_url_schemes = {
    "http": None,
    "https": None,
    "mailto": None,
    **dict.fromkeys(("ilo", "wcms", "normlex", "un"), "https://example.org/{{path}}"),
}
locale_dirs = ["../locales"]
gettext_compact = False
html_theme = "furo"
