"""A server with one port for each kind of answer, which speaks bytes: what no decent server would send, too."""

from __future__ import annotations

import selectors
import socket
import ssl
import struct
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

PAGE = b"<!doctype html><html><head><title>Bread</title></head><body><h1 id='flour'>Flour</h1></body></html>"
MISSING = b"HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\nConnection: close\r\n\r\ngone"


@dataclass(frozen=True, slots=True)
class Request:
    """A question: its method, its address without the host, its headers, its number among those of its kind."""

    method: str
    target: str
    headers: dict[str, str]
    number: int


@dataclass(frozen=True, slots=True)
class Then:
    """Bytes, and what happens after them: `reset`, `hold` the connection, `drip` a byte now and then; `wait` first."""

    data: bytes = b""
    act: str = "close"
    more: bytes = b" "
    wait: float = 0.0


Reply = bytes | Then
Handler = Callable[[Request], Reply]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of answer: what we say of `path` there, and how the server acts; `tls` names its certificate."""

    name: str
    verdict: str
    handler: Handler
    path: str = "/bread/page"
    tls: str = ""
    scheme: str = "http"

    @property
    def is_fault(self) -> bool:
        return self.verdict in ("broken", "unsure")


def http(code: int = 200, body: bytes = PAGE, kind: str = "text/html; charset=utf-8", length: int | None = None, **more: str) -> bytes:
    """A well-formed answer; `length` lies about its size."""
    headers = {"Content-Type": kind, "Content-Length": str(len(body) if length is None else length), "Connection": "close"}
    headers |= {name.replace("_", "-"): value for name, value in more.items()}
    rows = "".join(f"{name}: {value}\r\n" for name, value in headers.items() if value)
    return f"HTTP/1.1 {code} Said\r\n{rows}\r\n".encode() + body


def certificates(folder: Path) -> None:
    """Make an authority and the certificates of a server: `good`, `other` (of another host), `expired`, `self`."""
    def openssl(*arguments: str) -> bytes:
        return subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True).stderr

    # From 3.4 on, it knows dates, and refuses a number of days below nought.
    knows_dates = b"-not_after" in openssl("x509", "-help")
    past = ("-not_before", "20200101000000Z", "-not_after", "20200102000000Z") if knows_dates else ("-days", "-1")
    days = ("-days", "30")
    key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=loopback")
    openssl("req", "-x509", *key, "-keyout", "ca.key", "-out", "ca.pem", "-days", "30", "-addext", "keyUsage=critical,keyCertSign")
    openssl("req", "-x509", *key, "-keyout", "self.key", "-out", "self.pem", "-days", "30", "-addext", "subjectAltName=IP:127.0.0.1")
    for name, host, valid in (("good", "IP:127.0.0.1", days), ("other", "DNS:other.example", days), ("expired", "IP:127.0.0.1", past)):
        (folder / "ext").write_text(f"subjectAltName={host}\n")
        openssl("req", "-new", *key, "-keyout", f"{name}.key", "-out", f"{name}.csr")
        openssl("x509", "-req", "-in", f"{name}.csr", "-CA", "ca.pem", "-CAkey", "ca.key", *valid, "-extfile", "ext", "-out", f"{name}.pem")


class Server:
    """Listens on the ports, and keeps what was asked: (seconds, kind, request)."""

    def __init__(self, kinds: Sequence[Kind], folder: Path) -> None:
        self.folder, self.stopped, self.counts = folder, threading.Event(), dict.fromkeys((kind.name for kind in kinds), 0)
        self.log: list[tuple[float, str, Request]] = []
        self.listeners = {kind.name: socket.create_server(("127.0.0.1", 0), backlog=64) for kind in kinds}
        self.selector = selectors.DefaultSelector()
        for kind in kinds:
            self.selector.register(self.listeners[kind.name], selectors.EVENT_READ, kind)

    def address(self, kind: Kind) -> str:
        host, port = self.listeners[kind.name].getsockname()
        return f"{'https' if kind.tls else kind.scheme}://{host}:{port}{kind.path}"

    def run(self) -> None:
        while not self.stopped.is_set():
            for key, _ in self.selector.select(0.1):
                connection, _ = key.fileobj.accept()  # type: ignore[union-attr]
                threading.Thread(target=self._serve, args=(connection, key.data), daemon=True).start()

    def _serve(self, connection: socket.socket, kind: Kind) -> None:
        with suppress(OSError), connection:
            connection.settimeout(10)
            if kind.tls not in ("", "plain"):
                context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
                context.load_cert_chain(self.folder / f"{kind.tls}.pem", self.folder / f"{kind.tls}.key")
                connection = context.wrap_socket(connection, server_side=True)
            with connection:
                self._answer(connection, kind)

    def _answer(self, connection: socket.socket, kind: Kind) -> None:
        head = b""
        while b"\r\n\r\n" not in head and head[:1] != b"\x16" and (part := connection.recv(4096)):
            head += part
        first, *rows = head.decode("latin-1").split("\r\n")
        method, target, *_ = *first.split(" "), "", ""
        self.counts[kind.name] += 1
        pairs = (row.partition(": ") for row in rows)
        request = Request(method, target, {name.lower(): value for name, _, value in pairs}, self.counts[kind.name])
        self.log.append((time.monotonic(), kind.name, request))
        reply = kind.handler(request)
        reply = Then(reply) if isinstance(reply, bytes) else reply
        self.stopped.wait(reply.wait)
        data = reply.data.partition(b"\r\n\r\n")[0] + b"\r\n\r\n" if method == "HEAD" and reply.data else reply.data
        connection.sendall(data)
        self._after(connection, reply)

    def _after(self, connection: socket.socket, reply: Then) -> None:
        if reply.act == "reset":
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        while reply.act in ("hold", "drip") and not self.stopped.wait(0.1):
            if reply.act == "drip":
                connection.sendall(reply.more)


@contextmanager
def serving(kinds: Sequence[Kind], folder: Path) -> Iterator[Server]:
    """Serve these kinds, each on a port of 127.0.0.1."""
    server = Server(kinds, folder)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield server
    finally:
        server.stopped.set()
        thread.join()
        for listener in server.listeners.values():
            listener.close()
