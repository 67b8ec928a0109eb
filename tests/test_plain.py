"""A text that is taken for words alone, or for one paragraph, is what MyST makes of it."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it.renderer import RendererHTML
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

from sphinx_multilingual.check import reading
from sphinx_multilingual.plain import _HARMLESS, is_plain, leaves_plain, quick

_SIGNS = "aZé中ش1 .,;:!?'\"()/%-–+=#@§©…«»“”\t\u00a0\u200f\v\f*_`[]<>&{}$^|\\\n~"
_HARD = st.text(st.sampled_from(_SIGNS), max_size=30).map(lambda text: f"a{text}")
_ALL = {*_HARMLESS, "attrs_inline", "linkify", "replacements", "smartquotes", "substitution"}
_SLOW, _QUICK = (create_md_parser(MdParserConfig(enable_extensions=_ALL), RendererHTML) for _ in range(2))
quick(_QUICK)
_MARKDOWN = create_md_parser(MdParserConfig(enable_extensions=_HARMLESS), RendererHTML)


@settings(max_examples=1000, deadline=None)
@given(_HARD.filter(is_plain))
def test_words_are_one_paragraph_as_they_stand(text: str) -> None:
    """With every extension that is held to be harmless, Markdown makes one text of it."""
    opened, inline, closed = _MARKDOWN.parse(text)

    assert ["paragraph_open", "paragraph_close"] == [opened.type, closed.type]
    assert [("text", text.strip())] == [(each.type, each.content) for each in inline.children or ()]


@settings(max_examples=1000, deadline=None)
@given(_HARD, st.sampled_from(["", "\n", "\n\n", "\nb", "\n: b", "\n\nb", "\n---"]))
def test_a_line_is_the_paragraph_that_all_rules_make_of_it(text: str, end: str) -> None:
    """The parser that does not ask each rule of blocks gives the same tokens, with every extension of MyST."""
    assert _SLOW.parse(text + end) == _QUICK.parse(text + end)


@settings(max_examples=1000, deadline=None)
@given(_HARD)
def test_the_checks_read_words_as_they_read_markup(text: str) -> None:
    """The quick way and the slow one find the same marks and words."""
    found = reading.read.__wrapped__(text)
    with patch.object(reading, "is_plain", lambda text: False):
        assert found == reading.read.__wrapped__(text)


@pytest.mark.parametrize("text", ["*a*", "1. a", "a\nb", "a [b](c)", "- a", "a {b}", "a <b>", "", " a", "a `b`", "a\\", "# a"])
def test_what_may_be_markup_is_not_taken_for_words(text: str) -> None:
    """A sign, a second line or a beginning that could mean something goes to MyST."""
    assert not is_plain(text)


def test_an_extension_that_reads_words_otherwise_is_respected() -> None:
    """With quotes made by MyST or addresses made links, MyST has to see each text."""
    assert leaves_plain(MdParserConfig(enable_extensions={"deflist"}))
    assert not leaves_plain(MdParserConfig(enable_extensions={"smartquotes"}))
    assert not leaves_plain(MdParserConfig(gfm_only=True))
