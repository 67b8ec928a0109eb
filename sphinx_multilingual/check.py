"""What is wrong with a catalog? Errors break a page; open work is what is not yet translated."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from babel.messages import Catalog, Message

from .catalogs import folder, forms, is_translated, messages
from .errors import short
from .languages import Language

_TARGET = re.compile(r"\]\(([^)\s]*)[^)]*\)|<((?:https?:|mailto:)[^<>\s]+|[^<>\s@]+@[^<>\s]+)>")
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
        sides = [[found[found.lastindex or 0] for found in pattern.finditer(side)] for side in (source, text)]
        ours, theirs = map(Counter, sides)
        lost, added = sorted((ours - theirs).elements()), sorted((theirs - ours).elements())
        parts = [f"lacks {', '.join(lost)}"] * bool(lost) + [f"adds {', '.join(added)}"] * bool(added)
        return f"the translation {' and '.join(parts)}; keep each {what} as it is in the source" if parts else ""

    return differs


def _only_in_text(pattern: re.Pattern[str], what: str) -> Callable[[str, str], str]:
    def brings(source: str, text: str) -> str:
        allowed = Counter(pattern.findall(source))
        extra = list(Counter(pattern.findall(text)) - allowed)
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


def check_catalog(path: Path, catalog: Catalog) -> list[Finding]:
    """Check one catalog: errors, and open work."""
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


def check_language(catalogs: Mapping[str, Catalog], locales: Path, language: Language) -> list[Finding]:
    """Check every catalog of a language."""
    return [
        finding for domain, catalog in catalogs.items()
        for finding in check_catalog(folder(locales, language) / f"{domain}.po", catalog)
    ]


def report(findings: Sequence[Finding], strict: bool) -> bool:
    """Print the findings and tell whether they fail the command: errors do, open work where strict."""
    errors = [finding for finding in findings if finding.is_error or strict]
    for finding in errors:
        print(finding, file=sys.stderr)
    if not strict:
        open_work = [finding for finding in findings if not finding.is_error]
        for finding in open_work:
            print(finding)
        if open_work:
            print(f"open work, which stops no build: {len(open_work)}")
    return bool(errors)
