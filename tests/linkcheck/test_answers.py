"""What hosts seldom say is judged as well: one answer at a time, without a host."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import requests

from sphinx_multilingual.linkcheck.answer import Answer, Fault, Known
from sphinx_multilingual.linkcheck.verdict import judge
from tests.conftest import run_in
from tests.linkcheck.conftest import OPTIONS

ask = import_module("sphinx_multilingual.linkcheck.ask")  # The package has a function of this name.


@pytest.mark.parametrize(("place", "said"), [
    ("http://[::1", "a redirect to 'http://[::1', which is no address"), ("http://b.org:x/", "a redirect to 'http://b.org:x/', which is no address"),
    ("ftp://b.org/x", "a redirect to 'ftp://b.org/x', which is no page"),
    ("https:///x", "a redirect to 'https:///x', which is no page"), ("mailto:a@b.org", "a redirect to 'mailto:a@b.org', which is no page"),
])
def test_a_page_that_sends_its_reader_nowhere_is_broken(place: str, said: str) -> None:
    """A refresh can name anything."""
    page = f'<meta http-equiv="refresh" content="0; url={place}">'.encode()
    with pytest.raises(Fault) as told:
        ask._target(Answer("http://a.org/", 200, kind="text/html", body=page))

    assert (True, said) == (told.value.is_broken, told.value.reason)


def test_a_fragment_beyond_what_was_read_is_unsure() -> None:
    """The rest of a page that is too big may have it."""
    answer = Answer("https://a.org/", 200, kind="text/html", body=b"<p>bread", is_whole=False)
    verdict = judge("https://a.org/#end", answer, OPTIONS)

    assert ("unsure", "no id 'end' in the first 8 bytes") == (verdict.status, verdict.reason)


def test_a_fault_of_a_library_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """It does not stop the run."""

    def fail(*arguments: object) -> Answer:
        raise RuntimeError("no bread")

    monkeypatch.setattr(ask, "_follow", fail)
    with pytest.raises(Fault, match="cannot be asked: RuntimeError: no bread"):
        ask.ask("https://a.org/", OPTIONS, Known())


@pytest.mark.parametrize("address", ["http://a.org:x/", "bread", "gopher://a.org/"])
def test_what_is_no_address_is_told(address: str) -> None:
    """Nothing is asked for it."""
    with pytest.raises(Fault, match=r"^no address: "):
        ask.ask(address, OPTIONS)


def test_an_answer_that_never_ends_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    """A host that sends a byte now and then holds its thread no longer than the question may take."""
    response: Any = requests.Response()
    response.status_code = 200
    monkeypatch.setattr(ask, "_parts", lambda response: iter([b"a", b"b"]))
    with pytest.raises(Fault, match="not answered in 3 s"):
        ask._read("https://a.org/", response, 0.0, OPTIONS)


def test_a_broken_page_ends_the_run(tiny: Path) -> None:
    """What cannot be read has no addresses; the finding is said, and nothing is asked."""
    with (tiny / "docs/dough.md").open("a", encoding="utf-8") as page:
        page.write("\nSee [this](#nowhere).\n")
    done = run_in(tiny, "linkcheck", ONLY="en")

    assert 1 == done.returncode
    assert "docs/dough.md:" in done.stderr
    assert "nowhere" in done.stderr
