"""What stands at the root of the site, above its languages? The chooser, 404, sitemap and robots."""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, select_autoescape

from . import picture
from .catalogs import folder, messages, read_catalog
from .languages import Language, source_of
from .pages import alternates
from .policy import POLICY
from .settings import label

_HERE = Path(__file__).parent
_LABELS = (
    label("Page not found"),
    label("There is no page at this address."),
    label("Start page"),
    label("Search"),
)
_NOT_LISTED = '<meta name="robots" content="noindex">'
_CHANGED = re.compile(r'"dateModified":"([\d-]+)"')


def labels(locales: Path, language: Language, title: str) -> dict[str, str]:
    """Return the labels of the root pages and the site's title in a language, in English where not translated."""
    path = folder(locales, language) / "interface.po"
    known = {m.id: m.string for m in messages(read_catalog(path)) if not m.fuzzy} if path.exists() else {}
    return {label: str(known.get(label) or label) for label in (*_LABELS, title)}


def sitemap_pages(site: Path, languages: Sequence[Language], base: str) -> list[dict[str, object]]:
    """List each page of each language with its absolute address, those of its translations, and its last change."""
    pages: list[dict[str, object]] = []
    for language in languages:
        for path in sorted((site / language.segment).rglob("*.html")):
            text, uri = path.read_text(encoding="utf-8"), path.relative_to(site / language.segment).as_posix()
            if _NOT_LISTED not in text:
                others = alternates(tuple(languages), language, uri, base)
                changed = _CHANGED.search(text)
                pages.append({
                    "address": f"{base}{language.segment}/{uri}", "alternates": others,
                    "changed": changed[1] if changed else "",
                })
    return pages


def write_root(site: Path, locales: Path, languages: Sequence[Language], title: str, base: str) -> None:
    """Write the files above the language folders; the sitemap only where the base address is known."""
    there = [each for each in languages if not each.is_draft and (site / each.segment).is_dir()]
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates" / "root"), autoescape=select_autoescape(["html", "xml"]),
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
    )
    values = {
        "title": title, "base": base, "path": urlsplit(base).path or "/", "policy": POLICY, "languages": there,
        "labels": {language.code: labels(locales, language, title) for language in there},
        "pages": sitemap_pages(site, there, base) if base else [],
        "source": source_of(languages), "picture": picture.NAME,
    }
    names = ["index.html", "404.html", "robots.txt"] + ["sitemap.xml"] * bool(base)
    for name in names:
        (site / name).write_text(environment.get_template(name).render(values), encoding="utf-8")
    for first in there:
        answer = environment.get_template("404.html").render({
            **values, "first": first, "languages": [first, *(each for each in there if each != first)],
        })
        (site / f"404-{first.segment}.html").write_text(answer, encoding="utf-8")
    for name in ("static/chooser.js", "static/not-found.js", "templates/root/root.css"):
        shutil.copyfile(_HERE / name, site / Path(name).name)
