"""What the live server is asked for and what it starts with may be wrong; it says so."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from sphinx_multilingual.live.server import editor_command
from tests.conftest import ROOT


@pytest.mark.parametrize(("editor", "request_"), [("", {"file": "a.po", "line": 1}), ("vi", ["a.po"]), ("vi", {"file": "b.po", "line": 1})])
def test_only_a_catalog_is_opened(editor: str, request_: Any) -> None:
    """A page can ask for nothing else, and not without an editor."""
    with pytest.raises(ValueError, match="no editor is set, or this is not a catalog of this language"):
        editor_command(editor, {"a.po": Path("a.po")}, request_)
    assert ["vi", "-n", "+1", "a.po"] == editor_command("vi -n", {"a.po": Path("a.po")}, {"file": "a.po", "line": 1})


def test_a_project_that_sphinx_refuses_is_told(tiny: Path) -> None:
    """What is wrong is said as it is found, and again as the reason why it ends."""
    with (tiny / "conf.py").open("a", encoding="utf-8") as file:
        file.write("multilingual_repository = 'bread'\n")
    command = [sys.executable, "-m", "sphinx_multilingual", "live", "--only", "pt", "--port", "0"]
    # It must end by itself.
    done = subprocess.run(command, cwd=tiny, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False, timeout=60)

    assert 1 == done.returncode
    assert 2 == done.stderr.count("multilingual_repository is 'bread'"), done.stderr
    assert "live could not start: " in done.stderr
