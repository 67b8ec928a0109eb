"""Sphinx configuration of the site. The languages are in locales/languages.toml."""

from __future__ import annotations

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

project = "The Cooperatives Unit of the ILO"
author = "The editors of this guide"
copyright = "Creative Commons Attribution 4.0"
extensions = ["myst_parser", "sphinx_multilingual"]

# The date of the text; the books carry it as their edition.
version = release = "2026-11-25"

exclude_patterns = ["_data", "_images", "_static"]
# Every reference must resolve, in every language.
nitpicky = True

# -- MyST --------------------------------------------------------------------
myst_enable_extensions = ["colon_fence", "deflist"]
# Each page ends with a section "Sources", which the footnotes follow.
myst_footnote_transition = False

# -- Languages ---------------------------------------------------------------
locale_dirs = ["../locales"]
gettext_compact = False
gettext_uuid = False
gettext_location = True

# The address of the site, with a trailing slash; absolute addresses (hreflang,
# canonical, sitemap) are made from it and left out where it is empty.
html_baseurl = os.environ.get("BASE_URL", "")

# The address of the public repository, such as https://github.com/NAME/NAME. Where
# it is empty, the foot of a page links to no source, and to our own words on mistakes.
multilingual_repository = os.environ.get("REPOSITORY", "")
multilingual_report = "site-mistakes"

# The one notice on what this site is; shown on each page and in each book.
multilingual_notice = (
    "Independent guide, not a publication of the ILO. Its translations are drafts "
    "that the ILO has not reviewed. For the latest information, see ilo.org/coop."
)
# External addresses by scheme; "*" serves each language without an entry.
multilingual_url_schemes = {
    "ilo": {"*": "https://www.ilo.org/{{path}}"},
    "wcms": {"*": "https://www.ilo.org/{{path}}/lang--en/index.htm"},
    "normlex": {
        code: f"https://normlex.ilo.org/dyn/nrmlx_{side}/f?p=NORMLEXPUB:12100:0::NO::P12100_ILO_CODE:{{{{path}}}}"
        for code, side in {"*": "en", "fr": "fr", "es": "es"}.items()
    },
    "un": {
        code: f"https://docs.un.org/{side}/{{{{path}}}}"
        for code, side in {
            "*": "en", "fr": "fr", "es": "es", "ar": "ar", "zh_CN": "zh", "ru": "ru",
        }.items()
    },
}
multilingual_book = "coop"
multilingual_sources = "docs/_data/sources.toml"
# Titles and names in a language that is not English; voices must know.
multilingual_foreign = {
    "Directives concernant la législation coopérative": "fr",
    "L'Avenir de Plaisance": "fr",
    "Recomendação n.º 193 sobre a Promoção das Cooperativas, 2002": "pt",
}
# Pages on the work on this site stand behind those on its subject where both answer.
multilingual_search_weights = {"contribute/*": 0.6}
multilingual_date_locales = {"en": "en_GB"}

# -- External links: make linkcheck ------------------------------------------
linkcheck_retries = 3

# -- HTML --------------------------------------------------------------------
html_theme = "furo"
html_title = project
html_static_path = ["docs/_static"]
html_css_files = ["site.css"]  # the colours of this site, and its start page
html_show_sphinx = False
html_copy_source = False
html_use_index = False  # No page has index entries; the glossary and the search serve.
