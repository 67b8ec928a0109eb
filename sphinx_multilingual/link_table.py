"""How many of the external addresses of a site has somebody seen? With the directive `link-status`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.errors import ConfigError

from .addresses import LISTED, load_listed
from .drawn import Drawing, PlaceDirective, setup_drawing
from .errors import ProjectError
from .settings import label

_TITLES = label("External addresses"), label("Number")
_NAMES = {"seen": label("Seen, at least in a stored copy"), "unverified": label("Not seen by anybody here")}


class LinksDirective(PlaceDirective):
    """Keep the place of the figures."""

    def note(self) -> None:
        """Have the page read again when the list has changed."""
        self.env.note_dependency(str(self.env.srcdir / LISTED))


class DrawLinks(Drawing):
    """Count the list of addresses by its status."""

    directive = "link-status"

    def draw(self) -> Iterator[nodes.Node]:
        """Draw a row for each status that some address has."""
        try:
            found = Counter(str(entry["status"]) for entry in load_listed(self.env.srcdir / LISTED).values())
        except ProjectError as error:
            raise ConfigError(str(error)) from error
        rows = [[self.said(name), self.number(found[status])] for status, name in _NAMES.items() if found[status]]
        if rows:
            yield self.table(_TITLES, rows)


def setup_link_table(app: Sphinx) -> None:
    """Register the directive."""
    setup_drawing(app, DrawLinks, LinksDirective)
