"""How does a block of a page say which message it shows, and what is the matter with it?

Each block gets the class `msg-<number>`; a script element at the end of the page
says what is known of each number. Only `live` calls `setup_marks`.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from os import environ
from pathlib import Path
from typing import Any, TypedDict

from babel.messages import Catalog
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform
from sphinx.util.nodes import extract_messages

from ..catalogs import forms, is_translated, messages
from ..check import Finding
from ..errors import short
from ..policy import POLICY

STATIC = Path(__file__).parent / "static"
_MESSAGES = "live_messages"


@dataclass(frozen=True, slots=True)
class Loaded:
    """A catalog as it was last read well, and what the checks found in it."""

    path: Path
    catalog: Catalog
    findings: Sequence[Finding]

    def by_line(self) -> dict[int, list[Finding]]:
        """Sort the findings by the line of their message; those of the header have line 0."""
        lines = [0, *sorted(message.lineno or 0 for message in messages(self.catalog))]
        found: dict[int, list[Finding]] = {}
        for finding in self.findings:
            found.setdefault(lines[bisect_right(lines, finding.line) - 1], []).append(finding)
        return found


class Block(TypedDict):
    """What the page knows of one message; `line` is 0 where the catalog lacks it."""

    state: str
    line: int
    message: str
    translation: str
    findings: list[str]


class NumberMessages(SphinxTransform):
    """Number the translatable blocks of a page, in the order in which Sphinx translates them."""

    default_priority = 19  # before Sphinx puts the translations in (20)

    def apply(self, **kwargs: Any) -> None:
        """Add a class to each block, and the list of messages to the document."""
        found: list[str] = []
        for node, message in extract_messages(self.document):
            node["classes"].append(f"msg-{len(found)}")
            found.append(message)
        self.document[_MESSAGES] = found


class DropRaw(SphinxTransform):
    """Take raw HTML out of translations: this page may run an editor, and a catalog comes from outside."""

    default_priority = 21  # after Sphinx has put the translations in (20)

    def apply(self, **kwargs: Any) -> None:
        """Remove each raw node in a translated block."""
        for raw in list(self.document.findall(nodes.raw)):
            if raw.parent.get("translated"):
                raw.parent.remove(raw)


def _block(message_id: str, loaded: Loaded, findings: Mapping[int, list[Finding]]) -> Block:
    message = loaded.catalog.get(message_id)
    if message is None:
        return Block(state="missing", line=0, message=message_id, translation="", findings=[])
    state = "fuzzy" if message.fuzzy else "translated" if is_translated(message) else "untranslated"
    line = message.lineno or 0
    # What the checks say of an open message is its state, which is shown anyhow.
    texts = [finding.text for finding in findings.get(line, [])] if state == "translated" else []
    return Block(
        state=state, line=line, message=message_id, translation="\n".join(forms(message)), findings=texts
    )


def describe(found: Sequence[str], loaded: Loaded | None) -> dict[str, Any]:
    """Say what is known of the messages of a page; findings that belong to none of them become notes."""
    if loaded is None:
        return {"file": "", "blocks": [], "notes": []}
    findings = loaded.by_line()
    blocks = [_block(message_id, loaded, findings) for message_id in found]
    shown = {block["line"] for block in blocks}
    notes = [str(finding) for line, some in findings.items() if line not in shown or not line for finding in some]
    return {"file": short(loaded.path), "blocks": blocks, "notes": notes}


def setup_marks(
    app: Sphinx, catalogs: Mapping[str, Loaded], start: int, written: Callable[[str, str], None]
) -> None:
    """Mark the blocks of each page.

    `start` differs for each start of Sphinx, after which any label may read differently. `written` hears of each page
    and a stamp that changes with what it shows.
    """

    def page_context(
        app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
    ) -> None:
        if doctree is None:
            return
        data = {"page": pagename, "start": start, "editor": bool(environ.get("EDITOR"))}
        data |= describe(doctree.get(_MESSAGES, []), catalogs.get(pagename))
        shown = [context.get(key) for key in ("title", "body", "toc", "percent", "furo_navigation_tree")]
        stamp = sha256(repr((data, shown)).encode()).hexdigest()[:16]
        text = json.dumps({**data, "stamp": stamp}, ensure_ascii=False).replace("<", "\\u003c")
        context["body"] += f'<script type="application/json" id="live-data">{text}</script>'
        context["policy"] = f"{POLICY}; connect-src 'self'"
        written(pagename, stamp)

    app.config.html_static_path.append(str(STATIC))
    app.add_css_file("live.css", priority=900)
    app.add_js_file("live.js", loading_method="defer")
    app.add_transform(NumberMessages)
    app.add_transform(DropRaw)
    app.connect("html-page-context", page_context, priority=900)
