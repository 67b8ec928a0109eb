"""What do the catalogs hold? Reads, writes, compiles and counts gettext catalogs."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, normalize, read_po, unescape, write_po

from .errors import ProjectError
from .languages import Language

# The catalogs of labels, which have no page.
LABELS = ("interface", "sphinx")
# Header lines that change with the clock, and placeholders that nobody filled in.
_UNWRITTEN = re.compile(r'"(POT-Creation|PO-Revision|Generated-By|.*(EMAIL@ADDRESS|PROJECT VERSION|LL@li\.org))')
_WIDTH = 79
LARGEST = 1 << 20  # bytes; the largest catalogs of a big page have a tenth of it
_QUOTED = r'"(?:[^"\\]|\\[abfnrtv\\"?]|\\[0-7]{1,3}|\\x[0-9a-fA-F]+)*"'
_KEYWORD = r"(?:msgctxt|msgid|msgid_plural|msgstr(?:\[\d+\])?)\s*"
_LINE = re.compile(rf"#(?![~|]).*|(?:#~\|? ?|#\| ?)?(?:{_KEYWORD})?(?:{_QUOTED})?")
# A string goes on in the next line. No language has over six plural forms.
_BREAK = re.compile(r'"\s*\n\s*(?:#~\s*)?"')
_MANY_FORMS = re.compile(r"nplurals(?!\s*=\s*[1-6]\s*;).{0,40}", re.IGNORECASE)
# As Babel reads `#| msgid "…"`: a comment.
_PREVIOUS = re.compile(rf"\|\s*(?P<keyword>{_KEYWORD})?(?P<text>{_QUOTED})")
# Markup that a translator keeps, and words, which may have inner marks: `co-op`, `27.2`.
_KEPT = re.compile(r"\]\([^)]*\)|\[\^[^\]]*\]|\{[\w:-]+\}(?=`)")
_WORD = re.compile(r"\w+(?:[-.,'’]\w+)*")


@dataclass(frozen=True, slots=True)
class Count:
    """Messages of a catalog: all, those a reader sees translated, those marked fuzzy; and the words still to do."""

    total: int = 0
    translated: int = 0
    fuzzy: int = 0
    words_left: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(Count)))

    @property
    def percent(self) -> int:
        """The translated share in per cent, floored: only a whole translation is 100."""
        return 100 * self.translated // self.total if self.total else 100


def folder(locales: Path, language: Language) -> Path:
    """Return the folder of a language's catalogs."""
    return locales / language.code / "LC_MESSAGES"


def read_all(locales: Path, language: Language, paths: Iterable[Path] | None = None) -> dict[str, Catalog]:
    """Read a language's catalogs, or some of them, by their domain; the domain of a page is its docname."""
    base = folder(locales, language)
    chosen = sorted(base.rglob("*.po")) if paths is None else paths
    return {path.relative_to(base).with_suffix("").as_posix(): read_catalog(path) for path in chosen}


def read_catalog(path: Path) -> Catalog:
    """Read a catalog; raises ProjectError, with file and line, where it is not valid gettext."""
    check_file(path)
    try:
        raw = path.read_bytes()
        _check_lines(path, raw.decode("utf-8"))
        catalog = read_po(io.BytesIO(raw), abort_invalid=True, charset="utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise ProjectError("not UTF-8; save the catalog as UTF-8", path, line) from error
    except PoFileError as error:
        reason = str(error).rpartition(" on ")[0]
        raise ProjectError(f"not valid gettext: {reason}; mend this line", path, error.lineno + 1) from error
    except (ValueError, TypeError, LookupError, AttributeError) as error:
        raise ProjectError(f"not valid gettext: {error}; compare its header with another file's", path, 1) from error
    except OSError as error:
        raise ProjectError(f"cannot be read ({error.strerror})", path) from error
    for message in messages(catalog):
        message.previous_id = _take_previous(message)
    return catalog


def check_file(path: Path) -> None:
    """Refuse what may have no end: a catalog may come from anybody."""
    if not path.is_file():
        raise ProjectError("no file, but a device or a link to nowhere; put a catalog in its place", path, 1)
    if path.stat().st_size > LARGEST:
        raise ProjectError(f"over {LARGEST} bytes; no page needs so much, so something else is in it", path, 1)


def _take_previous(message: Message) -> list[str]:
    """Take the previous source text, which Babel writes but does not read, out of a message's comments."""
    rows = [(row, _PREVIOUS.fullmatch(row)) for row in message.user_comments]
    message.user_comments = [row for row, found in rows if not found]
    texts: list[str] = []
    for found in filter(None, (found for _, found in rows)):
        if found["keyword"]:
            texts.append("")
        if texts:
            texts[-1] += unescape(found["text"])
    return texts


def _check_lines(path: Path, text: str) -> None:
    """Refuse a line that gettext refuses; Babel reads some of them and loses their text.

    So is a header with more plural forms than a language has: Babel makes room for each.
    """
    if bad := _MANY_FORMS.search(_BREAK.sub("", text)):
        number = text[: text.find("Plural-Forms")].count("\n") + 1
        raise ProjectError(f"not valid gettext: {bad[0][:40]!r} plural forms; mend this line", path, number)
    for number, line in enumerate(text.splitlines(), 1):
        if not _LINE.fullmatch(line.strip()):
            reason = "a quote or backslash that is not closed or not escaped, or no keyword"
            raise ProjectError(f"not valid gettext: {reason}; mend this line", path, number)


def messages(catalog: Catalog) -> Iterator[Message]:
    """Yield the messages of a catalog without its header."""
    return (message for message in catalog if message.id)


def forms(message: Message) -> tuple[str, ...]:
    """Return the translation as a tuple: one string, or one for each plural form."""
    string = message.string
    return (string,) if isinstance(string, str) else tuple(string or ())


def is_translated(message: Message) -> bool:
    """Tell whether a reader sees this message translated: filled in all forms and not fuzzy."""
    return not message.fuzzy and all(forms(message))


def words(message: Message) -> int:
    """Count the words of a source text without markup: those of a link's text, not of its target."""
    text = message.id if isinstance(message.id, str) else message.id[0]
    return len(_WORD.findall(_KEPT.sub("]", text)))


def count(catalog: Catalog) -> Count:
    """Count the messages of a catalog; a fuzzy one is not translated."""
    found = list(messages(catalog))
    left = [message for message in found if not is_translated(message)]
    return Count(len(found), len(found) - len(left), sum(message.fuzzy for message in found), sum(map(words, left)))


def dump_catalog(path: Path, catalog: Catalog) -> bool:
    """Write a catalog so that the same messages give the same bytes; tell whether it changed."""
    out = io.BytesIO()
    write_po(out, catalog, width=_WIDTH)
    text = "".join(
        line for line in out.getvalue().decode("utf-8").splitlines(keepends=True) if not _UNWRITTEN.match(line)
    )
    for message in messages(catalog):
        if message.previous_id:
            text = text.replace(_msgid(message.id), _previous(message) + _msgid(message.id), 1)
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return True


def _msgid(texts: str | Sequence[str]) -> str:
    """Write a source text as it starts an entry of a catalog."""
    first, *plural = [texts] if isinstance(texts, str) else texts
    keywords = [("msgid", first), *(("msgid_plural", text) for text in plural)]
    return "\n" + "".join(f"{keyword} {normalize(text, width=_WIDTH)}\n" for keyword, text in keywords)


def _previous(message: Message) -> str:
    """Write the previous source text; Babel's own writer breaks it within its quotes."""
    return "\n" + "\n".join(f"#| {row}" for row in _msgid(message.previous_id).strip().splitlines())


def compile_all(catalogs: Mapping[str, Catalog], language: Language, out: Path) -> None:
    """Compile a language's catalogs below `out`, the labels of scripts too."""
    for domain, catalog in catalogs.items():
        target = folder(out, language) / f"{domain}.mo"
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as file:
            write_mo(file, catalog)
        if domain == "sphinx":
            target.with_name("sphinx.js").write_text(script_labels(catalog, language), encoding="utf-8")


def script_labels(catalog: Catalog, language: Language) -> str:
    """Write the labels that Sphinx's scripts show, as the script they load.

    The plural rule must give a number: a comparison gives true or false there,
    and `ngettext` of Sphinx 9 then finds no form.
    """
    labels = dict(
        (message.id, message.string) if isinstance(message.id, str) else (message.id[0], list(forms(message)))
        for message in messages(catalog)
        if is_translated(message) and any(source.endswith(".js") for source, _ in message.locations)
    )
    data = {"locale": language.code, "plural_expr": f"+({catalog.plural_expr})", "messages": labels}
    return f"Documentation.addTranslations({json.dumps(data, ensure_ascii=False, sort_keys=True)});\n"
