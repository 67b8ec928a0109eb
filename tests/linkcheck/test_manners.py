"""A host is asked slowly, waited for, left alone when it is silent, and not asked twice for what is known."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from itertools import islice, pairwise
from pathlib import Path

from sphinx_multilingual.linkcheck import check
from sphinx_multilingual.linkcheck.ask import retry_after
from sphinx_multilingual.linkcheck.memory import Memory
from tests.linkcheck.conftest import OPTIONS, Serve
from tests.linkcheck.kinds import always, first
from tests.linkcheck.server import PAGE, Kind, Request, Server, Then, http

ONE_BY_ONE = replace(OPTIONS, workers=1, pause=0.0)


def pages(server: Server, kind: Kind, names: str) -> list[str]:
    """Addresses on one host."""
    return [server.address(kind) + name for name in names]


def test_one_host_is_asked_one_at_a_time_with_a_pause(serve: Serve, tmp_path: Path) -> None:
    """With many at work, a host still has its pause after each answer; other hosts do not wait for it."""
    slow, quick = Kind("slow", "ok", always(Then(http(), wait=0.05)), "/"), Kind("quick", "ok", always(http()), "/")
    server = serve([slow, quick])
    addresses = pages(server, slow, "abcd") + pages(server, quick, "a")
    heard = list(check(addresses, replace(OPTIONS, pause=0.1), Memory(tmp_path)))
    times = [moment for moment, name, _ in server.log if name == "slow"]

    assert ["ok"] * 5 == [each.status for each in heard]
    assert all(later - sooner >= 0.15 for sooner, later in pairwise(times))
    assert server.log.index(next(row for row in server.log if row[1] == "quick")) <= 1


def test_fragments_of_a_page_are_asked_with_one_question(serve: Serve, tmp_path: Path) -> None:
    """Three addresses of one page are one question."""
    kind = Kind("page", "ok", always(http()), "/bread")
    server = serve([kind])
    heard = {each.address.partition("#")[2]: each.status for each in check(pages(server, kind, ["", "#flour", "#no"]), OPTIONS, Memory(tmp_path))}  # type: ignore[arg-type]

    assert {"": "ok", "flour": "ok", "no": "broken"} == heard
    assert 1 == len(server.log)


def test_a_host_that_asks_to_wait_is_waited_for(serve: Serve, tmp_path: Path) -> None:
    """`Retry-After` holds for the whole host; a wait that is too long is said, and not waited."""
    soon = Kind("soon", "ok", first(http(503, b"", Retry_After="1"), http()), "/")
    never = Kind("never", "unsure", always(http(429, b"", Retry_After="9999")), "/")
    server = serve([soon, never])
    heard = {each.address: each for each in check([server.address(soon), server.address(never)], OPTIONS, Memory(tmp_path))}
    times = [moment for moment, name, _ in server.log if name == "soon"]

    assert times[1] - times[0] >= 1
    assert "ok" == heard[server.address(soon)].status
    assert heard[server.address(never)].reason.endswith("asks to wait for 9999 s")
    assert 1 == [name for _, name, _ in server.log].count("never")


def test_retry_after_is_read_or_left() -> None:
    """Seconds, a date that has passed, and nonsense."""
    assert [7.0, 0.0, 0.0, 0.0] == [retry_after(text) for text in ("7", "Sun, 06 Nov 1994 08:49:37 GMT", "soon", "")]


def test_tries_come_further_and_further_apart(serve: Serve, tmp_path: Path) -> None:
    """A fault that may pass is tried again, each time after a longer wait; another fault is not."""
    bad, gone = Kind("bad", "unsure", always(http(500, b"")), "/"), Kind("gone", "broken", always(http(404, b"")), "/")
    server = serve([bad, gone])
    list(check([server.address(bad), server.address(gone)], replace(OPTIONS, tries=3, pause=0.03), Memory(tmp_path)))
    first_, second, third = (moment for moment, name, _ in server.log if name == "bad")

    assert second - first_ >= 0.12
    assert third - second >= 0.48
    assert 1 == [name for _, name, _ in server.log].count("gone")


def test_a_silent_host_is_left_alone(serve: Serve, tmp_path: Path) -> None:
    """After three addresses without a word the others of the host are not asked: no run takes hours for one host."""
    kind = Kind("dead", "broken", always(Then(act="reset")), "/")
    server = serve([kind])
    heard = list(check(pages(server, kind, "abcdef"), replace(ONE_BY_ONE, tries=1), Memory(tmp_path)))

    assert 3 == len(server.log)
    assert ["broken"] * 3 + ["unsure"] * 3 == [each.status for each in heard]
    assert heard[-1].reason.endswith("did not speak 3 times")


def unchanged(log: list[Request]) -> Callable[[Request], bytes]:
    """A page with an ETag, which is not sent twice."""
    def answer(request: Request) -> bytes:
        log.append(request)
        return http(304, b"") if request.headers.get("if-none-match") == '"a"' else http(200, PAGE, ETag='"a"')

    return answer


def test_a_page_that_is_the_same_is_not_sent_again(serve: Serve, tmp_path: Path) -> None:
    """The second run sends the ETag, keeps the verdict, and still knows since when; a new fragment asks anew."""
    log: list[Request] = []
    kind = Kind("page", "ok", unchanged(log), "/bread#flour")
    server = serve([kind])
    address = server.address(kind)
    runs = []
    for wanted in ([address], [address], [address, address.replace("flour", "yeast")]):
        memory = Memory(tmp_path)
        runs.append({each.address: each for each in check(wanted, OPTIONS, memory)})
        memory.finish()

    assert [None, '"a"', None] == [request.headers.get("if-none-match") for request in log]
    assert ["ok", "ok", "ok"] == [run[address].status for run in runs]
    assert runs[0][address].since == runs[2][address].since
    assert "broken" == runs[2][address.replace("flour", "yeast")].status


def test_a_stopped_run_goes_on_where_it_was(serve: Serve, tmp_path: Path) -> None:
    """What was answered before the stop is not asked again, though the last line was cut; a whole run starts anew."""
    kind = Kind("page", "ok", always(http()), "/")
    server = serve([kind])
    addresses = pages(server, kind, "abcdef")
    list(islice(check(addresses, ONE_BY_ONE, Memory(tmp_path)), 3))
    journal = (tmp_path / "unfinished.jsonl")
    journal.write_text("\n".join(journal.read_text().splitlines()[:3])[:-9])
    server.log.clear()
    memory = Memory(tmp_path)
    heard = list(check(addresses, ONE_BY_ONE, memory))
    memory.finish()
    asked = {request.target for _, _, request in server.log}

    assert 6 == len(heard)
    assert 4 == len(asked - {"/a", "/b"}) == len(asked)
    assert not journal.exists()
    assert 6 == len([json.loads(row) for row in (tmp_path / "memory.jsonl").read_text().splitlines()])
    assert not Memory(tmp_path).answered
