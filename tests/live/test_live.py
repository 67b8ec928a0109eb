"""A translator sees each saved change, what is open, and what is wrong, beside the text itself."""

from __future__ import annotations

import http.client
import json
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.conftest import HEADER, run_in
from tests.live.conftest import CATALOG, Live, Show, Start, edit

SAME_TAB = "window.kept !== undefined"
SAME_ARTICLE = "window.kept === document.querySelector('article')"


def test_a_saved_catalog_shows_in_its_page_alone(start: Start, show: Show) -> None:
    """The open page takes in the change without a reload and keeps its place; another page is left alone."""
    live = start()
    dough, index = show(live.address + "dough.html"), show(live.address)
    dough.set_viewport_size({"width": 1200, "height": 200})
    dough.evaluate("scrollTo({top: 80, behavior: 'instant'})")
    edit(CATALOG, "Pão escuro", "Pão preto")

    expect(dough.locator("td").nth(1)).to_have_text("Pão preto")
    assert [True, False, 80] == [dough.evaluate(each) for each in (SAME_TAB, SAME_ARTICLE, "scrollY")]
    assert index.evaluate(SAME_ARTICLE)
    assert live.line("changed:").startswith("changed: dough (")


def test_a_saved_page_shows(start: Start, show: Show) -> None:
    """An edit of the English shows as a message that the catalog lacks."""
    live = start()
    page = show(live.address + "dough.html")
    edit(Path("docs/dough.md"), "Dark bread", "Black bread")

    expect(page.locator("td").nth(1)).to_contain_text("Black bread")
    expect(page.locator("[data-live-state=missing]")).to_have_count(1)


def test_a_new_page_and_its_catalog_show(start: Start, show: Show) -> None:
    """A page that was not there at the start is built, translated, and in the navigation of the others."""
    live = start()
    page = show(live.address)
    Path("docs/oven.md").write_text("(oven)=\n# Oven\n", encoding="utf-8")
    edit(Path("docs/index.md"), "dough\n", "dough\noven\n")
    expect(page.locator(".sidebar-tree")).to_contain_text("Oven")
    CATALOG.with_name("oven.po").write_text(f'{HEADER}msgid "Oven"\nmsgstr "Forno"\n', encoding="utf-8")

    expect(page.locator(".sidebar-tree")).to_contain_text("Forno")


def test_a_changed_title_shows_on_every_page(tiny: Path, start: Start, show: Show) -> None:
    """A title stands in the navigation of the other pages, which follow."""
    Path("docs/oven.md").write_text("(oven)=\n# Oven\n", encoding="utf-8")
    edit(Path("docs/index.md"), "dough\n", "dough\noven\n")
    page = show(start().address + "oven.html")
    edit(CATALOG, '"Massa"', '"A massa"')

    expect(page.locator(".sidebar-tree")).to_contain_text("A massa")


def test_a_changed_label_shows(start: Start, show: Show) -> None:
    """Labels, which Sphinx reads once, are taken in by a new start in the same process."""
    live = start()
    page = show(live.address)
    (CATALOG.parent / "interface.po").write_text(
        f'{HEADER}msgid "Written by hand."\nmsgstr "Escrito à mão."\n', encoding="utf-8"
    )

    expect(page.locator(".site-notice")).to_have_text("Escrito à mão.")
    edit(CATALOG.with_name("index.po"), "Fazer pão", "Assar pão")
    expect(page.locator("h1")).to_contain_text("Assar pão")


def test_a_page_that_is_only_written_again_is_not_an_old_one(start: Start, show: Show) -> None:
    """The start page, written again with each page of its tree, keeps its own last change (`forget_doctrees`)."""
    live = start()
    for path, old, new in (
        (CATALOG, "Pão escuro", "Pão preto"),
        (CATALOG.with_name("index.po"), "Fazer pão", "Assar pão"),
        (CATALOG, "Pão preto", "Pão negro"),
    ):
        edit(path, old, new)
        live.line("changed:")

    expect(show(live.address).locator("h1")).to_contain_text("Assar pão")


def test_a_broken_catalog_leaves_the_last_good_page(start: Start, show: Show) -> None:
    """File and line of the fault are in the page and on the terminal, and go when it is mended."""
    live = start()
    page = show(live.address + "dough.html")
    edit(CATALOG, 'msgid "Rye"', 'msgidd "Rye"')

    expect(page.locator(".live-errors")).to_contain_text(f"{CATALOG}:39: not valid gettext")
    expect(page.locator("h1")).to_contain_text("Massa")
    assert "not valid gettext" in live.line(str(CATALOG))
    edit(CATALOG, 'msgidd "Rye"', 'msgid "Rye"')
    expect(page.locator(".live-errors li")).to_have_count(0)


def test_a_broken_page_leaves_the_last_good_one(start: Start, show: Show) -> None:
    """A page that cannot be read is told with its name; when mended, it shows again."""
    live = start()
    page, source = show(live.address + "dough.html"), Path("docs/dough.md")
    good = source.read_bytes()
    source.write_bytes(good + b"\xff\n")

    expect(page.locator(".live-errors")).to_contain_text("docs/dough.md: UnicodeDecodeError")
    expect(page.locator("h1")).to_contain_text("Massa")
    source.write_bytes(good.replace(b"Dark bread", b"Black bread"))
    expect(page.locator("td").nth(1)).to_contain_text("Black bread")
    expect(page.locator(".live-errors li")).to_have_count(0)


def test_a_warning_of_sphinx_shows_until_it_is_mended(start: Start, show: Show) -> None:
    """A broken reference is told with file and line, also on other pages, until its own page is well."""
    live = start()
    page = show(live.address)
    edit(Path("docs/dough.md"), "(#home)", "(#hme)")

    expect(page.locator(".live-errors")).to_contain_text("docs/dough.md:7: WARNING")
    edit(Path("docs/dough.md"), "(#hme)", "(#home)")
    expect(page.locator(".live-errors li")).to_have_count(0)


def ask(live: Live, method: str, path: str, body: str = "", **headers: str) -> int:
    """Send a request as no browser would, and return the status."""
    connection = http.client.HTTPConnection(urlsplit(live.address).netloc)
    connection.request(method, path, body, {name.title(): value for name, value in headers.items()})
    status = connection.getresponse().status
    connection.close()
    return status


def test_foreign_pages_are_refused(start: Start) -> None:
    """Neither another origin nor another host name gets anything; its own pages name only catalogs of the language."""
    live = start(EDITOR="true")
    own, body = live.address.rstrip("/"), json.dumps({"file": str(CATALOG), "line": 1})
    other = json.dumps({"file": "conf.py", "line": 1})
    answers = [
        ask(live, "POST", "/_live/edit", body, origin=own),
        ask(live, "POST", "/_live/edit", body, origin="https://example.org"),
        ask(live, "POST", "/_live/edit", body),
        ask(live, "POST", "/_live/edit", body, origin="http://example.org", host="example.org"),
        ask(live, "POST", "/_live/edit", other, origin=own),
        ask(live, "POST", "/_live/edit", "[", origin=own),
        ask(live, "POST", "/other", body, origin=own),
        ask(live, "GET", "/", host="example.org"),
        ask(live, "GET", "/_live/events", host="example.org"),
    ]

    assert [204, 403, 403, 403, 400, 400, 404, 403, 403] == answers


def test_ctrl_c_ends_it_well(start: Start, show: Show) -> None:
    """With a page open, Ctrl-C ends the process with code 0 and frees the port."""
    live = start()
    show(live.address)

    assert 0 == live.end()
    with pytest.raises(ConnectionRefusedError):
        ask(live, "GET", "/")


@pytest.mark.parametrize("only", ["", "pt he"])
def test_one_language_is_needed(tiny: Path, only: str) -> None:
    """None or two languages are wrong use, and the message says what to write."""
    done = run_in(tiny, "live", "--only", only)

    assert (2, "live shows one language; name it, as in: make live ONLY=fr\n") == (done.returncode, done.stderr)


def test_a_port_in_use_is_told(tiny: Path, start: Start) -> None:
    """A taken port is wrong use, and the message names another."""
    port = str(urlsplit(start().address).port)
    done = run_in(tiny, "live", "--only", "he", "--port", port)

    assert 2 == done.returncode
    assert f"port {port} cannot be used" in done.stderr


def test_a_normal_build_has_nothing_of_it(tiny: Path) -> None:
    """No mark, script or style of the live mode is in the published site."""
    assert 0 == run_in(tiny, "html").returncode
    texts = [path.read_text(encoding="utf-8") for path in (tiny / "build/site").rglob("*.*") if path.suffix in (".html", ".js", ".css")]

    assert texts
    assert [] == [word for word in ("live-", "live.js", "live.css", "_live", "msg-") for text in texts if word in text]
