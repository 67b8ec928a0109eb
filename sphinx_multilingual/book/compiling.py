"""How does Typst make a PDF? In a process of its own: what it keeps of a book, hundreds of megabytes, ends with it.

The process runs this file and imports nothing but Typst.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

import typst

# The languages share the cores, so that threads gain nothing; each would keep memory of its own.
_LEAN = {"RAYON_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "1"}


class Said(Exception):
    """What Typst says of a book: an error or a warning, and where that is as it shows it."""

    def __init__(self, message: str, diagnostic: str) -> None:
        super().__init__(message)
        self.message, self.diagnostic = message, diagnostic


def compile_apart(
    source: str, root: str, fonts: list[str], inputs: Mapping[str, str], time: int
) -> tuple[bytes, list[Said]]:
    """Return a PDF/UA-1 file and the warnings of it; raise Said where Typst refuses the source."""
    job = {"source": source, "root": root, "fonts": fonts, "inputs": inputs, "time": time}
    done = subprocess.run(
        [sys.executable, "-P", __file__], input=json.dumps(job).encode(), stdout=subprocess.PIPE, check=False,
        env={**os.environ, **_LEAN},
    )
    head, _, pdf = done.stdout.partition(b"\n")
    if done.returncode or not head:
        message = f"the process of Typst ended with code {done.returncode}; memory may be short"
        raise Said(message, "")
    said = json.loads(head)
    if said["error"]:
        raise Said(*said["error"])
    return pdf, [Said(*warning) for warning in said["warnings"]]


def _compiled(job: dict[str, Any]) -> tuple[bytes, dict[str, Any]]:
    fonts = typst.Fonts(include_system_fonts=False, font_paths=job["fonts"])
    try:
        compiler = typst.Compiler(
            job["source"].encode(), root=job["root"], font_paths=fonts, sys_inputs=job["inputs"]
        )
        pdf, warnings = compiler.compile_with_warnings(pdf_standards=["ua-1"], timestamp=job["time"])
    except typst.TypstError as error:
        return b"", {"error": [error.message, error.diagnostic]}
    assert isinstance(pdf, bytes)  # one file, as one format was asked for
    return pdf, {"error": None, "warnings": [[each.message, each.diagnostic] for each in warnings]}


if __name__ == "__main__":
    made, told = _compiled(json.loads(sys.stdin.buffer.read()))
    sys.stdout.buffer.write(json.dumps(told).encode() + b"\n" + made)
