"""What does an answer say of an address: does it lead its reader to what was meant?

Four verdicts: `ok`; `moved`, for good, to an address that answers; `broken`; and `unsure`, where a machine cannot tell:
a host that refuses machines or is out of order, or a page that looks like another one than was meant. A person opens
what is unsure; it fails nothing by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import unquote, urldefrag, urlsplit

from .answer import Answer, Fault
from .options import Options
from .page import HTML, Page, read_page

# A host that answers so speaks of the asker or of its own state, not of the page.
_UNSURE = {401, 403, 407, 408, 425, 429, 451, 999}
# How files of these types begin; a server that says so and sends something else has lost them.
_MAGIC = {
    "application/pdf": (b"%PDF-",), "image/png": (b"\x89PNG",), "image/jpeg": (b"\xff\xd8",), "image/gif": (b"GIF8",),
    "application/zip": (b"PK",), "application/epub+zip": (b"PK",),
}
_FILES = re.compile(r"\.(pdf|epub|zip|docx?|xlsx?|pptx?|odt|csv|png|jpe?g|gif|mp[34])$", re.IGNORECASE)
_LOGIN = re.compile(r"/(log-?in|sign-?in|sso)\b", re.IGNORECASE)
_START = re.compile(r"/?((index|home|default)(\.\w+)?)?", re.IGNORECASE)
# A whole part of a title, between its dividers.
_GONE = re.compile(
    r"(error\s*)?404|(error\W*)?404\W+(error|(page |file )?not found)|(page|file) (was )?not found|"
    r"(page|file) (can ?not|can't|could not|couldn't) be found|not found|"
    r"page (introuvable|non trouvée)|página no encontrada|"
    r"seite nicht gefunden|страница не найдена|页面未找到|找不到页面|الصفحة غير موجودة",
    re.IGNORECASE,
)
_DIVIDER = re.compile(r"\s*[|–—·•«»:]\s*|\s+-\s+")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is known of an address; `moved_to` where it has moved, `code` of the last answer or 0."""

    status: str
    reason: str = ""
    code: int = 0
    moved_to: str = ""


def of_fault(fault: Fault) -> Verdict:
    """Judge an address that gave no answer."""
    return Verdict("broken" if fault.is_broken else "unsure", fault.reason, fault.code)


def judge(address: str, answer: Answer, options: Options) -> Verdict:
    """Judge one address, with its fragment, by what its page answered."""
    bad = _of_code(answer.code, options) or next(_of_content(address, answer), None)
    if bad or answer.code == 401:
        return bad or Verdict("ok", "asks for a name and a password", 401)
    if bad := _of_fragment(address, answer, options):
        return bad
    _, fragment = urldefrag(address)
    if answer.moved and not options.allows(address, answer.moved):
        target = answer.moved if "#" in answer.moved or not fragment else f"{answer.moved}#{fragment}"
        return Verdict("moved", f"moved for good to {target}", answer.code, target)
    return Verdict("ok", f"leads to {answer.address} for now" if answer.hops else "", answer.code)


def _of_code(code: int, options: Options) -> Verdict | None:
    if code == 401 and options.allow_unauthorized:
        return None
    try:
        name = f"{code} {HTTPStatus(code).phrase}"
    except ValueError:
        name = f"{code}, a code that HTTP does not know"
    if code in _UNSURE or 500 <= code < 600:
        return Verdict("unsure", f"the host answers {name}", code)
    if not 200 <= code < 300:
        return Verdict("broken", f"the host answers {name}", code)
    return None


def _of_content(address: str, answer: Answer) -> Iterator[Verdict]:
    """Yield what speaks against an answer of success."""
    asked, got = urlsplit(address).path, urlsplit(answer.address).path
    if not answer.body:
        yield Verdict("broken", "the answer is empty", answer.code)
    magic = _MAGIC.get(answer.kind)
    if magic and not any(each in answer.body[:1024] for each in magic):
        yield Verdict("broken", f"said to be {answer.kind}, and is not", answer.code)
    if _FILES.search(asked) and answer.kind in HTML:
        yield Verdict("unsure", "a page, where the address promises a file", answer.code)
    if answer.hops and not _START.fullmatch(asked) and _START.fullmatch(got) and not urlsplit(answer.address).query:
        yield Verdict("unsure", f"leads to the start page {answer.address}; its own page may be gone", answer.code)
    if answer.hops and _LOGIN.search(got) and not _LOGIN.search(asked):
        yield Verdict("unsure", f"leads to a log-in, {answer.address}", answer.code)
    if answer.kind in HTML:
        title = read_page(answer).title
        if any(_GONE.fullmatch(part.strip(" .!")) for part in _DIVIDER.split(title)):
            yield Verdict("unsure", f"the title says “{title}”, and the code says {answer.code}", answer.code)


def _of_fragment(address: str, answer: Answer, options: Options) -> Verdict | None:
    """Tell what is wrong with the fragment, as a browser looks for it: as it is, then decoded."""
    base, fragment = urldefrag(address)
    fragment = (fragment or urldefrag(answer.address)[1]).partition(":~:")[0]
    if not fragment or fragment.lower() == "top" or not options.wants_fragment(base, fragment):
        return None
    if answer.kind == "text/plain":
        return Verdict("broken", f"fragment {fragment!r} of a text without ids", answer.code)
    if answer.kind not in HTML:  # Of a PDF, a film: no ids, but pages and seconds.
        return None
    page: Page = read_page(answer)
    names = {fragment, unquote(fragment)}
    if urlsplit(base).hostname == "github.com":
        names |= {f"user-content-{name}" for name in names}
    if names & page.ids:
        return None
    if not answer.is_whole:
        return Verdict("unsure", f"no id {fragment!r} in the first {len(answer.body)} bytes", answer.code)
    return Verdict("broken", f"no id {unquote(fragment)!r} on the page", answer.code)
