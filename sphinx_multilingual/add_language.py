"""How does a language come to the site? One command writes its entry, its catalogs and a draft of its pages."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import sphinx
from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.messages import Catalog, Message

from .book.fonts import load_fonts
from .build import Project, build_lock
from .catalogs import dump_catalog, folder, forms, is_translated, messages, read_all, read_catalog
from .check import Setting, check_message
from .errors import ProjectError, short
from .extraction import extract_all
from .languages import Language, load_languages
from .updating import update_all

_SPHINX_LOCALES = Path(sphinx.__file__).parent / "locale"
# Font families by script, where they are not "Noto Sans" and the script's name. Amiri has Latin letters, and runs of
# text that change face do not copy right; the letters of the Han fonts save a second face in small files.
_SANS = "Noto Sans"
_FONTS = {
    "Latn": (_SANS,), "Cyrl": (_SANS,), "Grek": (_SANS,), "Arab": ("Amiri",), "Hans": ("Noto Sans CJK SC", _SANS),
    "Hant": ("Noto Sans CJK TC", _SANS), "Jpan": ("Noto Sans CJK JP", _SANS), "Kore": ("Noto Sans CJK KR", _SANS),
}
_ENGLISH = Locale("en")


def _locale(code: str) -> Locale:
    try:
        locale = Locale.parse(code.replace("-", "_"))
    except (ValueError, UnknownLocaleError):
        locale = None
    if locale is None or locale.language == "root":
        what = f"unknown language '{code}'" if code else "no language is named"
        raise ProjectError(f"{what}; use a code that Unicode CLDR knows: make language CODE=pt, or pt_BR", code=2)
    return locale


def fonts_of(locale: Locale) -> tuple[str, ...]:
    """Choose the font families for a language's script, as CLDR has it."""
    likely: str = get_global("likely_subtags").get(locale.language, "")  # for example pt_Latn_BR
    script = locale.script or (likely.split("_")[1] if likely else "Latn")
    return _FONTS.get(script, (_SANS, f"{_SANS} {_ENGLISH.scripts.get(script, script)}"))


def describe(code: str) -> Language:
    """Return the entry of a language as a draft, from CLDR; raise ProjectError where CLDR does not know it."""
    locale = _locale(code)
    # CLDR adds the script to zh_CN; the script then says more than the territory.
    added = locale.script if (locale.script or "").lower() not in code.lower() else None
    shown = Locale(locale.language, script=locale.script, territory=None if added else locale.territory)
    name = locale.languages.get(str(shown)) or shown.get_display_name() or str(shown)
    given = (locale.language, None if added else locale.script, locale.territory)
    return Language(
        code="_".join(filter(None, given)), tag=str(shown).replace("_", "-"), segment=locale.language,
        name=name[:1].title() + name[1:], english_name=shown.get_display_name("en") or str(shown),
        direction=locale.text_direction, status="draft", fonts=fonts_of(locale),
    )


def entry(language: Language) -> str:
    """Write a language as an entry of the table."""
    values = {field.name: getattr(language, field.name) for field in fields(Language)}
    # A JSON string, and a list of them, is one in TOML as well.
    rows = (f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in values.items())
    return "[[language]]\n" + "".join(rows)


def new_language(code: str, known: Sequence[Language], table: Path) -> Language:
    """Describe a language that the table does not have yet; raise ProjectError where it has."""
    language, taken = describe(code), {each.segment for each in known}
    if language.code in {each.code for each in known}:
        rows = table.read_text(encoding="utf-8").splitlines()
        line = next((n for n, row in enumerate(rows, 1) if row.replace(" ", "") == f'code="{language.code}"'), 1)
        found = f"'{language.code}' is in the table already"
        raise ProjectError(f"{found}; make html ONLY={language.code} builds it", table, line, code=2)
    return replace(language, segment=language.tag.lower()) if language.segment in taken else language


@contextmanager
def _restored(table: Path, catalogs: Path) -> Iterator[None]:
    """Put the table and the language's folder back as they were where anything fails."""
    with TemporaryDirectory() as kept:
        if catalogs.exists():
            shutil.copytree(catalogs, Path(kept, "catalogs"))
        old = Path(shutil.copy(table, table.with_suffix(".old")))
        try:
            yield
        except BaseException:
            old.replace(table)
            shutil.rmtree(catalogs, ignore_errors=True)
            if Path(kept, "catalogs").exists():
                shutil.copytree(Path(kept, "catalogs"), catalogs)
            raise
        old.unlink()


def _sphinx_labels(language: Language) -> dict[object, Message]:
    """Read what Sphinx has in a language, or in that of its most likely country, which has some under such a name."""
    likely: str = get_global("likely_subtags").get(language.code, language.code)  # for example pt_Latn_BR
    found: dict[object, Message] = {}
    for code in (f"{language.code}_{likely.rpartition('_')[2]}", language.code):
        path = _SPHINX_LOCALES / code / "LC_MESSAGES/sphinx.po"
        catalog = read_catalog(path) if path.exists() else Catalog()
        found |= {message.id: message for message in messages(catalog) if is_translated(message)}
    return found


def fill_labels(locales: Path, language: Language) -> int:
    """Take the labels that Sphinx has in this language into `sphinx.po`; return how many."""
    path, filled = folder(locales, language) / "sphinx.po", 0
    ours, known = read_catalog(path), _sphinx_labels(language)
    for message in messages(ours):
        found = known.get(message.id)
        if is_translated(message) or found is None:
            continue
        number, before, message.string = len(forms(message)), message.string, found.string
        # Its plural rule can have another number of forms, and it was not checked as ours are.
        if len(forms(message)) != number or any(check_message(message, Setting(is_label=True))):
            message.string = before
        else:
            filled += 1
    dump_catalog(path, ours)
    return filled


def _append(table: Path, language: Language) -> None:
    new = table.with_suffix(".new")
    new.write_text(table.read_text(encoding="utf-8").rstrip("\n") + "\n\n" + entry(language), encoding="utf-8")
    try:
        load_languages(new)
        new.replace(table)
    finally:
        new.unlink(missing_ok=True)


def _build_draft(project: Project, language: Language) -> None:
    # The extraction has set Sphinx's locale in this process, so another one builds.
    command = [sys.executable, "-m", "sphinx_multilingual", "html", "--only", language.code]
    if subprocess.run(command, cwd=project.root, check=False).returncode:
        raise ProjectError("the draft could not be built, so nothing was changed; mend the findings above")


def add_language(project: Project, code: str) -> None:
    """Add a language as a draft and say what comes next; where anything fails, nothing changes."""
    table = project.locales / "languages.toml"
    language = new_language(code, project.languages(), table)
    with _restored(table, project.locales / language.code):
        with build_lock(project):
            update_all(project.locales, (language,), extract_all(project.root, project.work))
            filled = fill_labels(project.locales, language)
            _append(table, language)
        _report(project, language, filled)
        _build_draft(project, language)
    print(_next_steps(project, language))


def _report(project: Project, language: Language, filled: int) -> None:
    catalogs = read_all(project.locales, language).values()
    total = sum(1 for catalog in catalogs for _ in messages(catalog))
    print(f"{short(project.locales / 'languages.toml')}: {language.english_name} added as a draft: {language.name}, "
          f"{language.direction}, folder {language.segment}, fonts {', '.join(language.fonts)}")
    theirs = f"{filled} of them filled from Sphinx's own translations" if filled else "and Sphinx has none to fill in"
    print(f"{short(project.locales / language.code)}: {len(catalogs)} catalogs, {total} messages, {theirs}", flush=True)


def _next_steps(project: Project, language: Language) -> str:
    code = language.code
    rows = [
        f"see the draft: {short(project.site / language.segment / 'index.html')}",
        f"translate: {short(folder(project.locales, language))}/, at first interface.po and sphinx.po",
        f"see it while you write: make live ONLY={code}; check it: make check ONLY={code}",
        f"after an edit of the source: make catalogs ONLY={code}",
        f"publish: set its status to \"published\" in {short(project.locales / 'languages.toml')}, then make",
    ]
    try:
        load_fonts(language)
    except ProjectError as error:
        rows.append(f"before its book can be made: {error}")
    return "next:\n" + "\n".join(f"  {row}" for row in rows)
