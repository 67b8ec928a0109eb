"""Who may ask what of the live server? Its own pages only: their files, news of changes, and the editor."""

from __future__ import annotations

import io
import json
import os
import shlex
import subprocess
import sys
from collections.abc import Mapping
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, BinaryIO

from ..errors import ProjectError, short
from .session import Session

_STILL_HERE = 15.0  # seconds between signs of life, which find out a browser that has gone


class LiveServer(ThreadingHTTPServer):
    """Serves the pages of a session on this machine only."""

    daemon_threads = True

    def __init__(self, session: Session, port: int) -> None:
        handler = partial(_Handler, directory=str(session.out))
        try:
            super().__init__(("127.0.0.1", port), handler)
        except (OSError, OverflowError) as error:
            raise ProjectError(f"port {port} cannot be used ({error}); choose another: --port 0", code=2) from error
        self.session = session
        self.hosts = {f"{name}:{self.server_port}" for name in ("127.0.0.1", "localhost")}

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a browser that went away."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


def editor_command(editor: str, catalogs: Mapping[str, Path], request: Any) -> list[str]:
    """Return the command that opens a catalog at a line; raises ValueError where the request is not about one."""
    command = shlex.split(editor)
    if not command or not isinstance(request, dict) or request.get("file") not in catalogs:
        raise ValueError("no editor is set, or this is not a catalog of this language")
    return [*command, f"+{int(request['line'])}", str(catalogs[request["file"]])]


class _Handler(SimpleHTTPRequestHandler):
    server: LiveServer

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def end_headers(self) -> None:
        """Let no browser keep a page."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        """Read a file at once, between two updates."""
        if self.headers.get("Host") not in self.server.hosts:  # A foreign name that leads to this machine.
            self.send_error(403, "Only for this machine")
            return None
        with self.server.session.changed:
            file = super().send_head()
            if file is None:
                return None
            with file:
                return io.BytesIO(file.read())

    def do_GET(self) -> None:
        """Answer with a file, or go on telling what changes."""
        if self.path == "/_live/events" and self.headers.get("Host") in self.server.hosts:
            self._events()
        else:
            super().do_GET()

    def _events(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        session, told = self.server.session, ""
        while True:
            with session.changed:
                if self._state() == told:
                    session.changed.wait(_STILL_HERE)
                state = self._state()
            self.wfile.write(f"data: {state}\n\n".encode() if state != told else b": still here\n\n")
            told = state

    def _state(self) -> str:
        return json.dumps({"stamps": self.server.session.stamps, "errors": self.server.session.errors()})

    def do_POST(self) -> None:
        """Open a catalog in the translator's editor, for pages of this server only."""
        host = self.headers.get("Host", "")
        if host not in self.server.hosts or self.headers.get("Origin") != f"http://{host}":
            self.send_error(403, "Only for pages of this server")
        elif self.path != "/_live/edit":
            self.send_error(404)
        else:
            self._edit()

    def _edit(self) -> None:
        with self.server.session.changed:
            catalogs = {short(loaded.path): loaded.path for loaded in self.server.session.catalogs.values()}
        try:
            request = json.loads(self.rfile.read(min(int(self.headers.get("Content-Length", 0)), 4096)))
            command = editor_command(os.environ.get("EDITOR", ""), catalogs, request)
            subprocess.Popen(command)
        except (ValueError, KeyError, TypeError, OSError) as error:
            self.send_error(400, "The editor could not be opened", str(error))
        else:
            self.send_response(204)
            self.end_headers()
