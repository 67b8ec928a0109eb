"""What is wrong with an EPUB? Read by the tests of the builder and by those of the site's books."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from zipfile import ZipFile

XHTML, OPF, OPS = "{http://www.w3.org/1999/xhtml}", "{http://www.idpf.org/2007/opf}", "{http://www.idpf.org/2007/ops}"
DC, SVG, XML = "{http://purl.org/dc/elements/1.1/}", "{http://www.w3.org/2000/svg}", "{http://www.w3.org/XML/1998/namespace}"
# Of EPUB Accessibility 1.1, https://www.w3.org/TR/epub-a11y-11/#sec-disc-package
ACCESS = {"accessMode", "accessModeSufficient", "accessibilityFeature", "accessibilityHazard", "accessibilitySummary"}
# What a reader sets; and what EPUB wants as attributes.
READERS = re.compile(r"(?<![\w-])(color|background[\w-]*|font-family|font-size:\s*[\d.]+(px|pt)|line-height:\s*[\d.]+(px|pt)|direction|unicode-bidi)\s*[:;]")
OF_BODY = re.compile(r"(?:^|[},])\s*(?:html|body|main|p|\*)\s*\{[^}]*(?:font|line-height|margin|padding|text-align)", re.MULTILINE)


class Book:
    """An EPUB, its files by name, and the parsed package and pages."""

    def __init__(self, path: Path) -> None:
        with ZipFile(path) as content:
            self.files = {name: content.read(name) for name in content.namelist()}
        self.package = ElementTree.fromstring(self.files["content.opf"])
        self.pages = {name: ElementTree.fromstring(data) for name, data in self.files.items() if name.endswith(".xhtml")}
        self.nav = self.pages["nav.xhtml"]

    def metadata(self, name: str) -> list[str]:
        """Return the values of a field: `dc:title`, or a property such as `schema:accessMode`."""
        if name.startswith("dc:"):
            return [found.text or "" for found in self.package.iter(DC + name[3:])]
        return [found.text or "" for found in self.package.iter(f"{OPF}meta") if found.get("property") == name]

    def contents(self, kind: str = "toc") -> list[tuple[str, str]]:
        """Return address and text of each entry of a list of the navigation."""
        nav = next(nav for nav in self.nav.iter(f"{XHTML}nav") if nav.get(f"{OPS}type") == kind)
        return [(link.get("href", ""), "".join(link.itertext())) for link in nav.iter(f"{XHTML}a")]


def faults(path: Path, tag: str, direction: str) -> list[str]:
    """List what is wrong with a book in the language with this tag."""
    book = Book(path)
    checks: list[Callable[[Book, str, str], Iterator[str]]] = [_package, _pages, _navigation, _styles]
    return [fault for check in checks for fault in check(book, tag, direction)]


def _package(book: Book, tag: str, direction: str) -> Iterator[str]:
    root, spine = book.package, book.package.find(f"{OPF}spine")
    assert spine is not None
    if (root.get(f"{XML}lang"), root.get("dir"), book.metadata("dc:language")) != (tag, direction, [tag]):
        yield "the package is not in the language"
    if spine.get("page-progression-direction") != direction:
        yield "pages turn the other way"
    for name in ("dc:title", "dc:creator", "dc:publisher", "dc:rights", "dc:date", "dc:description", "dc:identifier"):
        if [text for text in book.metadata(name) if text not in ("", "unknown")] == []:
            yield f"no {name}"
    yield from (f"no {name}" for name in sorted(ACCESS) if not book.metadata(f"schema:{name}"))
    if book.metadata("dcterms:conformsTo"):
        yield "claims a conformance that nobody has certified"
    covers = [item.get("href", "") for item in root.iter(f"{OPF}item") if item.get("properties") == "cover-image"]
    if [cover in book.files for cover in covers] != [True]:
        yield "no picture of the cover"
    title = book.metadata("dc:title")[0]
    if not any(image.get("src") in covers and title in image.get("alt", "") for image in book.pages["epub-cover.xhtml"].iter()):
        yield "the page of the cover does not say the title"


def _pages(book: Book, tag: str, direction: str) -> Iterator[str]:
    for name, page in book.pages.items():
        if (page.get("lang"), page.get(f"{XML}lang"), page.get("dir")) != (tag, tag, direction):
            yield f"{name}: not in the language"
        if not (page.findtext(f"{XHTML}head/{XHTML}title") or "").strip():
            yield f"{name}: no title"
        yield from (f"{name}: {fault}" for element in page.iter() for fault in _element(element))


def _element(element: Element) -> Iterator[str]:
    kind = element.tag.partition("}")[2]
    if kind in ("script", "iframe", "object", "embed", "form", "video", "audio"):
        yield f"a {kind}"
    for key, value in element.items():
        if key == "style" or key.startswith("on"):
            yield f"an attribute {key}"
        if (key == "src" or (key == "href" and kind in ("link", "image", "use"))) and re.match(r"(\w+:)?//|data:", value):
            yield f"{kind} is elsewhere: {value}"
    if element.get("lang") and element.get("lang") != element.get(f"{XML}lang"):
        yield f"{kind} has lang without xml:lang"
    if "untranslated" in element.get("class", "").split() and not element.get("lang"):
        yield f"{kind} is in the source language and does not say so"
    if element.tag == f"{XHTML}img" and not element.get("alt"):
        yield "a picture without alternative"
    if element.tag == f"{SVG}svg" and not (element.get("role") == "img" and element.findtext(f"{SVG}title")):
        yield "a drawing without alternative"


def _navigation(book: Book, tag: str, direction: str) -> Iterator[str]:
    entries = [address for address, _ in book.contents()]
    yield from (f"twice in the contents: {entry}" for entry in sorted({each for each in entries if entries.count(each) > 1}))
    yield from (f"no text: {address}" for address, text in book.contents() if not text.strip())
    if [kind for kind in ("cover", "toc", "bodymatter") if kind not in _landmarks(book)]:
        yield "a landmark is missing"
    items = {item.get("id"): item.get("href", "") for item in book.package.iter(f"{OPF}item")}
    spine = [items[each.get("idref")] for each in book.package.iter(f"{OPF}itemref")]
    yield from (f"not in the contents: {name}" for name in spine if name not in (*entries, "nav.xhtml", "epub-cover.xhtml"))
    ids = {name: {element.get("id") for element in page.iter()} for name, page in book.pages.items()}
    for name, page in book.pages.items():
        for address in _links(page):
            path, _, fragment = address.partition("#")
            file = normpath(join(dirname(name), unquote(path))) if path else name
            if file not in ids or (fragment and unquote(fragment) not in ids[file]):
                yield f"{name}: leads nowhere: {address}"


def _landmarks(book: Book) -> set[str | None]:
    return {link.get(f"{OPS}type") for link in book.nav.iter(f"{XHTML}a")}


def _links(page: Element) -> list[str]:
    """Return the addresses of a page that lead into the book."""
    every = (link.get("href", "") for link in page.iter(f"{XHTML}a"))
    return [address for address in every if address and not re.match(r"[a-z]+:", address)]


def _styles(book: Book, tag: str, direction: str) -> Iterator[str]:
    for name, data in book.files.items():
        if name.endswith(".css"):
            text = re.sub(r"/\*.*?\*/", "", data.decode("utf-8"), flags=re.DOTALL)
            yield from (f"{name}: sets {found[1]}" for found in READERS.finditer(text))
            yield from (f"{name}: sets the text" for _ in OF_BODY.finditer(text))
            if "url(" in text or "@import" in text:
                yield f"{name}: loads something"
