"""How does a page of the guide explain the kinds of finding? With the directive `check-codes`."""

from __future__ import annotations

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from .codes import CODES, PLACE


def guide(families: tuple[str, ...]) -> str:
    """Write the codes of some families as a definition list in Markdown."""
    return "\n".join(
        f"`{code}`\n: {_sentence(entry.what)} {_sentence(entry.mend)}\n"
        for code, entry in CODES.items() if entry.family in families
    )


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."


class CheckCodes(SphinxDirective):
    """List the codes of the families that are named, each with a target such as `#c010`."""

    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """Read the list as part of the page, so that it is translated with it."""
        families = tuple(self.arguments[0].split())
        if unknown := set(families) - {entry.family for entry in CODES.values()}:
            raise self.error(f"there is no family of checks {min(unknown)!r}")
        self.env.note_dependency(str(PLACE))
        place = nodes.Element()
        self.state.nested_parse(StringList(guide(families).splitlines(), self.get_location()), 0, place)
        for term in place.findall(nodes.term):
            term["ids"].append(term.astext().lower())
            term["translatable"] = False
        return place.children


def setup_guide(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("check-codes", CheckCodes)
