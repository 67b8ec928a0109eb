"""Does the head of each page say the truth? What it says of the page is compared with the site around it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from sphinx_multilingual.languages import Language, source_of


class Head(HTMLParser):
    """What stands in the head of a page: `language`, `title`, `metas` (texts by name), `links` by relation, `graph`."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.language, self.title = "", ""
        self.metas: dict[str, list[str]] = {}
        self.links: list[tuple[str, str, str]] = []
        self.graph: list[dict[str, Any]] = []
        self._inside = ""
        self.feed(text.partition("<body>")[0])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what a tag says."""
        values = {name: value or "" for name, value in attrs}
        self._inside = values.get("type", "") if tag == "script" else tag
        if tag == "html":
            self.language = values["lang"]
        elif tag == "meta":
            self.metas.setdefault(values.get("property") or values.get("name", ""), []).append(values.get("content", ""))
        elif tag == "link":
            self.links.append((values["rel"], values.get("hreflang", ""), values["href"]))

    def handle_endtag(self, tag: str) -> None:
        """Leave a tag."""
        self._inside = ""

    def handle_data(self, data: str) -> None:
        """Note title and data."""
        if self._inside == "title":
            self.title += data
        elif self._inside == "application/ld+json":
            self.graph = json.loads(data)["@graph"]


def heads(site: Path, languages: Sequence[Language]) -> dict[str, Head]:
    """Read the heads of all pages that may be found, by their path below the site."""
    paths = [path for language in languages for path in sorted((site / language.segment).rglob("*.html"))]
    read = {path.relative_to(site).as_posix(): Head(path.read_text(encoding="utf-8")) for path in paths}
    return {name: head for name, head in read.items() if "robots" not in head.metas}


def faults(site: Path, languages: Sequence[Language], base: str, pages: dict[str, Head]) -> Iterator[str]:
    """Yield `page: what is false` for all heads."""
    by_segment = {language.segment: language for language in languages}
    for name, head in pages.items():
        for fault in _faults(site, by_segment, base, name, head, pages):
            yield f"{name}: {fault}"


def _faults(
    site: Path, languages: dict[str, Language], base: str, name: str, head: Head, pages: dict[str, Head]
) -> Iterator[str]:
    segment, _, uri = name.partition("/")
    language, address = languages[segment], base + name
    every = {each.tag: f"{base}{each.segment}/{uri}" for each in languages.values()}
    source = source_of(languages.values())
    metas = {key: texts[0] for key, texts in head.metas.items()}
    graph = {each["@type"]: each for each in head.graph}
    page, works = graph.get("WebPage", {}), []
    for each in [page.get("translationOfWork"), *page.get("workTranslation", [])]:
        works += [(each["inLanguage"], each["@id"])] if each else []
    home = base + f"{segment}/index.html"
    crumbs = [(step["position"], step["item"]) for step in graph.get("BreadcrumbList", {}).get("itemListElement", [])]
    expected = {
        "language": (language.tag, head.language),
        "canonical": ([address], [to for rel, _, to in head.links if rel == "canonical"]),
        "hreflang": ({**every, "x-default": base}, {tag: to for rel, tag, to in head.links if rel == "alternate"}),
        "og:url": (address, metas.get("og:url")),
        "picture": (f"{base}{segment}/_static/picture.png", metas.get("og:image")),
        "picture's file": (True, (site / metas.get("og:image", "").removeprefix(base)).is_file()),
        "description": (metas.get("description"), metas.get("og:description")),
        "title": (True, head.title.startswith(metas.get("og:title", "-"))),
        "other locales": (len(every) - 1, len(set(head.metas.get("og:locale:alternate", [])) - {metas.get("og:locale")})),
        "data": (
            [(language.tag, home), (language.tag, address)],
            [(graph.get(kind, {}).get("inLanguage"), graph.get(kind, {}).get("url")) for kind in ("WebSite", "WebPage")],
        ),
        "translations": (
            sorted(pair for pair in every.items() if language.tag != pair[0] and source.tag in (language.tag, pair[0])),
            sorted(works),
        ),
        "way from the start": (
            [] if address == home else [home, address], [to for _, to in crumbs[:1] + crumbs[1:][-1:]],
        ),
        "steps": ([], [to for _, to in crumbs if to.removeprefix(base) not in pages]),
        "order of steps": (list(range(1, len(crumbs) + 1)), [place for place, _ in crumbs]),
    }
    for what, (should, found) in expected.items():
        if should != found:
            yield f"{what} is {found!r}, not {should!r}"
    if not 10 <= len(metas.get("description", "")) <= 160:
        yield f"description has {len(metas.get('description', ''))} characters"
