"""Which inner parts of other packages does the engine touch, and why?

Each entry names the upstream code; a test fails when that code changes.
"""

from __future__ import annotations

import gettext
from collections.abc import Callable, Mapping
from copy import copy
from functools import cache
from typing import Any, ClassVar

from docutils import nodes
from docutils.frontend import Values, get_default_settings
from docutils.utils import DependencyList
from markdown_it import MarkdownIt
from myst_parser.config.main import MdParserConfig
from myst_parser.mdit_to_docutils import base
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
from myst_parser.parsers.mdit import create_md_parser
from myst_parser.parsers.sphinx_ import MystParser
from sphinx.application import Sphinx
from sphinx.builders import html
from sphinx.builders.html._assets import _file_checksum
from sphinx.environment import BuildEnvironment
from sphinx.locale import translators
from sphinx.transforms import i18n
from sphinx.transforms.i18n import _NodeUpdater
from sphinx.util import docutils

from .catalogs import LABELS
from .plain import is_plain, leaves_plain, quick
from .quotes import setup_quotes
from .walks import setup_walks

# The end that Sphinx gives the source name of a translated message
# (sphinx/transforms/i18n.py, `_publish_msgstr`).
_MESSAGE = ":<translated>"
# What Sphinx does with the references of a message.
_COMPARE: dict[str, Callable[[_NodeUpdater], None]] = {
    name: getattr(_NodeUpdater, name)
    for name in (
        "update_autofootnote_references", "update_refnamed_references", "update_refnamed_footnote_references",
        "update_citation_references", "update_pending_xrefs",
    )
}
_publish, _get_settings = i18n._publish_msgstr, docutils._get_settings
# How the settings of a page begin.
_SETTINGS = "---"


class MessageParser(MystParser):
    """A MyST parser that keeps its Markdown parsers from one page, and one message, to the next.

    Sphinx parses each translated message as a document of its own; making the Markdown parser anew for each takes
    longer than parsing it.
    """

    page: ClassVar[str] = ""  # that was read last
    parsed: ClassVar[dict[tuple[int, str], nodes.Element]] = {}  # its messages, by line and text
    _parsers: ClassVar[dict[tuple[int, bool], tuple[MdParserConfig, MarkdownIt]]] = {}

    def parse(self, inputstring: str, document: nodes.document) -> None:
        """Parse a page as MyST does, a message with the parser of the last one."""
        source = str(document["source"])
        is_message = source.endswith(_MESSAGE)
        if not is_message:
            MessageParser.page = source
            self.parsed.clear()
        if inputstring.startswith(_SETTINGS):
            super().parse(inputstring, document)
        else:
            parser = self._parser(document.settings.env.myst_config, is_message)
            parser.options["document"] = document
            parser.render(inputstring)

    def _parser(self, config: MdParserConfig, is_message: bool) -> MarkdownIt:
        key = id(config), is_message
        if key not in self._parsers:  # The configuration is kept too, so that its id stays its own.
            parser = quick(create_md_parser(config, SphinxRenderer))
            if is_message:
                parser.disable("wordcount")  # Words are those of the page.
            self._parsers[key] = config, parser
        return self._parsers[key][1]


def _publish_once(source: str, source_path: str, source_line: int, **rest: Any) -> nodes.Element:
    """Parse a message as Sphinx does, but once instead of twice, and not at all where it holds words alone."""
    if source_path != MessageParser.page:
        return _publish(source, source_path, source_line, **rest)
    if is_plain(source) and leaves_plain(rest["env"].myst_config):
        return nodes.paragraph(source, source.strip())
    known = MessageParser.parsed.pop((source_line, source), None)
    if known is None or not _is_whole(known):
        known = MessageParser.parsed[source_line, source] = _publish(source, source_path, source_line, **rest)
    return known


def _is_whole(node: nodes.Node) -> bool:
    """Tell whether nothing that Sphinx parsed at first has gone into a page since."""
    return all(child.parent is node for child in node.children)


def _where_marked(compare: Callable[[_NodeUpdater], None]) -> Callable[[_NodeUpdater], None]:
    def where_marked(self: _NodeUpdater) -> None:
        if any(isinstance(each, nodes.Element) for side in (self.node, self.patch) for each in side.children):
            compare(self)

    return where_marked


_last_settings: list[tuple[tuple[Any, ...], dict[str, Any], Values]] = []


def _kept_settings(*components: Any, defaults: Mapping[str, Any], read_config_files: bool = False) -> Values:
    """Copy the settings of the last page, where they come from the same components and defaults."""
    kinds = tuple(each if isinstance(each, type) else type(each) for each in components)
    if not _last_settings or _last_settings[0][:2] != (kinds, defaults):
        made = _get_settings(*components, defaults=defaults, read_config_files=read_config_files)
        _last_settings[:] = [(kinds, dict(defaults), made)]
    settings = copy(_last_settings[0][2])
    settings.record_dependencies = DependencyList()  # Each page has its own.
    return settings


def setup_compat(app: Sphinx) -> None:
    """Make translated messages cheap to parse and to put in their places.

    Sphinx parses each message first for the titles among them, then once more (sphinx/transforms/i18n.py, 9.0.4,
    `Locale.apply`, `_publish_msgstr`). It compares five kinds of references of each message with those of its
    source (sphinx/transforms/i18n.py, 9.0.4); most have none at all.

    `_parse_str_to_doctree` builds docutils' whole option parser for each page (sphinx/util/docutils.py, 9.0.4), and
    `_file_checksum`, which keeps checksums by whole paths, looks for those (sphinx/builders/html/_assets.py).
    `DocutilsRenderer.setup_render` evaluates `options.get("document",
    make_document())`, and so builds docutils' whole option parser for each
    message, to throw it away (myst_parser/mdit_to_docutils/base.py, 5.2.0).
    """
    base.get_default_settings = cache(get_default_settings)  # type: ignore[assignment,attr-defined]
    app.add_source_parser(MessageParser, override=True)
    setup_walks()
    setup_quotes()
    docutils._get_settings = _kept_settings
    html._file_checksum = cache(_file_checksum)  # type: ignore[assignment,attr-defined]
    i18n._publish_msgstr = _publish_once
    for name, compare in _COMPARE.items():
        setattr(_NodeUpdater, name, _where_marked(compare))


# Of how many pages the texts are kept in memory.
_MOST_PAGES = 20


def bound_memory(app: Sphinx) -> None:
    """Have a build need no more memory for many pages than for some; what is dropped is read from its file.

    Sphinx holds the doctree of each page from its reading to its writing, then its pickle (sphinx/builders/__init__.py
    and sphinx/environment/__init__.py, 9.0.4, `_write_doc_doctree_cache`, `_pickled_doctree_cache`), and, as gettext
    does, the catalog of each page (sphinx/locale/__init__.py, `translators`; gettext.py, Python 3.11, `_translations`).
    """
    def drop(app: Sphinx, *_: object) -> None:
        for kept in (app.env._write_doc_doctree_cache, app.env._pickled_doctree_cache):
            if len(kept) >= _MOST_PAGES:
                kept.clear()
        if len(of_pages := [key for key in translators if key[1] not in LABELS]) >= _MOST_PAGES:
            for key in of_pages:
                del translators[key]
            gettext._translations.clear()  # type: ignore[attr-defined]

    app.connect("source-read", drop)
    app.connect("html-page-context", drop)


def forget_doctrees(env: BuildEnvironment) -> None:
    """Make the next build of the same process read each page's doctree anew.

    Sphinx keeps the bytes of doctrees it has loaded and does not drop them when a
    page is read again (sphinx/environment/__init__.py, 9.0.4, `get_doctree`).
    """
    env._pickled_doctree_cache.clear()
    env.__dict__.pop("master_doctree", None)  # A cached property of the same file.
