"""How does each page show the contents of the site, at a cost that does not grow with the site?

Furo has Sphinx resolve the whole tree anew for each page and takes it apart with a
parser of HTML, so that its cost grows with the square of the pages. Here Furo makes
the tree for the first page; for each other one it is only marked where that page is.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.osutil import relative_uri

_TREE, _TOCTREE = "furo_navigation_tree", "toctree"
# Below what is not open, as many levels are shown as come to no more entries than this.
MOST = 150
_TAG = re.compile(r'<ul[^>]*>|</ul>|<li class="([^"]*)">|</li>')
_LINK = re.compile(r'(<a class=")(?:current )?([^"]*" href=")([^"]*)("[^>]*>.*?</a>)(.*)', re.DOTALL)


@dataclass(eq=False, slots=True)
class Entry:
    """An entry of the contents: the parts of its link, its switch, and what is below it."""

    classes: str
    level: int
    above: Entry | None
    before: str = ""
    target: str = ""  # from the root of the language; another site's is whole
    after: str = ""
    switch: str = ""
    lists: list[list[Entry]] = field(default_factory=list)

    def read(self, html: str, uri: str) -> None:
        """Take the link apart that Furo wrote for the page at `uri`."""
        if found := _LINK.match(html):
            first, classes, href, self.after, switch = found.groups()
            self.before, self.switch = f"{first}%s{classes}", switch.replace('checked="" ', "")
            self.target = uri if href == "#" else urljoin(uri, href)

    def link(self, uri: str, is_current: bool) -> str:
        """Write the link for the page at `uri`."""
        href = self.target if urlsplit(self.target).scheme else relative_uri(uri, self.target) or "#"
        return f"{self.before % ('current ' if is_current else '')}{href}{self.after}"


class Tree:
    """The contents of a site, read from what Furo wrote for one page."""

    def __init__(self, html: str, uri: str) -> None:
        self.parts: list[str | list[Entry]] = []  # captions, and the entries below each
        self.entries = list(self._read(html, uri))
        self._places = defaultdict[str, list[Entry]](list)
        for entry in self.entries:
            self._places[entry.target].append(entry)
        sizes = Counter(entry.level for entry in self.entries)
        self.levels = max((each for each in sizes if sum(sizes[to] for to in range(each + 1)) <= MOST), default=1)
        self._closed: dict[tuple[str, int], str] = {}

    def _read(self, html: str, uri: str) -> Iterator[Entry]:
        above: Entry | None = None
        position, lists = 0, list[list[Entry]]()
        for tag in _TAG.finditer(html):
            between, position = html[position:tag.start()], tag.end()
            if above and not above.before:
                above.read(between, uri)
            elif not lists:
                self.parts.append(between)
            if tag[0].startswith("<ul"):
                lists.append([])
                (above.lists if above else self.parts).append(lists[-1])
            elif tag[0] == "</ul>":
                lists.pop()
            elif tag[0] == "</li>":
                assert above
                above = above.above
            else:
                classes = " ".join(name for name in tag[1].split() if not name.startswith(("current", "has-children")))
                above = Entry(classes, len(lists), above)
                lists[-1].append(above)
                yield above
        self.parts.append(html[position:])

    def write(self, uri: str) -> str:
        """Write the contents for the page at `uri`, which are open where it is."""
        places = self._places.get(uri, [])
        opened = set[Entry]()
        for entry in places:
            while entry not in opened:
                opened.add(entry)
                entry = entry.above or entry
        page = _Page(uri, frozenset(opened), places[-1] if places else None, self)
        return "".join(part if isinstance(part, str) else page.list(part) for part in self.parts)

    def closed(self, entry: Entry, uri: str) -> str:
        """Write an entry that is not open; it is the same for all pages of a folder."""
        key = uri.rpartition("/")[0], id(entry)
        if key not in self._closed:
            self._closed[key] = _Page(uri, frozenset(), None, self).entry(entry)
        return self._closed[key]


@dataclass(frozen=True, slots=True)
class _Page:
    uri: str
    opened: frozenset[Entry]
    current: Entry | None
    tree: Tree

    def list(self, entries: list[Entry]) -> str:
        mark = "" if self.opened.isdisjoint(entries) else ' class="current"'
        return f"<ul{mark}>\n" + "".join(f"{self.row(each)}\n" for each in entries) + "</ul>"

    def row(self, entry: Entry) -> str:
        is_shared = self.opened and entry not in self.opened
        return self.tree.closed(entry, self.uri) if is_shared else self.entry(entry)

    def entry(self, entry: Entry) -> str:
        is_open, classes, below = entry in self.opened, entry.classes, ""
        if is_open:
            classes += " current"
        if entry.lists and (is_open or entry.level < self.tree.levels):
            classes += " has-children"
            switch = entry.switch.replace("class=", 'checked="" class=', 1) if is_open else entry.switch
            below = switch + "".join(self.list(each) + "\n" for each in entry.lists)
        if entry is self.current:
            classes += " current-page"
        return f'<li class="{classes}">{entry.link(self.uri, entry.target == self.uri and is_open)}{below}</li>'


class Contents:
    """The contents of one build."""

    def __init__(self) -> None:
        self._tree: Tree | None = None

    def forget(self, app: Sphinx, env: BuildEnvironment) -> None:
        """Read the contents anew: a title may have changed."""
        self._tree = None

    def before(self, app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: Any) -> None:
        """Keep Furo from making the contents once more."""
        if self._tree and _TOCTREE in context:
            context["multilingual_toctree"] = context.pop(_TOCTREE)

    def after(self, app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: Any) -> None:
        """Give the page its contents."""
        if "multilingual_toctree" in context:
            context[_TOCTREE] = context.pop("multilingual_toctree")
        if _TREE in context:
            uri = app.builder.get_target_uri(page)
            self._tree = self._tree or Tree(context[_TREE], uri)
            context[_TREE] = self._tree.write(uri)


def setup_contents(app: Sphinx) -> None:
    """Register what Furo would do for each page."""
    contents = Contents()
    app.connect("env-updated", contents.forget)
    app.connect("html-page-context", contents.before, priority=400)
    app.connect("html-page-context", contents.after, priority=910)  # after Furo, and after its names are translated
