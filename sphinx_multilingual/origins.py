"""Which catalog line does a warning of Sphinx come from?

Sphinx reports a fault in a translation at the line of the source page. The
message templates know which message starts there, and the catalog where it is.
"""

from __future__ import annotations

import re
from pathlib import Path

from .catalogs import folder, forms, messages, read_catalog
from .errors import ProjectError, short
from .languages import Language, load_languages, source_of
from .processes import run_all
from .worker import Task

_LOCATED = re.compile(r"docs/(?P<page>[^:\s]+)\.\w+:(?P<line>\d+):(?:<translated>:\d*:?)? ?")

_QUOTED = re.compile(r"'(.+?)'")

Lines = dict[tuple[str, int], list[str]]  # the cells of a table stand in one line


def is_located(finding: str) -> bool:
    """Tell whether a finding names a line of a source page."""
    return _LOCATED.match(finding) is not None


def extract_templates(root: Path, work: Path, quiet: bool = False) -> Path:
    """Run Sphinx's gettext builder in a process of its own and return the folder it filled.

    Raises ProjectError with the findings in the sources, unless `quiet`.
    """
    source = source_of(load_languages(root / "locales/languages.toml"))
    out = work / "gettext"
    task = Task(source, ("gettext",), root, out, work / "extraction")
    for outcome in run_all([task], lambda code, form: None):
        if outcome.findings and not quiet:
            raise ProjectError("\n".join(outcome.findings))
    return out


def source_messages(root: Path, work: Path) -> Lines:
    """Map (page, line) of the sources to the messages that start there."""
    base, found = extract_templates(root, work, quiet=True), Lines()
    for path in base.rglob("*.pot"):
        page = path.relative_to(base).with_suffix("").as_posix()
        for message in messages(read_catalog(path)):
            for file, line in message.locations:
                if not file.endswith(".toml"):  # of a data file: no line of the page
                    found.setdefault((page, line or 0), []).append(str(message.id))
    return found


def catalog_line(finding: str, lines: Lines, locales: Path, language: Language) -> str:
    """Put the catalog's file and line before a finding, where the message is known.

    Of several messages it is the first whose translation has what the finding quotes.
    """
    found = _LOCATED.match(finding)
    assert found
    page, line = found["page"], int(found["line"])
    path = folder(locales, language) / f"{page}.po"
    starts = [start for at, start in lines if at == page and start <= line]
    if not starts or not path.exists():
        return finding
    catalog, quoted = read_catalog(path), _QUOTED.findall(finding)
    known = [message for text in lines[page, max(starts)] if (message := catalog.get(text)) and message.lineno]
    if not known:
        return finding
    message = next((each for each in known if any(quote in "".join(forms(each)) for quote in quoted)), known[0])
    return f"{short(path)}:{message.lineno}: {finding[found.end():]} (message of docs/{page}, line {line})"
