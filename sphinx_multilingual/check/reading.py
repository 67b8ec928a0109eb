"""What does a message hold? Reads it as MyST will: links, roles and blocks apart from the words."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache, lru_cache

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

from ..plain import is_plain, quick

# Stands for a role, a code span or an address in the plain text.
OBJECT = "\ufffc"
# Texts that are kept taken apart: those of a source serve all languages.
KEPT = 16_384
URL = re.compile(
    r"(?:https?|ftp)://[^\s\u00a0\u202f<>()（）«»“”，。；]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:(?:org|com|net|int|edu|io)\b|[a-z]{2,6}(?=/))(?:/[\w./#?=&%-]*)?",
    re.ASCII,
)
PLACEHOLDER = re.compile(
    r"%\(\w+\)[sdrif]|(?<!\d)%[-+#0]?\d*(?:\.\d+)?[sdrif]|\$?(?<!\{)\{[\w.!:]*\}(?!\})", re.ASCII
)
# Without one of these there is neither.
_SIGN = re.compile(r"[%{@]|//|\.[a-z]")
_ROLE = re.compile(r"(?<!`)\{[\w:+-]+\}`[^`]+`")
_TITLED = re.compile(r".*<([^<>]+)>\s*", re.DOTALL)
_WORDLESS = ("myst_role", "code_inline", "html_inline", "substitution_inline", "math_inline")
_BLOCKS_OF_TEXT = ("paragraph_open", "paragraph_close", "inline")


@dataclass(frozen=True, slots=True)
class Reading:
    """A message taken apart: `marks` counts (kind, value), `plain` is its words, `prose` those not emphasized."""

    marks: Counter[tuple[str, str]]
    plain: str
    prose: str

    def values(self, kind: str) -> Counter[str]:
        """Count the marks of one kind by their value."""
        return Counter({value: count for (found, value), count in self.marks.items() if found == kind})


@cache
def parser() -> MarkdownIt:
    """Return a Markdown parser that knows each syntax a catalog could bring in."""
    extensions = {"colon_fence", "deflist", "fieldlist", "substitution"}
    return quick(create_md_parser(MdParserConfig(enable_extensions=extensions), RendererHTML)).disable("wordcount")


@lru_cache(KEPT)
def read(text: str, is_label: bool = False) -> Reading:
    """Take a message apart; a label is shown as it is, so that it holds no blocks."""
    env: dict[str, object] = {}
    reader = _Reader()
    if is_plain(text):
        reader.words(text)
    else:
        for token in parser().parseInline(text, env) if is_label else parser().parse(text, env):
            reader.block(token)
    # `[name]: address` leaves no token.
    if "references" in env:
        reader.marks.update(("block", name) for name in env["references"])  # type: ignore[attr-defined]
    return finished(text, reader.marks, "".join(reader.plain), "".join(reader.prose))


def finished(text: str, marks: Counter[tuple[str, str]], plain: str, prose: str) -> Reading:
    """Count what no markup shows, addresses and placeholders, and take them out of the words."""
    plain, prose = plain.strip(), prose.strip()
    if _SIGN.search(text) or _SIGN.search(plain):  # An entity may write one.
        marks.update(("url", found[0].rstrip(".,;:!?")) for found in URL.finditer(plain))
        marks.update(("placeholder", found[0]) for found in PLACEHOLDER.finditer(_ROLE.sub("", text)))
        plain, prose = (PLACEHOLDER.sub(OBJECT, URL.sub(OBJECT, side)) for side in (plain, prose))
    return Reading(marks, plain, prose)


@dataclass(slots=True)
class _Reader:
    marks: Counter[tuple[str, str]] = field(default_factory=Counter)
    plain: list[str] = field(default_factory=list)
    prose: list[str] = field(default_factory=list)
    depth: int = 0  # in emphasis
    auto: bool = False  # in <address>

    def block(self, token: Token) -> None:
        if token.type == "inline":
            for child in token.children or ():
                self.inline(child)
            self.words("\n")
        elif token.type in ("html_block", "html_inline"):
            self.html(token.content)
        elif token.type in ("fence", "colon_fence", "code_block"):
            self.mark("directive", token.info.strip() or "code")
        elif token.type in ("myst_line_comment", "myst_block_break"):
            self.mark("comment", token.content.strip()[:40])
        elif token.type not in _BLOCKS_OF_TEXT and token.nesting >= 0:
            self.mark("block", token.type.removesuffix("_open").replace("_", " "))

    def inline(self, token: Token) -> None:
        if token.type == "text":
            self.words(OBJECT if self.auto else token.content)
        elif token.type in ("softbreak", "hardbreak"):
            self.words("\n")
        elif token.type == "link_open":
            self.auto = token.info == "auto"
            self.mark("link", str(token.attrs["href"]))
        elif token.type == "link_close":
            self.auto = False
        elif token.type == "image":
            self.mark("image", str(token.attrs["src"]))
            self.words(token.content)
        elif token.type == "footnote_ref":
            self.mark("footnote", f"[^{token.meta['label']}]")
        elif token.type in _WORDLESS:
            self.wordless(token)
        else:
            self.depth += token.nesting

    def wordless(self, token: Token) -> None:
        if token.type == "html_inline":
            self.html(token.content)
        elif token.type == "myst_role":
            titled = _TITLED.fullmatch(token.content)
            self.mark("role", f"{{{token.meta['name']}}}`{f'…<{titled[1]}>' if titled else token.content}`")
        elif token.type == "substitution_inline":
            self.mark("substitution", f"{{{{ {token.content.strip()} }}}}")
        self.words(OBJECT)

    def html(self, text: str) -> None:
        self.mark("comment" if text.lstrip().startswith("<!--") else "html", text.strip()[:40])

    def mark(self, kind: str, value: str) -> None:
        self.marks[kind, value] += 1

    def words(self, text: str) -> None:
        self.plain.append(text)
        if self.depth <= 0:
            self.prose.append(text)
