"""What does the network answer to one address, hop by hop, in bounded time and size?"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import suppress
from email.message import Message
from email.utils import parsedate_to_datetime
from queue import Empty, Queue
from threading import Thread
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

import requests
from requests import exceptions as errors

from .answer import Answer, Fault, Known
from .options import Options
from .page import HTML, read_page

_PERMANENT, _TEMPORARY = {301, 308}, {302, 303, 307}
# What may be otherwise a moment later.
_PASSING = {408, 425, 429, 500, 502, 503, 504, *range(520, 531)}
_HOPS = 20  # as browsers
_ENOUGH = 1 << 20  # bytes that are read of what has no ids
_MOST = 16 << 20  # of a page


def ask(address: str, options: Options, known: Known | None = None) -> Answer:
    """Ask for an address; raises Fault where there is no answer.

    A connection has a time limit for each step only, so a host that sends a byte now and then would hold it for ever:
    the question is asked in a thread that is left behind when its time is over.
    """
    said: Queue[Answer | Fault] = Queue()

    def run() -> None:
        try:
            said.put(_follow(address, options, known or Known()))
        except Fault as fault:
            said.put(fault)
        except Exception as error:  # A library's own fault must not stop the run.
            said.put(Fault(f"cannot be asked: {type(error).__name__}: {error}"))

    Thread(target=run, daemon=True).start()
    try:
        answer = said.get(timeout=3 * options.timeout)
    except Empty:
        raise _too_slow(options, 3 * options.timeout) from None
    if isinstance(answer, Fault):
        raise answer
    return answer


def _too_slow(options: Options, seconds: float) -> Fault:
    return Fault(f"not answered in {seconds:g} s", is_broken=options.slow_is_broken, passes=True, is_silent=True)


def _follow(start: str, options: Options, known: Known) -> Answer:
    session, here, moved, seen = requests.Session(), start, "", set[tuple[str, str]]()
    permanent = True
    with session:
        for hop in range(_HOPS + 1):
            answer = _one(session, here, options, known)
            answer.hops = hop
            target, lasting = _target(answer)
            if not target:
                answer.moved = moved
                return answer
            # The same address with other cookies is another question.
            state = (target, str(sorted(session.cookies.items())))
            if state in seen:
                raise Fault(f"redirects in a circle: {target}")
            seen.add(state)
            permanent = permanent and lasting
            moved = target if permanent else moved
            here = target
    raise Fault(f"over {_HOPS} redirects, the last to {here}")


def _target(answer: Answer) -> tuple[str, bool]:
    """Return where an answer leads on to, and whether for good."""
    if answer.code in _PERMANENT | _TEMPORARY:
        place = answer.headers.get("Location", "").strip()
        if not place:
            raise Fault(f"a redirect ({answer.code}) to nowhere", code=answer.code)
        with suppress(UnicodeError):  # Headers are read as Latin-1; browsers take UTF-8.
            place = place.encode("latin-1").decode("utf-8")
        return _join(answer, place), answer.code in _PERMANENT
    refresh = read_page(answer).refresh if answer.kind in HTML and 200 <= answer.code < 300 and answer.body else ""
    target = _join(answer, refresh) if refresh else ""
    return ("" if urldefrag(target)[0] == urldefrag(answer.address)[0] else target), False


def _join(answer: Answer, place: str) -> str:
    try:
        target = urljoin(answer.address, place)
        parts = urlsplit(target)
        _ = parts.port
    except ValueError:
        raise Fault(f"a redirect to {place!r}, which is no address", code=answer.code) from None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise Fault(f"a redirect to {place!r}, which is no page", code=answer.code)
    return target if parts.fragment else f"{target}#{old}" if (old := urldefrag(answer.address)[1]) else target


def _one(session: requests.Session, address: str, options: Options, known: Known) -> Answer:
    """Ask one address once, without following it."""
    url, end = urldefrag(address)[0], time.monotonic() + 3 * options.timeout
    headers = {**options.headers_for(url), **known.headers_for(url)}
    try:
        with session.get(
            url, headers=headers, auth=options.auth_for(url), timeout=options.timeout, stream=True,
            allow_redirects=False, verify=options.verify_for(urlsplit(url).hostname or ""),
        ) as response:
            if response.status_code in _PASSING:
                raise _passing(response)
            return _read(address, response, end, options)
    except (errors.ConnectTimeout, errors.ReadTimeout):
        raise _too_slow(options, options.timeout) from None
    except errors.SSLError as error:
        raise Fault(f"TLS: {_reason(error)}") from None
    except (errors.InvalidURL, errors.InvalidSchema, errors.MissingSchema, UnicodeError, ValueError) as error:
        raise Fault(f"no address: {error}") from None
    except errors.ContentDecodingError as error:
        raise Fault(f"the answer cannot be unpacked: {_reason(error)}") from None
    except errors.ChunkedEncodingError as error:
        raise Fault(f"the answer is cut off: {_reason(error)}", passes=True) from None
    except errors.RequestException as error:
        if "timed out" in str(error):
            raise _too_slow(options, options.timeout) from None
        raise Fault(f"no connection: {_reason(error)}", passes=True, is_silent=True) from None


def _reason(error: BaseException) -> str:
    """Name the innermost cause, in one line without the addresses of objects."""
    while True:
        inner: Any = getattr(error, "reason", None) or (error.args[0] if error.args else None)
        if not isinstance(inner, BaseException):
            break
        error = inner
    text = str(error.args[-1] if len(error.args) > 1 else error)
    return " ".join(text.rpartition(">: ")[2].split())[:200] or type(error).__name__


def _passing(response: requests.Response) -> Fault:
    code, wait = response.status_code, retry_after(response.headers.get("Retry-After", ""))
    name = f"{code} {response.reason}".strip()
    return Fault(f"the host answers {name}", is_broken=False, passes=True, wait=wait, code=code)


def retry_after(text: str) -> float:
    """Read how many seconds a host asks to wait: a number or a date; 0 where it says nothing of use."""
    with suppress(ValueError, TypeError, OverflowError):
        if text.strip().isdigit():
            return float(text)
        return max(0.0, parsedate_to_datetime(text).timestamp() - time.time())
    return 0.0


def _read(address: str, response: requests.Response, end: float, options: Options) -> Answer:
    """Read as much of an answer as a verdict needs."""
    said = Message()
    said["Content-Type"] = response.headers.get("Content-Type", "")
    kind = said.get_content_type() if response.headers.get("Content-Type") else ""
    answer = Answer(
        address, response.status_code, kind=kind, charset=said.get_content_charset() or "",
        etag=response.headers.get("ETag", ""), modified=response.headers.get("Last-Modified", ""),
        headers=dict(response.headers),
    )
    if response.status_code in _PERMANENT | _TEMPORARY:
        return answer
    most = _MOST if "html" in kind or "xml" in kind or not kind else _ENOUGH
    parts = bytearray()
    for part in _parts(response):
        parts += part
        if time.monotonic() > end:
            raise _too_slow(options, 3 * options.timeout)
        if len(parts) > most:
            answer.is_whole = False
            break
    answer.body = bytes(parts)
    return answer


def _parts(response: requests.Response) -> Iterator[bytes]:
    yield from response.iter_content(1 << 14)
