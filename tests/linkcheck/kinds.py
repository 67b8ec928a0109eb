"""The table of answers: what a link can meet, and what is to be said of it."""

from __future__ import annotations

import gzip
import time
import zlib
from email.utils import formatdate
from urllib.parse import unquote

from tests.linkcheck.server import MISSING, PAGE, Handler, Kind, Reply, Request, Then, http

BIG = b"<!doctype html><title>Big</title>" + b"<p>bread</p>" * 200_000 + b"<h2 id='end'>End</h2>"
PDF = b"%PDF-1.7\n" + b"bread " * 300


def page(body: str, encoding: str = "utf-8") -> bytes:
    return f"<!doctype html><html><head><title>Bread</title></head><body>{body}</body></html>".encode(encoding)


def always(reply: Reply) -> Handler:
    return lambda request: reply


def first(*replies: Reply) -> Handler:
    """One reply after the other; the last one stays."""
    return lambda request: replies[min(request.number, len(replies)) - 1]


def routes(**replies: Reply) -> Handler:
    """Replies by the last part of the path; elsewhere 404."""
    return lambda request: replies.get(request.target.partition("?")[0].rpartition("/")[2], MISSING)


def exact(*targets: str) -> Handler:
    """A page that answers to its exact address alone."""
    return lambda request: http() if request.target in targets else MISSING


def to(place: str, code: int = 301, **more: str) -> bytes:
    return http(code, b"", Location=place, **more)


def head_is(reply: Reply) -> Handler:
    """A server that answers HEAD otherwise than GET."""
    return lambda request: reply if request.method == "HEAD" else http()


def cookie_wall(request: Request) -> bytes:
    return http() if "seen=1" in request.headers.get("cookie", "") else to("/bread/page", 302, Set_Cookie="seen=1; Path=/")


def until(code: int) -> Handler:
    """Out of order once, and back at a date that it names."""
    return lambda request: http() if request.number > 1 else http(code, b"later", Retry_After=formatdate(time.time() + 1, usegmt=True))


def chain(request: Request) -> bytes:
    return to(f"/bread/page{len(request.target)}x" + "x" * request.number, 302)


def frag(name: str, verdict: str, body: str | bytes, fragment: str, kind: str = "text/html; charset=utf-8", **more: str) -> Kind:
    data = page(body) if isinstance(body, str) else body
    return Kind(f"fragment: {name}", verdict, always(http(200, data, kind, **more)), f"/bread/page#{fragment}")


CODES = [
    *(Kind(f"code {code}", "broken", always(http(code, b"no"))) for code in (400, 402, 404, 405, 406, 409, 410, 414, 418, 421, 300, 305, 606)),
    *(Kind(f"code {code}", "unsure", always(http(code, b"no"))) for code in (401, 403, 407, 408, 425, 429, 451, 500, 501, 502, 503, 504, 508, 520, 999)),
    *(Kind(f"code {code} without a page", "broken", always(http(code, b""))) for code in (204, 205, 304)),
    Kind("200, empty", "broken", always(http(200, b""))),
    Kind("404 with a whole page", "broken", always(http(404))),
    Kind("200, “Page not found”", "unsure", always(http(200, b"<title>Page not found | Bakers</title>sorry"))),
    Kind("200, “404” in French", "unsure", always(http(200, "<title>Page introuvable – Pain</title>".encode()))),
]
REDIRECTS = [
    Kind("redirect to 404", "broken", routes(page=to("/bread/gone"))),
    Kind("redirect to 410", "broken", routes(page=to("/bread/gone", 302), gone=http(410, b"gone"))),
    Kind("redirect to itself", "broken", routes(page=to("/bread/page"))),
    Kind("redirects in a circle", "broken", routes(page=to("/bread/b"), b=to("/bread/page"))),
    Kind("redirects without end", "broken", chain),
    Kind("redirect without Location", "broken", always(http(301, b""))),
    Kind("redirect to an empty Location", "broken", always(b"HTTP/1.1 302 Said\r\nLocation: \r\nContent-Length: 0\r\nConnection: close\r\n\r\n")),
    Kind("redirect to mailto:", "broken", always(to("mailto:a@example.org"))),
    Kind("redirect to javascript:", "broken", always(to("javascript:alert(1)", 302))),
    Kind("redirect to no address", "broken", always(to("http://[::1", 302))),
    Kind("redirect to a closed port", "broken", always(to("http://127.0.0.1:1/", 302))),
    Kind("redirect of a deep page to the start page", "unsure", lambda request: http() if request.target == "/" else to("/", 302)),
    Kind("redirect to a log-in", "unsure", routes(page=to("/account/login?next=page", 302), login=http())),
    Kind("refresh to 404", "broken", routes(page=http(200, b"<meta http-equiv=refresh content='0; url=/bread/gone'>moved"))),
]
BROKEN_OFF = [
    Kind("no answer at all", "unsure", always(Then(act="hold"))),
    Kind("closed without a word", "broken", always(b"")),
    Kind("reset", "broken", always(Then(act="reset"))),
    Kind("reset in the body", "broken", always(Then(http(length=5000), "reset"))),
    Kind("body shorter than said", "broken", always(http(length=5000))),
    Kind("chunks without an end", "broken", always(b"HTTP/1.1 200 Said\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nbread\r\n")),
    Kind("chunks of no size", "broken", always(b"HTTP/1.1 200 Said\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nbread\r\n")),
    Kind("headers without end", "unsure", always(Then(b"HTTP/1.1 200 Said\r\nX-A:", "drip"))),
    Kind("body without end", "unsure", always(Then(http(length=10_000_000), "drip"))),
    Kind("body that stops", "unsure", always(Then(http(length=5000), "hold"))),
    Kind("not HTTP", "broken", always(b"SSH-2.0-OpenSSH_9.9\r\n\r\n")),
    Kind("a code that is no number", "broken", always(b"HTTP/1.1 OK fine\r\n\r\nbread")),
    Kind("a header of a megabyte", "broken", always(b"HTTP/1.1 200 Said\r\nX-A: " + b"a" * 1_000_000 + b"\r\n\r\n")),
    Kind("no such port", "broken", always(b""), path="0/"),
]
TLS = [
    Kind("TLS: signed by itself", "broken", always(http()), tls="self"),
    Kind("TLS: expired", "broken", always(http()), tls="expired"),
    Kind("TLS: of another host", "broken", always(http()), tls="other"),
    Kind("TLS: none behind https", "broken", always(http()), tls="plain"),
]
TYPES = [
    Kind("a page instead of a PDF", "unsure", always(http()), "/bread/recipe.pdf"),
    Kind("a page called PDF", "broken", always(http(200, PAGE, "application/pdf"))),
    Kind("a page called PNG", "broken", always(http(200, PAGE, "image/png"))),
    Kind("gzip that is none", "broken", always(http(Content_Encoding="gzip"))),
    Kind("gzip that is spoilt", "broken", always(http(200, gzip.compress(PAGE)[:10] + b"\xff" * 600, Content_Encoding="gzip"))),
]
FRAGMENTS = [
    frag("none such", "broken", "<h1 id=flour>a</h1>", "yeast"),
    frag("other case", "broken", "<h1 id=Flour>a</h1>", "flour"),
    frag("in a comment", "broken", "<!-- <h1 id=flour> -->a", "flour"),
    frag("in a script", "broken", "<script>'<h1 id=\"flour\">'</script>a", "flour"),
    frag("in a template", "broken", "<template><h1 id=flour>a</h1></template>b", "flour"),
    frag("in a text field", "broken", "<textarea><h1 id=flour>a</h1></textarea>b", "flour"),
    frag("name of no anchor", "broken", "<meta name=flour><input name=flour>", "flour"),
    frag("in a text", "broken", b"id=flour", "flour", "text/plain"),
    Kind("fragment: lost by a redirect", "broken", routes(page=to("/bread/new"), new=http(200, page("new"))), "/bread/page#flour"),
]
GOOD = [
    Kind("a page", "ok", always(http())),
    Kind("a page without a type", "ok", always(http(kind=""))),
    Kind("a page on one's own authority", "ok", always(http(203))),
    Kind("title on 404", "ok", always(http(200, b"<title>HTTP 404 and its history</title>bread"))),
    Kind("a file in chunks", "ok", always(b"HTTP/1.1 200 Said\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nbread\r\n0\r\n\r\n")),
    Kind("no length", "ok", always(b"HTTP/1.0 200 Said\r\nContent-Type: text/html\r\n\r\nbread")),
    Kind("slow", "ok", always(Then(http(), wait=0.4))),
    *(Kind(f"HEAD: {name}", "ok", head_is(reply)) for name, reply in (
        ("405", http(405, b"")), ("404", http(404, b"")), ("500", http(500, b"")), ("reset", Then(act="reset")), ("redirect", to("/bread/gone", 302)))),
    Kind("503 once", "ok", first(http(503, b"later"), http())),
    Kind("500 once", "ok", first(http(500, b"oh"), http())),
    Kind("429 once, a second to wait", "ok", first(http(429, b"later", Retry_After="1"), http())),
    Kind("429 once, with a date", "ok", until(429)),
    Kind("reset once", "ok", first(Then(act="reset"), http())),
    Kind("cut off once", "ok", first(http(length=5000), http())),
    Kind("a wall of cookies", "ok", cookie_wall),
    *(Kind(f"redirect {code}", verdict, routes(page=to("/bread/new", code), new=http())) for code, verdict in ((301, "moved"), (308, "moved"), (302, "ok"), (303, "ok"), (307, "ok"))),
    Kind("redirects, three", "moved", routes(page=to("/bread/b"), b=to("c"), c=to("/bread/d"), d=http())),
    Kind("redirect, then another for now", "moved", routes(page=to("/bread/b"), b=to("/bread/c", 302), c=http())),
    Kind("redirect of the index to /", "moved", lambda request: http() if request.target == "/" else to("/"), "/index.html"),
    Kind("redirect in raw UTF-8", "ok", lambda request: http() if "%C3%9F" in request.target else to("/stra\u00dfe", 302)),
    Kind("redirect with a space", "ok", lambda request: http() if request.target == "/a%20b" else to("/a b", 302)),
    Kind("refresh to a page", "ok", routes(page=http(200, b"<meta http-equiv=refresh content='0; url=new'>moved"), new=http())),
    Kind("a page that renews itself", "ok", always(http(200, b"<meta http-equiv=refresh content=5>news"))),
    Kind("a PDF", "ok", always(http(200, PDF, "application/pdf")), "/bread/recipe.pdf"),
    Kind("a page of a PDF", "ok", always(http(200, PDF, "application/pdf")), "/bread/recipe.pdf#page=2"),
    Kind("a PDF called a stream", "ok", always(http(200, PDF, "application/octet-stream")), "/bread/recipe.pdf"),
    Kind("a picture", "ok", always(http(200, b"\x89PNG\r\n\x1a\n" + b"0" * 99, "image/png")), "/bread.png"),
    Kind("gzip", "ok", always(http(200, gzip.compress(PAGE), Content_Encoding="gzip"))),
    Kind("deflate", "ok", always(http(200, zlib.compress(PAGE), Content_Encoding="deflate"))),
    Kind("TLS: in order", "ok", always(http()), tls="good"),
    Kind("address: a letter beyond ASCII", "ok", exact("/stra%C3%9Fe"), "/stra\u00dfe"),
    Kind("address: Arabic", "ok", lambda request: http() if unquote(request.target) == "/خبز" else MISSING, "/خبز"),
    Kind("address: a coded slash", "ok", exact("/a%2Fb"), "/a%2Fb"),
    Kind("address: a coded space", "ok", exact("/a%20b"), "/a%20b"),
    Kind("address: brackets", "ok", exact("/a_(b)"), "/a_(b)"),
    Kind("address: a question", "ok", exact("/a?b=c%26d&e=f:1::2"), "/a?b=c%26d&e=f:1::2"),
    frag("there", "ok", "<h1 id=flour>a</h1>", "flour"),
    frag("name of an anchor", "ok", "<a name='flour'>a</a>", "flour"),
    frag("ID in capitals", "ok", "<H1 ID=\"flour\">a</H1>", "flour"),
    frag("coded", "ok", "<h1 id='stra\u00dfe'>a</h1>", "stra%C3%9Fe"),
    frag("Arabic", "ok", "<h1 id='خبز'>a</h1>", "خبز"),
    frag("an id with a percent sign", "ok", "<h1 id='a%20b'>a</h1>", "a%20b"),
    frag("entity", "ok", "<h1 id='a&amp;b'>a</h1>", "a&b"),
    frag("top", "ok", "a", "top"),
    frag("empty", "ok", "a", ""),
    frag("of text", "ok", "bread and butter", ":~:text=butter"),
    frag("Latin-1 by header", "ok", page("<h1 id='caf\u00e9'>a</h1>", "latin-1"), "caf%C3%A9", "text/html; charset=iso-8859-1"),
    frag("Cyrillic by meta", "ok", page("<meta charset=windows-1251><h1 id='хлеб'>a</h1>", "windows-1251"), "хлеб", "text/html"),
    frag("UTF-16", "ok", page("<h1 id=flour>a</h1>", "utf-16"), "flour", "text/html"),
    frag("bytes that are no UTF-8", "ok", b"\xff\xfe\xfd".join([b"<p>", b"<h1 id=flour>a</h1>"]), "flour"),
    frag("unknown charset", "ok", "<h1 id=flour>a</h1>", "flour", "text/html; charset=klingon"),
    frag("at the end of a big page", "ok", BIG, "end"),
    frag("packed", "ok", gzip.compress(BIG), "end", Content_Encoding="gzip"),
    frag("XHTML", "ok", "<h1 id='flour'/>", "flour", "application/xhtml+xml"),
    Kind("fragment: after a redirect", "ok", routes(page=to("/bread/new", 302), new=http()), "/bread/page#flour"),
]
FAULTS = [*CODES, *REDIRECTS, *BROKEN_OFF, *TLS, *TYPES, *FRAGMENTS]
KINDS = [*FAULTS, *GOOD]
