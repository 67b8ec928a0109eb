"""How does a page draw the records of a data file? With the directive `records`.

`records NAME` draws `_data/NAME.toml`, as its `[layout]` says: a timeline, a list,
a table or a glossary.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from docutils.statemachine import StringList
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from ..markups import is_rest
from .data import Entry, Records, has_words, load_records, logger, report
from .dates import read_date, say_date
from .places import CLASS, first, setup_places
from .writing import MystWriter, RestWriter, is_day

# What each kind becomes, and what holds the records in it.
_NODES: Mapping[str, tuple[type[nodes.Element], type[nodes.Element]]] = {
    "list": (nodes.bullet_list, nodes.bullet_list), "table": (nodes.table, nodes.tbody),
    "timeline": (nodes.definition_list, nodes.definition_list),
    "glossary": (nodes.definition_list, nodes.definition_list),
}


def _items(place: nodes.Element, kind: str) -> list[nodes.Element]:
    holder = next(iter(place.findall(_NODES[kind][1])), nodes.Element())
    return [each for each in holder.children if isinstance(each, nodes.Element)]


class RecordsDirective(SphinxDirective):
    """Draw the records of a file that a condition chooses."""

    required_arguments = 1
    option_spec: ClassVar[dict[str, Callable[[str], Any]]] = {
        "where": directives.unchanged_required, "caption": directives.unchanged_required,
        "name": directives.unchanged_required, "no-index": directives.flag,
    }

    def run(self) -> list[nodes.Node]:
        """Read the records as part of the page, so that they are translated with it."""
        path = Path(self.env.srcdir, "_data", f"{self.arguments[0]}.toml")
        records, faults = load_records(path)
        if report(path, faults, self.env.note_dependency) or records is None:
            return []
        chosen, locale = self._choose(records), self._locale()
        writer = RestWriter(locale) if is_rest(self.env) else MystWriter(locale)
        if records.kind == "table":
            text = writer.table(chosen, records.columns, self.options.get("caption", ""))
        elif "caption" in self.options:
            raise self.error(f"a {records.kind} has no caption; take it out")
        else:
            text = writer.write(records.kind, chosen)
        place = nodes.Element()
        self.state.nested_parse(StringList(text.splitlines(), self.get_location()), 0, place)
        items = _items(place, records.kind)
        if len(items) != len(chosen):
            raise self.error(f"the texts of {path.name} cannot be drawn as a {records.kind}; does MyST know 'deflist'?")
        for item, entry in zip(items, chosen, strict=True):
            self._finish(item, entry, records, locale)
        drawn = first(place, _NODES[records.kind][0])
        drawn["classes"] += [CLASS, f"{CLASS}-{records.kind}"]
        self.add_name(drawn)
        return place.children

    def _locale(self) -> str:
        code = self.config.language
        return str(self.config.multilingual_date_locales.get(code, code))

    def _choose(self, records: Records) -> list[Entry]:
        key, _, wanted = (part.strip() for part in self.options.get("where", "=").partition("="))
        if "where" in self.options and not (key and wanted):
            raise self.error("`where` must be key=value")
        found = [entry for entry in records.drawn if not key or wanted in _values(entry.values.get(key))]
        if not found:
            raise self.error("no record of the file is chosen; correct `where`, or take the directive out")
        return sorted(found, key=lambda each: read_date(each.values["date"])) if records.kind == "timeline" else found

    def _finish(self, item: nodes.Element, entry: Entry, records: Records, locale: str) -> None:
        """Tell of an item where it comes from, its target, and what of it is no message."""
        entry.locate(item)
        item["hint"] = self._is_hinted(entry)
        if "id" in entry.values and "no-index" not in self.options:
            item["names"].append(f"{self.arguments[0]}-{entry.values['id']}")
            self.state.document.note_explicit_target(item, item)
        if records.kind == "timeline":
            term = first(item, nodes.term)
            term.clear()
            term.append(nodes.Text(say_date(entry.values["date"], locale)))
            term["translatable"] = False
        for cell, (_, key) in zip(item.children, records.columns, strict=False):
            for paragraph in cell.findall(nodes.paragraph):
                if is_day(entry, key) or not has_words(paragraph.rawsource):
                    paragraph["translatable"] = False

    def _is_hinted(self, entry: Entry) -> bool:
        """Tell whether mentions of a term are explained; `no_hint` says where not: true, or a list of languages."""
        given = entry.values.get("no_hint", False)
        if isinstance(given, bool):
            return not given
        if isinstance(given, list) and set(given) <= {each.code for each in self.config.multilingual_table}:
            return self.config.language not in given
        message = f"no_hint is {given!r}; write true, or a list of codes of languages"
        logger.warning(message, location=f"{entry.path}:{entry.lines['no_hint']}", type="records")
        return False


def _values(value: Any) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list) else [str(value)]


def setup_drawing(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("records", RecordsDirective)
    setup_places(app)
