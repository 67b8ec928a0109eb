"""Each kind of answer that a link can meet gets its verdict: every fault is found, and nothing else."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from sphinx_multilingual.linkcheck import check
from sphinx_multilingual.linkcheck.memory import Heard, Memory
from sphinx_multilingual.linkcheck.options import Options
from tests.linkcheck.conftest import OPTIONS, Serve
from tests.linkcheck.kinds import FAULTS, GOOD, KINDS, always, to
from tests.linkcheck.server import Kind, Server, http, serving

ENDLESS = {"no answer at all", "headers without end", "body without end", "body that stops"}


def ask(server: Server, kinds: list[Kind], options: Options, folder: Path) -> dict[str, Heard]:
    """Check the address of each kind; return what was heard, by the kind's name."""
    names = {server.address(kind): kind.name for kind in kinds}
    return {names[each.address]: each for each in check(names, options, Memory(folder))}


@pytest.fixture(scope="module")
def heard(trusted: tuple[Path, Options]) -> dict[str, Heard]:
    """What is heard of all kinds, asked once: with little patience of those that never end, with much of the others.

    A machine with other work is no fault.
    """
    folder, options = trusted
    endless, others = [kind for kind in KINDS if kind.name in ENDLESS], [kind for kind in KINDS if kind.name not in ENDLESS]
    with serving(KINDS, folder) as server:
        heard = ask(server, others, replace(options, timeout=30.0), folder / "memory")
        return heard | ask(server, endless, options, folder / "endless")


def test_each_kind_gets_its_verdict(heard: dict[str, Heard]) -> None:
    """Over sixty kinds of faults are found (recall 1.0), and nothing is said of what is well (false alarms 0)."""
    told = {name: each.status for name, each in heard.items()}

    assert 60 <= len(FAULTS)
    assert 40 <= len(GOOD)
    assert {kind.name: kind.verdict for kind in KINDS} == told


SAID = {
    "TLS: expired": "TLS: certificate verify failed: certificate has expired",
    "fragment: none such": "no id 'yeast' on the page",
    "code 404": "the host answers 404 Not Found",
    "code 204 without a page": "the answer is empty",
    "redirects in a circle": "redirects in a circle: http://",
    "redirects without end": "over 20 redirects, the last to http://",
    "redirect without Location": "a redirect (301) to nowhere",
    "gzip that is none": "the answer cannot be unpacked: ",
}


def test_each_alarm_has_its_reason(heard: dict[str, Heard]) -> None:
    """A verdict says what was found, in a line, without the inside of Python."""
    reasons = {kind.name: heard[kind.name].reason for kind in FAULTS}

    assert {} == {name: text for name, text in reasons.items() if not text or "\n" in text or " object at " in text}
    for name, said in SAID.items():
        assert said in reasons[name].replace("[SSL: CERTIFICATE_VERIFY_FAILED] ", "")


def test_a_moved_address_is_followed_as_long_as_it_moved_for_good(heard: dict[str, Heard]) -> None:
    """What leads on for now is no reason to change a source; the fragment comes along."""
    ends = {name: each.moved_to.partition("/bread")[2] for name, each in heard.items() if each.moved_to}

    assert "/d" == ends["redirects, three"]
    assert "/b" == ends["redirect, then another for now"]


CHANGES = [
    ("nothing is changed", {}, ("broken", "moved", "unsure")),
    ("no fragments", {"anchors": False}, ("ok", "moved", "unsure")),
    ("redirects allowed", {"allowed": ((re.compile(".*page"), re.compile(".*new")),)}, ("broken", "ok", "unsure")),
    ("401 allowed", {"allow_unauthorized": True}, ("broken", "moved", "ok")),
    ("ignored", {"ignore": (re.compile("http:"),)}, ("ignored", "ignored", "ignored")),
]


@pytest.mark.parametrize(("name", "changes", "wanted"), CHANGES, ids=[name for name, *_ in CHANGES])
def test_settings_of_sphinx_hold(serve: Serve, tmp_path: Path, name: str, changes: dict[str, object], wanted: tuple[str, ...]) -> None:
    """The settings `linkcheck_…` change what is said."""
    kinds = [
        Kind("fragment", "broken", always(http()), "/bread#yeast"),
        Kind("moved", "moved", lambda request: http() if "new" in request.target else to("/bread/new")),
        Kind("closed", "unsure", always(http(401, b"who?"))),
    ]
    heard = ask(serve(kinds), kinds, replace(OPTIONS, **changes), tmp_path / "memory")  # type: ignore[arg-type]

    assert wanted == tuple(heard[kind.name].status for kind in kinds)
