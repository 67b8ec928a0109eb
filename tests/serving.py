"""Starts Debian's nginx with the settings of this project, on a free port, for the tests of publishing."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

NGINX = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
MIME_TYPES = Path("/etc/nginx/mime.types")


@dataclass(frozen=True)
class Answer:
    """What a server answers: its status, its headers by their small names, and the bytes."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Server:
    """A server on this machine."""

    port: int

    def get(self, path: str, **headers: str) -> Answer:
        """Ask for a path as it is; `Accept_Language="fr"` sends a header. Headers sent twice are joined, as by browsers."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        joined: dict[str, str] = {}
        for name, value in answer.getheaders():
            joined[name.lower()] = f"{joined[name.lower()]}, {value}" if name.lower() in joined else value
        found = Answer(answer.status, joined, answer.read())
        connection.close()
        return found


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


@contextmanager
def nginx(settings: str, folder: Path) -> Iterator[Server]:
    """Run nginx with the settings of a site, as the user who runs the tests; skips where there is none."""
    if not NGINX or not MIME_TYPES.exists():
        pytest.skip("no nginx; on Debian: apt install nginx-light")
    port = free_port()
    settings = re.sub(r"listen 80;\n\s*listen \[::\]:80;", f"listen 127.0.0.1:{port};", settings)
    user = "user root;" if os.getuid() == 0 else ""
    places = "".join(f"{name}_temp_path {folder}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    (folder / "nginx.conf").write_text(
        f"{user} worker_processes 2; pid {folder}/nginx.pid; error_log {folder}/error.log warn; events {{}}\n"
        f"http {{ include {MIME_TYPES}; access_log off; {places}\n{settings}}}\n", encoding="utf-8",
    )
    command = [NGINX, "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log"), "-p", str(folder)]
    # As a daemon, it returns when it listens.
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert 0 == done.returncode, done.stderr
    try:
        yield Server(port)
    finally:
        subprocess.run([*command, "-s", "stop"], capture_output=True, check=True)
