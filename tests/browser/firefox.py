"""Drives Debian's Firefox by Marionette, the protocol that every Firefox speaks: a length, a colon and JSON.

Playwright's own Firefox is not in Debian, and Debian's lacks what Playwright asks of it.
"""

from __future__ import annotations

import json
import re
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

# The first lets the browser choose a free port; the others keep it from the network.
PREFERENCES = {
    "marionette.port": 0, "browser.shell.checkDefaultBrowser": False, "app.update.enabled": False, "datareporting.policy.dataSubmissionEnabled": False,
    "toolkit.telemetry.enabled": False, "network.captive-portal-service.enabled": False, "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,#remote-settings-dummy/v1", "browser.safebrowsing.update.enabled": False, "extensions.update.enabled": False,
}


class Firefox:
    """One window, asked by the commands of WebDriver."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self._file = self._socket.makefile("rb")
        self._read()
        self.ask("WebDriver:NewSession", capabilities={"alwaysMatch": {"acceptInsecureCerts": True}})

    def _read(self) -> Any:
        length = b""
        while (byte := self._file.read(1)) not in (b":", b""):
            length += byte
        return json.loads(self._file.read(int(length)))

    def ask(self, command: str, **parameters: object) -> Any:
        """Send a command and return its result."""
        message = json.dumps([0, 1, command, parameters]).encode()
        self._socket.sendall(b"%d:%s" % (len(message), message))
        _, _, error, result = self._read()
        if error:
            raise AssertionError(f"{command}: {error['message']}")
        return result["value"] if isinstance(result, dict) and set(result) == {"value"} else result

    def run(self, script: str, *arguments: object) -> Any:
        """Run a script in the page and return what it returns; one that returns a promise is waited for."""
        return self.ask("WebDriver:ExecuteScript", script=script, args=list(arguments), sandbox=None)

    def wait_for(self, expression: str) -> Any:
        """Look at the page in each frame until an expression holds; what it is then."""
        return self.run(f"return new Promise((done) => {{ (function look() {{ const is = {expression}; is ? done(is) : requestAnimationFrame(look); }})(); }})")

    def press(self, keys: str) -> None:
        """Press keys, one after the other."""
        actions = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self.ask("WebDriver:PerformActions", actions=[{"type": "key", "id": "keys", "actions": actions}])

    def console(self) -> list[str]:
        """Return the errors of pages that the console has got, what a policy forbade among them, and empty it."""
        self.ask("Marionette:SetContext", value="chrome")
        found: list[str] = self.run(
            "const found = Services.console.getMessageArray().filter((m) => m instanceof Ci.nsIScriptError && !(m.flags & 1)"
            " && /^(file|http)/.test(m.sourceName)).map((m) => `${m.sourceName}: ${m.errorMessage}`);"
            " Services.console.reset(); return found;"
        )
        self.ask("Marionette:SetContext", value="content")
        return found


@contextmanager
def firefox(profile: Path) -> Iterator[Firefox]:
    """Start a browser that nobody sees, with a profile of its own, and end it."""
    lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in PREFERENCES.items()]
    (profile / "user.js").write_text("\n".join(lines), encoding="utf-8")
    command = [shutil.which("firefox-esr") or "", "--headless", "--marionette", "--remote-allow-system-access", "--no-remote", "--profile", str(profile)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert process.stdout is not None
    try:
        ports = (found[1] for line in process.stdout if (found := re.search(r"Listening on port (\d+)", line)))
        port = next(ports, None)
        assert port, "Firefox has ended before it listened"
        yield Firefox(int(port))
    finally:
        process.terminate()
        process.wait(20)
