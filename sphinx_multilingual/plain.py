"""Which texts need no parser, or only a part of it? Nearly half of the messages of a site hold words alone.

Most of the others are one line that starts with a letter: no rule of Markdown or MyST for blocks takes it for anything
but a paragraph.
"""

from __future__ import annotations

import re
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.common.normalize_url import normalizeLink
from markdown_it.common.utils import mdTrim
from markdown_it.rules_core import StateCore, block
from markdown_it.token import Token
from myst_parser.config.main import MdParserConfig

# A line that starts with a letter is a paragraph, and none of its signs begins anything in Markdown or MyST.
_WORDS = re.compile(r"[^\W\d_][^\\`*_~\[\]!<>&{}$^|\0\n\r]*")
_LINE = re.compile(r"[^\W\d_][^\0\n\r]*\n*")
# Extensions of MyST that give a meaning to none of these signs either.
_HARMLESS = {
    "amsmath", "attrs_block", "attrs_inline", "colon_fence", "deflist", "dollarmath", "fieldlist", "html_admonition",
    "html_image", "strikethrough", "tasklist",
}

# An address stands in the source and in each translation, and is read more than once.
normalize_link = lru_cache(4096)(normalizeLink)


def _blocks(state: StateCore) -> None:
    if state.inlineMode or not _LINE.fullmatch(state.src):
        block(state)
        return
    text = Token("inline", "", 0, map=[0, 1], level=1, children=[], content=mdTrim(state.src), block=True)
    start, end = Token("paragraph_open", "p", 1, map=[0, 1], block=True), Token("paragraph_close", "p", -1, block=True)
    state.tokens.extend((start, text, end))


def quick(parser: MarkdownIt) -> MarkdownIt:
    """Make a parser take a line for a paragraph at once, and remember addresses."""
    parser.core.ruler.at("block", _blocks)
    parser.normalizeLink = normalize_link  # type: ignore[method-assign]
    return parser


def is_plain(text: str) -> bool:
    """Tell whether Markdown takes a text for one paragraph of words as they stand."""
    return bool(_WORDS.fullmatch(text))


def leaves_plain(config: MdParserConfig) -> bool:
    """Tell whether that holds with these settings of MyST too."""
    return not config.gfm_only and set(config.enable_extensions) <= _HARMLESS
