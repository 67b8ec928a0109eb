"""Which texts hold words alone? Nearly half of the messages of a site do; nobody has to parse them."""

from __future__ import annotations

import re
from functools import lru_cache

from markdown_it.common.normalize_url import normalizeLink
from myst_parser.config.main import MdParserConfig

# A line that starts with a letter is a paragraph, and none of its signs begins anything in Markdown or MyST.
_WORDS = re.compile(r"[^\W\d_][^\\`*_~\[\]!<>&{}$^|\0\n\r]*")
# Extensions of MyST that give a meaning to none of these signs either.
_HARMLESS = {
    "amsmath", "attrs_block", "attrs_inline", "colon_fence", "deflist", "dollarmath", "fieldlist", "html_admonition",
    "html_image", "strikethrough", "tasklist",
}

# Addresses stand in the source and in each translation, and are read more than once.
normalize_link = lru_cache(4096)(normalizeLink)


def is_plain(text: str) -> bool:
    """Tell whether Markdown takes a text for one paragraph of words as they stand."""
    return bool(_WORDS.fullmatch(text))


def leaves_plain(config: MdParserConfig) -> bool:
    """Tell whether that holds with these settings of MyST too."""
    return not config.gfm_only and set(config.enable_extensions) <= _HARMLESS
