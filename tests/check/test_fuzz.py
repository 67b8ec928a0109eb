"""Hostile catalogs do no harm: no crash, no hang, and what passes brings nothing into the page."""

from __future__ import annotations

import gc
import os
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

import pytest
from babel.messages import Message
from docutils import nodes
from docutils.core import publish_doctree
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from myst_parser.parsers.docutils_ import Parser

from sphinx_multilingual.catalogs import read_catalog
from sphinx_multilingual.check import CODES, Setting, check_catalog, check_message
from sphinx_multilingual.errors import ProjectError
from tests.check.conftest import header

# The same examples in each run; `make prove` tries more of them.
EXAMPLES = 20_000 if os.environ.get("PROVE") else 300
fuzz = settings(
    max_examples=EXAMPLES, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck)
)
SECONDS = 1.0  # of processor time, the most that one message may take

SOURCES = (
    "Bread",
    "See [this](#a), [that](https://example.org/B) and <me@example.org>, of 5 < 6 in 1,217.5 million.",
    "A **strong** word, an *other* one, {math}`word` and `code`.",
    "On 23 March 1920 he said: “No (never)!” and left for {version}.",
)
PIECES = (
    *SOURCES, "[x](javascript:alert(1))", "[x](<java\nscript:a>)", "[x]( data:text/html,x )", "<javascript:a>", "[x]: javascript:a",
    "<script>", "</b>", "<b onclick=a>", "<!--", "-->", "<?x?>", "<![CDATA[", "]]>", "```", "```{raw} html\n", "~~~", ":::", ":::{note}\n",
    "{raw}`", "{math}`", "`", "``", "$", "$$", "\\", "&#106;", "&lt;", "&#0;", "&#99999999999;", "&nbsp;", "%", "%s", "% ", "(a)=", "+++",
    "---", "===", "# ", "- ", "1. ", "> ", "| a | b |\n| - | - |\n", ": ", ":a: b", "    ", "\t", "\n", "\n\n", "\r", "\u2028", "\x00", "\x85",
    "![x](y)", "![", "](", "[", "]", "(", ")", "*", "**", "_", "^", "[^a]", "[^a]: b", "{{ a }}", "{{", "}}", "{", "}", "{a}", "%(a)s", "# noqa",
    "\u202e", "\u2066", "\u2069", "\u200f", "\ufeff", "\ud7ff", "\U000e0041", "\U0001f600", "e\u0301", "١٩١٨", "९", "二十", "万", "1.217,5", "1 217", "9" * 40,
    "23.3.1920", "كانون الثاني", "мая", "« ", "»", "„", "“", "¿", "?", "!", ";", "الCOOP", "面包,", "http://[", "http://a.b/c?d=e#f", "a@b.c", "mailto:a@b.c",
)
texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=8), min_size=1, max_size=10).map("".join)
many = st.tuples(st.sampled_from(PIECES), st.integers(1, 3000)).map(lambda pair: pair[0] * pair[1])
languages = st.sampled_from(("fr", "es", "de", "ru", "ar", "zh_CN", "ja", "pt", "xx", ""))
# What a paragraph of words cannot hold; `title` is the mark of a directive or heading that became one.
FOREIGN = (
    nodes.raw, nodes.comment, nodes.literal_block, nodes.image, nodes.Admonition, nodes.bullet_list, nodes.enumerated_list,
    nodes.definition_list, nodes.field_list, nodes.block_quote, nodes.table, nodes.transition, nodes.section, nodes.title,
    nodes.target, nodes.math_block, nodes.footnote, nodes.substitution_definition, nodes.meta, nodes.docinfo,
)


def contents(text: str) -> tuple[Counter[str], set[str]]:
    """Render a message through MyST; return its nodes that are no words, and its addresses."""
    overrides = {"myst_enable_extensions": ["colon_fence", "deflist"], "report_level": 5, "halt_level": 5, "_disable_config": True, "doctitle_xform": False}
    document = publish_doctree(text, parser=Parser(), settings_overrides=overrides)
    found = Counter(type(node).__name__ for node in document.findall() if isinstance(node, FOREIGN))
    return found, {str(node["refuri"]) for node in document.findall(nodes.reference) if node.get("refuri")}


def passes(source: str, text: str, language: str, is_label: bool = False) -> bool:
    """Check a message in bounded time; tell whether a build would take it."""
    gc.disable()  # After 60,000 texts a full collection of what the tests left takes 1.5 s by itself.
    start = time.process_time()
    codes = {code for code, _ in check_message(Message(source, text), Setting(language, is_label=is_label))}
    seconds = time.process_time() - start
    gc.enable()
    assert seconds < SECONDS, (source, text)
    return not any(CODES[code].stops_build for code in codes)


@fuzz
@given(st.sampled_from(SOURCES), texts | many, languages, st.booleans())
def test_any_text_is_checked(source: str, text: str, language: str, is_label: bool) -> None:
    """No text makes a check fail or hang, as a message or as a label."""
    passes(source, text, language, is_label)


@fuzz
@given(st.sampled_from(SOURCES), texts, languages)
def test_what_passes_brings_nothing_in(source: str, text: str, language: str) -> None:
    """What a build would take renders to words, with no node and no address that its source lacks."""
    if passes(source, text, language):
        (ours, links), (theirs, addresses) = contents(source), contents(text)
        assert not theirs - ours, (source, text)
        assert addresses <= links, (source, text)


@fuzz
@given(st.sampled_from(SOURCES), st.data())
def test_a_piece_put_into_a_good_translation_brings_nothing_in(source: str, data: st.DataObject) -> None:
    """As above, with the marks of the source in place, so that more passes."""
    place = data.draw(st.integers(0, len(source)))
    text = source[:place] + data.draw(texts) + source[place:]
    if passes(source, text, "xx"):
        (ours, links), (theirs, addresses) = contents(source), contents(text)
        assert not theirs - ours, (source, text)
        assert addresses <= links, (source, text)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A catalog to overwrite."""
    return tmp_path_factory.mktemp("fuzz") / "page.po"


@fuzz
@given(st.lists(st.tuples(st.floats(0, 1), st.sampled_from([*PIECES, '"', "msgid", "msgstr[1]", "msgid_plural", "#~", "#,fuzzy", "\\"]) | st.text(max_size=5)), max_size=6))
def test_a_broken_catalog_is_a_finding(path: Path, edits: list[tuple[float, str]]) -> None:
    """Whatever is put into a file, it is read or refused in a sentence."""
    text = header("ar") + "".join(f'\nmsgid "{source}"\nmsgstr "{source}"\n' for source in SOURCES)
    for where, piece in edits:
        place = int(where * len(text))
        text = text[:place] + piece + text[place + len(piece) // 2:]
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    with suppress(ProjectError):
        check_catalog(path, read_catalog(path), Setting("ar"))
