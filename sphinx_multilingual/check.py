"""What is wrong with a catalog? Errors break a page; open work is what is not yet translated."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from babel.messages import Message

from .catalogs import catalog_files, forms, is_translated, messages, read_catalog
from .errors import ProjectError, short
from .languages import Language

_TARGET = re.compile(r"\]\(([^)\s]*)[^)]*\)|<((?:https?:|mailto:|#)?[^<>\s]+@?[^<>\s]*)>")
_FOOTNOTE = re.compile(r"\[\^[^\]]+\]")
_PLACEHOLDER = re.compile(r"%\(\w+\)s|%s|\$?\{\w+\}")
_ROLE = re.compile(r"\{[\w:-]+\}`[^`]*`")
_MARKUP = re.compile(r"</?[a-zA-Z][^>]*>|<!--|^\s*(?:```|:::|~~~)|^\s*%\s", re.MULTILINE)
_SCHEME = re.compile(r"(?:javascript|vbscript|data)\s*:", re.IGNORECASE)
_NOQA = re.compile(r"#\s*noqa\s*$")
_BLOCK = re.compile(r"^(?:---|#|- |\+ |\* |\d+[.)] |>)")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to mend: where, what, and whether it breaks the site."""

    path: Path
    line: int
    text: str
    is_error: bool = True

    def __str__(self) -> str:
        return f"{short(self.path)}:{self.line}: {self.text}"


def _same(pattern: re.Pattern[str], what: str) -> Callable[[str, str], str]:
    def differs(source: str, text: str) -> str:
        ours, theirs = (Counter("".join(found.group(0)) for found in pattern.finditer(side)) for side in (source, text))
        if pattern is _TARGET:
            ours, theirs = (Counter(found[1] or found[2] for found in pattern.finditer(side)) for side in (source, text))
        lost, added = sorted((ours - theirs).elements()), sorted((theirs - ours).elements())
        parts = [f"lacks {', '.join(lost)}"] * bool(lost) + [f"adds {', '.join(added)}"] * bool(added)
        return f"the translation {' and '.join(parts)}; keep each {what} as it is in the source" if parts else ""

    return differs


def _only_in_text(pattern: re.Pattern[str], what: str) -> Callable[[str, str], str]:
    def brings(source: str, text: str) -> str:
        allowed = Counter(pattern.findall(source))
        extra = [found for found in (Counter(pattern.findall(text)) - allowed)]
        return f"the translation brings {what} that the source lacks ({extra[0].strip()}); take it out" if extra else ""

    return brings


CHECKS: tuple[Callable[[str, str], str], ...] = (
    _same(_TARGET, "link target"),
    _same(_FOOTNOTE, "footnote"),
    _same(_PLACEHOLDER, "placeholder"),
    _same(_ROLE, "role"),
    _only_in_text(_MARKUP, "markup"),
    _only_in_text(_SCHEME, "an unsafe address"),
    _only_in_text(_NOQA, "a mark that silences checks"),
    _only_in_text(_BLOCK, "a block mark at its start"),
)


def check_message(message: Message) -> Iterator[str]:
    """Yield what is wrong with one translated message."""
    # A plural form may follow either source: "one page" needs no number.
    sources = (message.id,) if isinstance(message.id, str) else tuple(message.id)
    for text in filter(None, forms(message)):
        for check in CHECKS:
            faults = [check(source, text) for source in sources]
            if all(faults):
                yield faults[-1]


def check_catalog(path: Path) -> list[Finding]:
    """Check one catalog: errors, and open work."""
    try:
        catalog = read_catalog(path)
    except ProjectError as error:
        found = re.match(r".*?:(\d+): (.*)", str(error), re.DOTALL)
        return [Finding(path, int(found[1]) if found else 1, found[2] if found else str(error))]
    findings = []
    for message in messages(catalog):
        line = message.lineno or 1
        if is_translated(message):
            findings += [Finding(path, line, text) for text in check_message(message)]
        else:
            state = "fuzzy: the source has changed" if message.fuzzy else "not translated"
            findings.append(Finding(path, line, state, is_error=False))
    findings += [Finding(path, 1, "obsolete: no longer in the source", False) for _ in catalog.obsolete]
    return findings


def check_all(locales: Path, languages: Sequence[Language]) -> list[Finding]:
    """Check every catalog of the given languages."""
    return [
        finding for language in languages if not language.is_source
        for _, path in catalog_files(locales, language) for finding in check_catalog(path)
    ]


def report(findings: Sequence[Finding], strict: bool) -> bool:
    """Print the findings and tell whether they fail the command: errors do, open work where strict."""
    errors = [finding for finding in findings if finding.is_error or strict]
    for finding in errors:
        print(finding, file=sys.stderr)
    if open_work := len(findings) - len(errors):
        print(f"open work: {open_work} messages are empty, fuzzy or obsolete (make progress)")
    return bool(errors)
