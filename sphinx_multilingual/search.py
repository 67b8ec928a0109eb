"""What does the search know of the pages? Titles, headings and texts by section, in the language of the build.

The browser makes the index from them (`static/search/`), so that the search works from a folder too, and reads pages
and questions with the same code. Sphinx's own index is not built: it knows no Arabic, its Chinese names a stemmer that
does not exist (Sphinx 9.0.4: `ChineseStemmer is not defined`), and its page cannot run under a strict policy.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import sphinx.search
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment

from .languages import Language
from .settings import current_language, interface, is_site, label, locales_of
from .terms import NAME, read_terms

_STEMMERS = Path(sphinx.search.__file__).parent / "minified-js"
_ALGORITHMS = {
    "ar": "arabic", "ca": "catalan", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish",
    "et": "estonian", "eu": "basque", "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian",
    "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian", "ne": "nepali", "nl": "dutch",
    "no": "norwegian", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "sv": "swedish",
    "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}
# Words that are written together, so that a part of one is a word.
_COMPOUNDS = {"de", "nl", "sv", "da", "no", "fi", "hu"}
_SILENT = (nodes.raw, nodes.comment, nodes.image, nodes.footnote_reference, nodes.system_message, nodes.literal_block)
_ACRONYM = re.compile(r"[^\W\d_a-zа-я]{2,8}")
_LABELS = {
    "search": label("Search"), "close": label("Close"), "count": label("Pages found: {count}"),
    "nothing": label("Nothing was found for “{query}”."), "nearest": label("Nearest spelling:"),
    "others": label("Found in other languages:"), "unmark": label("Remove the highlighting"),
}

# Sphinx's search, which stands in the folder of static files although nothing loads it.
_REPLACED = ("searchtools.js", "language_data.js", "sphinx_highlight.js")

Section = tuple[str, str, str]


def _text(node: nodes.Node) -> Iterator[str]:
    for child in node.children:
        if isinstance(child, nodes.Text):
            yield child.astext()
        elif not isinstance(child, (nodes.section, nodes.title, *_SILENT)):
            yield from _text(child)
            if not isinstance(child, nodes.Inline):
                yield " "


def sections(document: nodes.document) -> list[Section]:
    """List the sections of a page: (id, heading, text); the first is the page's own, without an id.

    A section that has no text, and no section below it, answers nothing: its heading is left out.
    """
    found: list[Section] = []
    for section in document.findall(nodes.section):
        heading = next((title.astext() for title in section.children if isinstance(title, nodes.title)), "")
        text = _line("".join(_text(section)))
        if not found or text or any(isinstance(child, nodes.section) for child in section.children):
            found.append((section["ids"][0] if found else "", _line(heading), text))
    return found


def _line(text: str) -> str:
    return " ".join(text.split())


def _doctree_read(app: Sphinx, document: nodes.document) -> None:
    _records(app.env)[app.env.docname] = sections(document)


def _records(env: BuildEnvironment) -> dict[str, list[Section]]:
    """Return what is known of each page; it is kept with the environment."""
    if not hasattr(env, "multilingual_search"):
        env.multilingual_search = {}  # type: ignore[attr-defined]
    return env.multilingual_search  # type: ignore[attr-defined, no-any-return]


def _purge(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    _records(env).pop(docname, None)


def _merge(app: Sphinx, env: BuildEnvironment, docnames: set[str], other: BuildEnvironment) -> None:
    _records(env).update({name: _records(other)[name] for name in docnames if name in _records(other)})


def synonyms(terms: Path, code: str) -> list[dict[str, Any]]:
    """List the acronyms that name one thing in some language, and its official name in this one."""
    groups = []
    for entry in read_terms(terms):
        tables = [value for value in entry.values() if isinstance(value, dict)]
        forms = [entry["en"], *entry.get("aliases", [])]
        forms += [form for own in tables for form in (own.get("official", ""), *own.get("accept", []))]
        acronyms = sorted({form.lower() for form in forms if _ACRONYM.fullmatch(form) and form.upper() != form.lower()})
        if acronyms:
            own = entry.get(code)
            groups.append({"words": acronyms, "name": own["official"] if isinstance(own, dict) else entry["en"]})
    return groups


def _config(app: Sphinx, language: Language) -> str:
    others = [
        {"code": each.code, "segment": each.segment, "tag": each.tag, "direction": each.direction, "name": each.name}
        for each in app.config.multilingual_table if each != language and not each.is_draft
    ]
    labels = {key: interface(app.config, text) for key, text in _LABELS.items()}
    return json.dumps({"code": language.code, "labels": labels, "others": others}, ensure_ascii=False)


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _stemmer(code: str) -> str:
    name = _ALGORITHMS.get(code.partition("_")[0])
    if not name:
        return ""
    scripts = [(_STEMMERS / f"{part}-stemmer.js").read_text(encoding="utf-8") for part in ("base", name)]
    known = f"(globalThis.multilingualStemmers ??= {{}})[{json.dumps(code)}] = {name.title()}Stemmer;\n"
    return "\n".join([*scripts, known])


def builder_inited(app: Sphinx) -> None:
    """Build our index in place of Sphinx's, and bring the script to each page."""
    if not is_site(app):
        return
    app.builder.search = False  # type: ignore[attr-defined]
    config: dict[str, Any] = {"data-search": _config(app, current_language(app.config))}
    app.add_js_file("search/search.js", loading_method="defer", **config)


def collect_pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Make the page that shows the search to those who come with an address or without scripts."""
    if not app.builder.name.startswith("epub"):
        yield "search", {}, "search.html"


def _weight(config: Config, name: str) -> float:
    """Return how much a page counts beside others, by the first pattern of its name."""
    weights: dict[str, float] = config.multilingual_search_weights
    return next((weight for pattern, weight in weights.items() if fnmatch(name, pattern)), 1.0)


def build_finished(app: Sphinx, error: Exception | None) -> None:
    """Write what the search needs beside the pages."""
    if error or not is_site(app):
        return
    language, records = current_language(app.config), _records(app.env)
    terms = locales_of(app) / NAME
    compounds = language.code.partition("_")[0] in _COMPOUNDS
    start = f'{{"compounds":{_json(compounds)},"synonyms":{_json(synonyms(terms, language.code))},"pages":['
    with (Path(app.outdir) / "search-data.js").open("w", encoding="utf-8") as file:
        file.write(f"(globalThis.multilingualSearchData ??= {{}})[{_json(language.code)}] = {start}")
        # One page at a time: all of them at once fill the memory.
        for number, name in enumerate(name for name in sorted(records) if records[name]):
            page = app.builder.get_target_uri(name), records[name], _weight(app.config, name)
            file.write(f"{',' if number else ''}{_json(page)}")
        file.write("]};\n")
    static = Path(app.outdir, "_static")
    (static / "search/stemmer.js").write_text(_stemmer(language.code), encoding="utf-8")
    for name in _REPLACED:
        (static / name).unlink(missing_ok=True)


def setup_search(app: Sphinx) -> None:
    """Register the search."""
    app.connect("doctree-read", _doctree_read, priority=900)
    app.connect("env-purge-doc", _purge)
    app.connect("env-merge-info", _merge)
    app.connect("builder-inited", builder_inited)
    app.connect("html-collect-pages", collect_pages)
    app.connect("build-finished", build_finished)
