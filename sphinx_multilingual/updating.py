"""How does a catalog follow its source without losing a translation?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from babel.messages import Catalog
from sphinx_intl.catalog import update_with_fuzzy

from .catalogs import dump_catalog, folder, forms, is_translated, messages, read_all
from .check.structure import has_right_plurals
from .errors import short
from .languages import Language

# Translations by source text, from all catalogs of a language.
Memory = dict[object, object]


@dataclass(frozen=True, slots=True)
class Change:
    """What an update did to one catalog, in messages."""

    path: Path
    new: int = 0
    fuzzy: int = 0
    obsolete: int = 0

    def __str__(self) -> str:
        return f"{short(self.path)}: {self.new} new, {self.fuzzy} fuzzy, {self.obsolete} obsolete"


def memory_of(catalogs: Mapping[str, Catalog]) -> Memory:
    """Remember each translation of a language, of messages that are gone as well."""
    return {
        message.id: message.string
        for catalog in catalogs.values()
        for message in (*catalog.obsolete.values(), *messages(catalog))
        if is_translated(message) and any(forms(message))
    }


def plural_rule(catalogs: Mapping[str, Catalog], language: Language) -> str:
    """Return the plural rule of a language's catalogs: theirs, where it is right, or else Babel's.

    Two rules can be right, that of gettext's table and that of CLDR, and Babel changes from one to the other at times.
    """
    theirs = (each.plural_forms for each in catalogs.values() if has_right_plurals(each, language.code))
    return next(theirs, Catalog(locale=language.code).plural_forms)


def merge(old: Catalog, template: Catalog, language: Language, memory: Memory, rule: str) -> Catalog:
    """Return the catalog of a template with the translations of the old one.

    A changed message keeps its translation, marked fuzzy, with its previous
    text; one that is gone becomes obsolete; one that came from another page
    takes its translation along.
    """
    catalog = Catalog(locale=language.code, fuzzy=False, charset="utf-8")
    catalog.mime_headers = [("Plural-Forms", rule)]
    catalog.header_comment = f"# {language.english_name} translation."
    before = {message.id: message.previous_id for message in messages(old)}
    for message in messages(old):
        catalog[message.id] = message
    catalog.obsolete = old.obsolete
    update_with_fuzzy(catalog, _copy(template))
    for message in messages(catalog):
        message.locations = sorted({(source, None) for source, _ in message.locations})  # type: ignore[misc]
        if not is_translated(message) and message.id in memory:
            message.string = memory[message.id]  # type: ignore[assignment]
            message.flags.discard("fuzzy")
        if message.fuzzy:
            message.previous_id = message.previous_id or before.get(message.id, [])
        else:
            message.previous_id = []
    return catalog


def _copy(template: Catalog) -> Catalog:
    """Copy a template: a merged catalog holds its messages, and what is written into them is of one language."""
    copied = Catalog()
    for message in messages(template):
        copied[message.id] = message.clone()
    return copied


def update_all(locales: Path, languages: tuple[Language, ...], templates: Mapping[str, Catalog]) -> list[Change]:
    """Bring the catalogs of the languages up to date and return what changed."""
    changes = []
    for language in languages:
        if language.is_source:
            continue
        catalogs = read_all(locales, language)
        memory, rule = memory_of(catalogs), plural_rule(catalogs, language)
        living = {message.id for template in templates.values() for message in messages(template)}
        for domain, template in sorted(templates.items()):
            old = catalogs.get(domain, Catalog())
            known, gone = {message.id for message in messages(old)}, set(old.obsolete)
            catalog = merge(old, template, language, memory, rule)
            for key in [key for key in catalog.obsolete if key in living]:
                del catalog.obsolete[key]  # It moved to another page, with its translation.
            path = folder(locales, language) / f"{domain}.po"
            if dump_catalog(path, catalog):
                found = list(messages(catalog))
                new = sum(message.id not in known and not message.fuzzy for message in found)
                changes.append(Change(path, new, sum(each.fuzzy for each in found), len(set(catalog.obsolete) - gone)))
    return changes
