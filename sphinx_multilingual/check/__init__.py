"""What is wrong in the sources and catalogs, and what is still to do? Each family of checks has a module."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import nullcontext
from dataclasses import replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from signal import SIG_IGN, SIGINT, signal

from babel.messages import Catalog, Message

from ..catalogs import LABELS, folder, forms, is_translated, messages, read_catalog
from ..errors import ProjectError, short
from ..languages import Language, source_of
from ..markups import REST, SUFFIXES, source_of_page
from ..terms import NAME as TERMS
from . import balance, behind, markup, script, sources, structure, terms, typography, values, work
from .codes import CODES
from .findings import Finding, report
from .kept import Kept
from .pair import Check, Pair, Setting
from .source_pages import Page
from .waivers import load_waivers, unused, waive

__all__ = [
    "CODES", "Finding", "Setting", "check_catalog", "check_language", "check_message", "check_project", "report",
    "setting_of",
]
MESSAGE_CHECKS: dict[str, Check] = {
    code: check
    for family in (markup, values, script, terms, typography, balance)
    for code, check in family.CHECKS.items()
}
CATALOG_CHECKS = {**structure.CHECKS, **work.CHECKS}
PAGE_CHECKS = dict(sources.CHECKS)
_STOPS_BUILD = frozenset(code for code, each in CODES.items() if each.stops_build)


def setting_of(locales: Path, language: Language, source: Language, domain: str) -> Setting:
    """Gather what the checks of a catalog know beside its messages."""
    found = terms.load_terms(locales / TERMS, language.code)
    return Setting(language.code, source.code, found, domain in LABELS, is_rest=_is_rest(locales, domain))


def _is_rest(locales: Path, domain: str) -> bool:
    page = source_of_page(locales.parent / "docs", domain)
    return page is not None and page.suffix == REST


def _original(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _chosen(pairs: list[Pair]) -> list[tuple[str, Check]]:
    """Choose the checks for a text: one that no translation can need gets no other check."""
    if any(True for _ in markup.far_too_long(pairs[-1])):
        return [each for each in MESSAGE_CHECKS.items() if each[1] is markup.far_too_long]
    for_build, alike = pairs[-1].setting.for_build, any(pair.is_alike for pair in pairs)
    return [
        (code, check) for code, check in MESSAGE_CHECKS.items()
        if not ((alike and code in markup.OF_MARKS) or (for_build and code not in _STOPS_BUILD))
    ]


def check_message(message: Message, setting: Setting | None = None) -> Iterator[tuple[str, str]]:
    """Yield (code, detail) of what is wrong with one translated message."""
    # A plural form may follow either source: "one page" needs no number.
    setting = setting or Setting()
    originals = (message.id,) if isinstance(message.id, str) else tuple(message.id)
    single = structure.single_forms(setting.language) if message.pluralizable else frozenset()
    for number, text in enumerate(forms(message)):
        pairs = [Pair(original, text, setting, number in single) for original in originals if text]
        for code, check in _chosen(pairs) if pairs else ():
            faults = [list(check(pair)) for pair in pairs]
            if all(faults):
                yield from ((code, detail) for detail in faults[-1])


def check_catalog(path: Path, catalog: Catalog, setting: Setting | None = None) -> list[Finding]:
    """Check one catalog: errors, and open work, in the order of its lines."""
    setting = replace(setting or Setting(), page="\n\n".join(map(_original, messages(catalog))))
    findings = [
        Finding(path, line, code, detail)
        for code, check in CATALOG_CHECKS.items() for line, detail in check(path, catalog, setting.language)
    ]
    findings += [
        Finding(path, message.lineno or 1, code, detail, _original(message))
        for message in messages(catalog) if is_translated(message)
        for code, detail in check_message(message, setting)
    ]
    return sorted(findings, key=lambda finding: finding.line)


def check_language(catalogs: Mapping[str, Catalog], locales: Path, language: Language) -> list[Finding]:
    """Check what a build needs to know of a language: what must stop it, and open work; without what is waived."""
    settings = {
        domain: Setting(language.code, is_label=domain in LABELS, for_build=True, is_rest=_is_rest(locales, domain))
        for domain in catalogs
    }
    return waive(_language(catalogs, locales, language, settings), load_waivers(locales / "waivers.toml")[0])[0]


def _language(
    catalogs: Mapping[str, Catalog], locales: Path, language: Language, settings: Mapping[str, Setting]
) -> Iterator[Finding]:
    for domain, catalog in catalogs.items():
        yield from check_catalog(folder(locales, language) / f"{domain}.po", catalog, settings[domain])


def _check_file(path: Path, locales: Path, language: Language, source: Language) -> list[Finding]:
    domain = path.relative_to(folder(locales, language)).with_suffix("").as_posix()
    try:
        catalog = read_catalog(path)
    except ProjectError as error:
        return [Finding(path, error.line or 1, "C001", error.reason)]
    return check_catalog(path, catalog, setting_of(locales, language, source, domain))


def check_sources(root: Path, pages: Sequence[Page]) -> list[Finding]:
    """Check the source pages and the one setting of conf.py that spoils translations."""
    conf = root / "conf.py"
    text = conf.read_text(encoding="utf-8") if conf.exists() else ""
    findings = [Finding(conf, line, "S004", detail, detail) for line, detail in sources.translated_code(text)]
    for page in pages:
        for code, check in PAGE_CHECKS.items():
            findings += [Finding(page.path, line, code, detail, page.rows[line - 1]) for line, detail in check(page)]
    return findings


def _behind(pages: Sequence[Page], known: Iterable[set[str]]) -> Iterator[Finding]:
    """Find the texts that a catalog of some language lacks."""
    if languages := list(known):
        for page, line, text in behind.behind(pages, set.intersection(*languages)):
            yield Finding(page.path, line, "O004", f"“{text[:40]}”", text)


def _check_catalogs(
    language: Language, locales: Path, source: Language, kept: Path | None
) -> tuple[list[Finding], set[str], set[str]]:
    """Check the catalogs of one language; return the findings, the files that were looked at and their source texts."""
    paths = sorted(folder(locales, language).rglob("*.po"))
    terms_file = locales / TERMS
    rests_on = [repr((language, source)).encode(), terms_file.read_bytes() if terms_file.exists() else b""]
    results = Kept(kept and kept / f"{language.code}.json", rests_on)
    findings = [
        finding for path in paths
        for finding in results.findings(path, partial(_check_file, path, locales, language, source))
    ]
    results.save()
    return findings, {short(path) for path in paths}, behind.known_texts(paths)


def _helpers() -> ProcessPoolExecutor:
    # Ctrl-C reaches every process of the terminal; only the first one answers it.
    return ProcessPoolExecutor(mp_context=get_context("fork"), initializer=signal, initargs=(SIGINT, SIG_IGN))


def check_project(
    root: Path, locales: Path, table: Sequence[Language], chosen: Sequence[Language], kept: Path | None = None
) -> list[Finding]:
    """Check the sources, the catalogs of the chosen languages, and the waivers; `kept` is a folder for the next run."""
    source = source_of(table)
    translated = [language for language in chosen if not language.is_source]
    check = partial(_check_catalogs, locales=locales, source=source, kept=kept)
    with _helpers() if len(translated) > 1 else nullcontext() as pool:
        results = pool.map(check, translated) if pool else map(check, translated)
        pages = sources.load_pages(root / "docs", source.code)
        findings, known = check_sources(root, pages), list[set[str]]()
        seen = {short(page) for suffix in (*SUFFIXES, ".toml") for page in (root / "docs").rglob(f"*{suffix}")}
        seen.add("conf.py")
        for found, files, texts in results:
            findings, seen = findings + found, seen | files
            known.append(texts)
    findings += _behind(pages, known)
    waivers, faults = load_waivers(locales / "waivers.toml")
    left, used = waive(findings, waivers)
    return [*left, *faults, *unused(locales / "waivers.toml", waivers, used, seen)]
