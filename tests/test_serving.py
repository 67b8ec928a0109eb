"""What Debian's nginx answers with the settings of this project."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sphinx_multilingual import serving
from sphinx_multilingual.policy import HEADER
from sphinx_multilingual.publish import live, publish
from tests.conftest import ROOT
from tests.publishing import LANGUAGES, generations, make_site
from tests.serving import Server, nginx

BROWSER = {"Accept_Encoding": "gzip, br"}


@pytest.fixture(scope="module")
def to(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two publications of a made-up site."""
    folder = tmp_path_factory.mktemp("serving")
    for generation in (1, 2):
        publish(make_site(folder / str(generation), generation), folder / "srv")
    return folder / "srv"


@pytest.fixture(scope="module")
def server(to: Path) -> Iterator[Server]:
    """A server of that folder."""
    with nginx(serving.nginx(LANGUAGES, str(to)), to.parent) as server:
        yield server


def test_the_settings_agree_with_the_table() -> None:
    """`deploy/nginx.conf` is what `make nginx TO=/srv/site` writes for the languages of today."""
    written = (ROOT / "deploy/nginx.conf").read_text(encoding="utf-8")

    assert serving.nginx([each for each in LANGUAGES if not each.is_draft], "/srv/site") == written


@pytest.mark.parametrize(
    ("asked", "segment"),
    [
        ("fr", "fr"), ("FR-ca", "fr"), ("fr-FR,fr;q=0.9,en;q=0.8", "fr"), ("zh-TW,zh;q=0.9,en;q=0.8", "zh"),
        ("pt-BR,pt;q=0.9,es;q=0.8", "es"), ("en;q=0.5,de;q=0.7", "de"), ("en;q=0.50,ru;q=0.09,ar;q=1.0", "ar"),
        ("en; q=0.2 , ru ; q=0.4", "ru"), ("en;q=0,es;q=0.001", "es"), ("de;q=0.333,en;q=0.3", "de"),
        ("en-GB", "en"), *((f"pt,fr;q=0.{tenth}5,en;q=0.05", "fr") for tenth in range(1, 10)),
        ("pt", ""), ("", ""), ("*", ""), ("fr;q=0", ""), ("fre,eng", ""), ("x-fr", ""), ("en_US", ""), (",,;q=1,", ""),
    ],
)
def test_the_start_leads_to_the_language_a_browser_asks_for(server: Server, asked: str, segment: str) -> None:
    """The language with the highest preference wins, then the first; one that the site lacks gives the list of all."""
    answer = server.get("/", Accept_Language=asked)

    assert (302 if segment else 200) == answer.status
    assert (f"/{segment}/index.html" if segment else None) == answer.headers.get("location")
    assert "Accept-Language" in answer.headers["vary"]
    assert "no-cache" == answer.headers["cache-control"]


@pytest.mark.parametrize(
    ("path", "status", "language"),
    [
        ("/fr/index.html", 200, "fr"), ("/zh/none.html", 404, "zh-Hans"), ("/fr/", 200, "fr"), ("/fr/a/b/none", 404, "fr"),
        ("/none", 404, ""), ("/frx/none", 404, ""), ("/fr/_static/start.js", 200, ""), ("/en/book.pdf", 200, "en"), ("/", 200, ""),
        *((f"/{each.segment}/none", 404, each.tag) for each in LANGUAGES if not each.is_draft),
    ],
)
def test_each_answer_names_its_language(server: Server, path: str, status: int, language: str) -> None:
    """Pages, books and the answer to a dead address say in which language they are."""
    answer = server.get(path)

    assert [status, language] == [answer.status, answer.headers.get("content-language", "")]


@pytest.mark.parametrize(("path", "name"), [("/fr/none.html", "404-fr.html"), ("/none", "404.html"), ("/de/x", "404.html")])
def test_a_dead_address_is_answered_in_its_language(server: Server, to: Path, path: str, name: str) -> None:
    """The answer is the page of that language; where there is none, that of all languages."""
    assert (to / "live" / name).read_bytes() == server.get(path).body


def test_a_language_without_a_slash_leads_to_its_start(server: Server) -> None:
    """`/fr` is what people type."""
    answer = server.get("/fr")

    assert [301, "/fr/index.html"] == [answer.status, answer.headers["location"]]


def test_pages_come_compressed_as_they_were_published(server: Server, to: Path) -> None:
    """A browser that can gets the compressed file, and a cache is told that the answer differs by that."""
    packed, plain = server.get("/fr/index.html", **BROWSER), server.get("/fr/index.html")

    assert [(to / "live/fr/index.html.gz").read_bytes(), "gzip"] == [packed.body, packed.headers["content-encoding"]]
    assert (to / "live/fr/index.html").read_bytes() == plain.body
    assert ["Accept-Encoding"] * 2 == [each.headers["vary"] for each in (packed, plain)]


def test_what_a_page_asks_for_by_its_version_is_kept_for_good(server: Server, to: Path) -> None:
    """Such an address gives the file of that version, also after a switch, and browsers need not ask again."""
    answers = [server.get(f"/en/_static/style.css?v={path.name}") for path in sorted((to / "versions").iterdir())]

    assert [{1}, {2}] == [generations(answer.body) for answer in answers]
    assert ["public, max-age=31536000, immutable"] * 2 == [answer.headers["cache-control"] for answer in answers]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/en/index.html", 200), ("/en/book.pdf", 200), ("/robots.txt", 200), ("/en/_static/style.css", 200),
        ("/en/_static/style.css?v=20200101T000000", 200), ("/en/_static/style.css?v=d111a655", 200),
        ("/en/_static/style.css?v=../live", 200), ("/none?v=20200101T000000", 404), ("/en/none.html", 404),
    ],
)
def test_all_else_is_asked_for_again(server: Server, path: str, status: int) -> None:
    """Any other address shows the present version, and a browser asks each time whether it has changed."""
    answer = server.get(path)

    assert [status, "no-cache"] == [answer.status, answer.headers["cache-control"]]
    assert generations(answer.body) <= {2}


def test_what_has_not_changed_is_not_sent_again(server: Server) -> None:
    """A browser that has a page gets 304 and no bytes."""
    mark = server.get("/en/index.html").headers["etag"]
    answer = server.get("/en/index.html", If_None_Match=mark)

    assert [304, b""] == [answer.status, answer.body]


@pytest.mark.parametrize("path", ["/", "/en/index.html", "/en/none.html", "/en/_static/start.js", "/robots.txt"])
def test_each_answer_is_guarded(server: Server, path: str) -> None:
    """Pages, files and errors carry the site's policy and the other headers of its safety."""
    expected = {
        "content-security-policy": HEADER, "cross-origin-embedder-policy": "require-corp",
        "cross-origin-opener-policy": "same-origin", "cross-origin-resource-policy": "same-origin",
        "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "referrer-policy": "no-referrer", "x-content-type-options": "nosniff", "server": "nginx",
    }
    headers = server.get(path).headers

    assert expected == {name: headers.get(name) for name in expected}


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/en/index.html", "text/html; charset=utf-8"), ("/en/_static/start.js", "application/javascript; charset=utf-8"),
        ("/en/_static/style.css", "text/css; charset=utf-8"), ("/robots.txt", "text/plain; charset=utf-8"),
        ("/en/book.pdf", "application/pdf"),
    ],
)
def test_each_file_says_what_it_is(server: Server, path: str, kind: str) -> None:
    """Types are right and texts are UTF-8, as browsers may not guess."""
    assert kind == server.get(path).headers["content-type"]


def test_a_book_is_shown_by_the_viewer_of_the_browser(server: Server) -> None:
    """The policy of pages would stop a plug-in that shows a PDF."""
    assert "content-security-policy" not in server.get("/en/book.pdf").headers


@pytest.mark.parametrize("path", ["/.lock", "/live/en/index.html", "/versions/NAME/en/index.html", "/%2e%2e/.lock", "/en/../../.lock"])
def test_nothing_but_the_site_is_served(server: Server, to: Path, path: str) -> None:
    """The folder's own parts, and what lies outside of it, are no addresses."""
    assert server.get(path.replace("NAME", live(to))).status in (400, 404)


@pytest.mark.parametrize("path", ["/en/index.html", "/none", "/%2e%2e"])
def test_nginx_has_no_complaint(server: Server, to: Path, path: str) -> None:
    """A page, a dead address and a request that is none leave no line in the log of the server."""
    assert server.get(path).status in (200, 400, 404)
    assert "" == (to.parent / "error.log").read_text(encoding="utf-8")
