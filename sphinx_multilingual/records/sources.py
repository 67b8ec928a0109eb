"""How does a page list the sources that it cites? With the directive `sources`.

`multilingual_sources` in conf.py names the one file of sources; a page cites one
as a footnote, `[^name]` (in reStructuredText `[#name]_`), and has `sources` at its end.
"""

from __future__ import annotations

import re
from pathlib import Path

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from ..markups import is_rest
from .data import Entry, load_sources, logger, report
from .writing import MystWriter, RestWriter

# A source may have the name of a target of the page: they are kept apart.
_PREFIX = "source-"
_DEFINITION = re.compile(r"^ {0,3}(?:\.\. \[#|\[\^)([^\]\s]+)\]", re.MULTILINE)


class SourcesDirective(SphinxDirective):
    """Define the footnotes that the page cites and does not define itself."""

    def run(self) -> list[nodes.Node]:
        """Read the definitions as part of the page, so that they are translated with it."""
        if not self.config.multilingual_sources:
            raise self.error("no file of sources is known; set multilingual_sources in conf.py")
        path = Path(self.env.app.confdir, self.config.multilingual_sources)
        known, faults = load_sources(path)
        has_faults = report(path, faults, self.env.note_dependency)
        cited = self.state.document.footnote_refs
        if not cited:
            message = "the page cites no source before its list; cite one as [^name], or delete the list"
            logger.warning(message, location=self.get_location(), type="records")
        own = set(_DEFINITION.findall(Path(self.env.doc2path(self.env.docname)).read_text(encoding="utf-8")))
        wanted = [name for name in cited if name not in own]
        for name in wanted:
            if name not in known and not has_faults:
                message = f"no source '{name}' on this page or in {path.name}; add it there, or correct the name"
                logger.warning(message, location=cited[name][0], type="records")
        return self._define({name: known.get(name) for name in wanted})

    def _define(self, wanted: dict[str, Entry | None]) -> list[nodes.Node]:
        # What is not known was told of; without a definition docutils would tell it again.
        texts = {name: " ".join(entry.text("cite").split()) if entry else "?" for name, entry in wanted.items()}
        writer = RestWriter("") if is_rest(self.env) else MystWriter("")
        rows = [row for name, text in texts.items() for row in (writer.note(_PREFIX + name, text), "")]
        place = nodes.Element()
        self.state.nested_parse(StringList(rows, self.get_location()), 0, place)
        for footnote in place.findall(nodes.footnote):
            name = footnote["names"][0].removeprefix(_PREFIX)
            footnote["names"] = [name]  # By which docutils finds what cites it.
            if entry := wanted.get(name):
                entry.locate(footnote)
        return place.children


def setup_sources(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("sources", SourcesDirective)
