"""Does every link of the built site lead somewhere? Asked offline, of the rendered pages of every language."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from posixpath import normpath
from urllib.parse import unquote, urlsplit

from .addresses import Listed
from .languages import Language, source_of

_ATTRIBUTES = {"href", "src", "srcset", "poster", "action", "data"}
# What a browser fetches by itself: none of it may come from elsewhere.
_FETCHED = {"script", "img", "iframe", "source", "audio", "video", "object", "embed"}
_MAIL = re.compile(r"mailto:[^@\s]+@[\w-]+(\.[\w-]+)+")
# It leads to its letters, which are those of the language.
_BY_LETTER = "/genindex.html"
_CSS_URL = re.compile(r"url\(\s*['\"]?(?!data:|#)([^'\")]+)")


@dataclass(frozen=True, slots=True)
class Link:
    """One address on a page, with the line it stands on and what it is for."""

    line: int
    tag: str
    address: str
    hreflang: str = ""
    rel: str = ""
    in_article: bool = False


@dataclass
class Page(HTMLParser):
    """The links and ids of one file."""

    path: str
    links: list[Link] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    base: str = ""
    repository: str = ""
    _depth: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the ids and addresses of a tag."""
        values = {name: value or "" for name, value in attrs}
        if tag == "base":
            self.base = values.get("href", "")
            return
        if tag == "article" or (tag == "nav" and "section-languages" in values.get("class", "")):
            self._depth.append(tag)
        self.repository = values.get("data-repository", self.repository)
        self.ids |= {values[name] for name in ("id", "name") if values.get(name)}
        for name in _ATTRIBUTES & values.keys():
            for part in values[name].split(",") if name == "srcset" else [values[name]]:
                address = part.strip().split(" ")[0] if name == "srcset" else part
                # A hint is found in the text of each language: a translation may have none, or others.
                in_article = self._depth[-1:] == ["article"] and values.get("rel") != "help"
                self.links.append(
                    Link(self.getpos()[0], tag, address, values.get("hreflang", ""), values.get("rel", ""), in_article)
                )

    def handle_endtag(self, tag: str) -> None:
        """Note where the article and the links to its sections in other languages end."""
        if self._depth[-1:] == [tag]:
            self._depth.pop()


@dataclass
class Site:
    """All pages of a built site, read once; those of the `chosen` languages, or all, are checked."""

    root: Path
    languages: Sequence[Language]
    listed: str = ""
    chosen: Sequence[Language] = ()

    @cached_property
    def missing(self) -> tuple[Language, ...]:
        """The published languages that were not built: a link to one leads somewhere in the complete site."""
        return tuple(each for each in self.languages if not (each.is_draft or (self.root / each.segment).is_dir()))

    @property
    def schemes(self) -> tuple[str, ...]:
        """Who keeps a list of addresses has looked whether each has a safe one."""
        return ("https",) if self.listed else ("https", "http")

    @cached_property
    def pages(self) -> dict[str, Page]:
        found = {}
        for path in sorted(self.root.rglob("*.html")):
            page = found[path.relative_to(self.root).as_posix()] = Page(path.relative_to(self.root).as_posix())
            page.feed(path.read_text(encoding="utf-8"))
        return found

    @property
    def left(self) -> list[Language]:
        return [each for each in self.languages if self.chosen and each not in self.chosen]

    @cached_property
    def checked(self) -> list[Page]:
        return [page for path, page in self.pages.items() if self.language_of(path) not in self.left]

    @cached_property
    def files(self) -> set[str]:
        return {path.relative_to(self.root).as_posix() for path in self.root.rglob("*") if path.is_file()}

    @cached_property
    def base(self) -> str:
        links = self.pages["index.html"].links if "index.html" in self.pages else []
        return next((link.address for link in links if link.rel == "canonical"), "")

    @cached_property
    def repository(self) -> str:
        """The address of the repository that the feet of the pages link to, or empty."""
        return next((page.repository for page in self.pages.values() if page.repository), "")

    def language_of(self, path: str) -> Language | None:
        return next((each for each in self.languages if f"{path}/".startswith(each.segment + "/")), None)

    def has(self, path: str) -> bool:
        return path in self.files or self.language_of(path) in self.missing


def resolve(page: Page, address: str) -> tuple[str, str]:
    """Return (path below the site's root, fragment) of a relative address on a page."""
    parts = urlsplit(address)
    folder = "" if page.base else page.path.rpartition("/")[0]
    path = normpath(f"{folder}/{unquote(parts.path)}").lstrip("/") if parts.path else page.path
    return path, unquote(parts.fragment)


def _internal(site: Site, page: Page, link: Link) -> Iterator[str]:
    path, fragment = resolve(page, link.address)
    if not site.has(path):
        yield f"dead {'image' if link.tag == 'img' else 'link'}: no file {path} for {link.address!r}"
    elif fragment and path in site.pages and fragment not in site.pages[path].ids:
        yield f"dead fragment: no id {fragment!r} in {path}"
    here, there = site.language_of(page.path), site.language_of(path)
    if here and there and here != there and link.hreflang != there.tag:
        yield f"wrong language: {link.address!r} leads from {here.code} to {there.code} without hreflang={there.tag!r}"
    if there and link.hreflang not in ("", there.tag):
        yield f"wrong language: {link.address!r} is in {there.code}, marked as {link.hreflang!r}"


def _external(site: Site, link: Link, listed: Listed, used: set[str]) -> Iterator[str]:
    parts = urlsplit(link.address)
    if site.base and link.address.startswith(site.base):
        path = link.address.removeprefix(site.base) or "index.html"
        if not site.has(path):
            yield f"dead link: no file {path} for {link.address!r}"
    elif parts.scheme not in site.schemes or "." not in parts.netloc or re.search(r"\s", link.address):
        yield f"not a well-formed https address: {link.address!r}"
    elif link.tag in _FETCHED or link.rel in ("stylesheet", "preload", "icon"):
        yield f"third party: {link.address!r} is fetched without a click"
    elif not (site.repository and link.address.startswith(site.repository + "/")):
        used.add(link.address)
        if site.listed and link.address not in listed:
            yield f"external address not in the list: {link.address!r}; add it, with its status, to {site.listed}"


def _faults(site: Site, page: Page, link: Link, listed: Listed, used: set[str]) -> Iterator[str]:
    scheme = urlsplit(link.address).scheme
    if scheme == "mailto":
        if not _MAIL.fullmatch(unquote(link.address)):
            yield f"not a mail address: {link.address!r}"
    elif scheme or link.address.startswith("//"):
        yield from _external(site, link, listed, used)
    elif link.address.startswith("/"):
        yield f"absolute path: {link.address!r} breaks below a folder and from a file"
    else:
        yield from _internal(site, page, link)


def check_page(site: Site, page: Page, listed: Listed, used: set[str]) -> Iterator[str]:
    """Yield `file:line: what is wrong` for each faulty link of a page; note the external ones in `used`."""
    for link in page.links:
        for text in _faults(site, page, link, listed, used):
            yield f"{page.path}:{link.line}: {text}"


def _targets(site: Site, page: Page, segment: str) -> Counter[str]:
    found: Counter[str] = Counter()
    for link in page.links:
        if link.in_article:
            # External addresses differ by language, as each reader gets the text in their own.
            internal = not urlsplit(link.address).scheme
            found["#".join(resolve(page, link.address)).removeprefix(segment + "/") if internal else "external"] += 1
    return found


def lost_links(site: Site) -> Iterator[str]:
    """Yield the links of a source page that its translation has lost."""
    source = source_of(site.languages)
    for page in site.checked:
        path, language = page.path, site.language_of(page.path)
        original = site.pages.get(f"{source.segment}/{path.partition('/')[2]}")
        if language is None or language == source or original is None or path.endswith(_BY_LETTER):
            continue
        for target in _targets(site, original, source.segment) - _targets(site, page, language.segment):
            same = (link for link in original.links if link.in_article and target.endswith(Path(link.address).name))
            line = next((link.line for link in same), 1)
            yield f"{path}:1: lost link: {target} of {original.path}:{line} is missing"


def check_site(site: Site, listed: Listed) -> list[str]:
    """Check the pages of a built site; return the findings, each `file:line: message`."""
    used = set[str]()
    findings = [text for page in site.checked for text in check_page(site, page, listed, used)]
    findings += lost_links(site)
    for path in sorted(site.root.rglob("*.css")):
        for found in _CSS_URL.finditer(path.read_text(encoding="utf-8")):
            address = urlsplit(found[1])
            if address.scheme or found[1].startswith("/") or not (path.parent / address.path).exists():
                where = path.relative_to(site.root).as_posix()
                findings.append(f"{where}:1: dead or foreign address {found[1]!r} in a style")
    if all(language.is_draft for language in (*site.missing, *site.left)):
        unused = sorted(listed.keys() - used)
        findings += [f"{site.listed}:1: {url} stands in the list and on no page; take it out" for url in unused]
    return findings


def told(site: Site, findings: int) -> str:
    """Say what was looked at."""
    links = sum(len(page.links) for page in site.checked)
    missing = " ".join(each.code for each in site.missing if not each.is_draft)
    return f"{findings} findings in {links} links" + f"; not built, so not tried: links to {missing}" * bool(missing)
